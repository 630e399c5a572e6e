package scope

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/words"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Setting is what a use states beyond its condition. Uses of drugs state more than those of other therapies.
type Setting interface { //nolint:interfacebloat // that is what both kinds of uses have
	GetExtent() []compendiumv1.Use_Extent
	GetTiming() []compendiumv1.Use_Timing
	GetLine() compendiumv1.Use_Line
	GetResectability() []compendiumv1.Use_Resectability
	GetCourse() []compendiumv1.Use_Course
	GetBiomarkers() []*compendiumv1.Biomarker
	GetBiomarkersMatch() compendiumv1.Match_Value
	GetAge() *compendiumv1.Age
	GetIntent() compendiumv1.Use_Intent
	GetPriorTherapies() []string
	GetPartners() []string
}

// Display returns the name by which a record is shown: "Imatinib" for "drugs/imatinib".
type Display func(name string) string

// SettingText returns in words for whom a use is, beyond its condition: "metastatic; second line; after imatinib". It
// is empty for a use that states its condition alone.
func SettingText(u Setting, display Display) string {
	l := limits{display: display, extent: u.GetExtent(), resectability: u.GetResectability(), course: u.GetCourse(),
		timing: u.GetTiming(), prior: &compendiumv1.Scope_Prior{All: u.GetPriorTherapies()},
		biomarkers: u.GetBiomarkers(), biomarkersMatch: u.GetBiomarkersMatch(),
		partners: &compendiumv1.Scope_Partners{Of: u.GetPartners()}, age: u.GetAge()}
	if u.GetLine() != 0 {
		l.line = []compendiumv1.Use_Line{u.GetLine()}
	}
	if u.GetIntent() != 0 {
		l.intent = []compendiumv1.Use_Intent{u.GetIntent()}
	}
	if drug, ok := u.(*compendiumv1.Use); ok {
		l.prior.Any, l.prior.NoneOf = drug.GetPriorAny(), drug.GetPriorNone()
		l.underlying, l.partners.Match = drug.GetUnderlying(), drug.GetPartnersMatch()
	}
	return l.text()
}

// Text returns in words what a license covers: "Soft tissue sarcoma, except Liposarcoma; after doxorubicin".
func Text(s *compendiumv1.Scope, display Display) string {
	l := limits{display: display, extent: s.GetExtent(), resectability: s.GetResectability(), course: s.GetCourse(),
		timing: s.GetTiming(), line: s.GetLine(), intent: s.GetIntent(), prior: s.GetPrior(),
		underlying: s.GetUnderlying(), biomarkers: s.GetBiomarkers().GetOf(),
		biomarkersMatch: s.GetBiomarkers().GetMatch(), partners: s.GetPartners(), age: s.GetAge()}
	conditions := either(l.displays(s.GetConditions()))
	if len(s.GetExcept()) > 0 {
		conditions += ", except " + strings.Join(l.displays(s.GetExcept()), " and ")
	}
	if s.GetSubtypes() == compendiumv1.Scope_SOME {
		conditions += ", some subtypes"
	}
	return joined(conditions, l.text(), s.GetRest())
}

// limits is what uses and licenses both state. Of the values of a list, any is enough, unless a match or the field says
// otherwise.
type limits struct {
	display Display

	extent          []compendiumv1.Use_Extent
	resectability   []compendiumv1.Use_Resectability
	course          []compendiumv1.Use_Course
	timing          []compendiumv1.Use_Timing
	line            []compendiumv1.Use_Line
	intent          []compendiumv1.Use_Intent
	prior           *compendiumv1.Scope_Prior
	underlying      []string
	biomarkers      []*compendiumv1.Biomarker
	biomarkersMatch compendiumv1.Match_Value
	partners        *compendiumv1.Scope_Partners
	age             *compendiumv1.Age
}

func (l limits) text() string {
	return joined(eitherOf(l.extent), eitherOf(l.resectability), eitherOf(l.course), eitherOf(l.timing),
		between(eitherOf(l.line), "", " line"), eitherOf(l.intent), l.priorText(),
		between(either(l.therapies(l.prior.GetNoneOf())), "not after ", ""),
		between(either(l.displays(l.underlying)), "with underlying ", ""), l.biomarkersText(), l.partnersText(),
		AgeText(l.age))
}

// priorText returns which therapy must have come before.
func (l limits) priorText() string {
	some := either(l.therapies(l.prior.GetAny()))
	if n := l.prior.GetAtLeast(); n > 1 && some != "" {
		some = fmt.Sprintf("at least %d of %s", n, strings.Join(l.therapies(l.prior.GetAny()), ", "))
	}
	text := between(strings.Join(l.therapies(l.prior.GetAll()), " and "), "after ", "")
	switch {
	case text == "":
		text = between(some, "after ", "")
	case some != "":
		text += " and " + some
	}
	if text != "" && l.prior.GetOrUnsuitable() {
		text += ", or if that is unsuitable"
	}
	return text
}

func (l limits) biomarkersText() string {
	all, common := make([]string, len(l.biomarkers)), l.commonTest()
	for i, m := range l.biomarkers {
		var part []string
		if m.GetPresence() == compendiumv1.Biomarker_ABSENT {
			part = append(part, "no")
		}
		if m.GetOrigin() != 0 {
			part = append(part, words.Of(m.GetOrigin()))
		}
		part = append(part, l.display(m.GetTarget()), words.Of(m.GetAlteration()), m.GetVariantOf(), m.GetVariant())
		if common == "" {
			part = append(part, between(strings.TrimSuffix(m.GetTest(), "."), "(test: ", ")"))
		}
		all[i] = strings.Join(stated(part), " ")
	}
	return strings.Join(all, conjunction(l.biomarkersMatch)) + between(common, " (test of each: ", ")")
}

// commonTest returns the test that several biomarkers all have, which is said once, or "".
func (l limits) commonTest() string {
	if len(l.biomarkers) < 2 || slices.ContainsFunc(l.biomarkers, func(m *compendiumv1.Biomarker) bool {
		return m.GetTest() != l.biomarkers[0].GetTest()
	}) {
		return ""
	}
	return strings.TrimSuffix(l.biomarkers[0].GetTest(), ".")
}

func (l limits) partnersText() string {
	partners := strings.Join(l.therapies(l.partners.GetOf()), conjunction(l.partners.GetMatch()))
	text := between(partners, "together with ", "")
	if text != "" && l.partners.GetOrAlone() {
		text = "alone or " + text
	}
	return text
}

// AgeText returns an age in words: "from 12 years, below 18 years".
func AgeText(a *compendiumv1.Age) string {
	number := func(n string) string {
		if n == "" {
			return ""
		}
		return dose.Quantity(&compendiumv1.Quantity{Value: n, Unit: cmp.Or(a.GetUnit(), "a")})
	}
	return strings.Join(stated([]string{between(number(a.GetFrom()), "from ", ""),
		between(number(a.GetBelow()), "below ", ""), a.GetRequires()}), ", ")
}

func (l limits) displays(names []string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = l.display(name)
	}
	return all
}

// therapies returns the displayed names of therapies as they are written inside a sentence: "imatinib", "radium-223",
// but "MAP" and "T-cell therapy".
func (l limits) therapies(names []string) []string {
	all := l.displays(names)
	for i, name := range all {
		r, size := utf8.DecodeRuneInString(name)
		first := name
		if end := strings.IndexAny(name, " -"); end >= 0 {
			first = name[:end]
		}
		if size < len(first) && !strings.ContainsFunc(first[size:], notLower) {
			all[i] = string(unicode.ToLower(r)) + name[size:]
		}
	}
	return all
}

func notLower(r rune) bool { return !unicode.IsLower(r) }

func conjunction(m compendiumv1.Match_Value) string {
	if m == compendiumv1.Match_ANY {
		return " or "
	}
	return " and "
}

func eitherOf[E protoreflect.Enum](values []E) string { return either(words.Each(values)) }

func either(all []string) string { return strings.Join(all, " or ") }

// between returns a text between others, or "" if it is empty.
func between(text, before, behind string) string {
	if text == "" {
		return ""
	}
	return before + text + behind
}

func joined(parts ...string) string { return strings.Join(stated(parts), "; ") }

func stated(parts []string) []string {
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

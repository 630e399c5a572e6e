package site

import (
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/dose"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

//go:embed assets
var assets embed.FS

//go:embed templates
var templateFiles embed.FS

// templates returns the templates. They are parsed on first use, since most commands write no page.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("site").Funcs(functions).ParseFS(templateFiles, "templates/*.tmpl"))
})

var functions = template.FuncMap{
	"words":    words,
	"wordsOf":  wordsOf,
	"sentence": sentence,
	"join":     func(texts []string) string { return strings.Join(texts, ", ") },
	"dose":     dose.Text,
	"quantity": dose.Quantity,
	"regimen":  func(r *compendiumv1.Regimen) []string { return strings.Split(dose.RegimenText(r), "\n") },
	"singular": func(k catalog.Kind) string { return k.Singular() },
	"titleOf":  titleOf,
	"upper":    strings.ToUpper,
	"inc":      func(n int) int { return n + 1 },
	"slice1": func(text string) []string {
		return slices.DeleteFunc([]string{text}, func(s string) bool { return s == "" })
	},
}

// words returns an enum value as words: OFF_LABEL as "off label". It is empty for one that is unspecified.
func words(value fmt.Stringer) string {
	if enum, ok := value.(protoreflect.Enum); ok && enum.Number() == 0 {
		return ""
	}
	return sentence(value.String())
}

// sentence returns the schema's name of a value as words.
func sentence(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", " ")) }

// wordsOf returns a list of enum values as words.
func wordsOf(values any) string {
	var all []string
	switch values := values.(type) {
	case []compendiumv1.DoseForm_Value:
		all = each(values)
	case []compendiumv1.Administration_Route:
		all = each(values)
	case []compendiumv1.SideEffect_Severity:
		all = each(values)
	case []compendiumv1.Coverage_Procedure:
		all = each(values)
	}
	return strings.Join(all, ", ")
}

func each[E fmt.Stringer](values []E) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = words(v)
	}
	return all
}

// titleOf returns the title of a collection.
func titleOf(kind catalog.Kind) string {
	name := kind.String()
	return strings.ToUpper(name[:1]) + name[1:]
}

// setting is what uses state beyond the condition. Uses of drugs state more than those of other therapies.
type setting interface { //nolint:interfacebloat // that is what both kinds of uses have
	GetExtent() []compendiumv1.Use_Extent
	GetTiming() []compendiumv1.Use_Timing
	GetPopulation() string
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

// Setting returns in words for whom a use is, beyond its condition.
func (s *Site) Setting(u setting) string {
	and := func(all []string) string { return strings.Join(all, " or ") }
	var all []string
	add := func(format, text string) {
		if text != "" {
			all = append(all, fmt.Sprintf(format, text))
		}
	}
	add("%s", and(each(u.GetExtent())))
	add("%s", and(each(u.GetResectability())))
	add("%s", and(each(u.GetCourse())))
	add("%s", and(each(u.GetTiming())))
	add("%s line", words(u.GetLine()))
	add("%s", words(u.GetIntent()))
	add("after %s", strings.Join(s.displays(u.GetPriorTherapies()), " and "))
	if drug, ok := u.(*compendiumv1.Use); ok {
		add("after %s", and(s.displays(drug.GetPriorAny())))
		add("not after %s", and(s.displays(drug.GetPriorNone())))
		add("with underlying %s", and(s.displays(drug.GetUnderlying())))
	}
	add("%s", s.biomarkers(u.GetBiomarkers(), u.GetBiomarkersMatch()))
	partners := " and "
	if drug, ok := u.(*compendiumv1.Use); ok && drug.GetPartnersMatch() == compendiumv1.Match_ANY {
		partners = " or "
	}
	add("together with %s", strings.Join(s.displays(u.GetPartners()), partners))
	add("%s", age(u.GetAge()))
	return strings.Join(all, "; ")
}

func (s *Site) biomarkers(markers []*compendiumv1.Biomarker, match compendiumv1.Match_Value) string {
	var all []string
	for _, m := range markers {
		text := []string{s.Display(m.GetTarget()), words(m.GetAlteration()), m.GetVariant()}
		if m.GetPresence() == compendiumv1.Biomarker_ABSENT {
			text = append([]string{"no"}, text...)
		}
		all = append(all, strings.Join(slices.DeleteFunc(text, func(t string) bool { return t == "" }), " "))
	}
	if match == compendiumv1.Match_ANY {
		return strings.Join(all, " or ")
	}
	return strings.Join(all, " and ")
}

func age(a *compendiumv1.Age) string {
	unit := "years"
	if u, ok := dose.UnitOf(a.GetUnit()); ok && a.GetUnit() != "a" {
		unit = u.Symbol
	}
	var all []string
	if a.GetFrom() != "" {
		all = append(all, "from "+a.GetFrom()+" "+unit)
	}
	if a.GetBelow() != "" {
		all = append(all, "below "+a.GetBelow()+" "+unit)
	}
	if a.GetRequires() != "" {
		all = append(all, a.GetRequires())
	}
	return strings.Join(all, ", ")
}

// Display returns the display name of a record, or its name if there is no such record.
func (s *Site) Display(name string) string {
	if e := s.index.byName[name]; e != nil {
		return e.Display
	}
	return name
}

func (s *Site) displays(names []string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = s.Display(name)
	}
	return all
}

// Age returns how old a date is on the day of the site, in years: "7 years old". It is empty below one year.
func (s *Site) Age(of string) string {
	years := 0
	for of != "" && date.AddYears(date.Latest(of), years+1) <= s.AsOf {
		years++
	}
	switch years {
	case 0:
		return ""
	case 1:
		return "1 year old"
	default:
		return fmt.Sprintf("%d years old", years)
	}
}

// Link is a link to a page. Href is empty if there is nothing to lead to.
type Link struct{ Href, Text string }

// Link returns the link to the page of a record.
func (p *page) Link(name string) Link {
	e := p.index.byName[name]
	switch {
	case e == nil:
		return Link{Text: cmp.Or(name, "not named")}
	case p.anchors != nil && !p.anchors[name]:
		return Link{Text: e.Display}
	default:
		return Link{p.Href(name), e.Display}
	}
}

// Alone reports whether the page is self-contained, so that links lead to places on it.
func (p *page) Alone() bool { return p.anchors != nil }

// Href returns where a link to a record leads: its page, or its place on a self-contained page.
func (p *page) Href(name string) string {
	if p.anchors != nil {
		return "#" + name
	}
	return p.Root + name + ".html"
}

// UseHref returns where a link to a use leads.
func (p *page) UseHref(therapy, use string) string {
	if p.anchors != nil {
		return "#" + therapy + "/uses/" + use
	}
	if p.Entry != nil && p.Entry.Name == therapy && p.Parts.Number == 1 {
		return "#use-" + use
	}
	return p.Href(therapy) + "#use-" + use
}

// Links returns the links to the pages of records.
func (p *page) Links(names []string) []Link {
	all := make([]Link, len(names))
	for i, name := range names {
		all[i] = p.Link(name)
	}
	return all
}

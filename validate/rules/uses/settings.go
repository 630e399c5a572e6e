package uses

import (
	"iter"
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// setting is for whom something holds: a use, an alternative of the scope of a license, or what a retired condition
// meant.
type setting struct {
	// path leads to the use or scope, "" to a condition.
	path string
	// biomarkersPath leads to the list of biomarkers.
	biomarkersPath string
	biomarkers     []*compendiumv1.Biomarker
	// allNeeded reports whether all of the biomarkers are needed.
	allNeeded bool
	age       *compendiumv1.Age
	prior     prior
}

// prior is what must, and must not, have been tried before.
type prior struct {
	all, any, none []string
	nonePath       string
}

// settings returns the settings of the checked record, in its order.
func settings(p *validate.RecordPass) iter.Seq[setting] {
	return func(yield func(setting) bool) {
		switch m := p.Record.Message().(type) {
		case *compendiumv1.Drug:
			if !scopes(m, yield) {
				return
			}
		case *compendiumv1.Condition:
			yield(setting{"", "biomarkers", m.GetBiomarkers(), true, nil, prior{}})
			return
		}
		for i, use := range scope.Uses(p.Record.Message()) {
			path := facts.UsePath(i, "")
			drug, _ := use.(*compendiumv1.Use)
			if !yield(setting{path, path + ".biomarkers", use.GetBiomarkers(),
				use.GetBiomarkersMatch() != compendiumv1.Match_ANY, use.GetAge(),
				prior{drug.GetPriorTherapies(), drug.GetPriorAny(), drug.GetPriorNone(), path + ".prior_none"}}) {
				return
			}
		}
	}
}

func scopes(d *compendiumv1.Drug, yield func(setting) bool) bool {
	for e := range facts.Events(d) {
		for k, scope := range e.GetScopes() {
			path := facts.ItemPath(e.Path("scopes"), k, "")
			tried := scope.GetPrior()
			if !yield(setting{path, path + ".biomarkers.of", scope.GetBiomarkers().GetOf(),
				scope.GetBiomarkers().GetMatch() == compendiumv1.Match_ALL, scope.GetAge(),
				prior{tried.GetAll(), tried.GetAny(), tried.GetNoneOf(), path + ".prior.none_of"}}) {
				return false
			}
		}
	}
	return true
}

// outcomes are the fields of a use that do not belong to its setting. Duration is compared apart.
var outcomes = map[protoreflect.Name]bool{"id": true, "name": true, "strength": true, "response": true,
	"summary": true, "duration": true, "expected_effect": true, "trials": true, "labels": true, "cites": true}

// canonical returns the setting of a use, or a part of it, as a text that is the same for the same meaning: whatever
// the order of lists and the case of words, and whether or not a default is written out.
func canonical(m protoreflect.Message) string {
	var b strings.Builder
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		if outcomes[field.Name()] || !m.Has(field) || implied(m, field) {
			continue
		}
		b.WriteString(string(field.Name()) + "(")
		switch value := m.Get(field); {
		case field.IsList():
			list := make([]string, value.List().Len())
			for k := range list {
				list[k] = canonicalValue(field, value.List().Get(k))
			}
			slices.Sort(list)
			b.WriteString(strings.Join(slices.Compact(list), "\x00"))
		default:
			b.WriteString(canonicalValue(field, value))
		}
		b.WriteString(")")
	}
	return b.String()
}

func canonicalValue(field protoreflect.FieldDescriptor, value protoreflect.Value) string {
	switch {
	case field.Message() != nil:
		return canonical(value.Message())
	case field.Kind() == protoreflect.StringKind:
		return foldWords(value.String())
	default:
		return value.String()
	}
}

// implied reports whether a field says what it would say if it were not set.
func implied(m protoreflect.Message, field protoreflect.FieldDescriptor) bool {
	switch m := m.Interface().(type) {
	case *compendiumv1.Use:
		return field.Name() == "biomarkers_match" && matchImplied(m.BiomarkersMatch, len(m.Biomarkers)) ||
			field.Name() == "partners_match" && matchImplied(m.PartnersMatch, len(m.Partners))
	case *compendiumv1.TherapyUse:
		return field.Name() == "biomarkers_match" && matchImplied(m.BiomarkersMatch, len(m.Biomarkers))
	case *compendiumv1.Biomarker:
		return field.Name() == "presence" && m.Presence == compendiumv1.Biomarker_PRESENT ||
			field.Name() == "variant_of" && m.Variant != ""
	case *compendiumv1.Age:
		return field.Name() == "unit" && m.Unit == "a"
	default:
		return false
	}
}

func matchImplied(match compendiumv1.Match_Value, n int) bool {
	return match == compendiumv1.Match_ALL || n < 2
}

// foldWords returns words as they are compared: whatever their case and a period at the end.
func foldWords(words string) string { return facts.FoldText(strings.TrimRight(words, ". ")) }

package uses

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/scope"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// minConditionName is the length from which on a name of a condition can be told from other words of an id.
const minConditionName = 4

var useIDOfOtherCondition = validate.Rule{
	ID:       "use-id-of-other-condition",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		if p.Unread.Any() {
			return // a condition that could not be read may be the link between two others
		}
		known := conditionNames(p.Catalog)
		for _, r := range p.Catalog.All() {
			for i, u := range scope.Uses(r.Message()) {
				drug, _ := u.(*compendiumv1.Use)
				checkUseID(p, known, r, i, u.GetId(), append([]string{u.GetCondition()}, drug.GetUnderlying()...))
			}
		}
	},
}

// conditionName is a name of a condition, in words.
type conditionName struct {
	words     []string
	condition string
}

// conditionNames returns the names of all conditions by their first words.
func conditionNames(c *catalog.Catalog) map[string][]conditionName {
	known := make(map[string][]conditionName)
	for _, r := range c.Records(catalog.Conditions) {
		condition, ok := r.Message().(*compendiumv1.Condition)
		if !ok || r.IsTombstone() {
			continue
		}
		_, id, _ := strings.Cut(r.Name(), "/")
		texts := []string{id, condition.GetDisplayName()}
		for _, n := range condition.GetNames() {
			texts = append(texts, n.GetText())
		}
		for _, text := range texts {
			if words := fold.Words(text); len(strings.Join(words, "")) >= minConditionName {
				known[words[0]] = append(known[words[0]], conditionName{words, r.Name()})
			}
		}
	}
	return known
}

// checkUseID compares the id of a use with the conditions that it is about, the first of which is its condition.
func checkUseID(p *validate.CatalogPass, known map[string][]conditionName, r *catalog.Record, i int, id string,
	about []string) {
	named := conditionsIn(id, known)
	own := conditionWords(p.Catalog, about[0])
	for word := range strings.SplitSeq(id, "-") {
		has := func(name string) bool { return conditionWords(p.Catalog, name)[word] }
		if own[word] && !slices.ContainsFunc(named, has) {
			return // prostate-cancer-pain is for bone pain
		}
	}
	related := func(name string) bool {
		return slices.ContainsFunc(about, func(of string) bool {
			return liesWithin(p.Catalog, of, name) || liesWithin(p.Catalog, name, of)
		})
	}
	_, exists := p.Catalog.Get(about[0])
	if exists && len(named) > 0 && !slices.ContainsFunc(named, related) {
		p.Report(r, facts.UsePath(i, "condition"), "The use %s is for %s, but its id names %s. Correct the condition, "+
			"or rename the use.", id, about[0], named[0]).Related(r, facts.UsePath(i, "id"), "The id")
	}
}

// conditionWords returns the words of the display name of a condition.
func conditionWords(c *catalog.Catalog, name string) map[string]bool {
	words := make(map[string]bool)
	if condition, ok := c.Message(name).(*compendiumv1.Condition); ok {
		for _, word := range fold.Words(condition.GetDisplayName()) {
			words[word] = true
		}
	}
	return words
}

// conditionsIn returns the conditions of which an id has a whole name.
func conditionsIn(id string, known map[string][]conditionName) []string {
	var named []string
	words := strings.Split(id, "-")
	for i, word := range words {
		for _, n := range known[word] {
			if len(words)-i >= len(n.words) && slices.Equal(words[i:i+len(n.words)], n.words) {
				named = append(named, n.condition)
			}
		}
	}
	return named
}

// liesWithin reports whether a condition is another one or lies below it.
func liesWithin(c *catalog.Catalog, name, above string) bool {
	seen := make(map[string]bool)
	open := []string{name}
	for len(open) > 0 {
		name, open = open[0], open[1:]
		if name == above {
			return true
		}
		if condition, ok := c.Message(name).(*compendiumv1.Condition); ok && !seen[name] {
			seen[name] = true
			open = append(open, condition.GetParents()...)
		}
	}
	return false
}

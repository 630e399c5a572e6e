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

var useIDOfOtherCondition = validate.Rule{
	ID:       "use-id-of-other-condition",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		if p.Unread.Any() {
			return // a condition that could not be read may be the link between two others
		}
		known := facts.NamesOfConditions(p.Catalog)
		for _, r := range p.Catalog.All() {
			for i, u := range scope.Uses(r.Message()) {
				drug, _ := u.(*compendiumv1.Use)
				checkUseID(p, known, r, i, u.GetId(), append([]string{u.GetCondition()}, drug.GetUnderlying()...))
			}
		}
	},
}

// checkUseID compares the id of a use with the conditions that it is about, the first of which is its condition.
func checkUseID(p *validate.CatalogPass, known *facts.Named, r *catalog.Record, i int, id string,
	about []string) {
	named := known.In(id)
	own := conditionWords(p.Catalog, about[0])
	for word := range strings.SplitSeq(id, "-") {
		has := func(name string) bool { return conditionWords(p.Catalog, name)[word] }
		if own[word] && !slices.ContainsFunc(named, has) {
			return // prostate-cancer-pain is for bone pain
		}
	}
	related := func(name string) bool {
		return slices.ContainsFunc(about, func(of string) bool { return facts.AreRelated(p.Catalog, of, name) })
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

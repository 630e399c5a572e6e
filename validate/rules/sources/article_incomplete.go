package sources

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var articleIncomplete = validate.Rule{
	ID:       "article-incomplete",
	Severity: finding.Info,
	Record: validate.On(func(p *validate.RecordPass, source *compendiumv1.Source) {
		number := "its PMID"
		if source.GetIdentifiers().GetPmid() == "" {
			number = "its DOI"
		}
		if source.GetKind() != compendiumv1.Source_JOURNAL_ARTICLE ||
			source.GetIdentifiers().GetPmid() == "" && source.GetIdentifiers().GetDoi() == "" {
			return
		}
		var missing []string
		for field, lacks := range map[string]bool{
			"authors": len(source.GetAuthors()) == 0, "locator": source.GetLocator() == "",
		} {
			if lacks && !slices.ContainsFunc(source.GetGaps(), func(g *compendiumv1.Gap) bool { return g.GetField() == field }) {
				missing = append(missing, field)
			}
		}
		slices.Sort(missing)
		if len(missing) > 0 {
			list := strings.Join(missing, " and ")
			p.Report(missing[0], "The article has no %s, so that its reference cannot be written in full. Look it up by %s "+
				"and add what the journal has. If it has none, or cannot be looked up, record a gap on %s.", list, number, list)
		}
	}),
}

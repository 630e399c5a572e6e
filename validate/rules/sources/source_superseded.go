package sources

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceSuperseded = validate.Rule{
	ID:       "source-superseded",
	Severity: finding.Info,
	Record: func(p *validate.RecordPass) {
		forCitedSources(p, func(cite facts.Cite, source *compendiumv1.Source) {
			if source.GetSupersededBy() == "" {
				return
			}
			for _, other := range catalog.Citations(p.Record.Message()) {
				if other.GetSource() == source.GetSupersededBy() {
					return // the record has been checked against the later one
				}
			}
			p.Report(cite.Path, "This rests on %s, which was replaced by %s. Check whether it is still so there, and "+
				"cite that one too.",
				source.GetName(), source.GetSupersededBy())
		})
	},
}

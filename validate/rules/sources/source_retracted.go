package sources

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceRetracted = validate.Rule{
	ID:       "source-retracted",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		forCitedSources(p, func(cite facts.Cite, source *compendiumv1.Source) {
			retracted, _, ok := facts.Days(source.GetRetraction().GetDate())
			if source.GetRetraction() == nil || ok && retracted > p.AsOf {
				return
			}
			report := p.Report(cite.Path, "This rests on %s, which was retracted on %s. Cite another source, or remove "+
				"what rests on this one alone.", source.GetName(), source.GetRetraction().GetDate())
			if record, ok := p.Get(source.GetName()); ok {
				report.Related(record, "retraction", "The retraction")
			}
		})
	},
}

// forCitedSources visits the source of each citation that a fact of the record names, with the first place that does.
func forCitedSources(p *validate.RecordPass, visit func(cite facts.Cite, source *compendiumv1.Source)) {
	citations := catalog.Citations(p.Record.Message())
	seen := make(map[string]bool)
	for _, cite := range facts.Cites(p) {
		if !cite.AsFact || seen[cite.Key] {
			continue
		}
		seen[cite.Key] = true
		if source := facts.Cited(p, citations, cite.Key); source != nil {
			visit(cite, source)
		}
	}
}

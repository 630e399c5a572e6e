package citations

import (
	"maps"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceAboutOther = validate.Rule{
	ID:       "source-about-other",
	Severity: finding.Info,
	Title:    "A source is about another drug",
	Explanation: "The source says in subjects which drugs it is about, and the drug that cites it is none of them, " +
		"nor is one that the record names, such as an ingredient or the partner of an interaction. The citation may have " +
		"been copied from another record. Cite the source of this drug, or add the drug to the subjects.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for _, key := range slices.Sorted(maps.Keys(d.GetCitations())) {
			source := facts.Cited(p, d.GetCitations(), key)
			about := slices.DeleteFunc(slices.Clone(source.GetSubjects()), func(name string) bool {
				return !strings.HasPrefix(name, catalog.Drugs.String()+"/")
			})
			// A subject that is no drug may well be what the record is cited for.
			if len(about) == 0 || len(about) < len(source.GetSubjects()) || slices.ContainsFunc(about, func(name string) bool {
				return name == p.Record.Name() || p.Record.RefersTo(name)
			}) {
				continue
			}
			p.Report(facts.CitationPath(key, "source"), "%s is about %s, and not about %s. Cite a "+
				"source of this drug, or add it to the subjects of that one.", source.GetName(),
				strings.Join(about, ", "), p.Record.Name())
		}
	},
}

package sources

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceNamesDiffer = validate.Rule{
	ID:       "source-names-differ",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		named := facts.NamesOfDrugs(p.Catalog)
		for _, r := range p.Catalog.Records(catalog.Sources) {
			// the title of a trial names what it is about, and its short name what is tested
			if source, ok := r.Message().(*compendiumv1.Source); ok && len(source.GetSubjects()) == 0 &&
				source.GetKind() != compendiumv1.Source_TRIAL_REGISTRY {
				checkNames(p, named, r, source)
			}
		}
	},
}

// checkNames reports the name of a source that names drugs, if another name of it names others alone. The address is
// reported rather than the title, and the title rather than the display name, if it is the ID that tells them apart.
func checkNames(p *validate.CatalogPass, named *facts.Named, r *catalog.Record, source *compendiumv1.Source) {
	_, id, _ := strings.Cut(r.Name(), "/")
	texts := []struct{ field, text string }{
		{"name", id}, {"display_name", source.GetDisplayName()}, {"title", source.GetTitle()},
		{"identifiers.url", source.GetIdentifiers().GetUrl()},
	}
	var first []string
	of := ""
	for _, t := range texts {
		switch drugs := named.In(t.text); {
		case len(drugs) == 0:
		case len(first) == 0:
			first, of = drugs, t.field
		case !facts.HaveOne(p.Catalog, first, drugs):
			report := p.Report(r, t.field, "By this, the source is about %s, but by its %s it is about %s. Correct the "+
				"wrong one.", strings.Join(drugs, ", "), strings.ReplaceAll(of, "_", " "), strings.Join(first, ", "))
			if of != "name" {
				report.Related(r, of, "The other name")
			}
			return
		}
	}
}

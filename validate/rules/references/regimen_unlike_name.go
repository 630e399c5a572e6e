package references

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var regimenUnlikeName = validate.Rule{
	ID:       "regimen-unlike-name",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		named := facts.NamesOfDrugs(p.Catalog)
		for _, r := range p.Catalog.Records(catalog.Regimens) {
			regimen, ok := r.Message().(*compendiumv1.Regimen)
			if !ok || len(regimen.GetComponents()) == 0 {
				continue
			}
			var components []string
			for _, c := range regimen.GetComponents() {
				components = append(components, c.GetDrug())
			}
			check := func(path, text string) {
				for _, drug := range named.In(text) {
					if !slices.Contains(components, drug) && !facts.HaveOne(p.Catalog, components, []string{drug}) {
						p.Report(r, path, "The name has %s, which is not a component. Correct the name, or add the component.", drug).
							Related(r, "components", "The components")
					}
				}
			}
			check("display_name", regimen.GetDisplayName())
			for i, n := range regimen.GetNames() {
				check(facts.ItemPath("names", i, "text"), n.GetText())
			}
		}
	},
}

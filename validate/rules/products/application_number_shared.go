package products

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var applicationNumberShared = validate.Rule{
	ID:       "application-number-shared",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		type application struct{ jurisdiction, number string }
		type place struct {
			record *catalog.Record
			path   string
		}
		known := make(map[application][]place)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			for i, product := range r.Drug().GetProducts() {
				for j, number := range product.GetApplicationNumbers() {
					key := application{product.GetJurisdiction(), applicationNumber(number)}
					path := facts.ItemPath(facts.ItemPath(productsList, i, "application_numbers"), j, "")
					told := slices.ContainsFunc(known[key], func(other place) bool { return other.record == r })
					if !told {
						if at := slices.IndexFunc(known[key], func(other place) bool { return apart(r, other.record) }); at >= 0 {
							other := known[key][at]
							p.Report(r, path, "The application %s in %s is also recorded for %s. Check the number in both "+
								"records.", number,
								product.GetJurisdiction(), other.record.Name()).
								Related(other.record, other.path, "The same application there")
						}
						if len(known[key]) < validate.MaxHints {
							known[key] = append(known[key], place{r, path})
						}
					}
				}
			}
		}
	},
}

// apart reports whether neither of two drugs is an ingredient of the other.
func apart(a, b *catalog.Record) bool {
	return !slices.Contains(ingredients(a), b.Name()) && !slices.Contains(ingredients(b), a.Name())
}

func ingredients(r *catalog.Record) []string { return (*compendiumv1.Drug).GetIngredients(r.Drug()) }

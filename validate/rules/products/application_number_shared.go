package products

import (
	"slices"
	"strings"

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
		// compare reports a number that another drug has, once a drug.
		compare := func(r *catalog.Record, jurisdiction, path, text string, ofOneDrug bool) {
			key := application{jurisdiction, applicationNumber(text)}
			if slices.ContainsFunc(known[key], func(other place) bool { return other.record == r }) {
				return
			}
			at := slices.IndexFunc(known[key], func(other place) bool { return apart(r, other.record) })
			if at >= 0 {
				other := known[key][at]
				p.Report(r, path, "The application %s in %s is also recorded for %s. Check the number in both "+
					"records.", text, key.jurisdiction, other.record.Name()).
					Related(other.record, other.path, "The same application there")
			}
			if (ofOneDrug || at >= 0) && len(known[key]) < validate.MaxHints {
				known[key] = append(known[key], place{r, path})
			}
		}
		drugs := p.Catalog.Records(catalog.Drugs)
		for _, r := range drugs {
			for i, product := range r.Drug().GetProducts() {
				for j, text := range product.GetApplicationNumbers() {
					path := itemPath(i, "application_numbers", j, "")
					compare(r, product.GetJurisdiction(), path, text, true)
				}
			}
		}
		// Most references of events are compared with products alone: a notice of an agency may be about several drugs.
		for _, r := range drugs {
			for i, product := range r.Drug().GetProducts() {
				for j, event := range product.GetAuthorizations() {
					for text := range strings.SplitSeq(event.GetReference(), ", ") {
						ofOneDrug := ofFDA.MatchString(text) || ofEMA.MatchString(text)
						compare(r, product.GetJurisdiction(), facts.EventPath(i, j, "reference"), text, ofOneDrug)
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

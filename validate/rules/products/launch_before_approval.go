package products

import (
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var launchBeforeApproval = validate.Rule{
	ID:       "launch-before-approval",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			approved, at := firstApproval(product)
			if at < 0 {
				continue
			}
			for j, m := range product.GetMarketing() {
				_, last, ok := facts.Days(m.GetDate())
				if ok && m.GetEvent() == compendiumv1.Product_MarketingEvent_LAUNCHED && last < approved {
					path := itemPath(i, "marketing", j, "date")
					p.Report(path, "The product was launched on %s, before its first approval on record, of %s. Correct one "+
						"of the dates, or add the earlier approval.", m.GetDate(), approved).
						Related(p.Record, facts.EventPath(i, at, "date"), "The first approval")
				}
			}
		}
	},
}

// firstApproval returns the first possible day of the earliest approval of a product, and its index, or -1 if there is
// none or one may be earlier than its day.
func firstApproval(product *compendiumv1.Product) (first date.Day, at int) {
	at = -1
	for j, e := range product.GetAuthorizations() {
		if !label.Grants(e.GetEvent()) {
			continue
		}
		day, _, ok := facts.EventDays(e)
		if !ok || e.GetOrEarlier() {
			return "", -1
		}
		if at < 0 || day < first {
			first, at = day, j
		}
	}
	return first, at
}

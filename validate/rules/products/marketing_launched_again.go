package products

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var marketingLaunchedAgain = validate.Rule{
	ID:       "marketing-launched-again",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			list := facts.ItemPath(productsList, i, "marketing")
			before := -1 // the first event above that shows that the product could be had
			for j, e := range product.GetMarketing() {
				if e.GetEvent() == compendiumv1.Product_MarketingEvent_LAUNCHED && before >= 0 {
					p.Report(facts.ItemPath(list, j, "event"), "%s was on the market before: %s is listed above. Write RESUMED if it "+
						"can be had again, or correct the events.", called(product), product.GetMarketing()[before].GetEvent()).
						Related(p.Record, facts.ItemPath(list, before, ""), "The event before")
				}
				switch e.GetEvent() {
				case compendiumv1.Product_MarketingEvent_LAUNCHED, compendiumv1.Product_MarketingEvent_DISCONTINUED,
					compendiumv1.Product_MarketingEvent_SHORTAGE, compendiumv1.Product_MarketingEvent_RESUMED:
					// MARKETED and NOT_MARKETED say nothing of before: a product is not marketed until it is launched.
					if before < 0 && e.GetDate() != "" {
						before = j
					}
				}
			}
		}
	},
}

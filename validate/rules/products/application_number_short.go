package products

import (
	"regexp"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var applicationNumberShort = validate.Rule{
	ID:       "application-number-short",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			if product.GetJurisdiction() != "US" {
				continue
			}
			for path, text := range statedNumbers(product, i) {
				for _, n := range american.FindAllStringSubmatch(text, -1) {
					if len(n[2]) != 6 {
						p.Report(path, "%s has %d digits, but application numbers of the FDA have six. Compare it with the "+
							"source; if no digit is missing, write zeros in front.", n[1], len(n[2]))
						break
					}
				}
			}
		}
	},
}

// american matches the number of an application to the FDA, and its digits. Of NDA 21-588, as letters had it, it
// matches nothing.
var american = regexp.MustCompile(`\b((?:A?NDA|BLA) ?#?([0-9]+))(?:[^0-9-]|$)`)

package products

import (
	"regexp"
	"slices"

	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var numberOfOtherCountry = validate.Rule{
	ID:       "number-of-other-country",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			check := func(path, number, country string) {
				if country != "" && product.GetJurisdiction() != "" && !label.HoldsIn(country, product.GetJurisdiction()) {
					p.Report(path, "%s is a number of %s, and the product is one of %s. Correct the number, or the "+
						"jurisdiction.", number, country, product.GetJurisdiction()).
						CausedBy(finding.Field{File: p.Record.File(), Path: facts.ItemPath(productsList, i, "jurisdiction")})
				}
			}
			for j, number := range product.GetApplicationNumbers() {
				path := itemPath(i, "application_numbers", j, "")
				switch {
				case ofFDA.MatchString(number):
					check(path, number, "US")
				case ofEU.MatchString(number) && !slices.Contains(besideEU, product.GetJurisdiction()):
					check(path, number, "EU")
				}
			}
			for j, code := range product.GetCodes() {
				check(itemPath(i, "codes", j, "code"), code.GetCode(),
					codeCountries[code.GetSystem()])
			}
		}
	},
}

// ofFDA, ofEMA and ofEU match the numbers of applications in the United States, and of applications and medicines in
// the European Union.
var (
	ofFDA = regexp.MustCompile(`^(NDA|ANDA|BLA) ?[0-9]`)
	ofEMA = regexp.MustCompile(`^EMEA/H/C/[0-9]+$`)
	ofEU  = regexp.MustCompile(`^EU/[1-3]/`)
)

// besideEU are where products have numbers of the European Union without being in it: the other states of the European
// Economic Area, which take its licenses over under the same numbers, and the United Kingdom, where they held until
// 2020, and in Northern Ireland until 2024.
var besideEU = []string{"IS", "LI", "NO", "GB", "GB-NIR"}

// codeCountries are the countries whose products have a code of a system.
var codeCountries = map[compendiumv1.Code_System]string{
	compendiumv1.Code_DIN: "CA", compendiumv1.Code_DPD: "CA", compendiumv1.Code_NDC: "US",
	compendiumv1.Code_DRUGSATFDA_PRODUCT: "US", compendiumv1.Code_SPL_SET_ID: "US",
}

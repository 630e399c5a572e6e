package products

import (
	"regexp"
	"strconv"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var euNumberOrder = validate.Rule{
	ID:       "eu-number-order",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		var all []euNumber
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			for i, product := range r.Drug().GetProducts() {
				for j, text := range product.GetApplicationNumbers() {
					if n, ok := parseEU(text); ok {
						n.record, n.path = r, itemPath(i, "application_numbers", j, "")
						n.approved, _ = firstApproval(product)
						all = append(all, n)
					}
				}
			}
		}
		for _, n := range all {
			if n.approved != "" && string(n.approved) < strconv.Itoa(n.year) {
				p.Report(n.record, n.path, "%s was given in %d, but the product was approved on %s. Correct the number, or the "+
					"date.", n.text, n.year, n.approved)
				continue
			}
			checkEUOrder(p, n, all)
		}
	},
}

// euNumber is the number of a medicine that the European Union has licensed.
type euNumber struct {
	text         string
	year, serial int
	record       *catalog.Record
	path         string
	approved     date.Day // the first approval on record
}

// euParts matches the year and the serial number in the number of a medicine: EU/1/13/858.
var euParts = regexp.MustCompile(`^EU/1/([0-9]{2})/([0-9]{3,4})\b`)

func parseEU(text string) (n euNumber, ok bool) {
	m := euParts.FindStringSubmatch(text)
	if m == nil {
		return euNumber{}, false
	}
	year, _ := strconv.Atoi(m[1])
	serial, _ := strconv.Atoi(m[2])
	if year += 2000; year >= 2095 { // the first numbers are of 1995
		year -= 100
	}
	return euNumber{text: text, year: year, serial: serial}, true
}

// checkEUOrder reports a number whose year does not fit between those of the numbers before and after it. The numbers
// of all medicines are given in one sequence, which is not strict around the turn of a year. Those of two other
// medicines have to disagree with it: a wrong one makes each right one disagree with one.
func checkEUOrder(p *validate.CatalogPass, n euNumber, all []euNumber) {
	var against *euNumber
	for i, m := range all {
		if m.serial < n.serial && m.year > n.year+1 || m.serial > n.serial && m.year < n.year-1 {
			if against != nil && against.serial != m.serial {
				p.Report(n.record, n.path, "%s does not fit into the sequence of these numbers, which has %s. Compare both with "+
					"the register.", n.text, against.text).Related(against.record, against.path, "Another number")
				return
			}
			against = &all[i]
		}
	}
}

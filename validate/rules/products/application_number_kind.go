package products

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var applicationNumberKind = validate.Rule{
	ID:       "application-number-kind",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		own, cited := kindsOf(d), kindsOfSources(p, d)
		for at, n := range own {
			if biologic.MatchString(n.digits) {
				if n.kind != "BLA" {
					p.Report(n.path, "%s has a number of biological products, whose applications are BLA. Correct the kind, or the "+
						"number.", n.text)
				}
				continue
			}
			other := func(m kindOfNumber) bool { return m.digits == n.digits && m.kind != n.kind }
			same := func(m kindOfNumber) bool { return m.digits == n.digits && m.kind == n.kind }
			if slices.ContainsFunc(cited, same) {
				continue
			}
			if k := slices.IndexFunc(cited, other); k >= 0 {
				p.Report(n.path, "%s is %s in %s. Correct the kind of the application.", n.text, cited[k].text, cited[k].source).
					Lower(finding.Info)
				continue
			}
			k, more := slices.IndexFunc(own, other), count(own, other)-count(own, same)
			if more > 0 || more == 0 && k < at {
				p.Report(n.path, "%s is %s elsewhere in the record. Correct the kind of the application.", n.text, own[k].text).
					Related(p.Record, own[k].path, "The other number").Lower(finding.Info)
			}
		}
	},
}

// kindOfNumber is the number of an application to the FDA, and its kind.
type kindOfNumber struct{ text, kind, digits, path, source string }

// ofKind matches the number of an application to the FDA.
var ofKind = regexp.MustCompile(`\b(ANDA|NDA|BLA) ?#?0*([0-9]{4,6})\b`)

// biologic matches the numbers, without zeros in front, that only applications for biological products have. Those of
// insulin and a few other substances are BLA since 2020, and kept the number of their NDA.
var biologic = regexp.MustCompile(`^[17][0-9]{5}$`)

// kindsOf returns the numbers of applications to the FDA that the products of a drug have.
func kindsOf(d *compendiumv1.Drug) []kindOfNumber {
	var list []kindOfNumber
	for i, product := range d.GetProducts() {
		for path, text := range statedNumbers(product, i) {
			list = append(list, kindsIn(text, path, "")...)
		}
	}
	return list
}

// kindsOfSources returns the numbers of applications to the FDA in the sources that a drug cites.
func kindsOfSources(p *validate.RecordPass, d *compendiumv1.Drug) []kindOfNumber {
	var list []kindOfNumber
	for _, key := range slices.Sorted(maps.Keys(d.GetCitations())) {
		source := facts.Cited(p, d.GetCitations(), key)
		list = append(list, kindsIn(strings.Join(source.GetIdentifiers().GetApplicationNumbers(), ", "), "",
			source.GetName())...)
	}
	return list
}

func kindsIn(text, path, source string) []kindOfNumber {
	var list []kindOfNumber
	for _, m := range ofKind.FindAllStringSubmatch(text, -1) {
		list = append(list, kindOfNumber{text: m[0], kind: m[1], digits: m[2], path: path, source: source})
	}
	return list
}

// count returns how many numbers there are of a sort.
func count(list []kindOfNumber, is func(kindOfNumber) bool) int {
	n := 0
	for _, m := range list {
		if is(m) {
			n++
		}
	}
	return n
}

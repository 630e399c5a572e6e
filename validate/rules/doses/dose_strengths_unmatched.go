package doses

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseStrengthsUnmatched = validate.Rule{
	ID:       "dose-strengths-unmatched",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, given := range d.GetDoses() {
			strengths, ok := unitsFor(d, given)
			if !ok {
				continue
			}
			check := func(path string, route compendiumv1.Administration_Route, q *compendiumv1.Quantity) {
				amount, ok := nanograms(q)
				if !ok || route != compendiumv1.Administration_ORAL || makes(strengths, amount) {
					return
				}
				p.Report(path, "No number of whole units of the products' strengths adds up to %s. Check the amount and the "+
					"strengths.", dose.Quantity(q))
			}
			for j, s := range given.GetSteps() {
				check(facts.ItemPath(facts.ItemPath("doses", i, "steps"), j, "amount"), cmp.Or(s.GetRoute(), given.GetRoute()),
					s.GetAmount())
			}
			for j, r := range given.GetReductions() {
				check(facts.ItemPath(facts.ItemPath("doses", i, "reductions"), j, "amount"), given.GetRoute(), r.GetAmount())
			}
		}
	},
}

// unitsFor returns what one tablet or capsule may hold, in nanograms, of the products that a dose may be given of. It
// returns ok=false if there are none, or if one has a strength or form that the dose cannot be counted in.
func unitsFor(d *compendiumv1.Drug, given *compendiumv1.Dose) (strengths []int64, ok bool) {
	for _, product := range d.GetProducts() {
		if !givenOf(product, given) {
			continue
		}
		if len(product.GetStrengths()) == 0 || len(product.GetDoseForms()) == 0 ||
			slices.ContainsFunc(product.GetDoseForms(), func(f compendiumv1.DoseForm_Value) bool { return !wholeUnit(f) }) {
			return nil, false
		}
		for _, s := range product.GetStrengths() {
			amount, known := nanograms(s.GetAmount())
			if !known || s.GetPer() != nil || s.GetText() != "" || s.GetIngredient() != "" {
				return nil, false
			}
			strengths = append(strengths, amount)
		}
	}
	return strengths, len(strengths) > 0
}

// givenOf reports whether a dose may be given of a product.
func givenOf(product *compendiumv1.Product, given *compendiumv1.Dose) bool {
	if len(given.GetProducts()) > 0 {
		return slices.Contains(given.GetProducts(), product.GetId())
	}
	return (len(given.GetJurisdictions()) == 0 || slices.Contains(given.GetJurisdictions(), product.GetJurisdiction())) &&
		(len(product.GetRoutes()) == 0 || slices.Contains(product.GetRoutes(), compendiumv1.Administration_ORAL))
}

// wholeUnit reports whether a dose form is one that is counted in tablets or capsules.
func wholeUnit(f compendiumv1.DoseForm_Value) bool {
	return strings.HasSuffix(f.String(), "TABLET") || strings.HasSuffix(f.String(), "CAPSULE")
}

// nanograms returns a mass that is one value.
func nanograms(q *compendiumv1.Quantity) (int64, bool) {
	value, base, ok := dose.Value(q.GetValue(), q.GetUnit())
	if !ok || base != "g" {
		return 0, false
	}
	value.Mul(value, big.NewRat(1_000_000_000, 1))
	return value.Num().Int64(), value.IsInt() && value.Num().IsInt64() && value.Sign() > 0
}

// maxSteps is the largest amount, in units of what all strengths share, that is looked for.
const maxSteps = 100_000

// makes reports whether units of some strengths add up to an amount. It says yes if that takes too long to find out.
func makes(strengths []int64, amount int64) bool {
	unit := amount
	for _, s := range strengths {
		unit = gcd(unit, s)
	}
	if amount/unit > maxSteps {
		return true
	}
	reached := make([]bool, amount/unit+1)
	reached[0] = true
	for i := range reached {
		for _, s := range strengths {
			if below := int64(i) - s/unit; below >= 0 && reached[below] {
				reached[i] = true
			}
		}
	}
	return reached[len(reached)-1]
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

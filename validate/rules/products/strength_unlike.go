package products

import (
	"math/big"
	"slices"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var strengthUnlike = validate.Rule{
	ID:       "strength-unlike",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for j, later := range d.GetProducts() {
			for k, s := range later.GetStrengths() {
				for i, earlier := range d.GetProducts()[:j] {
					n, how := slipOf(s, later, earlier)
					if how == "" || !counterparts(earlier, later) {
						continue
					}
					p.Report(itemPath(j, "strengths", k, ""), "This strength and one of %s differ by %s, and neither is a strength "+
						"of the other product. Correct the wrong one.", earlier.GetId(), how).
						Related(p.Record, itemPath(i, "strengths", n, ""), "The other strength")
					break
				}
			}
		}
	},
}

// counterparts reports whether two products are expected to have the same strengths: one brand in two countries, a
// product and the one that it refers to, or two that refer to one. Registers list strengths of one brand apart.
func counterparts(a, b *compendiumv1.Product) bool {
	brand := fold.Name(a.GetBrand())
	return brand != "" && brand == fold.Name(b.GetBrand()) && a.GetJurisdiction() != b.GetJurisdiction() ||
		a.GetReferenceProduct() != "" && a.GetReferenceProduct() == b.GetReferenceProduct() ||
		a.GetId() != "" && a.GetId() == b.GetReferenceProduct() || b.GetId() != "" && b.GetId() == a.GetReferenceProduct()
}

// slipOf returns the strength of another product from which a strength differs as a slip makes it, and how, if all
// other strengths of the two are the same.
func slipOf(s *compendiumv1.Product_Strength, of, other *compendiumv1.Product) (n int, how string) {
	if len(of.GetStrengths()) != len(other.GetStrengths()) || hasStrength(other, s) ||
		slices.ContainsFunc(of.GetStrengths(), func(t *compendiumv1.Product_Strength) bool {
			return t != s && !hasStrength(other, t)
		}) {
		return 0, ""
	}
	for n, t := range other.GetStrengths() {
		if how := slip(s, t); how != "" && !hasStrength(of, t) {
			return n, how
		}
	}
	return 0, ""
}

func hasStrength(product *compendiumv1.Product, s *compendiumv1.Product_Strength) bool {
	return slices.ContainsFunc(product.GetStrengths(), func(t *compendiumv1.Product_Strength) bool {
		return sameStrength(t, s)
	})
}

// sameStrength reports whether two strengths are as strong: 60 mg in 1 mL and 60 mg/mL.
func sameStrength(a, b *compendiumv1.Product_Strength) bool {
	x, base, ok := strengthIn(a)
	y, of, both := strengthIn(b)
	return ok && both && base == of && x.Cmp(y) == 0
}

// strengthIn returns a strength per unit of what it is in.
func strengthIn(s *compendiumv1.Product_Strength) (value *big.Rat, base string, ok bool) {
	value, base, ok = dose.Value(s.GetAmount().GetValue(), s.GetAmount().GetUnit())
	if !ok || s.GetPer() == nil {
		return value, base, ok
	}
	per, of, ok := dose.Value(s.GetPer().GetValue(), s.GetPer().GetUnit())
	if !ok || per.Sign() <= 0 {
		return nil, "", false
	}
	if of == "L" { // as in mg/mL
		of = "mL"
		per.Mul(per, big.NewRat(1000, 1))
	}
	return value.Quo(value, per), base + "/" + of, true
}

// slip returns how two strengths differ, if it is as a slip makes it.
func slip(a, b *compendiumv1.Product_Strength) string {
	x, y := a.GetAmount(), b.GetAmount()
	sameUnits := x.GetUnit() == y.GetUnit() && a.GetPer().GetUnit() == b.GetPer().GetUnit()
	samePer := a.GetPer().GetValue() == b.GetPer().GetValue()
	switch {
	case x.GetValue() == "" || y.GetValue() == "" || a.GetIngredient() != b.GetIngredient():
		return ""
	case x.GetValue() == y.GetValue() && samePer && !sameUnits:
		return "the unit"
	case !sameUnits:
		return ""
	case samePer && byTen(x.GetValue(), y.GetValue()):
		return "a power of ten"
	case x.GetValue() == y.GetValue() && byTen(a.GetPer().GetValue(), b.GetPer().GetValue()):
		return "a power of ten in what it is in"
	}
	return ""
}

func byTen(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, both := new(big.Rat).SetString(b)
	return ok && both && dose.ByTen(x, y)
}

package doses

import (
	"math/big"
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var dosePowerOfTen = validate.Rule{
	ID:       "dose-power-of-ten",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for j, later := range d.GetDoses() {
			for i, earlier := range d.GetDoses()[:j] {
				if !sameAim(earlier, later) {
					continue
				}
				otherUses := !slices.Equal(earlier.GetUses(), later.GetUses())
				for k := range min(len(earlier.GetSteps()), len(later.GetSteps())) {
					if r := checkPower(p, [2]int{i, j}, k, earlier.GetSteps()[k], later.GetSteps()[k]); r != nil && otherUses {
						r.Lower(finding.Info)
					}
				}
			}
		}
	},
}

// sameAim reports whether two doses are for the same people, and until the same end. Jurisdictions may differ: a slip
// between two labels is one too.
func sameAim(a, b *compendiumv1.Dose) bool {
	aim := func(d *compendiumv1.Dose) proto.Message {
		return &compendiumv1.Dose{Products: d.GetProducts(), Basis: d.GetBasis(), Bands: d.GetBands(),
			Route: d.GetRoute(), Until: d.GetUntil()}
	}
	return len(a.GetSteps()) == len(b.GetSteps()) && proto.Equal(aim(a), aim(b))
}

// checkPower reports two steps that are alike but for a power of ten, and returns the report or nil.
func checkPower(p *validate.RecordPass, doses [2]int, k int, a, b *compendiumv1.DoseStep) *validate.Report {
	rest := func(s *compendiumv1.DoseStep) proto.Message {
		c := proto.CloneOf(s)
		c.Amount, c.Max = nil, nil
		return c
	}
	if !powerOfTen(least, a, b) || !powerOfTen(most, a, b) || !proto.Equal(rest(a), rest(b)) {
		return nil
	}
	path := func(i int) string { return facts.ItemPath(facts.ItemPath("doses", doses[i], "steps"), k, "amount") }
	return p.Report(path(1), "%s and %s differ by a power of ten, in doses that are otherwise alike. Correct the "+
		"wrong one, or state what sets the doses apart.", dose.Quantity(b.GetAmount()), dose.Quantity(a.GetAmount())).
		Related(p.Record, path(0), "The other")
}

// powerOfTen reports whether the same end of two amounts differs by ten, a hundred, and so on.
func powerOfTen(end func(*compendiumv1.Quantity) (*big.Rat, string, bool), a, b *compendiumv1.DoseStep) bool {
	x, base, ok := end(a.GetAmount())
	y, other, both := end(b.GetAmount())
	if !ok || !both || base != other || x.Sign() <= 0 || y.Sign() <= 0 || x.Cmp(y) == 0 {
		return false
	}
	if x.Cmp(y) < 0 {
		x, y = y, x
	}
	times := new(big.Rat).Quo(x, y)
	for ten, one := big.NewRat(10, 1), big.NewRat(1, 1); times.Cmp(one) > 0; {
		times.Quo(times, ten)
		if times.Cmp(one) == 0 {
			return true
		}
	}
	return false
}

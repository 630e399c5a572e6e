package doses

import (
	"cmp"
	"math/big"
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseBandsUneven = validate.Rule{
	ID:       "dose-bands-uneven",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		done := make([]bool, len(d.GetDoses()))
		for i := range d.GetDoses() {
			if !done[i] {
				checkLadder(p, d, ladderOf(d, i, done))
			}
		}
	},
}

// rung is a dose for one band of kidney function, among those that are for the same but for the band.
type rung struct {
	index int // of the dose
	limits
}

// kidneys is what the bands of a ladder measure. Doses for other measures may leave people out: children of some ages,
// say, whom a license leaves out.
const kidneys = compendiumv1.Dose_Band_CREATININE_CLEARANCE

// ladderOf returns the doses that are as one dose but for their bands of kidney function, from the lowest band, and
// marks them as done.
func ladderOf(d *compendiumv1.Drug, i int, done []bool) []rung {
	setting := func(of *compendiumv1.Dose) proto.Message {
		c := &compendiumv1.Dose{Uses: of.GetUses(), Products: of.GetProducts(), Jurisdictions: of.GetJurisdictions(),
			Basis: of.GetBasis(), Route: of.GetRoute()}
		for _, b := range of.GetBands() {
			if b.GetMeasure() != kidneys {
				c.Bands = append(c.Bands, b)
			}
		}
		return c
	}
	var all []rung
	for j, other := range d.GetDoses() {
		l, ok := limitsOf(other)[kidneys]
		if ok && j >= i && proto.Equal(setting(d.GetDoses()[i]), setting(other)) {
			all = append(all, rung{j, l})
			done[j] = true
		}
	}
	slices.SortStableFunc(all, func(a, b rung) int {
		return cmp.Or(a.low, new(big.Rat)).Cmp(cmp.Or(b.low, new(big.Rat)))
	})
	return all
}

// checkLadder reports a gap between two bands, and less for kidneys that work better.
func checkLadder(p *validate.RecordPass, d *compendiumv1.Drug, ladder []rung) {
	for k := 1; k < len(ladder); k++ {
		below, above := ladder[k-1], ladder[k]
		path := func(r rung) string { return facts.ItemPath("doses", r.index, "bands") }
		if below.high != nil && above.low != nil &&
			new(big.Rat).Sub(above.low, below.high).Cmp(big.NewRat(1, 1)) > 0 {
			p.Report(path(above), "No dose is for a clearance between %s and %s. Correct the limit that is wrong, or say in a "+
				"reduction what holds there.", below.high.FloatString(0), above.low.FloatString(0)).
				Related(p.Record, path(below), "The band below")
		}
		less, of, ok := inADay(d.GetDoses()[above.index])
		more, base, both := inADay(d.GetDoses()[below.index])
		if ok && both && of == base && less.Cmp(more) < 0 {
			amount := func(r rung) *compendiumv1.Quantity { return d.GetDoses()[r.index].GetSteps()[0].GetAmount() }
			p.Report(facts.ItemPath(facts.ItemPath("doses", above.index, "steps"), 0, "amount"), "It is %s here, and %s where "+
				"the kidneys work less well. Correct the wrong one.", dose.Quantity(amount(above)), dose.Quantity(amount(below))).
				Related(p.Record, facts.ItemPath(facts.ItemPath("doses", below.index, "steps"), 0, "amount"), "The other")
		}
	}
}

// inADay returns the amount of a dose of one step in a day, or at once if it does not state how often.
func inADay(d *compendiumv1.Dose) (amount *big.Rat, base string, ok bool) {
	if len(d.GetSteps()) != 1 {
		return nil, "", false
	}
	amount, base, ok = most(d.GetSteps()[0].GetAmount())
	if n, isRate := rateOf(d.GetSteps()[0]); ok && isRate {
		amount.Mul(amount, n.most)
	}
	return amount, base, ok
}

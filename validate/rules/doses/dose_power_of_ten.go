package doses

import (
	"maps"
	"math/big"
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var dosePowerOfTen = validate.Rule{
	ID:       "dose-power-of-ten",
	Severity: finding.Warning,
	Catalog: func(p *validate.CatalogPass) {
		all := statements(p)
		for _, drug := range slices.Sorted(maps.Keys(all)) {
			for j, s := range all[drug] {
				for _, n := range numbersOf {
					if other, how, severity := slipOf(all[drug], j, n); how != "" {
						p.Report(s.record, s.at(n.field), "%s and %s differ by %s, in doses that are otherwise alike. Correct the "+
							"wrong one, or state what sets the doses apart.", n.words(s.DoseStep), n.words(other.DoseStep), how).
							Related(other.record, other.at(n.field), "The other").Lower(severity)
					}
				}
			}
		}
	},
}

// slipOf returns the step from which a number of a step differs as a slip makes it, and how. Of two that differ, it is
// the one that no other dose states, or else the later one.
func slipOf(all []statement, j int, n number) (other statement, how string, severity finding.Severity) {
	s := all[j]
	for i, o := range all {
		of, ok := severityOf(s, o, n)
		if !ok || how != "" && of <= severity {
			continue
		}
		differ := slip(n.of(s.DoseStep), n.of(o.DoseStep), s.sharesAim(o))
		if differ != "" && !stated(all, s, n) && (i < j || stated(all, o, n)) {
			other, how, severity = o, differ, of
		}
	}
	return other, how, severity
}

// severityOf returns how severe a slip of a number between two steps is, and whether they are alike enough to compare.
func severityOf(a, b statement, n number) (severity finding.Severity, ok bool) {
	switch {
	case n.field == "amount" && alikeButForAmount(a, b):
		if slices.Equal(a.dose.GetUses(), b.dose.GetUses()) {
			return finding.Warning, true
		}
		return finding.Info, true
	case !a.comparable(b) || len(timingDiffers(a.DoseStep, b.DoseStep)) > 0:
		return 0, false
	case a.sharesAim(b):
		return finding.Warning, true
	}
	return finding.Info, true
}

// stated reports whether another dose states the number of a step, too.
func stated(all []statement, s statement, n number) bool {
	return slices.ContainsFunc(all, func(other statement) bool {
		return !s.sameList(other) && sameAmount(n.of(s.DoseStep), n.of(other.DoseStep))
	})
}

// alikeButForAmount reports whether two steps are the same one of two doses of a drug, and alike but for their amounts.
func alikeButForAmount(a, b statement) bool {
	rest := func(s statement) proto.Message {
		c := proto.CloneOf(s.DoseStep)
		c.Amount, c.Max = nil, nil
		return c
	}
	return a.dose != nil && b.dose != nil && a.dose != b.dose && a.index == b.index && sameAim(a.dose, b.dose) &&
		proto.Equal(rest(a), rest(b))
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

// number is a number of a step that is compared with those of others.
type number struct {
	field string
	of    func(*compendiumv1.DoseStep) *compendiumv1.Quantity
	words func(*compendiumv1.DoseStep) string
}

var numbersOf = []number{
	{"amount", (*compendiumv1.DoseStep).GetAmount, func(s *compendiumv1.DoseStep) string {
		return dose.Quantity(s.GetAmount())
	}},
	{"max[0].amount", func(s *compendiumv1.DoseStep) *compendiumv1.Quantity {
		if len(s.GetMax()) != 1 {
			return nil
		}
		q := proto.CloneOf(s.GetMax()[0].GetAmount())
		q.Unit += "/" + s.GetMax()[0].GetScope().String() // only limits on the same can be compared
		return q
	}, func(s *compendiumv1.DoseStep) string { return dose.Quantity(s.GetMax()[0].GetAmount()) }},
	{"share.percent", func(s *compendiumv1.DoseStep) *compendiumv1.Quantity {
		if s.GetShare() == nil {
			return nil
		}
		return &compendiumv1.Quantity{Value: s.GetShare().GetPercent(), Unit: s.GetShare().GetDrug()}
	}, func(s *compendiumv1.DoseStep) string { return s.GetShare().GetPercent() + " %" }},
}

// slip returns how two quantities differ, if it is by a power of ten or, if they are for the same, in two digits that
// changed places.
func slip(a, b *compendiumv1.Quantity, same bool) string {
	switch {
	case powerOfTen(a, b):
		return "a power of ten"
	case same && a.GetUnit() == b.GetUnit() && spelling.IsSwap(a.GetValue(), b.GetValue()):
		return "two digits that changed places"
	}
	return ""
}

// powerOfTen reports whether two amounts differ by ten, a hundred, and so on, at both ends.
func powerOfTen(a, b *compendiumv1.Quantity) bool {
	return endsByTen(least, a, b) && endsByTen(most, a, b)
}

// endsByTen reports whether the same end of two amounts differs by ten, a hundred, and so on.
func endsByTen(end func(*compendiumv1.Quantity) (*big.Rat, string, bool), a, b *compendiumv1.Quantity) bool {
	x, base, ok := end(a)
	y, other, both := end(b)
	return ok && both && base == other && dose.ByTen(x, y)
}

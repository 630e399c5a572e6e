package doses

import (
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseBandsOverlap = validate.Rule{
	ID:       "dose-bands-overlap",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for j, later := range d.GetDoses() {
			for i, earlier := range d.GetDoses()[:j] {
				if sameBut(earlier, later) && overlap(earlier.GetBands(), later.GetBands()) {
					p.Report(facts.ItemPath("doses", j, "bands"), "Someone may be in this band and in that of the dose %s, for "+
						"the same use, place and route. Correct the limit that is wrong, or say what tells the doses apart.",
						earlier.GetId()).
						Related(p.Record, facts.ItemPath("doses", i, "bands"), "The other band")
				}
			}
		}
	},
}

// sameBut reports whether two doses are for the same uses, places, products and ways of giving, but for their bands.
func sameBut(a, b *compendiumv1.Dose) bool {
	setting := func(d *compendiumv1.Dose) proto.Message {
		return &compendiumv1.Dose{Uses: d.GetUses(), Products: d.GetProducts(), Jurisdictions: d.GetJurisdictions(),
			Basis: d.GetBasis(), Route: d.GetRoute(), Until: d.GetUntil()}
	}
	return proto.Equal(setting(a), setting(b))
}

// overlap reports whether two lists of bands measure the same, and someone may be in all of them. What cannot be
// compared does not overlap.
func overlap(a, b []*compendiumv1.Dose_Band) bool {
	if len(a) == 0 || len(a) != len(b) {
		return false
	}
	for _, one := range a {
		k := slices.IndexFunc(b, func(other *compendiumv1.Dose_Band) bool {
			return other.GetMeasure() == one.GetMeasure() && other.GetUnit() == one.GetUnit()
		})
		if k < 0 || !below(one, b[k]) || !below(b[k], one) {
			return false
		}
	}
	return true
}

// below reports whether the lower limit of a band lies below the upper limit of another one.
func below(a, b *compendiumv1.Dose_Band) bool {
	low, high := a.GetFrom()+a.GetAbove(), b.GetUpTo()+b.GetBelow() // a band has one of each
	if low == "" || high == "" {
		return true
	}
	from, _, ok := dose.Value(low, a.GetUnit())
	to, _, both := dose.Value(high, b.GetUnit())
	return ok && both && (from.Cmp(to) < 0 || from.Cmp(to) == 0 && a.GetAbove() == "" && b.GetBelow() == "")
}

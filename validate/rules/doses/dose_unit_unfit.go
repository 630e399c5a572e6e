package doses

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseUnitUnfit = validate.Rule{
	ID:       "dose-unit-unfit",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, q := range quantitiesOf(p) {
			u, known := dose.UnitOf(q.GetUnit())
			if !known || u.Roles&q.roles != 0 {
				continue // the schema reports units that are not on its list
			}
			what := "an amount or a rate"
			switch {
			case q.roles == dose.Time:
				what = "time: min, h, d, wk, mo or a"
			case q.roles&dose.Strength != 0:
				what = "strength: mg, mg/mL, [iU], MBq, %"
			}
			p.Report(q.path+".unit", "%s (%s) is not a unit that this field can have. Write a unit of "+
				"%s.", u.Code, u.Meaning, what)
		}
		for _, s := range stepsOf(p.Record) {
			for i, m := range s.GetMax() {
				_, given, isGiven := most(s.GetAmount())
				_, limit, isLimit := most(m.GetAmount())
				given, limit = kindOfUnit(given), kindOfUnit(limit)
				if isGiven && isLimit && given != limit && (given == "g" && limit == "L" || given == "L" && limit == "g") {
					p.Report(facts.ItemPath(s.at("max"), i, "amount.unit"), "What is given is an amount in %s, and its limit is "+
						"one in %s. Correct the unit of one of them, or say the limit in words.", s.GetAmount().GetUnit(),
						m.GetAmount().GetUnit())
				}
			}
		}
		drug, ok := p.Record.Message().(*compendiumv1.Drug)
		if !ok {
			return
		}
		for i, d := range drug.GetDoses() {
			for j, b := range d.GetBands() {
				fitting := bandUnits[b.GetMeasure()]
				if len(fitting) == 0 || b.GetUnit() == "" || slices.Contains(fitting, b.GetUnit()) {
					continue
				}
				p.Report(fmt.Sprintf("doses[%d].bands[%d].unit", i, j), "%s is measured in %s, not in %s. Correct the unit or "+
					"the measure.", b.GetMeasure(), strings.Join(fitting, ", "), b.GetUnit())
			}
		}
	},
}

// kindOfUnit returns the base of a unit without what it is counted per: "g" of "g/m2".
func kindOfUnit(base string) string {
	of, _, _ := strings.Cut(base, "/")
	return of
}

// bandUnits are the units of what bands measure.
var bandUnits = map[compendiumv1.Dose_Band_Measure][]string{
	compendiumv1.Dose_Band_AGE:                  {"d", "wk", "mo", "a"},
	compendiumv1.Dose_Band_WEIGHT:               {"kg"},
	compendiumv1.Dose_Band_BODY_SURFACE:         {"m2"},
	compendiumv1.Dose_Band_CREATININE_CLEARANCE: {"mL/min", "mL/min/{1.73_m2}"},
}

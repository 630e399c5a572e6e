package uses

import (
	"math/big"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// oldest is an age, in years, that no one has passed.
var oldest = big.NewRat(125, 1)

var ageRangeEmpty = validate.Rule{
	ID:       "age-range-empty",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for s := range settings(p) {
			from, fromOK := new(big.Rat).SetString(s.age.GetFrom())
			below, belowOK := new(big.Rat).SetString(s.age.GetBelow())
			if unit := s.age.GetUnit(); fromOK && (unit == "" || unit == "a") && from.Cmp(oldest) > 0 {
				p.Report(s.path+".age.from", "Nobody is %s years old. Correct from.", s.age.GetFrom())
			} else if fromOK && belowOK && from.Cmp(below) >= 0 {
				p.Report(s.path+".age.from", "Nobody is %s or older and younger than %s. Correct from or below.",
					s.age.GetFrom(), s.age.GetBelow()).
					Related(p.Record, s.path+".age.below", "The end")
			}
		}
	},
}

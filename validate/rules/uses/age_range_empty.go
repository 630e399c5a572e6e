package uses

import (
	"math/big"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var ageRangeEmpty = validate.Rule{
	ID:       "age-range-empty",
	Severity: finding.Error,
	Title:    "An age range holds no age",
	Explanation: "An age range begins at from, which is included, and ends before below, which is excluded: from 12, " +
		"below 18 are the years from 12 to 17. Here from is not less than below, so nobody is of that age. Correct the " +
		"two; they may have been swapped.",
	Record: func(p *validate.RecordPass) {
		for s := range settings(p) {
			from, fromOK := new(big.Rat).SetString(s.age.GetFrom())
			below, belowOK := new(big.Rat).SetString(s.age.GetBelow())
			if fromOK && belowOK && from.Cmp(below) >= 0 {
				p.Report(s.path+".age.from", "Nobody is %s or older and younger than %s. Correct from or below.",
					s.age.GetFrom(), s.age.GetBelow()).
					Related(p.Record, s.path+".age.below", "The end")
			}
		}
	},
}

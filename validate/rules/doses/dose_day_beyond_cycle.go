package doses

import (
	"fmt"
	"math/big"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseDayBeyondCycle = validate.Rule{
	ID:       "dose-day-beyond-cycle",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, s := range stepsOf(p.Record) {
			days, of := s.cycle(p.Record.Message())
			if days == nil {
				continue
			}
			severity := finding.Error
			if of != ofCycle {
				severity = finding.Warning // what a block gives may reach into the next one
			}
			for i, day := range s.GetDays() {
				if days.Cmp(big.NewRat(int64(day), 1)) < 0 {
					p.Report(facts.ItemPath(s.at("days"), i, ""), "Day %d is after the end of a cycle of %s days. Correct "+
						"the day or %s.", day, days.RatString(), of).Lower(severity)
					break // one cause
				}
			}
			if over := lengthInDays(s.GetOver()); over != nil && over.Cmp(days) > 0 {
				p.Report(s.at("over"), "It is given over %s, which is longer than a cycle of %s days. Correct over or %s.",
					dose.Quantity(s.GetOver()), days.RatString(), of).Lower(severity)
			}
		}
	},
}

// ofCycle is the field of a step that states its cycle.
const ofCycle = "cycle_days"

// cycle returns the length in days of the cycle that a step belongs to, its own or that of its block, and what states
// it. It returns nil if there is none, or it is not stated in hours, days or weeks.
func (s step) cycle(record proto.Message) (days *big.Rat, of string) {
	if n := s.GetCycleDays(); n > 0 {
		return big.NewRat(int64(n), 1), ofCycle
	}
	regimen, _ := record.(*compendiumv1.Regimen)
	var block, part, index int
	if n, err := fmt.Sscanf(s.path, "blocks[%d].parts[%d].steps[%d]", &block, &part, &index); n != 3 || err != nil {
		return nil, ""
	}
	return lengthInDays(regimen.GetBlocks()[block].GetInterval()), "the interval of the block"
}

// lengthInDays returns a length of time in days, or nil if it is none in hours, days or weeks.
func lengthInDays(q *compendiumv1.Quantity) *big.Rat {
	length, unit, ok := most(q)
	hours := hoursIn[unit]
	if !ok || hours == 0 {
		return nil
	}
	return length.Mul(length, big.NewRat(hours, 24))
}

package doses

import (
	"fmt"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var regimenCyclesDiffer = validate.Rule{
	ID:       "regimen-cycles-differ",
	Severity: finding.Info,
	Record: validate.On(func(p *validate.RecordPass, regimen *compendiumv1.Regimen) {
		type cycle struct {
			days int32
			path string
		}
		var first cycle
		for i, c := range regimen.GetComponents() {
			for j, s := range c.GetSteps() {
				days := s.GetCycleDays()
				path := fmt.Sprintf("components[%d].steps[%d].cycle_days", i, j)
				switch {
				case days == 0:
				case first.days == 0:
					first = cycle{days, path}
				case days%first.days != 0 && first.days%days != 0:
					p.Report(path, "A cycle has %d days here and %d in another component. Correct the wrong one, or say in words "+
						"how the two go together.", days, first.days).
						Related(p.Record, first.path, "The other component")
					return
				}
			}
		}
	}),
}

package trials

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var trialDuplicate = validate.Rule{
	ID:       "trial-duplicate",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		type key struct{ registration, question string }
		first := make(map[key]*catalog.Record)
		reported := make(map[*catalog.Record]bool)
		for _, r := range p.Catalog.Records(catalog.Trials) {
			trial, ok := r.Message().(*compendiumv1.Trial)
			if !ok || trial.GetQuestion() == "" {
				continue
			}
			for _, registration := range registrations(trial) {
				at := key{strings.ToLower(registration.number), fold.Name(trial.GetQuestion())}
				same, known := first[at]
				if !known {
					first[at] = r
				} else if same != r && !reported[r] {
					reported[r] = true
					p.Report(r, "registrations."+registration.field, "%s has the registration %s and the question of %s. "+
						"Merge the "+
						"two, or correct the registration; two questions of one trial are worded differently.",
						r.Name(), registration.number, same.Name()).
						Related(same, "registrations."+registration.field, "The other record")
				}
			}
		}
	},
}

type registration struct{ field, number string }

// registrations returns the numbers of a trial in registers, with the fields that hold them.
func registrations(trial *compendiumv1.Trial) []registration {
	r := trial.GetRegistrations()
	var list []registration
	for _, one := range []registration{
		{"nct", r.GetNct()}, {"isrctn", r.GetIsrctn()}, {"eudract", r.GetEudract()}, {"eu_ct", r.GetEuCt()},
		{"jrct", r.GetJrct()},
	} {
		if one.number != "" {
			list = append(list, one)
		}
	}
	return list
}

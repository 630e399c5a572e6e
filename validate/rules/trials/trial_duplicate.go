package trials

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialDuplicate = validate.Rule{
	ID:       "trial-duplicate",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		type key struct{ registration, question string }
		first := make(map[key]*catalog.Record)
		reported := make(map[*catalog.Record]bool)
		type entry struct {
			record   *catalog.Record
			question string
			sources  []string
		}
		numbered := make(map[string]entry)
		for _, r := range p.Catalog.Records(catalog.Trials) {
			trial, ok := r.Message().(*compendiumv1.Trial)
			if !ok || trial.GetQuestion() == "" {
				continue
			}
			own := entry{r, fold.Name(trial.GetQuestion()), registered(trial)}
			for _, registration := range registrations(trial) {
				number := strings.ToLower(registration.number)
				other, known := numbered[number]
				if !known {
					numbered[number] = own
				} else if own.question != other.question && len(own.sources) > 0 && len(other.sources) > 0 &&
					!facts.Overlap(own.sources, other.sources) && !reported[r] {
					reported[r] = true
					p.Report(r, "registrations."+registration.field, "%s has the registration %s of %s, and the two cite different "+
						"sources for it. Correct the registration, or cite the entry in the register for both, if they are two "+
						"questions of one trial.", r.Name(), registration.number, other.record.Name()).
						Related(other.record, "registrations."+registration.field, "The other record").Lower(finding.Info)
				}
				at := key{number, own.question}
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

// registered returns the sources that a trial cites for its registration.
func registered(trial *compendiumv1.Trial) []string {
	var sources []string
	for _, key := range trial.GetRegistrations().GetCites() {
		sources = append(sources, trial.GetCitations()[key].GetSource())
	}
	return sources
}

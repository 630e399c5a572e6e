package trials

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

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
		numbered := make(map[string]*catalog.Record)
		for _, r := range p.Catalog.Records(catalog.Trials) {
			trial, ok := r.Message().(*compendiumv1.Trial)
			if !ok || trial.GetQuestion() == "" {
				continue
			}
			for _, registration := range registrations(trial) {
				other, known := numbered[strings.ToLower(registration.number)]
				if !known {
					numbered[strings.ToLower(registration.number)] = r
				} else if sources := registered(trial); haveNone(sources, registered(other.Message())) && !reported[r] &&
					fold.Name(trial.GetQuestion()) != fold.Name(questionOf(other)) {
					reported[r] = true
					p.Report(r, "registrations."+registration.field, "%s has the registration %s of %s, and the two cite different "+
						"sources for it. Correct the registration, or cite the entry in the register for both, if they are two "+
						"questions of one trial.", r.Name(), registration.number, other.Name()).
						Related(other, "registrations."+registration.field, "The other record").Lower(finding.Info)
				}
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

// questionOf returns the question of a trial.
func questionOf(r *catalog.Record) string {
	trial, _ := r.Message().(*compendiumv1.Trial)
	return trial.GetQuestion()
}

// registered returns the sources that a trial cites for its registration.
func registered(record proto.Message) []string {
	trial, _ := record.(*compendiumv1.Trial)
	var sources []string
	for _, key := range trial.GetRegistrations().GetCites() {
		sources = append(sources, trial.GetCitations()[key].GetSource())
	}
	return sources
}

// haveNone reports whether two lists, neither of them empty, have nothing in common.
func haveNone(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

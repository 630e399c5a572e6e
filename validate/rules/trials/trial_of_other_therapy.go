package trials

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialOfOtherTherapy = validate.Rule{
	ID:       "trial-of-other-therapy",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		named := facts.NamesOfDrugs(p.Catalog)
		for _, r := range p.Catalog.Records(catalog.Trials) {
			if trial, ok := r.Message().(*compendiumv1.Trial); ok {
				checkQuestion(p, named, r, trial)
			}
		}
	},
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, use := range d.GetUses() {
			for j, name := range use.GetTrials() {
				trial, _ := p.Message(name).(*compendiumv1.Trial)
				given := givenIn(trial)
				if len(given) == 0 || speaksOf(trial, d.GetDisplayName()) ||
					slices.ContainsFunc(given, func(therapy string) bool { return mayBe(p.Record.Name(), use, therapy) }) {
					continue
				}
				p.Report(facts.UsePath(i, fmt.Sprintf("trials[%d]", j)), "%s is about %s, and not about %s. Name a trial of "+
					"this drug, or correct what that one tested.", name, strings.Join(given, ", "), p.Record.Name())
			}
		}
	},
}

// checkQuestion reports a question that names drugs, none of which is given in the trial. Nothing is said where it may
// be in a class or a procedure that is given.
func checkQuestion(p *validate.CatalogPass, named *facts.Named, r *catalog.Record, trial *compendiumv1.Trial) {
	asked, _, _ := strings.Cut(trial.GetQuestion(), " after ") // what was given before comes behind it
	about, given := named.In(asked), givenIn(trial)
	for _, name := range givenIn(trial) {
		switch therapy := p.Catalog.Message(name).(type) {
		case *compendiumv1.Drug:
		case *compendiumv1.Regimen:
			for _, component := range therapy.GetComponents() {
				given = append(given, component.GetDrug())
			}
		default:
			return
		}
	}
	if len(about) > 0 && len(given) > 0 && !slices.ContainsFunc(about, func(name string) bool {
		return slices.ContainsFunc(given, func(other string) bool {
			return name == other || other != "" && facts.AreForms(p.Catalog, name, other)
		})
	}) {
		p.Report(r, "question", "The question is about %s, and the trial gives %s. Correct the question, or what the trial "+
			"gives.", strings.Join(about, ", "), strings.Join(givenIn(trial), ", "))
	}
}

// speaksOf reports whether the words of a trial have the name of a drug, which may be given to all in it.
func speaksOf(trial *compendiumv1.Trial, name string) bool {
	words := []string{trial.GetDisplayName(), trial.GetQuestion(), trial.GetPopulation()}
	for _, arm := range trial.GetArms() {
		words = append(words, arm.GetWords())
	}
	return strings.Contains(fold.Spaced(strings.Join(words, " ")), fold.Spaced(name))
}

// givenIn returns what is given in a trial.
func givenIn(trial *compendiumv1.Trial) []string {
	given := slices.Concat(trial.GetTested(), trial.GetComparedWith())
	for _, arm := range trial.GetArms() {
		given = append(given, arm.GetTherapies()...)
	}
	slices.Sort(given)
	return slices.Compact(given)
}

// mayBe reports whether a therapy of a trial is the drug of a record or a partner of its use, or may hold it, as a
// regimen, a class or a procedure does.
func mayBe(drug string, use *compendiumv1.Use, therapy string) bool {
	return therapy == drug || slices.Contains(use.GetPartners(), therapy) ||
		!strings.HasPrefix(therapy, catalog.Drugs.String()+"/")
}

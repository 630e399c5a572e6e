package trials

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialArmsDiffer = validate.Rule{
	ID:       "trial-arms-differ",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		named := facts.NamesOfDrugs(p.Catalog)
		for _, r := range p.Catalog.Records(catalog.Trials) {
			if trial, ok := r.Message().(*compendiumv1.Trial); ok {
				checkWords(p, named, r, trial)
			}
		}
	},
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		check := func(field string, therapies []string, compared bool) {
			var arms []*compendiumv1.Trial_Arm
			for _, arm := range trial.GetArms() {
				if isComparator(arm) == compared {
					arms = append(arms, arm)
				}
			}
			if !compared && len(arms) == 0 { // registers call each of two known treatments an active comparator
				for _, arm := range trial.GetArms() {
					if arm.GetKind() == compendiumv1.Trial_Arm_ACTIVE_COMPARATOR {
						arms = append(arms, arm)
					}
				}
			}
			isOpen := func(arm *compendiumv1.Trial_Arm) bool {
				return len(arm.GetTherapies()) == 0 || slices.ContainsFunc(arm.GetTherapies(), isClass)
			}
			if len(trial.GetArms()) == 0 || compared && len(arms) == 0 || slices.ContainsFunc(arms, isOpen) {
				return
			}
			for i, therapy := range therapies {
				isGiven := func(arm *compendiumv1.Trial_Arm) bool { return gives(p, arm, therapy) }
				if !isClass(therapy) && !slices.ContainsFunc(arms, isGiven) {
					p.Report(facts.ItemPath(field, i, ""), "No arm on this side is given %s. Correct it, or the kind or "+
						"therapies of the arm.", therapy)
				}
			}
		}
		check("tested", trial.GetTested(), false)
		check("compared_with", trial.GetComparedWith(), true)
		checkPeople(p, trial)
	}),
}

// checkWords reports an arm whose words name a drug that nothing says is given in the trial. A class may hold it, and
// so may a procedure.
func checkWords(p *validate.CatalogPass, named *facts.Named, r *catalog.Record, trial *compendiumv1.Trial) {
	given := givenIn(trial)
	for _, name := range givenIn(trial) {
		switch therapy := p.Catalog.Message(name).(type) {
		case *compendiumv1.Drug:
			given = append(given, therapy.GetIngredients()...)
		case *compendiumv1.Regimen:
			for _, component := range therapy.GetComponents() {
				given = append(given, component.GetDrug())
			}
		default: // it may be one that could not be read, too
			return
		}
	}
	for i, arm := range trial.GetArms() {
		for _, name := range named.In(notGiven.ReplaceAllString(arm.GetWords(), "")) {
			if !facts.HaveOne(p.Catalog, []string{name}, given) {
				p.Report(r, facts.ItemPath("arms", i, "words"), "The words name %s, and neither the arm nor tested or "+
					"compared_with has it. Add it to the therapies of the arm if its source says that the arm is given it, or "+
					"correct the words.", name)
			}
		}
	}
}

// notGiven matches the rest of a sentence from a word on after which comes what an arm is not given, or was given
// before.
var notGiven = regexp.MustCompile(`(?i)\b(after|before|previous|prior|following|without|instead of|rather than|other than|` +
	`except|excluding|not?|if|when|until|as in)\b[^.;]*`)

// checkPeople reports a population of so many people in all, where the arms together have another number.
func checkPeople(p *validate.RecordPass, trial *compendiumv1.Trial) {
	said := inAll.FindStringSubmatch(trial.GetPopulation())
	if said == nil || len(trial.GetArms()) == 0 {
		return
	}
	sum := 0
	for _, arm := range trial.GetArms() {
		if arm.GetParticipants() == 0 {
			return
		}
		sum += int(arm.GetParticipants())
	}
	if people, err := strconv.Atoi(strings.ReplaceAll(said[1], ",", "")); err == nil && people != sum {
		p.Report("population", "The population is %d people in all, and its arms have %d. Correct the wrong number.",
			people, sum).Related(p.Record, facts.ItemPath("arms", 0, "participants"), "The participants of an arm")
	}
}

// inAll matches the number of the people of a trial: "Adults, 1,142 in all".
var inAll = regexp.MustCompile(`\b([0-9]+(?:,[0-9]{3})*) (?:people )?in all\b`)

// isClass reports whether a therapy is a class, which any drug of it may be given for.
func isClass(therapy string) bool { return strings.HasPrefix(therapy, "classes/") }

// isComparator reports whether an arm is what a therapy is compared with. One without a kind may be either, and counts
// as tested.
func isComparator(arm *compendiumv1.Trial_Arm) bool {
	switch arm.GetKind() {
	case compendiumv1.Trial_Arm_KIND_UNSPECIFIED, compendiumv1.Trial_Arm_EXPERIMENTAL:
		return false
	default:
		return true
	}
}

// gives reports whether an arm is given a therapy: by its name, or as all of its components but those that support it.
func gives(p *validate.RecordPass, arm *compendiumv1.Trial_Arm, therapy string) bool {
	given := slices.Clone(arm.GetTherapies())
	for _, name := range arm.GetTherapies() {
		given = append(given, componentsOf(p, name)...)
	}
	if slices.Contains(given, therapy) {
		return true
	}
	needed := componentsOf(p, therapy)
	return len(needed) > 0 && !slices.ContainsFunc(needed, func(name string) bool { return !slices.Contains(given, name) })
}

// componentsOf returns the components of a regimen that are more than support, or none of another therapy.
func componentsOf(p *validate.RecordPass, therapy string) []string {
	regimen, _ := p.Message(therapy).(*compendiumv1.Regimen)
	var list []string
	for _, c := range regimen.GetComponents() {
		if c.GetRole() != compendiumv1.Regimen_Component_SUPPORTIVE {
			list = append(list, cmp.Or(c.GetDrug(), c.GetProcedure()))
		}
	}
	return list
}

package trials

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialRegistrationDiffers = validate.Rule{
	ID:       "trial-registration-differs",
	Severity: finding.Warning,
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		keys := slices.Sorted(maps.Keys(trial.GetCitations()))
		checkPhase(p, trial, keys)
		if number := trial.GetRegistrations().GetNct(); number != "" && !nct.MatchString(number) {
			return // field-invalid reports it
		}
		if !checkEntries(p, trial, trial.GetRegistrations().GetCites(), finding.Warning) {
			checkEntries(p, trial, keys, finding.Info)
		}
		checkEarly(p, trial)
	}),
}

// checkEntries reports the number of a trial if it is that of none of the entries of a register that some citations
// lead to. It returns whether there are any.
func checkEntries(p *validate.RecordPass, trial *compendiumv1.Trial, keys []string, severity finding.Severity) bool {
	number := trial.GetRegistrations().GetNct()
	var entry *compendiumv1.Source // the first
	var numbers []string
	for _, key := range keys {
		source := facts.Cited(p, trial.GetCitations(), key)
		if source.GetKind() != compendiumv1.Source_TRIAL_REGISTRY {
			continue
		}
		ids := source.GetIdentifiers()
		if found := nct.FindAllString(ids.GetNct()+" "+ids.GetUrl(), -1); len(found) > 0 {
			entry, numbers = cmp.Or(entry, source), append(numbers, found...)
		}
	}
	if number == "" || entry == nil {
		return false
	}
	if !slices.Contains(numbers, number) {
		p.Report("registrations.nct", "The trial is %s, but its entry in the register, %s, is %s. Correct the wrong "+
			"number, or cite the entry of this trial.", number, entry.GetName(), numbers[0]).
			CausedBy(finding.Field{File: p.FileOf(entry.GetName()), Path: "identifiers.nct"}).Lower(severity)
	}
	return true
}

// nct matches a number of ClinicalTrials.gov.
var nct = regexp.MustCompile(`NCT[0-9]{8}`)

// checkPhase reports the phase of a trial if the titles of what it cites have phases, and none of them is this one.
func checkPhase(p *validate.RecordPass, trial *compendiumv1.Trial, keys []string) {
	at, titled := "", make(map[compendiumv1.Trial_Phase]bool)
	for _, key := range keys {
		source := facts.Cited(p, trial.GetCitations(), key)
		if found := phase.FindStringSubmatch(source.GetTitle()); found != nil {
			titled[phases[strings.ToUpper(found[1])]] = true
			if at == "" {
				at = key
			}
		}
	}
	if at != "" && trial.GetPhase() != compendiumv1.Trial_PHASE_UNSPECIFIED && !titled[trial.GetPhase()] {
		p.Report("phase", "The trial is of %s, and %s has another phase in its title. Correct the wrong one, or cite a "+
			"source on this trial.", trial.GetPhase(), facts.Cited(p, trial.GetCitations(), at).GetName()).
			Related(p.Record, facts.CitationPath(at, ""), "The citation").Lower(finding.Info)
	}
}

// phase matches the phase of a trial in a title: "phase 3", "Phase I/II".
var phase = regexp.MustCompile(`(?i)\bphase[ -](1/2|1-2|I/II|I-II|III|II|IV|I|[1-4])b?\b`)

// phases are those of trials by their names in titles.
var phases = map[string]compendiumv1.Trial_Phase{
	"1": compendiumv1.Trial_PHASE_1, "I": compendiumv1.Trial_PHASE_1,
	"1/2": compendiumv1.Trial_PHASE_1_2, "1-2": compendiumv1.Trial_PHASE_1_2,
	"I/II": compendiumv1.Trial_PHASE_1_2, "I-II": compendiumv1.Trial_PHASE_1_2,
	"2": compendiumv1.Trial_PHASE_2, "II": compendiumv1.Trial_PHASE_2,
	"3": compendiumv1.Trial_PHASE_3, "III": compendiumv1.Trial_PHASE_3,
	"4": compendiumv1.Trial_PHASE_4, "IV": compendiumv1.Trial_PHASE_4,
}

// checkEarly reports a result from years before the number of its trial was given. ClinicalTrials.gov counts upwards.
// Some trials are registered late, but not those of these years by so much.
func checkEarly(p *validate.RecordPass, trial *compendiumv1.Trial) {
	number := trial.GetRegistrations().GetNct()
	for i, result := range trial.GetResults() {
		date := result.GetDate()
		for _, given := range []struct{ number, year string }{
			{"NCT06000000", "2021"}, {"NCT05000000", "2019"}, {"NCT04000000", "2017"},
			{"NCT03000000", "2014"}, {"NCT02000000", "2011"},
		} {
			if number >= given.number && date != "" && date < given.year {
				p.Report(facts.ItemPath("results", i, "date"), "The result is of %s, years before %s was given. Correct the date, "+
					"or the number.", date, number).Related(p.Record, "registrations.nct", "The number").Lower(finding.Info)
				break
			}
		}
	}
}

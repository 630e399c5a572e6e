package trials

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/scope"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialOfOtherCondition = validate.Rule{
	ID:       "trial-of-other-condition",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		if p.Unread.Any() {
			return // a condition that could not be read may be the link between two others
		}
		named := facts.NamesOfConditions(p.Catalog)
		for _, r := range p.Catalog.Records(catalog.Trials) {
			if trial, ok := r.Message().(*compendiumv1.Trial); ok {
				checkConditions(p, named, r, trial)
			}
		}
		for _, r := range p.Catalog.All() {
			checkUses(p, named, r)
		}
	},
}

// checkConditions reports a condition of a trial that its words do not name, if they name another one that the trial
// does not have.
func checkConditions(p *validate.CatalogPass, named *facts.Named, r *catalog.Record, trial *compendiumv1.Trial) {
	missing := ""
	for _, name := range named.In(trial.GetDisplayName(), trial.GetQuestion()) {
		if !isRelated(p.Catalog, trial.GetConditions(), name) {
			missing = name
			break
		}
	}
	if missing == "" {
		return
	}
	words := named.In(trial.GetDisplayName(), trial.GetQuestion(), trial.GetPopulation())
	for i, condition := range trial.GetConditions() {
		if _, exists := p.Catalog.Get(condition); exists && !isRelated(p.Catalog, words, condition) {
			p.Report(r, facts.ItemPath("conditions", i, ""), "The trial is said to be about %s, but its words name %s and "+
				"not that. Correct the wrong one.", condition, missing).Related(r, "question", "The question")
		}
	}
}

// checkUses reports trials that a record names for its uses, if they have other conditions and do not name one of the
// record's in words either.
func checkUses(p *validate.CatalogPass, named *facts.Named, r *catalog.Record) {
	var all []string // conditions of the record
	check := func(path, name string, about []string) {
		trial, ok := p.Catalog.Message(name).(*compendiumv1.Trial)
		if !ok || len(about) == 0 || len(trial.GetConditions()) == 0 {
			return
		}
		if !slices.ContainsFunc(trial.GetConditions(), func(name string) bool { return isOfKind(p.Catalog, name, about) }) {
			return // a trial of what goes with the disease, such as pain or harm from its treatment
		}
		has := func(condition string) bool { return isRelated(p.Catalog, about, condition) }
		if !slices.ContainsFunc(trial.GetConditions(), has) &&
			!slices.ContainsFunc(named.In(trial.GetDisplayName(), trial.GetQuestion(), trial.GetPopulation()), has) {
			p.Report(r, path, "%s is about %s, and not about %s. Name a trial of this condition, or correct what that one is "+
				"about.", name, strings.Join(trial.GetConditions(), ", "), strings.Join(about, ", "))
		}
	}
	for i, u := range scope.Uses(r.Message()) {
		drug, _ := u.(*compendiumv1.Use)
		about := append([]string{u.GetCondition()}, drug.GetUnderlying()...)
		all = append(all, about...)
		tried, _ := u.(interface{ GetTrials() []string })
		for j, name := range tried.GetTrials() {
			check(facts.ItemPath(facts.UsePath(i, "trials"), j, ""), name, about)
		}
	}
	if regimen, ok := r.Message().(*compendiumv1.Regimen); ok {
		for j, name := range regimen.GetTrials() {
			check(facts.ItemPath("trials", j, ""), name, slices.Compact(all))
		}
	}
}

// isOfKind reports whether a condition is of the kind of one of several.
func isOfKind(c *catalog.Catalog, name string, list []string) bool {
	kind := func(name string) compendiumv1.Condition_Kind {
		condition, _ := c.Message(name).(*compendiumv1.Condition)
		return condition.GetKind()
	}
	return slices.ContainsFunc(list, func(other string) bool { return kind(other) == kind(name) })
}

// isRelated reports whether one of several conditions is another one, or lies above or below it.
func isRelated(c *catalog.Catalog, list []string, condition string) bool {
	return slices.ContainsFunc(list, func(name string) bool { return facts.AreRelated(c, name, condition) })
}

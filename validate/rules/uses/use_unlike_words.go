package uses

import (
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/scope"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var useUnlikeWords = validate.Rule{
	ID:       "use-unlike-words",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		named := facts.NamesOfDrugs(p.Catalog)
		for _, r := range p.Catalog.All() {
			for i, u := range scope.Uses(r.Message()) {
				said, _ := u.(summarized)
				checkStrength(p, r, i, said)
				checkPrior(p, named, r, i, u, said.GetSummary())
			}
		}
	},
}

// summarized is a use with its strength and its summary.
type summarized interface {
	GetStrength() compendiumv1.Use_Strength
	GetSummary() string
}

// checkStrength reports a strength that the summary of a use says otherwise.
func checkStrength(p *validate.CatalogPass, r *catalog.Record, i int, u summarized) {
	for _, words := range strengthWords {
		if words.match.MatchString(u.GetSummary()) && slices.Contains(words.never, u.GetStrength()) {
			p.Report(r, facts.UsePath(i, "strength"), "The strength is %s, and the summary says otherwise: %q. Correct the one "+
				"that is wrong.", u.GetStrength(), words.match.FindString(u.GetSummary())).
				Related(r, facts.UsePath(i, "summary"), "The summary")
			return
		}
	}
}

// strengthWords are words of summaries, with the strengths that they exclude.
var strengthWords = []struct {
	match *regexp.Regexp
	never []compendiumv1.Use_Strength
}{
	{regexp.MustCompile(`^No longer (a choice|used)\b`), []compendiumv1.Use_Strength{compendiumv1.Use_STANDARD_FIRST,
		compendiumv1.Use_MAY_BE_USED, compendiumv1.Use_SOMETIMES_USED}},
	{regexp.MustCompile(`\b(no better than|lived no longer|no longer than)\b`),
		[]compendiumv1.Use_Strength{compendiumv1.Use_STANDARD_FIRST}},
	{regexp.MustCompile(`^(Used (for|with|against|alone)|The usual|The standard|Given (first|with every))\b`),
		[]compendiumv1.Use_Strength{compendiumv1.Use_NO_BETTER_THAN_STANDARD, compendiumv1.Use_NOT_RECOMMENDED,
			compendiumv1.Use_INVESTIGATIONAL}},
	{regexp.MustCompile(`^((Is|Was) being s|Being s|S)tudied\b`),
		[]compendiumv1.Use_Strength{compendiumv1.Use_STANDARD_FIRST,
			compendiumv1.Use_MAY_BE_USED, compendiumv1.Use_SOMETIMES_USED}},
	{regexp.MustCompile(`^Sometimes used\b`), []compendiumv1.Use_Strength{compendiumv1.Use_STANDARD_FIRST,
		compendiumv1.Use_INVESTIGATIONAL, compendiumv1.Use_NO_BETTER_THAN_STANDARD, compendiumv1.Use_NOT_RECOMMENDED}},
}

// checkPrior reports a drug among the earlier treatments of a use that the summary does not name, if it names another
// one that is not among them.
func checkPrior(p *validate.CatalogPass, named *facts.Named, r *catalog.Record, i int, u scope.Use, summary string) {
	drug, ok := u.(*compendiumv1.Use)
	if !ok || len(drug.GetPriorTherapies()) == 0 {
		return
	}
	said := named.In(summary)
	other := slices.IndexFunc(said, func(name string) bool {
		return name != r.Name() && !slices.Contains(drug.GetPriorTherapies(), name) &&
			!slices.Contains(drug.GetPartners(), name)
	})
	for k, prior := range drug.GetPriorTherapies() {
		if other >= 0 && strings.HasPrefix(prior, catalog.Drugs.String()+"/") && !slices.Contains(said, prior) {
			p.Report(r, facts.ItemPath(facts.UsePath(i, "prior_therapies"), k, ""),
				"The use is after %s, and its summary has %s "+
					"and not that. Correct the wrong one.", prior, said[other]).
				Related(r, facts.UsePath(i, "summary"), "The summary")
			return
		}
	}
}

package authorizations

import (
	"regexp"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var scopeUnlikeIndication = validate.Rule{
	ID:       "scope-unlike-indication",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		conditions, drugs := facts.NamesOfConditions(p.Catalog), facts.NamesOfDrugs(p.Catalog)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			for e := range facts.Events(r.Drug()) {
				if e.GetIndication() == "" || len(e.GetScopes()) == 0 {
					continue
				}
				if !p.Unread.Any() { // a condition that could not be read may be the link between two others
					checkScopeConditions(p, conditions.In(e.GetIndication()), r, e)
				}
				checkScopeAges(p, r, e)
				checkScopePrior(p, drugs.In(e.GetIndication()), r, e)
			}
		}
	},
}

// checkScopeConditions reports a condition of a scope that the indication does not name, if the indication names one
// that no scope has.
func checkScopeConditions(p *validate.CatalogPass, said []string, r *catalog.Record, e facts.Event) {
	var scoped []string
	for _, s := range e.GetScopes() {
		scoped = append(scoped, s.GetConditions()...)
	}
	related := func(list []string, name string) bool {
		return slices.ContainsFunc(list, func(other string) bool { return facts.AreRelated(p.Catalog, other, name) })
	}
	missing := slices.IndexFunc(said, func(name string) bool { return !related(scoped, name) })
	for i, s := range e.GetScopes() {
		for j, name := range s.GetConditions() {
			if _, exists := p.Catalog.Get(name); exists && missing >= 0 && !related(said, name) {
				p.Report(r, facts.ItemPath(facts.ItemPath(e.Path("scopes"), i, "conditions"), j, ""),
					"The scope is for %s, and the indication has %s and not that. Correct the wrong one.", name, said[missing]).
					Related(r, e.Path("indication"), "The indication")
				return
			}
		}
	}
}

// checkScopeAges reports the age of scopes of which none is that of the indication.
func checkScopeAges(p *validate.CatalogPass, r *catalog.Record, e facts.Event) {
	var said []string
	for _, m := range fromAge.FindAllStringSubmatch(e.GetIndication(), -1) {
		said = append(said, m[1])
	}
	if len(said) == 0 && adults.MatchString(e.GetIndication()) && !minors.MatchString(e.GetIndication()) {
		said = append(said, "18")
	}
	at := -1
	for i, s := range e.GetScopes() {
		if slices.Contains(said, s.GetAge().GetFrom()) || slices.Contains(said, s.GetAge().GetBelow()) {
			return
		}
		if at < 0 && s.GetAge().GetFrom() != "" && s.GetAge().GetRequires() == "" {
			at = i
		}
	}
	if at >= 0 && len(said) > 0 {
		p.Report(r, facts.ItemPath(e.Path("scopes"), at, "age.from"), "The scope begins at %s years, and the indication "+
			"at %s. Correct the wrong one.", e.GetScopes()[at].GetAge().GetFrom(), said[0]).
			Related(r, e.Path("indication"), "The indication")
	}
}

// fromAge, adults and minors match words of indications for ages.
var (
	fromAge = regexp.MustCompile(`\b(?:from|aged|at least) ([0-9]+) years\b`)
	adults  = regexp.MustCompile(`\badults\b`)
	minors  = regexp.MustCompile(`\b(child|children|adolescents?|infants?|pa?ediatric)\b`)
)

// checkScopePrior reports a drug that a scope asks for before and that the indication does not name, if the indication
// names another one that no scope has.
func checkScopePrior(p *validate.CatalogPass, said []string, r *catalog.Record, e facts.Event) {
	var asked []string
	for _, s := range e.GetScopes() {
		asked = append(asked, s.GetPrior().GetAll()...)
	}
	other := slices.IndexFunc(said, func(name string) bool { return name != r.Name() && !slices.Contains(asked, name) })
	for i, s := range e.GetScopes() {
		for j, name := range s.GetPrior().GetAll() {
			if _, isDrug := p.Catalog.Message(name).(*compendiumv1.Drug); isDrug && other >= 0 && !slices.Contains(said, name) {
				p.Report(r, facts.ItemPath(facts.ItemPath(e.Path("scopes"), i, "prior.all"), j, ""), "The scope is after %s, and "+
					"the indication has %s and not that. Correct the wrong one.", name, said[other]).
					Related(r, e.Path("indication"), "The indication")
				return
			}
		}
	}
}

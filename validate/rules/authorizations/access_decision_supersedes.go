package authorizations

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var accessDecisionSupersedes = validate.Rule{
	ID:       "access-decision-supersedes",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, later := range d.AccessDecisions {
			for k, id := range later.GetSupersedes() {
				at := slices.IndexFunc(d.AccessDecisions, func(e *compendiumv1.AccessDecision) bool { return e.GetId() == id })
				path := fmt.Sprintf("%s[%d]", facts.AccessPath(i, "supersedes"), k)
				switch {
				case id == "":
				case at < 0:
					p.Report(path, "%s has no decision %s. Correct the id, or give it to the decision that is meant.",
						p.Record.Name(), id)
				default:
					if fault := notReplaced(p, later, d.AccessDecisions[at]); fault != "" {
						p.Report(path, "This decision cannot have replaced %s: %s.", id, fault).
							Related(p.Record, facts.AccessPath(at, ""), "The decision %s", id)
					}
				}
			}
		}
	},
}

// notReplaced returns why a decision cannot have replaced an earlier one, and what to do, or "".
func notReplaced(p *validate.RecordPass, later, earlier *compendiumv1.AccessDecision) string {
	begun, _, dated := facts.Days(earlier.GetDate())
	_, replaced, laterDated := facts.Days(later.GetDate())
	switch {
	case later == earlier:
		return "it is the decision itself. Name another one"
	case later.GetBody() != earlier.GetBody():
		return "that one was made by another body, " + earlier.GetBody() + ". Name one of " + later.GetBody()
	case later.GetUse() != earlier.GetUse():
		return "that one is about another use. Correct use, or name another decision"
	case dated && laterDated && replaced < begun:
		return "that one is dated " + earlier.GetDate() + ", later than this one, " + later.GetDate() + ". Correct the dates"
	case !replacesAll(p, later, earlier):
		return "it does not hold everywhere that one did. Split the earlier decision, so that one part is replaced and " +
			"the other stays in force"
	default:
		return ""
	}
}

// replacesAll reports whether a decision holds wherever an earlier one of the same body did.
func replacesAll(p *validate.RecordPass, later, earlier *compendiumv1.AccessDecision) bool {
	if len(later.GetJurisdictions()) == 0 {
		return true
	}
	regions := earlier.GetJurisdictions()
	if len(regions) == 0 {
		for _, m := range p.Regulators.Get(earlier.GetBody()).GetMandates() {
			regions = append(regions, m.GetJurisdiction())
		}
	}
	return !slices.ContainsFunc(regions, func(region string) bool {
		return !slices.ContainsFunc(later.GetJurisdictions(), func(other string) bool { return asof.Within(region, other) })
	})
}

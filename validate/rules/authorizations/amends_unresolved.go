package authorizations

import (
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var amendsUnresolved = validate.Rule{
	ID:       "amends-unresolved",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for e := range facts.Events(d) {
			id := e.GetAmends()
			switch {
			case id == "":
			case id == e.GetId():
				p.Report(e.Path("amends"), "The %s amends itself. Name the event that it changes.", e.Words())
			case label.Amended(e.Product, e.AuthorizationEvent) == nil:
				todo := "Correct the id, or add the event."
				if nearest, ok := spelling.Nearest(id, eventIDs(e)); ok {
					todo = "Did you mean " + nearest + "?"
				}
				p.Report(e.Path("amends"), "The product has no event %s. %s", id, todo)
			}
		}
	},
}

// eventIDs returns the ids of the other events of an event's product.
func eventIDs(e facts.Event) []string {
	var ids []string
	for j, other := range e.Product.GetAuthorizations() {
		if j != e.Index && other.GetId() != "" {
			ids = append(ids, other.GetId())
		}
	}
	return ids
}

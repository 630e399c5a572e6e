package references

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var idDuplicate = validate.Rule{
	ID:       "id-duplicate",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		products := uniqueIDs{p: p, what: "product of this drug"}
		for i, product := range d.GetProducts() {
			products.add(product.GetId(), facts.ItemPath("products", i, "id"))
			events := uniqueIDs{p: p, what: "event of this product"}
			for j, e := range product.GetAuthorizations() {
				events.add(e.GetId(), facts.EventPath(i, j, "id"))
			}
		}
	},
}

// uniqueIDs reports the items of a list that have the id of an earlier one.
type uniqueIDs struct {
	p     *validate.RecordPass
	what  string
	first map[string]string // the path of the first item by id
}

func (u *uniqueIDs) add(id, path string) {
	at, seen := u.first[id]
	switch {
	case id == "":
	case seen:
		u.p.Report(path, "Another %s already has the id %s. Give this one another id, or merge the two.", u.what, id).
			Related(u.p.Record, at, "The first with this id")
	case u.first == nil:
		u.first = map[string]string{id: path}
	default:
		u.first[id] = path
	}
}

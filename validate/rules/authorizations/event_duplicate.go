package authorizations

import (
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var eventDuplicate = validate.Rule{
	ID:       "event-duplicate",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			first := make(map[string]int)
			for j, e := range product.GetAuthorizations() {
				said := proto.CloneOf(e)
				said.Id, said.Cites = "", nil
				text, err := proto.MarshalOptions{Deterministic: true}.Marshal(said)
				other, seen := first[string(text)]
				switch {
				case err != nil || e.GetDate() == "" || e.GetIndicationUnknown():
				case !seen:
					first[string(text)] = j
				default:
					p.Report(facts.EventPath(i, j, ""), "The event %s of %s is listed twice. Merge the two.", e.GetEvent(),
						e.GetDate()).
						Related(p.Record, facts.EventPath(i, other, ""), "The first")
				}
			}
		}
	},
}

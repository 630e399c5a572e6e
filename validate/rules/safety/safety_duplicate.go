package safety

import (
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var safetyDuplicate = validate.Rule{
	ID:       "safety-duplicate",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		first := make(map[string]int, len(d.Safety))
		for i, item := range d.Safety {
			same, err := statement(item)
			if err != nil || item.Kind == 0 || item.Text == "" && !item.None {
				continue // other rules report it
			}
			if at, seen := first[same]; seen {
				p.Report(itemPath(i, ""), "This item says the same as another one. Keep one, with the citations of both.").
					Related(p.Record, itemPath(at, ""), "The first")
			} else {
				first[same] = i
			}
		}
	},
}

// statement returns what an item says, whatever it cites and however its text is written.
func statement(item *compendiumv1.SafetyItem) (string, error) {
	same := proto.CloneOf(item)
	same.Cites, same.Text = nil, facts.FoldText(item.Text)
	encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(same)
	return string(encoded), err
}

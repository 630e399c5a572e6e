package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleUseDuplicate = Rule{
	ID:       "use-duplicate",
	Severity: finding.Error,
	Title:    "Two uses of a record have the same id",
	Explanation: "The id makes the name of the use, and authorization events, decisions about paying and other facts refer to it. Two uses of one id " +
		"cannot be told apart. Give one of them another id, or merge them where they are the same use.",
	Bad: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
  - id: sarcoma
    condition: conditions/chordoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
`,
	Good: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
`,
	record: func(p *pass, r *catalog.Record) {
		ids := useIDs(r)
		first := make(map[string]int, len(ids))
		for i, id := range ids {
			at, seen := first[id]
			switch {
			case id == "":
			case seen:
				p.report(r, usePath(i, "id"), "A second use has the id %s. Give it another id, or merge the two.", id).
					alongside(r, usePath(at, "id"), "The first use of this id")
			default:
				first[id] = i
			}
		}
	},
}

// useIDs gives the ids of a record's uses, in its order.
func useIDs(r *catalog.Record) []string {
	switch m := r.Message().(type) {
	case *compendiumv1.Drug:
		return idsOf(m.Uses)
	case *compendiumv1.DrugClass:
		return idsOf(m.Uses)
	case *compendiumv1.Regimen:
		return idsOf(m.Uses)
	case *compendiumv1.Procedure:
		return idsOf(m.Uses)
	default:
		return nil
	}
}

func idsOf[U interface{ GetId() string }](uses []U) []string {
	ids := make([]string, len(uses))
	for i, use := range uses {
		ids[i] = use.GetId()
	}
	return ids
}

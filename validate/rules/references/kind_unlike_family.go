package references

import (
	"cmp"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var kindUnlikeFamily = validate.Rule{
	ID:       "kind-unlike-family",
	Severity: finding.Info,
	Record: func(p *validate.RecordPass) {
		switch record := p.Record.Message().(type) {
		case *compendiumv1.Target:
			switch kind := record.GetKind(); kind {
			case compendiumv1.Target_GENE, compendiumv1.Target_SIGNATURE:
				if len(record.GetMembers()) > 0 {
					p.Report("kind", "A target of kind %s has no members. Make it a FAMILY, or remove the members.", kind).
						Related(p.Record, "members", "The members")
				}
			default:
			}
		case *compendiumv1.Procedure:
			var other *compendiumv1.Procedure
			for _, name := range record.GetParents() {
				parent, ok := p.Message(name).(*compendiumv1.Procedure)
				if ok && parent.GetKind() == record.GetKind() {
					return
				}
				other = cmp.Or(other, parent)
			}
			if other != nil {
				p.Report("kind", "The procedure is of kind %s, and %s, which it is a form of, of kind %s. Correct the kind, or "+
					"the parent.", record.GetKind(), other.GetName(), other.GetKind()).Related(p.Record, "parents", "The parents")
			}
		}
	},
}

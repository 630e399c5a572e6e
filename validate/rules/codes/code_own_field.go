package codes

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var codeOwnField = validate.Rule{
	ID:       "code-own-field",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, c := range otherCodes(p.Record.Message()) {
			field := ""
			switch _, ofDrug := p.Record.Message().(*compendiumv1.Drug); {
			case c.ofProduct || !equivalent(c.Code):
			case c.GetSystem() == compendiumv1.Code_NCIT:
				field = "ncit"
			case c.GetSystem() == compendiumv1.Code_SNOMED_CT && ofDrug:
				field = "snomed"
			}
			if field != "" {
				p.Report(c.path+".system", "Codes of %s belong in codes.%s. Move %s there, or write in relation that it is "+
					"BROADER or NARROWER.", c.GetSystem(), field, c.GetCode())
			}
		}
	},
}

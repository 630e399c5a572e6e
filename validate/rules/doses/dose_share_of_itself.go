package doses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var doseShareOfItself = validate.Rule{
	ID:       "dose-share-of-itself",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, s := range stepsOf(p.Record) {
			if s.drug != "" && s.GetShare().GetDrug() == s.drug {
				p.Report(s.at("share.drug"), "%s cannot be given as a share of itself. Name the other drug, or give the amount.",
					s.drug)
			}
		}
	},
}

package doses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var doseShareOfItself = validate.Rule{
	ID:       "dose-share-of-itself",
	Severity: finding.Error,
	Title:    "A dose is a share of the dose of the same drug",
	Explanation: "A share is that of another drug's dose, as mesna is given at a share of ifosfamide. A share of " +
		"itself says no amount. Name the other drug, or give the amount.",
	Record: func(p *validate.RecordPass) {
		for _, s := range stepsOf(p) {
			if s.drug != "" && s.GetShare().GetDrug() == s.drug {
				p.Report(s.at("share.drug"), "%s cannot be given as a share of itself. Name the other drug, or give the amount.",
					s.drug)
			}
		}
	},
}

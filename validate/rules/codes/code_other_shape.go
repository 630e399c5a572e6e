package codes

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeOtherShape = validate.Rule{
	ID:       "code-other-shape",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, c := range otherCodes(p.Record.Message()) {
			known, ok := systems[c.GetSystem()]
			switch {
			case !ok || c.GetCode() == "": // enum-unknown and field-required report it
			case !known.shape.MatchString(c.GetCode()):
				p.Report(c.path+".code", "%s is not a code of %s: %s. Copy it again.", c.GetCode(), c.GetSystem(), known.words)
			case known.check != nil && !known.check(c.GetCode()):
				p.Report(c.path+".code", "The check digit of %s (%s) is wrong: a digit is wrong, or two are swapped. Copy the "+
					"code again.", c.GetCode(), c.GetSystem())
			}
		}
	},
}

package dates

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var dateOrder = validate.Rule{
	ID:       "date-order",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, d := range datesOf(p.Record) {
			holder := d.path[:strings.LastIndexByte(d.path, '.')+1]
			for _, name := range d.rule.GetNotBefore() {
				field := d.in.Descriptor().Fields().ByName(protoreflect.Name(name))
				earlier := d.in.Get(field).String()
				if first, _, ok := facts.Days(earlier); ok && d.last < first {
					p.Report(d.path, "%s is before %s, which is %s. Correct the wrong date.", d.text, name, earlier).
						Related(p.Record, holder+name, "The date that should be earlier")
				}
			}
		}
	},
}

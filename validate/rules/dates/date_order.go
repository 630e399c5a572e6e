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
	Title:    "Something ends before it begins, or is revised before it is published",
	Explanation: "A mandate, a decision, a statement of a label or an entry of a list does not end before its first " +
		"day. A source is revised, reviewed and accessed after it was published, and a review is due after the one that " +
		"was done. One of the two dates has a slip. Dates without a day or month are reported only if no reading of them " +
		"fits.",
	Record: func(p *validate.RecordPass) {
		for _, d := range datesOf(p.Record) {
			holder := d.path[:strings.LastIndexByte(d.path, '.')+1]
			for _, name := range d.rule.GetNotBefore() {
				field := d.in.Descriptor().Fields().ByName(protoreflect.Name(name))
				earlier := d.in.Get(field).String()
				if first, _, ok := facts.Days(earlier); ok && d.last < first {
					p.Report(d.path, "%s is before %s, %s. Correct the date that is wrong.", d.text, name, earlier).
						Related(p.Record, holder+name, "The date that should be earlier")
				}
			}
		}
	},
}

package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSafetyDates(t *testing.T) {
	ruletest.Run(t, "safety-dates", []ruletest.Case{
		{Name: "in order", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2012", until: "2015", cites: [label]}
`)},
		{Name: "within one year", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2012-05-01", until: "2012", cites: [label]}
`)},
		{Name: "an end alone", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., until: "2015", cites: [label]}
`)},
		{Name: "an end to come", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2012", until: "2027", cites: [label]}
`)},
		{Name: "this year", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2026", cites: [label]}
`)},
		{Name: "end first", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2015", until: "2012", cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:4:81 error safety[0].until"}},
		{Name: "to come", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2026-06-02", cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:4:66 error safety[0].since"}},
		{Name: "not a date is another rule's", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., since: soon, cites: [label]}
`)},
	})
}

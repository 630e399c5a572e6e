package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSafetyNoneWithoutLabel(t *testing.T) {
	ruletest.Run(t, "safety-none-without-label", []ruletest.Case{
		{Name: "a label", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, cites: [label]}
`)},
		{Name: "a label beside a page", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, cites: [page, label]}
`)},
		{Name: "a page", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, cites: [page]}
`),
			Want: []string{"drugs/newinib.yaml:4:33 error safety[0].none"}},
		{Name: "a statement of a page", Change: newinib(`
  - {kind: PREGNANCY, text: It may harm an unborn child., cites: [page]}
`)},
		{Name: "a key that leads nowhere is another rule's", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, cites: [lable]}
`)},
	})
}

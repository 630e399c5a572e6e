package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestBoxedWarningElsewhere(t *testing.T) {
	ruletest.Run(t, "boxed-warning-elsewhere", []ruletest.Case{
		{Name: "in the US", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., jurisdictions: [US, CA], cites: [label]}
`)},
		{Name: "nowhere in particular", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., cites: [eu]}
`)},
		{Name: "none in the EU", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, jurisdictions: [EU], cites: [eu]}
`)},
		{Name: "a warning in the EU", Change: newinib(`
  - {kind: WARNING, text: It may damage the liver., jurisdictions: [EU], cites: [eu]}
`)},
		{Name: "in the EU and GB", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., jurisdictions: [US, EU, GB], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:4:79 info safety[0].jurisdictions[1]",
				"drugs/newinib.yaml:4:83 info safety[0].jurisdictions[2]"}},
	})
}

package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestInteractionSidesDiffer(t *testing.T) {
	trialimab := func(item string) string {
		return "-- drugs/trialimab.yaml --\ndisplay_name: Trialimab\nlifecycle: INVESTIGATIONAL\nnames:\nadministrations:\n" +
			"side_effects:\nuses:\ngaps:\nreview:\ncitations:\nsafety: [" + item + "]\n"
	}
	ruletest.Run(t, "interaction-sides-differ", []ruletest.Case{
		{Name: "one side", Change: newinib(`
  - {kind: INTERACTION, text: A., with: [drugs/trialimab], management: CONTRAINDICATED, cites: [label]}
`)},
		{Name: "the same", Change: newinib(`
  - {kind: INTERACTION, text: A., with: [drugs/trialimab], management: AVOID, cites: [label]}
`) + trialimab("{kind: INTERACTION, text: B., with: [drugs/newinib], management: AVOID, cites: [page]}")},
		{Name: "one says nothing of it", Change: newinib(`
  - {kind: INTERACTION, text: A., with: [drugs/trialimab], management: AVOID, cites: [label]}
`) + trialimab("{kind: INTERACTION, text: B., with: [drugs/newinib], cites: [page]}")},
		{Name: "different", Change: newinib(`
  - {kind: INTERACTION, text: A., with: [drugs/trialimab], management: CONTRAINDICATED, cites: [label]}
`) + trialimab("{kind: INTERACTION, text: B., with: [drugs/newinib], management: MONITOR, cites: [page]}"),
			Want: []string{"drugs/newinib.yaml:4:42 info safety[0].with[0]",
				"drugs/trialimab.yaml:5:47 info safety[0].with[0]"}},
		{Name: "a contraindication is contraindicated", Change: newinib(`
  - {kind: CONTRAINDICATION, text: A., with: [drugs/trialimab], cites: [label]}
`) + trialimab("{kind: INTERACTION, text: B., with: [drugs/newinib], management: CONTRAINDICATED, cites: [page]}")},
		{Name: "a contraindication and a warning", Change: newinib(`
  - {kind: CONTRAINDICATION, text: A., with: [drugs/trialimab], cites: [label]}
`) + trialimab("{kind: INTERACTION, text: B., with: [drugs/newinib], management: MONITOR, cites: [page]}"),
			Want: []string{"drugs/newinib.yaml:4:47 info safety[0].with[0]",
				"drugs/trialimab.yaml:5:47 info safety[0].with[0]"}},
		{Name: "in other jurisdictions", Change: newinib(`
  - {kind: INTERACTION, text: A., with: [drugs/trialimab], management: AVOID, jurisdictions: [US], cites: [label]}
`) + trialimab("{kind: INTERACTION, text: B., with: [drugs/newinib], management: MONITOR, "+
			"jurisdictions: [EU], cites: [page]}")},
		{Name: "one was removed", Change: newinib(`
  - {kind: INTERACTION, text: A., with: [drugs/trialimab], management: AVOID, until: "2020", cites: [label]}
`) + trialimab("{kind: INTERACTION, text: B., with: [drugs/newinib], management: MONITOR, cites: [page]}")},
	})
}

package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLabelReasonWithoutCitation(t *testing.T) {
	reason := func(text, cites string) string {
		return "-- drugs/trialimab.yaml --\nuses:\n  - id: sarcoma\n    condition: conditions/sarcoma\n" +
			"    strength: INVESTIGATIONAL\n    labels: [{jurisdiction: US, unknown: " + text + cites + "}]\n    cites: [page]\n"
	}
	found := []string{"drugs/trialimab.yaml:13:42 info uses[0].labels[0].unknown"}
	ruletest.Run(t, "label-reason-without-citation", []ruletest.Case{
		{Name: "what was not read", Change: reason("The register names no indications.", "")},
		{Name: "licenses of countries", Change: reason("Each country licenses it. Those licenses are not covered.", "")},
		{Name: "a year", Change: reason("The product information of 2017 lists it.", ""), Want: found},
		{Name: "an act", Change: reason("The license was withdrawn.", ""), Want: found},
		{Name: "an act that is cited", Change: reason("The license was withdrawn.", ", cites: [page]")},
		{Name: "another number", Change: reason("One of 20 registers names it.", "")},
	})
}

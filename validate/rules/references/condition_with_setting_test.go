package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestConditionWithSetting(t *testing.T) {
	const biomarkers = "biomarkers: [{target: targets/example, alteration: FUSION}]\n"
	ruletest.Run(t, "condition-with-setting", []ruletest.Case{
		{Name: "an extent", Change: "-- conditions/chordoma.yaml --\nextent: [METASTATIC]\n",
			Want: []string{"conditions/chordoma.yaml:8:1 error extent"}},
		{Name: "biomarkers", Change: "-- conditions/chordoma.yaml --\n" + biomarkers,
			Want: []string{"conditions/chordoma.yaml:8:1 error biomarkers"}},
		{Name: "a tombstone", Change: "-- conditions/old.yaml --\ndisplay_name: Old\nreplaced_by: [conditions/chordoma]\n" +
			biomarkers},
	})
}

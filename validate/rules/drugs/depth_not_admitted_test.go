package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDepthNotAdmitted(t *testing.T) {
	const (
		register  = "-- drugs/newinib.yaml --\ndepth: REGISTER\n"
		monograph = "-- drugs/newinib.yaml --\ndepth: MONOGRAPH\n"
		found     = "drugs/newinib.yaml:1:8 error depth"
	)
	ruletest.Run(t, "depth-not-admitted", []ruletest.Case{
		{Name: "no configuration, as when content is served", Change: register},
		{Name: "by default monographs alone", Change: "-- compendium.yaml --\n" + register, Want: []string{found}},
		{Name: "a monograph by default", Change: "-- compendium.yaml --\n" + monograph},
		{Name: "no depth is another rule's", Change: "-- compendium.yaml --\n-- drugs/newinib.yaml --\ndisplay_name: N\n"},
		{Name: "both admitted", Change: "-- compendium.yaml --\ndepths: [MONOGRAPH, REGISTER]\n" + register},
		{Name: "monographs not admitted",
			Change: "-- compendium.yaml --\ndepths: [REGISTER]\n-- drugs/examplinib.yaml --\ndepth: REGISTER\n" +
				"-- drugs/trialimab.yaml --\ndepth: REGISTER\n" + monograph,
			Want: []string{found}},
		{Name: "a wrong configuration admits nothing else",
			Change: "-- compendium.yaml --\ndepths: [REGISTER, REGISTER]\n" + register, Want: []string{found}},
	})
}

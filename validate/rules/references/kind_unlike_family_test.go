package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestKindUnlikeFamily(t *testing.T) {
	target := func(kind string) string {
		return "-- targets/zz.yaml --\ndisplay_name: Example family\nkind: " + kind + "\nmembers: [targets/example]\n"
	}
	procedure := func(kind, parents string) string {
		return "-- procedures/zz.yaml --\ndisplay_name: Example form\nkind: " + kind + "\nparents: [" + parents + "]\n" +
			"-- procedures/rays.yaml --\ndisplay_name: Rays\nkind: RADIOTHERAPY\n"
	}
	found := func(line string) []string { return []string{line + ":7 info kind"} }
	ruletest.Run(t, "kind-unlike-family", []ruletest.Case{
		{Name: "a family", Change: target("FAMILY")},
		{Name: "another group", Change: target("OTHER")},
		{Name: "a gene", Change: target("GENE"), Want: found("targets/zz.yaml:2")},
		{Name: "a signature", Change: target("SIGNATURE"), Want: found("targets/zz.yaml:2")},
		{Name: "the kind of the parent", Change: procedure("SURGERY", "procedures/example-procedure")},
		{Name: "the kind of one of two parents", Change: procedure("SURGERY", "procedures/rays, "+
			"procedures/example-procedure")},
		{Name: "another kind", Change: procedure("ABLATION", "procedures/rays"), Want: found("procedures/zz.yaml:2")},
		{Name: "a parent that there is not", Change: procedure("ABLATION", "procedures/none")},
	})
}

package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReferenceUnresolved(t *testing.T) {
	const renamed = "-- conditions/lymphomas.yaml --\ndisplay_name: Lymphoma\nkind: NEOPLASM\n"
	ruletest.Run(t, "reference-unresolved", []ruletest.Case{
		{Name: "a record that is there", Change: "-- drugs/examplinib.yaml --\nclasses: [classes/example-class]\n"},
		{Name: "a record whose file cannot be read is there", Change: "-- classes/example-class.yaml --\nunknown: field\n"},
		{Name: "what is no resource name is another rule's",
			Change: "-- drugs/examplinib.yaml --\nclasses: [Example class]\n"},
		{Name: "a slip", Change: "-- drugs/examplinib.yaml --\nclasses: [classes/example-class, classes/exmaple-class]\n",
			Want: []string{"drugs/examplinib.yaml:4:34 error classes[1]"}},
		{Name: "deep within a record",
			Change: "-- conditions/chordoma.yaml --\ncitations:\n  page: {source: sources/page}\n  none: {source: " +
				"sources/none}\n",
			Want: []string{`conditions/chordoma.yaml:8:18 error citations["none"].source`}},
		{Name: "a file renamed by hand",
			Change: renamed + "-- conditions/chordoma.yaml --\nparents: [conditions/lymphoma]\n-- trials/example.yaml --\n" +
				"conditions: [conditions/lymphoma]\n",
			Want: []string{"conditions/lymphomas.yaml:1:15 error display_name"}},
		{Name: "a name that another record refers to is not renamed",
			Change: renamed + "-- conditions/chordoma.yaml --\nparents: [conditions/lymphoma]\n-- trials/example.yaml --\n" +
				"conditions: [conditions/lymphoma, conditions/lymphomas]\n",
			Want: []string{"conditions/chordoma.yaml:3:11 error parents[0]", "trials/example.yaml:4:14 error conditions[0]"}},
	})
	for _, f := range ruletest.Lint(t, "-- drugs/examplinib.yaml --\nclasses: [classes/exmaple-class]\n") {
		if f.Rule == "reference-unresolved" &&
			f.Message == "There is no record classes/exmaple-class. Did you mean classes/example-class?" &&
			f.Severity == finding.Error {
			return
		}
	}
	t.Error("the nearest name is not suggested")
}

package validate_test

import (
	"testing"

	"github.com/opencompendium/compendium/finding"
)

func TestReferenceUnresolved(t *testing.T) {
	testRule(t, "reference-unresolved", []ruleCase{
		{name: "a record that is there", change: "-- drugs/examplinib.yaml --\nclasses: [classes/example-class]\n"},
		{name: "a record whose file cannot be read is there", change: "-- classes/example-class.yaml --\nunknown: field\n"},
		{name: "what is no resource name is another rule's", change: "-- drugs/examplinib.yaml --\nclasses: [Example class]\n"},
		{name: "a slip", change: "-- drugs/examplinib.yaml --\nclasses: [classes/example-class, classes/exmaple-class]\n",
			want: []string{"drugs/examplinib.yaml:3:34 error classes[1]"}},
		{name: "deep within a record", change: "-- conditions/chordoma.yaml --\ncitations:\n  page: {source: sources/page}\n  none: {source: sources/none}\n",
			want: []string{`conditions/chordoma.yaml:8:18 error citations["none"].source`}},
	})
	for _, f := range lint(t, "-- drugs/examplinib.yaml --\nclasses: [classes/exmaple-class]\n") {
		if f.Rule == "reference-unresolved" && f.Message == "There is no record classes/exmaple-class. Did you mean classes/example-class?" && f.Severity == finding.Error {
			return
		}
	}
	t.Error("the nearest name is not suggested")
}

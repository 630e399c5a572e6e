package validate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestOneFaultHidesNoOther: a key or value that cannot be read leaves the other faults of its file in sight, and is not
// their cause.
func TestOneFaultHidesNoOther(t *testing.T) {
	const use = `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: `
	const labels = `
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`
	for _, c := range []struct {
		name, change string
		want         []string
	}{
		{"a value that can only mean one", use + "INVESTIGATIONL" + labels, []string{"enum-unknown uses[0].strength"}},
		{"and a key that the citations do not have",
			use + "INVESTIGATIONL\n    labels: [{jurisdiction: US, off_label: true, cites: [pge]}]\n    cites: [page]\n",
			[]string{"enum-unknown uses[0].strength", "cite-unresolved uses[0].labels[0].cites[0]"}},
		{"a value that means none, and a fault elsewhere", use + "PERHAPS" + labels + "codes: {atc: L01, cites: [page]}\n",
			[]string{"enum-unknown uses[0].strength", "code-atc-shape codes.atc"}},
		{"a key that means a field, and a fault in it", "-- drugs/trialimab.yaml --\ncode: {atc: L01, cites: [page]}\n",
			[]string{"field-unknown code", "code-atc-shape codes.atc"}},
		{"a key that means nothing", "-- drugs/trialimab.yaml --\nwhatever: {a: b}\ndisplay_name: ' Trialimab'\n",
			[]string{"text-shape display_name", "field-unknown whatever"}},
		{"a text in place of a list", "-- drugs/trialimab.yaml --\nclasses: Example\n",
			[]string{"field-wrong-type classes", "resource-shape classes[0]"}},
		{"yes, and a required field", use + "INVESTIGATIONAL\n    labels: [{off_label: yes, cites: [page]}]\n" +
			"    cites: [page]\n",
			[]string{"field-wrong-type uses[0].labels[0].off_label"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range ruletest.Lint(t, c.change) {
				got = append(got, f.Rule+" "+f.Path)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

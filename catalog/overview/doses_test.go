package overview_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/overview"
	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoses(t *testing.T) {
	c, problems, err := catalog.Load(ruletest.Overlay(`-- drugs/examplinib.yaml --
doses:
  - id: usual
    uses: [sarcoma]
    jurisdictions: [US]
    basis: LABEL
    route: ORAL
    steps:
      - {amount: {value: "400", unit: mg}, frequency: {times: 2, per: {value: "1", unit: d}}}
    cites: [label]
-- regimens/example-regimen.yaml --
blocks:
  - {id: first, parts: [{drug: drugs/examplinib, steps: [{amount_words: one tablet}]}], cites: [page]}
rounds: 2
`), "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	want := []overview.Dose{
		{Resource: "drugs/examplinib", Name: "Examplinib", For: "sarcoma, US", Basis: "LABEL",
			Lines: []string{"400 mg by mouth twice a day."}},
		{Resource: "regimens/example-regimen", Name: "Example regimen",
			Lines: []string{"first: examplinib: one tablet.", "The block is given 2 times."}},
	}
	if diff := cmp.Diff(want, overview.Of(c, "2026-06-01").Doses); diff != "" {
		t.Errorf("doses (-want +got):\n%s", diff)
	}
}

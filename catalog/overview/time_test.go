package overview_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/overview"
	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDecisionsAndTrials(t *testing.T) {
	c, problems, err := catalog.Load(ruletest.Overlay(`-- drugs/examplinib.yaml --
access_decisions:
  - {id: first, body: regulators/payer, decision: NOT_RECOMMENDED, date: "2012", reference: PA1, cites: [page]}
  - {body: regulators/payer, decision: RECOMMENDED, date: "2013-05-01", supersedes: [first], jurisdictions: [US], cites: [page]}
  - {body: regulators/none, decision: RECOMMENDED, cites: [page]}
-- trials/example.yaml --
results:
  - {outcome: NO_DIFFERENCE, summary: It did no better., cites: [page]}
  - {outcome: MIXED, summary: It did better for a time., cites: [page]}
-- sources/page.yaml --
retraction: {date: "2026-01", notice: Taken down by the publisher.}
superseded_by: sources/label
`), "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	o := overview.Of(c, "2027-06-02")
	decisions := []overview.Decision{
		{Drug: "Examplinib", Body: "Payer", Decision: "NOT_RECOMMENDED", Standing: "NOT_IN_FORCE", Reference: "PA1", Date: "2012"},
		{Drug: "Examplinib", Body: "Payer", Nations: "US", Decision: "RECOMMENDED", Standing: "IN_FORCE", Date: "2013-05-01"},
		{Drug: "Examplinib", Body: "regulators/none", Decision: "RECOMMENDED", Standing: "UNDATED"},
	}
	if diff := cmp.Diff(decisions, o.Decisions); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
	trials := []overview.Trial{{Resource: "trials/example", Name: "Example trial", Status: "UNKNOWN", LastKnown: "RUNNING",
		AsOf: "2025-06-01", Results: []string{"NO_DIFFERENCE", "MIXED"}}}
	if diff := cmp.Diff(trials, o.Trials); diff != "" {
		t.Errorf("trials (-want +got):\n%s", diff)
	}
	for _, source := range o.Sources {
		if is := source.Resource == "sources/page"; is != (source.Retracted == "2026-01") || is != (source.ReplacedBy != "") {
			t.Errorf("source %+v", source)
		}
	}
}

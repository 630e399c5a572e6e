package validate_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/policy"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestPolicy checks a tree with two findings, one of them lowered by its rule, by several configurations.
func TestPolicy(t *testing.T) {
	const content = `-- sources/page.yaml --
dates: {revised: "2022-06-01", accessed: "2025-06-01"}
-- drugs/examplinib.yaml --
administrations:
-- drugs/trialimab.yaml --
administrations:
gaps:
  - {field: products, reason: It was never licensed.}
  - {field: administrations, reason: No source says it.}
-- trials/example.yaml --
status: UNKNOWN
`
	overdue, route, gap := "sources/page.yaml:5:1 warning source-overdue", "drugs/examplinib.yaml:1:1 error "+
		"drug-route-missing", "drugs/trialimab.yaml:16:5 warning drug-route-missing"
	for _, test := range []struct {
		name, config string
		want         []string
	}{
		{"none", "", []string{route, gap, overdue}},
		{"a severity holds for all findings of the rule", "rules:\n  drug-route-missing: {severity: INFO}\n",
			[]string{strings.Replace(route, "error", "info", 1), strings.Replace(gap, "warning", "info", 1), overdue}},
		{"also where it raises them", "rules:\n  drug-route-missing: {severity: ERROR}\n",
			[]string{route, strings.Replace(gap, "warning", "error", 1), overdue}},
		{"off", "rules:\n  drug-route-missing: {severity: OFF, reason: Because.}\n", []string{overdue}},
		{"files", "exclude:\n  - {files: 'drugs/*', reason: Because.}\n", []string{overdue}},
		{"some rules of files", "exclude:\n  - {files: '**', rules: [source-overdue], reason: Because.}\n",
			[]string{route, gap}},
		{"an older age", "source_ages: [{kind: PATIENT_PAGE, years: 5}]\n", []string{route, gap}},
		{"an age of another kind", "source_ages: [{kind: LABEL, years: 1}]\n", []string{route, gap, overdue}},
		{"an age of a kind that has none", "source_ages: [{kind: LABEL, years: 1}, {kind: PATIENT_PAGE, years: 5}]\n-- " +
			"sources/label.yaml --\ndates: {revised: \"2025-05-31\"}\n",
			[]string{route, gap, "sources/label.yaml:5:1 warning source-overdue"}},
		{"a jurisdiction", "jurisdictions: [CA]\nexclude:\n  - {files: '*/*', rules: [source-overdue, drug-route-missing], " +
			"reason: Because.}\n", []string{
			"drugs/examplinib.yaml:21:5 error label-jurisdiction-missing",
			"drugs/examplinib.yaml:28:5 error label-jurisdiction-missing",
			"drugs/trialimab.yaml:11:5 error label-jurisdiction-missing"}},
		{"a coverage's age", "coverages: [{regulator: regulators/agency, years: 1}]\nexclude:\n  - {files: '[ds]*/*', " +
			"reason: Because., rules: [source-overdue, drug-route-missing]}\n-- drugs/examplinib.yaml --\n" +
			"coverage: [{regulator: regulators/agency, jurisdiction: US, complete_as_of: \"2025-05-01\", basis: Read., cites: " +
			"[label]}]\n",
			[]string{"drugs/examplinib.yaml:6:77 warning coverage-stale"}},
		{"a rule of one's own", "custom_rules:\n  - {id: acme-x, collections: [drugs], path: 'uses[]', expression: " +
			"'size(this.trials) > 0', message: Wrong., severity: INFO}\n" +
			"exclude:\n  - {files: '**', rules: [source-overdue, drug-route-missing], reason: Because.}\n",
			[]string{"drugs/examplinib.yaml:18:5 info acme-x", "drugs/trialimab.yaml:8:5 info acme-x"}},
		{"one that is off", "custom_rules:\n  - {id: acme-x, collections: [drugs], expression: 'false', message: Wrong., " +
			"severity: OFF, reason: Because.}\n", []string{route, gap, overdue}},
		{"one in excluded files", "custom_rules:\n  - {id: acme-x, collections: [drugs], expression: 'false', message: " +
			"Wrong., severity: ERROR}\nexclude:\n" +
			"  - {files: drugs/e*, rules: [acme-x, drug-route-missing], reason: Because.}\n",
			[]string{"drugs/trialimab.yaml:1:1 error acme-x", gap, overdue}},
		{"what is wrong is not applied, and the rest is",
			"rules:\n  drug-route-missing: {severity: OFF}\n  source-overdue: {severity: INFO}\n",
			[]string{`compendium.yaml:2:3 error config-invalid`, route, gap, strings.Replace(overdue, "warning", "info", 1)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, f := range ruletest.Lint(t, content+"-- compendium.yaml --\n"+test.config) {
				got = append(got, fmt.Sprintf("%s:%d:%d %s %s", f.File, f.Position.Line, f.Position.Column, f.Severity, f.Rule))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRuleThatFailsOftenIsStopped keeps a rule that is wrong itself from costing its limit for each record.
func TestRuleThatFailsOftenIsStopped(t *testing.T) {
	var change strings.Builder
	change.WriteString("-- compendium.yaml --\ncustom_rules:\n  - {id: acme-x, collections: [targets], expression: " +
		"'[1][2] > 0', message: Wrong., severity: INFO}\n")
	for i := range 200 {
		fmt.Fprintf(&change, "-- targets/t%d.yaml --\ndisplay_name: T%[1]d\nkind: GENE\nsymbol: T%[1]d\n", i)
	}
	var got []string
	for _, f := range ruletest.Lint(t, change.String()) {
		if f.Rule == policy.RuleExpressionFailed {
			got = append(got, f.Message)
		}
	}
	want := []string{"The expression of acme-x fails on 64 records, first on targets/example: index out of bounds: 2; " +
		"test with has() or in what may be absent. " +
		"The records on which it fails are not fully checked. It is not applied to the remaining 137 records."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	c, problems, err := catalog.Load(ruletest.Overlay(""), "")
	if err != nil {
		t.Fatal(err)
	}
	config, _ := rules.All().ParsePolicy(policy.FileName,
		[]byte(
			"custom_rules:\n  - {id: acme-x, collections: [drugs], expression: 'true', message: Wrong., severity: INFO}\n"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := validate.Run(ctx, c, problems,
		validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf, Policy: config}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it is canceled", err)
	}
}

func TestPolicyRules(t *testing.T) {
	config, _ := rules.All().ParsePolicy(policy.FileName, []byte("custom_rules:\n"+
		"  - {id: acme-x, collections: [drugs], expression: 'true', message: Wrong., severity: INFO}\n"+
		"  - {id: acme-y, collections: [drugs], expression: 'true', message: Wrong again., severity: ERROR, explanation: "+
		"It matters.}\n"))
	var got []string
	for _, r := range validate.PolicyRules(config) {
		got = append(got, fmt.Sprintf("%s %s %s %s", r.ID, r.Severity, r.Title, r.Explanation))
	}
	if diff := cmp.Diff([]string{"acme-x info Wrong Wrong.", "acme-y error Wrong again It matters."}, got); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

package validate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/policy"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestNotRun names the records that were not read whole, with the rules that would have run on them and did not.
func TestNotRun(t *testing.T) {
	const config = `
rules:
  use-unknown: {severity: OFF, reason: "A test."}
custom_rules:
  - {id: acme-drugs, collections: [drugs], expression: "true", message: No., severity: ERROR}
`
	run := func(change string) []validate.NotRun {
		t.Helper()
		c, problems, err := catalog.Load(ruletest.Overlay(change), "")
		if err != nil {
			t.Fatal(err)
		}
		config, more := rules.All().ParsePolicy(policy.FileName, []byte(config))
		if len(more) > 0 {
			t.Fatal(more)
		}
		result, err := validate.Run(t.Context(), c, problems,
			validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf, Policy: config, Suppressions: true})
		if err != nil {
			t.Fatal(err)
		}
		return result.NotRun
	}
	if got := run("-- targets/other.yaml --\nsymbol: X\n"); len(got) != 0 {
		t.Errorf("records that are read whole have rules that did not run: %v", got)
	}
	// A file in the folder of another collection is taken for a record of both.
	if got := run("-- conditions/other.yaml --\n# yaml-language-server: $schema=../../schema/json/targets.json\n" +
		"display_name: Other\n"); len(got) != 1 || got[0].File != "conditions/other.yaml" {
		t.Errorf("not run: %v, want conditions/other.yaml once", got)
	}
	got := run("-- targets/broken.yaml --\nsymboll: X\n-- drugs/broken.yaml --\n[\n")
	if len(got) != 2 || got[0].Resource != "drugs/broken" || got[1].Resource != "targets/broken" ||
		got[1].File != "targets/broken.yaml" {
		t.Fatalf("not run: %v", got)
	}
	for _, test := range []struct {
		rule         string
		drug, target bool
	}{
		{"drug-route-missing", true, false},
		{"acme-drugs", true, false},
		{"reference-unresolved", true, true},
		{"field-required", true, false},
		// Off, without an archive, or among those that have run.
		{"use-unknown", false, false},
		{"archive-mismatch", false, false},
		{"field-unknown", false, false},
		{"suppression-invalid", false, false},
	} {
		for i, want := range []bool{test.drug, test.target} {
			if has := slices.Contains(got[i].Rules, test.rule); has != want {
				t.Errorf("%s did not run on %s: %t, want %t", test.rule, got[i].Resource, has, want)
			}
		}
	}
	if !slices.IsSorted(got[0].Rules) ||
		!strings.HasPrefix(got[0].String(), "drugs/broken.yaml could not be fully read: ") {
		t.Errorf("it is %q of %v", got[0], got[0].Rules)
	}
}

// TestSuppressionInABrokenRecordIsNotUnused: the rule that a comment is about has not run, so it is not known.
func TestSuppressionInABrokenRecordIsNotUnused(t *testing.T) {
	const broken = "-- targets/x.yaml --\n# compendium:ignore text-shape -- a test\nsymboll: X\n"
	for _, f := range ruletest.Lint(t, broken) {
		if f.Rule == "suppression-unused" {
			t.Errorf("it finds %s", f.Message)
		}
	}
}

// TestFindingsHaveSpans: a finding reaches as far as the field at fault, and so does each place that it names.
func TestFindingsHaveSpans(t *testing.T) {
	findings := ruletest.Lint(t, "-- drugs/trialimab.yaml --\nnames: [{text: Examplinib, type: FORMER}]\n")
	i := slices.IndexFunc(findings, func(f finding.Finding) bool { return f.Rule == "name-duplicate" })
	if i < 0 {
		t.Fatalf("no finding of name-duplicate in %v", findings)
	}
	f := findings[i]
	if length := f.Span.EndByte - f.Span.Byte; length != len("Examplinib") ||
		f.Span.End.Column != f.Position.Column+length {
		t.Errorf("the finding at %v spans %+v", f.Position, f.Span)
	}
	if other := f.Related[0]; other.Span.EndByte-other.Span.Byte != len("Examplinib") ||
		other.Span.End.Line != other.Position.Line {
		t.Errorf("the other place at %v spans %+v", other.Position, other.Span)
	}
	for _, rule := range rules.All().All() {
		for _, f := range ruletest.Lint(t, rule.Bad) {
			inFile := f.Position.Line > 0 && f.Rule != validate.RuleBaselineStale
			if inFile && (f.Span.End.Line < f.Position.Line || f.Span.EndByte < f.Span.Byte) {
				t.Errorf("the example of %s has a finding of %s at %s:%v that spans %+v", rule.ID, f.Rule, f.File, f.Position,
					f.Span)
			}
		}
	}
}

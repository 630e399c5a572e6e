package validate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// overdue is a review that review-overdue finds, with a place for a comment above it, behind it and within it.
const overdue = `-- drugs/examplinib.yaml --
%sreview:%s
  status: NOT_CLINICALLY_REVIEWED
  by_role: content editor
  date: "2025-06-01"
  %snext_due: "2025-12-01"%s
%s`

func TestSuppressions(t *testing.T) {
	const ignore = "# compendium:ignore review-overdue -- It is planned."
	for _, c := range []struct {
		name                               string
		above, behind, inside, line, below string
		want                               []string
	}{
		{name: "none", want: []string{"review-overdue"}},
		{name: "above the field", inside: ignore + "\n  "},
		{name: "on its line", line: " " + ignore},
		{name: "above what it is in", above: ignore + "\n"},
		{name: "behind what it is in", behind: " " + ignore},
		{name: "with a day to come", above: "# compendium:ignore review-overdue until=2027-01-01 -- It is planned.\n"},
		{name: "on its last day", above: "# compendium:ignore review-overdue until=2026-06-01 -- It is planned.\n"},
		{name: "with a day that has passed",
			above: "# compendium:ignore review-overdue until=2026-05-31 -- It was planned.\n",
			want:  []string{"review-overdue", "suppression-expired"}},
		{name: "several rules, one of no use", above: "# compendium:ignore review-overdue, date-shape -- It is planned.\n",
			want: []string{"suppression-unused"}},
		{name: "of another field", below: "# compendium:ignore review-overdue -- It is planned.\nlifecycle: ACTIVE\n",
			want: []string{"review-overdue", "suppression-unused"}},
		{name: "without a reason", above: "# compendium:ignore review-overdue\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "with an empty reason", above: "# compendium:ignore review-overdue -- \n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "without a rule", above: "# compendium:ignore -- It is planned.\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "of a rule that there is not", above: "# compendium:ignore review-overdu -- It is planned.\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "of a rule that cannot be suppressed", above: "# compendium:ignore field-unknown -- It is planned.\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "with a day that is none", above: "# compendium:ignore review-overdue until=2027-02-30 -- It is planned.\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "with a space", above: "# compendium: ignore review-overdue -- It is planned.\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "with capitals", above: "# Compendium:Ignore review-overdue -- It is planned.\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "misspelled", above: "# compendium:ignre review-overdue -- It is planned.\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "of another word", above: "# compendium:disable review-overdue\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "prose about the tool", above: "# Compendium: ignore the older label -- it is replaced.\n",
			want: []string{"review-overdue"}},
		{name: "prose about something else", above: "# Comment: ignored well-known drugs.\n",
			want: []string{"review-overdue"}},
		{name: "run together", above: "# compendium:ignored review-overdue -- It is planned.\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "below everything", below: "  # compendium:ignore review-overdue -- It is planned.\n",
			want: []string{"review-overdue", "suppression-invalid"}},
		{name: "a text that is no comment",
			below: "notes: [{text: \"# compendium:ignore review-overdue -- no\", cites: [label]}]\n",
			want:  []string{"review-overdue"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range ruletest.Lint(t, fmt.Sprintf(overdue, c.above, c.behind, c.inside, c.line, c.below)) {
				if f.File == "drugs/examplinib.yaml" {
					got = append(got, f.Rule)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSuppressionsOfARecord covers a record as a whole, by a comment above an empty line at its head.
func TestSuppressionsOfARecord(t *testing.T) {
	const record = `# compendium:ignore drug-route-missing,review-overdue until=2027-01-01 -- It is a draft.

display_name: Draft
lifecycle: ACTIVE
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2024-01-01", next_due: "2025-01-01"}
`
	c, problems, err := catalog.Load(catalog.Files{"drugs/draft.yaml": []byte(record)}, "")
	if err != nil {
		t.Fatal(err)
	}
	count := func(suppressions bool) map[string]bool {
		result, err := validate.Run(t.Context(), c, problems,
			validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf, Suppressions: suppressions})
		if err != nil {
			t.Fatal(err)
		}
		rules := make(map[string]bool)
		for _, f := range result.Findings {
			rules[f.Rule] = rules[f.Rule] || f.Suppression == nil
			if f.Suppression != nil &&
				(f.Suppression.By != finding.ByComment || f.Suppression.Justification != "It is a draft.") {
				t.Errorf("%+v", f.Suppression)
			}
		}
		return rules
	}
	for rule, reported := range map[string]bool{"drug-route-missing": false, "review-overdue": false,
		"drug-side-effects-missing": true} {
		if got, found := count(true)[rule]; !found || got != reported {
			t.Errorf("%s: found %t, reported %t", rule, found, got)
		}
		if !count(false)[rule] {
			t.Errorf("%s is not reported by a strict run", rule)
		}
	}
	for rule := range count(true) {
		if strings.HasPrefix(rule, "suppression-") {
			t.Errorf("there is a finding of %s", rule)
		}
	}
}

// FuzzSuppression reads records with any comment: it never fails, and a run with comments finds no less than one
// without, but what it marks.
func FuzzSuppression(f *testing.F) {
	f.Add("# compendium:ignore review-overdue until=2027-01-01 -- why")
	f.Add("#compendium:ignore a,b c --")
	f.Add("compendium:ignore")
	f.Add("compendium:ignore drug-route-missing -- why # compendium:ignore drug-route-missing -- why")
	f.Add("## compendium:ignore field-required,review-missing until=2020-01-01 -- why")
	f.Add("compendium:ignore no-such-rule -- why\n# compendium:ignore field-unknown -- why\n")
	f.Add("\u00a0compendium:ignore date-shape -- why\r")
	f.Add("'# compendium:ignore date-shape -- why'")
	f.Fuzz(func(t *testing.T, comment string) {
		// At the head, on a line, above and below fields and items, in braces and at the end.
		text := strings.ReplaceAll("# C\n\ndisplay_name: A # C\n# C\nnames: # C\n  # C\n  - {text: a, # C\n     type: INN} "+
			"# C\n  # C\n# C\nlifecycle: ACTIVE\n  # C\n# C", "C", comment)
		c, problems, err := catalog.Load(catalog.Files{"drugs/a.yaml": []byte(text)}, "")
		if err != nil {
			t.Fatal(err)
		}
		strict, err := validate.Run(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
		if err != nil {
			t.Fatal(err)
		}
		loose, err := validate.Run(t.Context(), c, problems,
			validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf, Suppressions: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range loose.Findings {
			if lines := strings.Count(text, "\n") + 1; f.Position.Line > lines || f.Position.Line > 0 && f.Position.Column < 1 {
				t.Errorf("%q: the file has %d lines, and %s is at %d:%d", comment, lines, f.Rule, f.Position.Line,
					f.Position.Column)
			}
		}
		if len(loose.Findings) < len(strict.Findings) {
			t.Errorf("%q: %d findings instead of %d", comment, len(loose.Findings), len(strict.Findings))
		}
	})
}

package validate_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// based returns content that extends the example catalog, in which one warning is.
func based(t *testing.T, files catalog.Files) (*catalog.Catalog, []finding.Finding) {
	t.Helper()
	below, problems, err := catalog.Load(ruletest.Overlay(`-- sources/unused.yaml --
display_name: Unused
kind: LABEL
publisher: Nobody
title: Unused
dates: {published: "2020-01-01"}
`), "")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	c, problems, err := catalog.Load(files, "content", catalog.Extending(&catalog.Base{Catalog: below,
		Description: &compendiumv1.Base{Origin: "base"}}))
	if err != nil {
		t.Fatal(err)
	}
	return c, problems
}

// TestBase finds what own records break in the base, at the own ones, and repeats nothing that the base has by itself.
func TestBase(t *testing.T) {
	const review = `review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`
	effect := func(name string) []byte { return []byte("display_name: " + name + "\n" + review) }
	for name, test := range map[string]struct {
		files catalog.Files
		want  []string
	}{
		"nothing wrong": {catalog.Files{"effects/itch.yaml": effect("Itch")}, nil},
		"an own record is wrong": {catalog.Files{"effects/itch.yaml": []byte("display_name: Itch\n")},
			[]string{"content/effects/itch.yaml:1:1 review-missing effects/itch"}},
		"a name that the base has": {catalog.Files{"effects/tiredness.yaml": effect("Fatigue")},
			[]string{"content/effects/tiredness.yaml:1:15 effect-name-duplicate effects/tiredness"}},
		"a record of the base is replaced by one that retires it": {
			catalog.Files{"conditions/sarcoma.yaml": []byte("display_name: Sarcoma\nreplaced_by: [conditions/chordoma]\n")},
			[]string{
				"content/conditions/sarcoma.yaml:2:1 reference-retired conditions/chordoma", // named_apart
				"content/conditions/sarcoma.yaml:2:1 reference-retired conditions/chordoma", // parents
				"content/conditions/sarcoma.yaml:2:1 reference-retired drugs/examplinib",
				"content/conditions/sarcoma.yaml:2:1 reference-retired drugs/trialimab",
				"content/conditions/sarcoma.yaml:2:15 reference-circular conditions/chordoma",
			}},
	} {
		t.Run(name, func(t *testing.T) {
			c, problems := based(t, test.files)
			result, err := validate.Run(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range result.Findings {
				if f.Severity == finding.Info {
					continue // nothing refers to the own records
				}
				got = append(got, fmt.Sprintf("%s:%d:%d %s %s", f.File, f.Position.Line, f.Position.Column, f.Rule, f.Resource))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
				for _, f := range result.Findings {
					t.Log(f.Message)
				}
			}
			fixed, err := validate.Fix(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf},
				func(string) bool { return true })
			if err != nil || len(fixed.Files) > 0 {
				t.Errorf("fixed %v, %v", fixed.Files, err)
			}
			if result.Statistics.Records != len(test.files) {
				t.Errorf("%d records are counted, want the %d own ones", result.Statistics.Records, len(test.files))
			}
		})
	}
}

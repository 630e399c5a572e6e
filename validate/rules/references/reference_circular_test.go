package references_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReferenceCircular(t *testing.T) {
	ruletest.Run(t, "reference-circular", []ruletest.Case{
		{Name: "a tree"},
		{Name: "two that belong to each other", Change: `-- conditions/sarcoma.yaml --
parents: [conditions/chordoma]
`,
			Want: []string{"conditions/chordoma.yaml:3:11 error parents[0]"}},
		{Name: "one that belongs to itself", Change: `-- conditions/sarcoma.yaml --
parents: [conditions/sarcoma]
`,
			Want: []string{"conditions/sarcoma.yaml:7:11 error parents[0]"}},
		{Name: "a combination that is an ingredient of its ingredient", Change: `-- drugs/examplinib.yaml --
ingredients: [drugs/trialimab, drugs/otherimab]
-- drugs/trialimab.yaml --
ingredients: [drugs/examplinib, drugs/otherimab]
`,
			Want: []string{"drugs/examplinib.yaml:36:15 error ingredients[0]"}},
		{Name: "two effects that are kinds of each other", Change: `-- effects/headache.yaml --
parents: [effects/fatigue]
-- effects/fatigue.yaml --
parents: [effects/headache]
`,
			Want: []string{"effects/fatigue.yaml:5:11 error parents[0]"}},
		{Name: "three in a circle, reported once at the first by name", Change: `-- conditions/a.yaml --
display_name: A
kind: NEOPLASM
parents: [conditions/c]
cites: [page]
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  page: {source: sources/page}
-- conditions/b.yaml --
display_name: B
kind: NEOPLASM
parents: [conditions/a]
cites: [page]
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  page: {source: sources/page}
-- conditions/c.yaml --
display_name: C
kind: NEOPLASM
parents: [conditions/b]
cites: [page]
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  page: {source: sources/page}
`,
			Want: []string{"conditions/a.yaml:3:11 error parents[0]"}},
		{Name: "two ways to one parent are no circle", Change: `-- conditions/a.yaml --
display_name: A
kind: NEOPLASM
parents: [conditions/sarcoma, conditions/chordoma]
cites: [page]
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  page: {source: sources/page}
`},
		{Name: "members of a target", Change: `-- targets/example.yaml --
members: [targets/example]
`,
			Want: []string{"targets/example.yaml:4:11 error members[0]"}},
		{Name: "one circle whose reference stands twice", Change: `-- conditions/sarcoma.yaml --
parents: [conditions/chordoma, conditions/chordoma]
`,
			Want: []string{`conditions/chordoma.yaml:3:11 error parents[0]`}},
		{Name: "two circles through one record", Change: `-- conditions/sarcoma.yaml --
parents: [conditions/chordoma, conditions/third]
-- conditions/third.yaml --
display_name: Third
kind: NEOPLASM
parents: [conditions/sarcoma]
cites: [page]
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  page: {source: sources/page}
`,
			Want: []string{`conditions/chordoma.yaml:3:11 error parents[0]`, `conditions/sarcoma.yaml:7:32 error parents[1]`}},
		{Name: "a tombstone that replaces itself", Change: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: [drugs/oldimab]
`,
			Want: []string{`drugs/oldimab.yaml:3:15 error replaced_by[0]`}},
		{Name: "two sources that replaced each other", Change: `-- sources/label.yaml --
superseded_by: sources/page
-- sources/page.yaml --
superseded_by: sources/label
`,
			Want: []string{`sources/label.yaml:7:16 error superseded_by`}},
	})
}

// TestReferenceCircularLong has a long circle named as far as a message reaches.
func TestReferenceCircularLong(t *testing.T) {
	const length = 30
	var change strings.Builder
	names := []string{"conditions/c00"}
	for i := range length {
		next := fmt.Sprintf("conditions/c%02d", (i+1)%length)
		names = append(names, next)
		fmt.Fprintf(&change, "-- conditions/c%02d.yaml --\ndisplay_name: C%[1]d\nkind: NEOPLASM\nparents: [%s]\n", i, next)
	}
	want := "References go in a circle: " + string([]rune(strings.Join(names, " → "))[:240]) +
		"…. Remove the one that points the wrong way."
	var got []string
	for _, f := range ruletest.Lint(t, change.String()) {
		if f.Rule == "reference-circular" {
			got = append(got, f.Message)
		}
	}
	if len(got) != 1 || got[0] != want {
		t.Errorf("findings:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
}

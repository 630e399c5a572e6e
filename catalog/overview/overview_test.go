package overview_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/overview"
)

// TestConflictOnBothSides checks that an open conflict shows at each use that it names, and that a resolved one is
// kept.
func TestConflictOnBothSides(t *testing.T) {
	const drug = `display_name: X
lifecycle: ACTIVE
uses:
  - {id: one, condition: conditions/a, strength: MAY_BE_USED}
  - {id: two, condition: conditions/b, strength: NOT_RECOMMENDED}
  - {id: three, condition: conditions/a, strength: NOT_RECOMMENDED}
  - {id: four, condition: conditions/c, strength: MAY_BE_USED}
conflicts:
  - field: uses["one"].strength
    statements: [{says: It is used.}, {says: It is not.}]
    against: ['uses["three"].strength']
  - field: uses["four"].strength
    statements: [{says: It is used.}, {says: It is used first.}]
    resolution: {decision: It is used.}
`
	c, problems, err := catalog.Load(fstest.MapFS{"drugs/x.yaml": {Data: []byte(drug)}}, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	o := overview.Of(c, "2026-06-01")
	var disputed []string
	for _, use := range o.Drugs[0].Uses {
		if use.Disputed {
			disputed = append(disputed, use.ID)
		}
	}
	if diff := cmp.Diff([]string{"one", "three"}, disputed); diff != "" {
		t.Errorf("disputed uses (-want +got):\n%s", diff)
	}
	want := []overview.Conflict{
		{Resource: "drugs/x", Fields: []string{`uses["one"].strength`, `uses["three"].strength`},
			Says: []string{"It is used.", "It is not."}},
		{Resource: "drugs/x", Fields: []string{`uses["four"].strength`},
			Says: []string{"It is used.", "It is used first."}, Decision: "It is used."},
	}
	if diff := cmp.Diff(want, o.Conflicts); diff != "" || o.OpenConflicts != 1 {
		t.Errorf("%d open conflicts, want 1 (-want +got):\n%s", o.OpenConflicts, diff)
	}
	var page strings.Builder
	if err := o.WriteHTML(&page, overview.Findings{}, ""); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(page.String(), ">sources disagree<"); n != 2 {
		t.Errorf("the page says at %d uses that sources disagree, want 2", n)
	}
}

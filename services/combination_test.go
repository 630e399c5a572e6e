package services_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
)

// TestCombinationIsFoundFromIngredients asks for the combinations of a drug by lookup, search and filter.
func TestCombinationIsFoundFromIngredients(t *testing.T) {
	files := exampleFiles(t)
	files["drugs/twoinib.yaml"] = &fstest.MapFile{Data: []byte(`display_name: Twoinib
depth: MONOGRAPH
lifecycle: INVESTIGATIONAL
ingredients: [drugs/examplinib, drugs/gonemab]
names:
  - {text: twoinib, type: INN}
administrations:
  - {route: ORAL, cites: [label]}
side_effects:
  - {term: nausea, cites: [label]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, unknown: Not covered.}
    cites: [label]
gaps:
  - {field: products, reason: It was never licensed.}
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  label: {source: sources/label}
`)}
	s := serve(t)
	s.server.Swap(newRelease(t, files), services.Times{})
	ctx := t.Context()
	found, err := s.catalog.LookupDrugs(ctx, &compendiumv1.LookupDrugsRequest{
		Keys: []*compendiumv1.LookupDrugsRequest_Key{{Value: "Exampla"}, {Value: "twoinib"}}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"drugs/twoinib"}, found.Results[0].Combinations); diff != "" {
		t.Errorf("combinations of Exampla (-want +got):\n%s", diff)
	}
	if got := found.Results[1]; len(got.Combinations) > 0 || len(got.Drugs) != 1 {
		t.Errorf("twoinib gives %v", got)
	}
	hits, err := s.catalog.SearchCatalog(ctx, &compendiumv1.SearchCatalogRequest{Query: "gonemab"})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(hits.Hits); n == 0 || hits.Hits[n-1].Name != "drugs/twoinib" ||
		hits.Hits[n-1].Match != compendiumv1.SearchCatalogResponse_Hit_INGREDIENT {
		t.Errorf("hits of gonemab: %v", hits.Hits)
	}
	list, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{Filter: `ingredients = "drugs/examplinib"`})
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Drugs) != 1 || list.Drugs[0].Name != "drugs/twoinib" {
		t.Errorf("drugs with the ingredient: %v", list.Drugs)
	}
}

package asof_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/asof"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestDueOf checks what of a record is due and when, beside its twin that is not.
func TestDueOf(t *testing.T) {
	page := func(kind compendiumv1.Source_Kind, dates *compendiumv1.Source_Dates) *compendiumv1.Source {
		return &compendiumv1.Source{Kind: kind, Dates: dates}
	}
	trial := func(status compendiumv1.Trial_Status) *compendiumv1.Trial {
		return &compendiumv1.Trial{Status: status, Cites: []string{"a"},
			Citations: map[string]*compendiumv1.Citation{"a": {Source: "sources/a"}}}
	}
	gap := func(field, on string) *compendiumv1.Drug {
		return &compendiumv1.Drug{Gaps: []*compendiumv1.Gap{{Field: "codes.atc"}, {Field: field, LookedOn: on}}}
	}
	const patient, guideline = compendiumv1.Source_PATIENT_PAGE, compendiumv1.Source_GUIDELINE
	for name, test := range map[string]struct {
		record proto.Message
		want   []asof.Due
	}{
		"a review": {&compendiumv1.Condition{Review: &compendiumv1.Review{Date: "2026-01-02", NextDue: "2027-02",
			ByRole: "editor"}},
			[]asof.Due{{Path: "review.next_due", What: "review", On: "2027-02-28", Last: "2026-01-02", By: "editor"}}},
		"no review": {&compendiumv1.Condition{}, nil},
		"a page": {page(patient, &compendiumv1.Source_Dates{Revised: "2024-05", Published: "2020"}),
			[]asof.Due{{Path: "dates", What: "age of the source", On: "2026-05-01", Last: "2024-05"}}},
		"a guideline": {page(guideline, &compendiumv1.Source_Dates{Copyright: "2020"}),
			[]asof.Due{{Path: "dates", What: "age of the source", On: "2025-01-01", Last: "2020"}}},
		"an article": {page(compendiumv1.Source_JOURNAL_ARTICLE, &compendiumv1.Source_Dates{Published: "1990"}),
			nil},
		"no date":             {page(patient, &compendiumv1.Source_Dates{Accessed: "2026-01-01"}), nil},
		"a date that is none": {page(patient, &compendiumv1.Source_Dates{Revised: "1990-13"}), nil},
		"a trial that goes on": {trial(compendiumv1.Trial_RECRUITING),
			[]asof.Due{{Path: "status", What: "status of the trial", On: "2026-03-04", Last: "2024-03-04"}}},
		"a trial that ended": {trial(compendiumv1.Trial_COMPLETED), nil},
		"a coverage": {&compendiumv1.Drug{Coverage: []*compendiumv1.Coverage{{Regulator: "regulators/fda",
			CompleteAsOf: "2020-02-29"}}},
			[]asof.Due{{Path: "coverage[0].complete_as_of", What: "coverage", On: "2023-02-28", Last: "2020-02-29",
				Regulator: "regulators/fda"}}},
		"a decision that was not found": {gap("access_decisions", "2026-11-30"),
			[]asof.Due{{Path: "gaps[1].looked_on", What: "decision about paying", On: "2027-11-30", Last: "2026-11-30"}}},
		"one without a day": {gap("access_decisions", ""), nil},
		"another gap":       {gap("codes.unii", "2026-11-30"), nil},
	} {
		got := asof.DueOf(test.record, asof.Ages{}, func(string) string { return "2024-03-04" })
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	ages := asof.Ages{Source: func(compendiumv1.Source_Kind) int { return 1 }}
	revised := page(patient, &compendiumv1.Source_Dates{Revised: "2024"})
	if got := asof.DueOf(revised, ages, nil); got[0].On != "2025-01-01" {
		t.Errorf("with an age of one year: %v", got)
	}
}

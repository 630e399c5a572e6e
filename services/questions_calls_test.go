package services_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestQuestionsOfOtherCalls asks the questions that no filter answers, and compares the answers with those of a full
// download.
func TestQuestionsOfOtherCalls(t *testing.T) {
	client, d := questions(t)

	t.Run("11: which record has this name or code", func(t *testing.T) {
		// What is asked, and the name or code that is meant, as the download writes it.
		for query, meant := range map[string]string{
			"Glivec™": "Glivec", "STI-571": "STI571", "l01ea01": "L01EA01", "Askeferon alpha": "askeferon-α",
			"Glivec 400 mg": "Glivec", "Glivec 400 mg film-coated tablets": "Glivec",
			"denosumab-bbdz": "denosumab", "askLIVEC": "Asklivec", "imatinib mesilate": "imatinib",
			"IMATINIB": "imatinib", "nothing of this name": "-",
		} {
			var want, got []string
			for _, drug := range d.drugs {
				written := []string{drug.DisplayName, drug.GetCodes().GetAtc()}
				for _, name := range drug.Names {
					written = append(written, name.Text)
				}
				if slices.ContainsFunc(written, func(text string) bool { return strings.EqualFold(text, meant) }) {
					want = append(want, drug.Name)
				}
			}
			answer, err := client.Lookup(t.Context(),
				&compendiumv1.LookupRequest{Keys: []*compendiumv1.LookupRequest_Key{{Value: query}}})
			if err != nil {
				t.Fatal(err)
			}
			for _, hit := range answer.Results[0].Hits {
				got = append(got, hit.Name)
			}
			if (len(want) == 0) != (meant == "-") {
				t.Errorf("%s: the download has %v", query, want)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-download +lookup):\n%s", query, diff)
			}
		}
	})
	t.Run("11: in any collection", func(t *testing.T) {
		keys := []*compendiumv1.LookupRequest_Key{}
		var want [][]string
		for _, condition := range d.conditions[:10] {
			keys = append(keys, &compendiumv1.LookupRequest_Key{Value: strings.ToUpper(condition.DisplayName)})
			want = append(want, []string{condition.Name})
		}
		answer, err := client.Lookup(t.Context(), &compendiumv1.LookupRequest{Keys: keys})
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		for _, result := range answer.Results {
			var names []string
			for _, hit := range result.Hits {
				if !hit.Exact {
					t.Errorf("%s of %s is not exact", hit.Name, result.Key.Value)
				}
				names = append(names, hit.Name)
			}
			got = append(got, names)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("conditions (-download +lookup):\n%s", diff)
		}
	})
	t.Run("7: the dose of a use for a child", func(t *testing.T) {
		// Whether a dose of the use is for an age in years, of up to two digits.
		of := func(dose *compendiumv1.Dose, age string) bool {
			inBand := func(band *compendiumv1.Dose_Band) bool {
				from, below := fmt.Sprintf("%2s", band.From), fmt.Sprintf("%2s", band.Below)
				return band.Measure == compendiumv1.Dose_Band_AGE && from <= age && age < below
			}
			return slices.Contains(dose.Uses, "gist") && slices.ContainsFunc(dose.Bands, inBand)
		}
		for age, nothing := range map[string]bool{" 5": true, " 6": false, "10": false, "18": true} {
			var want, got []string
			for _, drug := range d.drugs {
				if slices.ContainsFunc(drug.Doses, func(dose *compendiumv1.Dose) bool { return of(dose, age) }) {
					want = append(want, drug.Name)
				}
			}
			years := strings.TrimSpace(age)
			answer, err := client.ListDrugs(masked(t, "name,doses"), &compendiumv1.ListDrugsRequest{
				Filter: `doses.uses = "gist" AND doses.bands.measure = AGE AND doses.bands.from <= "` + years +
					`" AND doses.bands.below > "` + years + `"`})
			if err != nil {
				t.Fatal(err)
			}
			for _, drug := range answer.Drugs {
				got = append(got, drug.Name)
				if len(drug.Doses) == 0 {
					t.Errorf("%s comes without its doses", drug.Name)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" || (len(want) == 0) != nothing {
				t.Errorf("at %s years (-download +filter):\n%s", years, diff)
			}
		}
	})
	t.Run("8: what a drug rests on, as references", func(t *testing.T) {
		answer, err := client.GetDrug(t.Context(),
			&compendiumv1.GetDrugRequest{Name: "drugs/imatinib", IncludeSources: true})
		if err != nil {
			t.Fatal(err)
		}
		sources, err := client.ListSources(t.Context(), &compendiumv1.ListSourcesRequest{PageSize: 1000})
		if err != nil {
			t.Fatal(err)
		}
		var want []*compendiumv1.Source
		for _, source := range sources.Sources {
			for _, citation := range answer.Citations {
				if citation.Source == source.Name {
					want = append(want, source)
					break
				}
			}
		}
		if diff := cmp.Diff(want, answer.Sources, protocmp.Transform()); diff != "" || len(want) == 0 {
			t.Errorf("sources (-download +included):\n%s", diff)
		}
		for _, source := range answer.Sources {
			if !strings.Contains(source.Reference, strings.TrimRight(source.Title, ".")) {
				t.Errorf("%s has the reference %q", source.Name, source.Reference)
			}
		}
	})
	t.Run("12: reviews that are due, and gaps", func(t *testing.T) {
		for filter, of := range map[string]func(*compendiumv1.Drug) bool{
			`review.next_due < "2027-01-02"`: func(drug *compendiumv1.Drug) bool {
				return drug.GetReview().GetNextDue() != "" && drug.Review.NextDue < "2027-01-02"
			},
			`gaps.field = products`: func(drug *compendiumv1.Drug) bool {
				return slices.ContainsFunc(drug.Gaps, func(gap *compendiumv1.Gap) bool { return gap.Field == "products" })
			},
		} {
			var want, got []string
			for _, drug := range d.drugs {
				if of(drug) {
					want = append(want, drug.Name)
				}
			}
			answer, err := client.ListDrugs(t.Context(), &compendiumv1.ListDrugsRequest{Filter: filter, PageSize: 1000})
			if err != nil {
				t.Fatal(err)
			}
			for _, drug := range answer.Drugs {
				got = append(got, drug.Name)
			}
			if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
				t.Errorf("%s (-download +filter):\n%s", filter, diff)
			}
		}
	})
	t.Run("12: facts that are older than three years", func(t *testing.T) {
		const filter = `dates.revised < "2023-06-01" OR dates.published < "2023-06-01"`
		all, err1 := client.ListSources(t.Context(), &compendiumv1.ListSourcesRequest{PageSize: 1000})
		answer, err2 := client.ListSources(t.Context(), &compendiumv1.ListSourcesRequest{Filter: filter, PageSize: 1000})
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		old := func(date string) bool { return date != "" && date < "2023-06-01" }
		var want []*compendiumv1.Source
		for _, source := range all.Sources {
			if old(source.GetDates().GetRevised()) || old(source.GetDates().GetPublished()) {
				want = append(want, source)
			}
		}
		if diff := cmp.Diff(want, answer.Sources, protocmp.Transform()); diff != "" || len(want) == 0 {
			t.Errorf("sources (-download +filter):\n%s", diff)
		}
	})
	t.Run("13: everything at one version, in small pages", func(t *testing.T) {
		version, got := "", []*compendiumv1.Drug(nil)
		for request := (&compendiumv1.ListDrugsRequest{PageSize: 3, Consistent: true}); ; {
			page, err := client.ListDrugs(t.Context(), request)
			if err != nil {
				t.Fatal(err)
			}
			if version != "" && page.CatalogVersion != version {
				t.Errorf("a page of %s after one of %s", page.CatalogVersion, version)
			}
			version, got = page.CatalogVersion, append(got, page.Drugs...)
			if request.PageToken = page.NextPageToken; request.PageToken == "" {
				break
			}
		}
		if diff := cmp.Diff(d.drugs, got, protocmp.Transform()); diff != "" {
			t.Errorf("drugs (-download +pages):\n%s", diff)
		}
	})
}

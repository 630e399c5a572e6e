package services_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
			"Glivec 400 mg": "Glivec", "denosumab-bbdz": "denosumab", "askLIVEC": "Asklivec", "imatinib mesilate": "imatinib",
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
}

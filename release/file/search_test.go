package file_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

func TestSearchForgivesTypingErrors(t *testing.T) {
	_, m := build(t, asOf)
	for query, want := range map[string]struct {
		name   string
		errors int
	}{
		"imatinib": {"drugs/imatinib", 0}, "imatinb": {"drugs/imatinib", 1}, "larotrectnib": {"drugs/larotrectinib", 1},
		"glivek":   {"drugs/imatinib", 1},
		"iamtinib": {"drugs/imatinib", 1}, "imattinib": {"drugs/imatinib", 1}, "denosamub": {"drugs/denosumab", 2},
		"doxorubcin": {"drugs/doxorubicin", 1},
		"xisplatin":  {"drugs/cisplatin", 1}, "imatnb": {"drugs/imatinib", 2}, "dénosumab": {"drugs/denosumab", 0},
		"chordma": {"conditions/chordoma", 1},
	} {
		hits := m.Search(query)
		if len(hits) == 0 {
			if len(query) >= 7 || want.errors < 2 {
				t.Errorf("%s gives nothing", query)
			}
			continue
		}
		if hits[0].Name != want.name || hits[0].Errors != want.errors {
			t.Errorf("%s gives %+v", query, hits[0])
		}
		seen := make(map[string]bool)
		for _, h := range hits {
			if seen[h.Name] {
				t.Errorf("%s gives %s twice", query, h.Name)
			}
			seen[h.Name] = true
		}
	}
}

// TestNearlyWholeNameComesFirst searches with one letter left to type.
func TestNearlyWholeNameComesFirst(t *testing.T) {
	_, m := build(t, asOf)
	hits := m.Search("methotrexat")
	if len(hits) < 2 || hits[0].Name != "drugs/methotrexate" {
		t.Errorf("hits %+v", hits)
	}
}

// TestEveryNameIsFoundWithOneError changes one letter of the name of every drug.
func TestEveryNameIsFoundWithOneError(t *testing.T) {
	_, m := build(t, asOf)
	random := rand.New(rand.NewPCG(1, 2))
	drugs := m.Table(catalog.Drugs)
	for i := range drugs.Len() {
		id := drugs.Name(i)[len("drugs/"):]
		at := random.IntN(len(id))
		if id[at] == '-' {
			at--
		}
		for what, query := range map[string]string{"wrong": id[:at] + "q" + id[at+1:], "missing": id[:at] + id[at+1:],
			"more": id[:at] + "q" + id[at:]} {
			found := false
			for _, h := range m.Search(query) {
				found = found || h.Name == drugs.Name(i)
			}
			if !found {
				t.Errorf("%s: with a letter %s, as %s, it is not found", id, what, query)
			}
		}
	}
}

// titled returns a file with records of other collections and sources whose titles have words of their names.
func titled(t *testing.T) *file.File {
	t.Helper()
	b := file.NewBuilder(asOf, nil)
	records := map[string]proto.Message{
		"drugs/calcium-folinate": &compendiumv1.Drug{DisplayName: "Folinic acid", Names: []*compendiumv1.Name{
			{Text: "calcium folinate", Type: compendiumv1.Name_SYNONYM}, {Text: "Zomefol", Type: compendiumv1.Name_BRAND}}},
		"classes/bisphosphonate": &compendiumv1.DrugClass{DisplayName: "Bisphosphonate"},
		"targets/kit":            &compendiumv1.Target{DisplayName: "KIT", Symbol: "KIT"},
		"effects/cough":          &compendiumv1.Effect{DisplayName: "Cough"},
		"sources/folinate":       &compendiumv1.Source{DisplayName: "Calcium folinate injection"},
		"sources/label":          &compendiumv1.Source{DisplayName: "Zome label"},
		"sources/review":         &compendiumv1.Source{DisplayName: "Bisphosphonates and the jaw"},
	}
	for _, name := range slices.Sorted(maps.Keys(records)) {
		kind, _ := catalog.KindOf(records[name])
		if err := b.Add(kind, name, records[name]); err != nil {
			t.Fatal(err)
		}
	}
	return opened(t, b)
}

func TestSourcesHideNoOtherRecord(t *testing.T) {
	f := titled(t)
	for query, want := range map[string][]string{
		"Zome":                       {"drugs/calcium-folinate 0", "sources/label 0"},
		"bisphosphonates":            {"sources/review 0", "classes/bisphosphonate 1"},
		"jaw":                        {"sources/review 0"},
		"calcium folinate injection": {"drugs/calcium-folinate 0", "sources/folinate 0"},
		"c-KIT":                      {"targets/kit 1"},
		"coug":                       {"effects/cough 0"},
	} {
		var got []string
		for _, h := range f.Search(query) {
			got = append(got, fmt.Sprint(h.Name, " ", h.Errors))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("search for %s (-want +got):\n%s", query, diff)
		}
	}
	for value, want := range map[string][]string{
		"calcium folinate injection": {"drugs/calcium-folinate", "sources/folinate"},
		"zome label":                 {"sources/label"},
		"zome label tablets":         nil,
	} {
		var got []string
		for _, h := range f.Lookup(value, 0, false) {
			got = append(got, h.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("lookup of %s (-want +got):\n%s", value, diff)
		}
	}
	for name, want := range map[string]string{
		"classes/bisphosphonates": "classes/bisphosphonate",
		"drugs/bisphosphonates":   "",
		"drugs/zomefoll":          "drugs/calcium-folinate", // by its brand
		"drugs/folinat":           "drugs/calcium-folinate", // begins a word
		"sources/bone":            "",                       // one letter from how "Zome label" begins
		"sources/zome-lable":      "sources/label",
		"drugs/zo":                "", // begins the names of many
	} {
		kind, _ := catalog.KindIn(name)
		if got := f.Nearest(kind, name); got != want {
			t.Errorf("nearest to %s is %q, want %q", name, got, want)
		}
	}
}

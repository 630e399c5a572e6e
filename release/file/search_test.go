package file_test

import (
	"math/rand/v2"
	"testing"

	"github.com/opencompendium/compendium/catalog"
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

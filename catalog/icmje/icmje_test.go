package icmje_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/icmje"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestReference formats sources of each shape.
func TestReference(t *testing.T) {
	type (
		source      = compendiumv1.Source
		dates       = compendiumv1.Source_Dates
		identifiers = compendiumv1.Source_Identifiers
	)
	for name, c := range map[string]struct {
		source *source
		want   string
	}{
		"article": {&source{Kind: compendiumv1.Source_JOURNAL_ARTICLE, Publisher: "J Test", Title: "A trial of examplinib",
			Authors: []string{"Doe J", "Roe R"}, Locator: "2017;3:54", Dates: &dates{Published: "2017-03-02"},
			Identifiers: &identifiers{Doi: "10.1000/x", Pmid: "1", Url: "https://example.org"}},
			"Doe J, Roe R. A trial of examplinib. J Test. 2017;3:54. doi:10.1000/x PMID: 1"},
		"article before its issue": {&source{Kind: compendiumv1.Source_JOURNAL_ARTICLE, Publisher: "J Test",
			Title: "Does it work?", Dates: &dates{Published: "2017-03-02"}},
			"Does it work? J Test. 2017 Mar 2."},
		"place without its year": {&source{Kind: compendiumv1.Source_JOURNAL_ARTICLE, Publisher: "J Test", Title: "A",
			Locator: "83:220", Dates: &dates{Published: "2017"}}, "A. J Test. 2017; 83:220."},
		"seven authors": {&source{Kind: compendiumv1.Source_JOURNAL_ARTICLE, Publisher: "J Test", Title: "A",
			Authors: strings.Fields("B C D E F G H"), Dates: &dates{Published: "2017"}},
			"B, C, D, E, F, G, et al. A. J Test. 2017."},
		"six authors": {&source{Kind: compendiumv1.Source_JOURNAL_ARTICLE, Publisher: "J Test", Title: "A",
			Authors: strings.Fields("B C D E F G"), Dates: &dates{Published: "2017"}}, "B, C, D, E, F, G. A. J Test. 2017."},
		"retracted": {&source{Kind: compendiumv1.Source_JOURNAL_ARTICLE, Publisher: "J Test", Title: "A", Locator: "2017;1:1",
			Dates: &dates{Published: "2017"}, Retraction: &compendiumv1.Source_Retraction{Date: "2019-05"}},
			"A. J Test. 2017;1:1. Retracted 2019 May."},
		"page": {&source{Kind: compendiumv1.Source_PATIENT_PAGE, Publisher: "Society", Title: "A page",
			Dates: &dates{Revised: "2019-01-03", Accessed: "2026-11-23"}, Identifiers: &identifiers{Url: "https://example.org"}},
			"A page [Internet]. Society; [updated 2019 Jan 3; cited 2026 Nov 23]. Available from: https://example.org"},
		"label": {&source{Kind: compendiumv1.Source_LABEL, Publisher: "Maker", Title: "Label",
			Dates:       &dates{Published: "2019", Revised: "2020-02", Accessed: "2026-11-23"},
			Identifiers: &identifiers{ApplicationNumbers: []string{"BLA 1", "BLA 2"}}},
			"Label. Maker; 2019 [updated 2020 Feb]. BLA 1, BLA 2."},
		"document in its title": {&source{Kind: compendiumv1.Source_LEGISLATION, Publisher: "State", Title: "Act 7 on tests",
			Dates: &dates{Published: "2019"}, Identifiers: &identifiers{Document: "Act 7"}}, "Act 7 on tests. State; 2019."},
		"without a date": {&source{Kind: compendiumv1.Source_NEWS, Publisher: "Paper", Title: "News",
			Dates: &dates{Unknown: "It has none."}}, "News. Paper; [date unknown]."},
		"with a copyright line": {&source{Kind: compendiumv1.Source_NEWS, Publisher: "Paper", Title: "News",
			Dates: &dates{Unknown: "It has none.", Copyright: "2021"}}, "News. Paper; c2021."},
	} {
		if got := icmje.Reference(c.source); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// TestFrozenSources formats the sources of the frozen catalog.
func TestFrozenSources(t *testing.T) {
	c, problems, err := catalog.Load(os.DirFS("../../validate/testdata/frozen"), "content")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var b strings.Builder
	for _, r := range c.Records(catalog.Sources) {
		if source, ok := r.Message().(*compendiumv1.Source); ok {
			fmt.Fprintf(&b, "%s\n", icmje.Reference(source))
		}
	}
	const golden = "testdata/frozen.txt"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("references (-want +got); UPDATE_GOLDEN=1 rewrites them:\n%s", diff)
	}
}

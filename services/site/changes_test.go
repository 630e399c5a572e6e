package site_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/services/site"
)

// TestChangesInWords checks that the page on changes names an item once, says which of several it is, and shows what
// was added in words.
func TestChangesInWords(t *testing.T) {
	const before, after = `display_name: X
safety:
  - {kind: WARNING, text: It may harm the liver., action: Test it., cites: [a]}
  - {kind: WARNING, text: It may harm the heart., cites: [a]}
  - {kind: DRIVING, text: Do not drive., cites: [gone]}
citations: {a: {source: sources/a}, b: {source: sources/b, section: Boxed}, gone: {source: sources/a}}
`, `display_name: X
lifecycle: ACTIVE
safety:
  - {kind: WARNING, text: It may harm the liver., action: Test it often., cites: [a, b]}
  - {kind: WARNING, text: It may harm the heart., cites: [a], action: Test it.}
  - {kind: FERTILITY, text: 'Some, so [it] is said.', jurisdictions: [US, CA], cites: [b]}
products: [{id: one, brand: Exa, jurisdiction: US, strengths: [{amount: {value: "5", unit: mg}}]}]
uses: [{id: pain, condition: conditions/pain}]
doses: [{id: one-day, uses: [pain], products: [one]}]
citations: {a: {source: sources/a}, b: {source: sources/b, section: Boxed}}
`
	load := func(drug string) *catalog.Catalog {
		c, problems, err := catalog.Load(fstest.MapFS{"drugs/x.yaml": {Data: []byte(drug)},
			"conditions/pain.yaml": {Data: []byte("display_name: Pain\n")},
			"sources/a.yaml":       {Data: []byte("display_name: A page\n")},
			"sources/b.yaml":       {Data: []byte("display_name: B label\n")}}, "")
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		return c
	}
	changes := compare.Catalogs(load(before), load(after), "2026-06-01")
	for i := range changes {
		changes[i].Concern = nil
	}
	page, err := site.New(load(after), site.Options{AsOf: "2026-06-01", Since: "v1", Changes: changes}).
		Render("changes.html")
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for n := range root.Descendants() {
		if n.Data == "li" && attribute(n.Parent, "class") == "rows wide" {
			got = append(got, visible(n))
		}
	}
	want := []string{
		"Lifecycle added / now active",
		"Products › Exa (US) added / now Brand Exa / Jurisdiction US / " +
			"Strengths (Amount (Value 5; Unit mg))",
		"Safety › warning It may harm the liver. / Action changed / before Test it. / now Test it often. / " +
			"References added / now B label (Boxed)",
		"Safety › warning It may harm the heart. / Action added / now Test it.",
		"Safety › driving removed / before Text Do not drive. / References gone",
		"Safety › fertility added / now Text Some, so [it] is said. / Jurisdictions US, CA / References B label (Boxed)",
		"Uses › Pain added / now Condition Pain",
		"Citations › gone removed / before Source A page",
		"Doses › one-day added / now Uses Pain / Products Exa (US)",
	}
	if got, want := strings.Join(got, "\n"), strings.Join(want, "\n"); got != want {
		t.Errorf("the page says\n%s\nwant\n%s", got, want)
	}
}

// visible returns the text of a node, with its lines separated by slashes.
func visible(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Data == "br" || d.Data == "p":
			b.WriteString(" / ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestAdviceIsPrintedOnce checks that two changes of one concern share its advice, and are both marked.
func TestAdviceIsPrintedOnce(t *testing.T) {
	concern := compare.Concerns()[0]
	var changes []compare.Change
	for _, jurisdiction := range []string{"EU", "US"} {
		changes = append(changes, compare.Change{Resource: "drugs/imatinib", Kind: compare.Changed, Before: "true",
			After: "false", Path: "uses[chordoma].labels[" + jurisdiction + "].off_label", Concern: &concern})
	}
	page, err := frozen(t, site.Options{Since: "v1", Changes: changes}).Render("changes.html")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(page), concern.Title); n != 2 {
		t.Errorf("the concern is named %d times, want 2", n)
	}
	if n := strings.Count(string(page), concern.Look); n != 1 {
		t.Errorf("the advice is printed %d times, want once", n)
	}
}

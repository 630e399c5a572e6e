package site_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/site"
)

// withDerived is content that holds what the catalog derives, as a release does.
type withDerived struct{ *catalog.Catalog }

func (w withDerived) Message(name string) proto.Message {
	record := proto.Clone(w.Catalog.Message(name))
	if drug, ok := record.(*compendiumv1.Drug); ok {
		for _, use := range drug.GetUses() {
			use.Name = strings.Repeat("x", 1000)
		}
	}
	return record
}

// TestLargeDrug checks that a drug of which much is known goes on on further pages, that each of its sections is on one
// of them, and that links from other records lead there.
func TestLargeDrug(t *testing.T) {
	var drug strings.Builder
	many := func(field string, n int, item string) {
		fmt.Fprintf(&drug, "%s:\n", field)
		for i := range n {
			fmt.Fprintf(&drug, strings.ReplaceAll(item, "~", "%[1]d")+"\n", i)
		}
	}
	words := strings.Repeat("many words ", 20)
	drug.WriteString("display_name: X\n")
	many("safety", 60, "  - {kind: WARNING, text: ~ "+words+", cites: [c~]}")
	many("uses", 30, "  - {id: use-~, condition: conditions/a, summary: "+words+
		", labels: [{jurisdiction: US, off_label: true, cites: [c~]}]}")
	many("side_effects", 100, "  - {term: effect ~, effect: effects/a, action: "+words+", cites: [c~]}")
	many("conflicts", 20, "  - {field: 'uses[\"use-~\"].strength', statements: [{says: ~ "+words+"}, {says: no}]}")
	many("gaps", 60, "  - {field: doses, reason: ~ "+words+"}")
	many("coverage", 1, "  - {regulator: regulators/a, jurisdiction: US, complete_as_of: \"2026\", basis: Read ~.}")
	many("products", 70, "  - {id: product-~, brand: Brand ~, jurisdiction: US, authorizations: [{id: a, regulator: "+
		"regulators/a, event: APPROVED, date: \"2020\", indication: "+words+", cites: [p~]}]}")
	drug.WriteString("citations:\n")
	for i := range 100 {
		fmt.Fprintf(&drug, "  c%[1]d: {source: sources/s%[1]d}\n  p%[1]d: {source: sources/s%[1]d}\n", i)
	}
	records := map[string]string{"drugs/x": drug.String(), "conditions/a": "display_name: A\n",
		"effects/a": "display_name: B\n", "regulators/a": "display_name: C\nkind: LICENSING\n"}
	for i := range 100 {
		records[fmt.Sprintf("sources/s%d", i)] = fmt.Sprintf("display_name: S%d\ntitle: %s\n", i, words)
	}
	s := siteOf(t, records)
	checkPages(t, s)
	files := make(fstest.MapFS)
	for name, text := range records {
		files[name+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	c, _, err := catalog.Load(files, "")
	if err != nil {
		t.Fatal(err)
	}
	released := site.New(withDerived{c}, site.Options{AsOf: "2026-06-01"})
	if !strings.Contains(pageOf(t, released, "drugs/x.2.html"), `aria-current="page">Side effects to Notes<`) {
		t.Error("what a release holds besides its content changes how pages are cut")
	}
	all := ""
	for path := range s.Paths() {
		if strings.HasPrefix(path, "drugs/x.") {
			all += pageOf(t, s, path)
		}
	}
	for _, want := range []string{`<h2 id="safety">`, `<h2 id="effects">`, `<h2 id="gaps">`, "How far registers were read",
		`<h3 id="product-product-0">`, `<h3 id="product-product-69">`, `<b aria-current="page">Side effects to Notes</b>`} {
		n := strings.Count(all, want)
		if pager := strings.Contains(want, "aria-current"); !pager && n != 1 || pager && n != 2 {
			t.Errorf("the pages have %d times: %s", n, want)
		}
	}
}

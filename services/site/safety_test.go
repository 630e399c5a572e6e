package site_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/services/site"
)

// TestStatementsOnce checks that the page of a drug says once what several of its products say in the same words, with
// where each says it, and apart what differs in who it is about or has ended.
func TestStatementsOnce(t *testing.T) {
	const drug = `display_name: X
products:
  - {id: one, brand: Exa, jurisdiction: US}
  - {id: two, brand: Exo, jurisdiction: US}
  - {id: three, brand: Exi, jurisdiction: US}
safety:
  - {kind: BOXED_WARNING, text: It can stop the heart., jurisdictions: [US], products: [one], since: "2024", cites: [a]}
  - {kind: BOXED_WARNING, none: true, jurisdictions: [US], products: [three], cites: [a]}
  - {kind: BOXED_WARNING, text: It can stop the heart., jurisdictions: [US], products: [two], cites: [b]}
  - {kind: WARNING, text: It burns., population: above all children, cites: [a]}
  - {kind: WARNING, text: It burns., population: men, cites: [a]}
  - {kind: WARNING, text: It burns., population: men, until: "2020", cites: [a]}
citations: {a: {source: sources/a}, b: {source: sources/b}}
`
	c, problems, err := catalog.Load(fstest.MapFS{"drugs/x.yaml": {Data: []byte(drug)}}, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	page, err := site.New(c, site.Options{AsOf: "2026-06-01"}).Render("drugs/x.html")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{
		"It can stop the heart.":    1,
		"<small>Exa</small>":        1,
		"<small>Exo</small>":        1,
		"<small>since 2024</small>": 1,
		"The label has none.":       1,
		"It burns.":                 3,
		"who: above all children":   1,
		"who: men":                  2,
	} {
		if got := strings.Count(string(page), text); got != want {
			t.Errorf("the page says %d times, not %d: %s", got, want, text)
		}
	}
}

package site_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/services/site"
)

// TestCannotBeHad checks that the page of a drug says with their days that it is not in use, what its label rests on,
// and that the product on whose label a use is cannot be had.
func TestCannotBeHad(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"drugs/x.yaml": `display_name: X
products:
  - id: one
    brand: Exa
    jurisdiction: US
    authorizations: [{id: first, regulator: regulators/a, use: pain, event: APPROVED, date: "2009", cites: [old]}]
    marketing: [{event: DISCONTINUED, date: "2015-06-30", cites: [new]}]
uses:
  - id: pain
    condition: conditions/pain
    labels: [{jurisdiction: US, off_label: false, cites: [old]}]
citations: {old: {source: sources/old}, new: {source: sources/new}}
`,
		"regulators/a.yaml": "display_name: A\nkind: LICENSING\nmandates: [{jurisdiction: US}]\n",
		"sources/old.yaml":  "display_name: Old\ndates: {revised: \"2012-02-02\"}\n",
		"sources/new.yaml":  "display_name: New\ndates: {revised: \"2016-03-03\"}\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, problems, err := catalog.Load(files, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	page, err := site.New(c, site.Options{AsOf: "2026-06-01"}).Render("drugs/x.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"not in use as of 2016-03-03", "source of <time>2012-02-02</time>",
		"<small>Exa</small>", "cannot be had, as of <time>2016-03-03</time>"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not say: %s", want)
		}
	}
}

// TestRegimenOfSharedIDs checks that the label of a regimen names the products of its drugs on whose label it is, and
// no product of another drug that has the same ID.
func TestRegimenOfSharedIDs(t *testing.T) {
	drug := func(brand, partner, licensed, other string) string {
		event := `authorizations: [{id: first, regulator: regulators/a, event: APPROVED, date: "2009", ` +
			`scopes: [{conditions: [conditions/pain], partners: {of: [` + partner + `]}}], cites: [old]}]`
		return "display_name: " + brand + "\nproducts:\n  - {id: " + licensed + ", brand: " + brand +
			", jurisdiction: US, " + event + "}\n  - {id: " + other + ", brand: " + brand + " Plus, jurisdiction: US}\n" +
			"uses: [{id: pain, condition: conditions/pain, labels: [{jurisdiction: US, off_label: false, cites: [old]}]}]\n" +
			"citations: {old: {source: sources/old}}\n"
	}
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"drugs/x.yaml": drug("Exa", "drugs/y", "us-1", "us-2"),
		"drugs/y.yaml": drug("Why", "drugs/x", "us-2", "us-1"),
		"regimens/xy.yaml": "display_name: XY\ncomponents: [{drug: drugs/x}, {drug: drugs/y}]\n" +
			"uses: [{id: pain, condition: conditions/pain}]\n",
		"conditions/pain.yaml": "display_name: Pain\n",
		"regulators/a.yaml":    "display_name: A\nkind: LICENSING\nmandates: [{jurisdiction: US}]\n",
		"sources/old.yaml":     "display_name: Old\ndates: {revised: \"2012-02-02\"}\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, problems, err := catalog.Load(files, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	page, err := site.New(c, site.Options{AsOf: "2026-06-01"}).Render("regimens/xy.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "<small>Exa, Why</small>") || strings.Contains(string(page), "Plus") {
		t.Errorf("the page says: %s", page)
	}
}

package site_test

import (
	"strings"
	"testing"
)

// TestCannotBeHad checks that the page of a drug says with their days that it is not in use, what its label rests on,
// and that the product on whose label a use is cannot be had.
func TestCannotBeHad(t *testing.T) {
	page := pageOf(t, siteOf(t, map[string]string{
		"drugs/x": `display_name: X
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
		"regulators/a": "display_name: A\nkind: LICENSING\nmandates: [{jurisdiction: US}]\n",
		"sources/old":  "display_name: Old\ndates: {revised: \"2012-02-02\"}\n",
		"sources/new":  "display_name: New\ndates: {revised: \"2016-03-03\"}\n",
	}), "drugs/x.html")
	for _, want := range []string{"not in use as of 2016-03-03", "source of <time>2012-02-02</time>",
		"<small>Exa</small>", "cannot be had, as of <time>2016-03-03</time>"} {
		if !strings.Contains(page, want) {
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
	page := pageOf(t, siteOf(t, map[string]string{
		"drugs/x": drug("Exa", "drugs/y", "us-1", "us-2"),
		"drugs/y": drug("Why", "drugs/x", "us-2", "us-1"),
		"regimens/xy": "display_name: XY\ncomponents: [{drug: drugs/x}, {drug: drugs/y}]\n" +
			"uses: [{id: pain, condition: conditions/pain}]\n",
		"conditions/pain": "display_name: Pain\n",
		"regulators/a":    "display_name: A\nkind: LICENSING\nmandates: [{jurisdiction: US}]\n",
		"sources/old":     "display_name: Old\ndates: {revised: \"2012-02-02\"}\n",
	}), "regimens/xy.html")
	if !strings.Contains(page, "<small>Exa, Why</small>") || strings.Contains(page, "Plus") {
		t.Errorf("the page says: %s", page)
	}
}

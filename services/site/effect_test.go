package site_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestEffectOfAnotherRecord checks the page of an effect, which shows what drugs say of it: their products by brand,
// and no references, since the keys of their citations may be those of other citations of the effect.
func TestEffectOfAnotherRecord(t *testing.T) {
	text := pageOf(t, siteOf(t, map[string]string{
		"effects/nausea": "display_name: Nausea\nnames:\n  - {text: Queasiness, type: SYNONYM, cites: [label]}\n" +
			"citations:\n  label: {source: sources/dictionary}\n",
		"drugs/x": "display_name: X\nproducts:\n  - {id: x-us, brand: Xbrand, jurisdiction: US}\n" +
			"side_effects:\n  - {term: feeling sick, effect: effects/nausea, cites: [label],\n" +
			"      frequencies: [{band: COMMON, product: x-us, cites: [label]}]}\n" +
			"citations:\n  label: {source: sources/label}\n",
		"sources/dictionary": "display_name: Dictionary\nkind: DATABASE\n",
		"sources/label":      "display_name: Label\nkind: LABEL\n",
	}), "effects/nausea.html")
	_, row, _ := strings.Cut(text, "feeling sick")
	row, rest, _ := strings.Cut(row, "</li>")
	if !strings.Contains(row, "common, Xbrand") || strings.Contains(row, "#cite-") {
		t.Errorf("the page says of the drug: %s", row)
	}
	if !strings.Contains(rest, `Queasiness<a class="c" href="#cite-label"`) {
		t.Error("the page does not cite what the effect cites")
	}
}

// TestEffectsByHowOften checks that effects stand under the most frequent band of a label, what is in percent under a
// heading that says so, and that a reference is not repeated.
func TestEffectsByHowOften(t *testing.T) {
	page := pageOf(t, siteOf(t, map[string]string{"drugs/x": `display_name: X
side_effects:
  - {term: a cold, source_frequency: common, cites: [a]}
  - {term: a cough, frequencies: [{percent: "9.5", cites: [a]}], cites: [a]}
  - {term: a rash, frequencies: [{percent: "61", comparator_percent: "12", cites: [a]}], cites: [b]}
  - {term: thirst, frequencies: [{band: RARE, cites: [a]}, {band: COMMON, cites: [a]}, {percent: "70", cites: [a]}]}
  - {term: a stroke, seriousness: SERIOUS, frequencies: [{band: VERY_RARE, cites: [a]}]}
citations: {a: {source: sources/a}, b: {source: sources/b}}
`}), "drugs/x.html")
	_, section, _ := strings.Cut(page, `<h2 id="effects">Side effects</h2>`)
	section, _, _ = strings.Cut(section, "</section>")
	want := "Serious a stroke · very rare1 Common 1 in 100 people or more, below 1 in 10 " +
		"thirst · rare1 · common1 · 70%1 How often, in percent a rash · 61% against 12%1 2 a cough · 9.5%1 " +
		"How often is not given in numbers a cold · “common”1"
	tags := regexp.MustCompile(`<[^>]*>`)
	marked := strings.NewReplacer(" <small> ", " · ", " <small>", " · ", "</a><a", "</a> <a").Replace(section)
	marked = strings.Replace(marked, "Common · 1", "Common 1", 1)
	if got := strings.Join(strings.Fields(tags.ReplaceAllString(marked, "")), " "); got != want {
		t.Errorf("the page says\n%s\nwant\n%s", got, want)
	}
}

package site_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/services/site"
)

// TestEffectOfAnotherRecord checks the page of an effect, which shows what drugs say of it: their products by brand,
// and no references, since the keys of their citations may be those of other citations of the effect.
func TestEffectOfAnotherRecord(t *testing.T) {
	files := make(fstest.MapFS)
	for path, text := range map[string]string{
		"effects/nausea.yaml": "display_name: Nausea\nnames:\n  - {text: Queasiness, type: SYNONYM, cites: [label]}\n" +
			"citations:\n  label: {source: sources/dictionary}\n",
		"drugs/x.yaml": "display_name: X\nproducts:\n  - {id: x-us, brand: Xbrand, jurisdiction: US}\n" +
			"side_effects:\n  - {term: feeling sick, effect: effects/nausea, cites: [label],\n" +
			"      frequencies: [{band: COMMON, product: x-us, cites: [label]}]}\n" +
			"citations:\n  label: {source: sources/label}\n",
		"sources/dictionary.yaml": "display_name: Dictionary\nkind: DATABASE\n",
		"sources/label.yaml":      "display_name: Label\nkind: LABEL\n",
	} {
		files[path] = &fstest.MapFile{Data: []byte(text)}
	}
	c, problems, err := catalog.Load(files, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	text, err := site.New(c, site.Options{AsOf: "2026-11-30"}).Render("effects/nausea.html")
	if err != nil {
		t.Fatal(err)
	}
	_, row, _ := strings.Cut(string(text), "feeling sick")
	row, rest, _ := strings.Cut(row, "</li>")
	if !strings.Contains(row, "common, Xbrand") || strings.Contains(row, "#cite-") {
		t.Errorf("the page says of the drug: %s", row)
	}
	if !strings.Contains(rest, `Queasiness<a class="c" href="#cite-label"`) {
		t.Error("the page does not cite what the effect cites")
	}
}

package site_test

import (
	"regexp"
	"strings"
	"testing"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/site"
)

// TestReferencesBySource checks that a source is listed once, with a letter for each part that is cited of it, and that
// facts lead to the parts.
func TestReferencesBySource(t *testing.T) {
	page := pageOf(t, siteOf(t, map[string]string{"drugs/x": `display_name: X
notes:
  - {text: One., cites: [use]}
  - {text: Two., cites: [page, box]}
citations:
  box: {source: sources/label, section: The box}
  page: {source: sources/page, section: Top}
  rest: {source: sources/label}
  use: {source: sources/label, section: Uses, note: Read in a copy.}
`, "sources/label": "display_name: Label\ntitle: The label\npublisher: Maker\n",
		"sources/page": "display_name: Page\ntitle: The page\ndates: {revised: \"2020-03\"}\n"}), "drugs/x.html")
	for _, want := range []string{
		`One.<a class="c" href="#cite-use">1a</a></li>`,
		`Two.<a class="c" href="#cite-page">2</a><a class="c" href="#cite-box">1b</a></li>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say: %s", want)
		}
	}
	_, list, _ := strings.Cut(page, `<h2 id="references">References</h2>`)
	list, _, _ = strings.Cut(list, "</section>")
	list = strings.NewReplacer("<li>", " * ", "<li id=", " * <", "<ol>", " [", "</ol>", "] ").Replace(list)
	list = strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(list, "")), " ")
	const want = "[ * The label. Maker; [date unknown]. undated [ * Uses. Read in a copy. * The box. * the whole ] " +
		"* The page. ; [updated 2020 Mar]. Top. 6 years old ]"
	if list != want {
		t.Errorf("the references are\n%s\nwant\n%s", list, want)
	}
}

// TestSourceLeadsToItself checks that on the page of a source its addresses are links, each of which is there once.
func TestSourceLeadsToItself(t *testing.T) {
	s := siteOf(t, map[string]string{
		"sources/page":    "title: The page\nidentifiers: {url: \"https://example.org/a\"}\n",
		"sources/article": "kind: JOURNAL_ARTICLE\ntitle: An article\nidentifiers: {doi: 10.1/a, pmid: \"123\"}\n",
		"sources/both":    "kind: JOURNAL_ARTICLE\nidentifiers: {doi: 10.1/a, url: \"https://example.org/b\"}\n",
		"sources/study":   "kind: TRIAL_REGISTRY\nidentifiers: {nct: NCT00000001}\n",
	})
	for path, want := range map[string]string{
		"sources/page.html": `Available from: <a href="https://example.org/a">https://example.org/a</a></p>`,
		"sources/article.html": `<a href="https://doi.org/10.1/a">doi:10.1/a</a> ` +
			`<a href="https://pubmed.ncbi.nlm.nih.gov/123">PMID: 123</a></p>`,
		"sources/both.html":  `Available from: <a href="https://example.org/b">https://example.org/b</a></p>`,
		"sources/study.html": `<a href="https://clinicaltrials.gov/study/NCT00000001">NCT00000001</a>`,
	} {
		if page := pageOf(t, s, path); strings.Count(page, want) != 1 || strings.Contains(page, `href="../`+path) {
			_, page, _ = strings.Cut(page, "</header>\n<p>")
			page, _, _ = strings.Cut(page, "</p>")
			t.Errorf("%s says: %s\nwant: %s", path, page, want)
		}
	}
}

// TestStatusesAreExplained checks that the label matrix says what each status means.
func TestStatusesAreExplained(t *testing.T) {
	_, words, _ := strings.Cut(pageOf(t, frozen(t, site.Options{}), "labels.html"), `<h2 id="words">`)
	for number, name := range compendiumv1.Label_Status_name {
		if number != 0 && !strings.Contains(words, `data-status="`+name+`"`) {
			t.Errorf("%s is not explained", name)
		}
	}
}

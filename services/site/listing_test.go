package site_test

import (
	"strings"
	"testing"
)

// TestListings checks that the page of a drug says what formularies say of it, and nothing of what they say of others.
func TestListings(t *testing.T) {
	s := siteOf(t, map[string]string{
		"drugs/x": "display_name: X\nuses: [{id: pain, condition: conditions/pain}]\n",
		"drugs/y": "display_name: Y\n",
		"drugs/z": "display_name: Z\n",
		"lists/north": `display_name: North formulary
entries:
  - {id: x, drug: drugs/x, use: pain, status: RESTRICTED, reason: After a test., date: "2026-02-03", until: "2027"}
  - {id: y, drug: drugs/y, status: NOT_USED, reason: Too dear.}
`,
		"conditions/pain": "display_name: Pain\n",
	})
	for path, want := range map[string]string{
		"drugs/x.html": `<b>restricted</b> <a href="../lists/north.html">North formulary</a>, <a href="#use-pain">Pain</a>, ` +
			`2026-02-03 until 2027<br>After a test.</li>`,
		"drugs/y.html": `<b>not used</b> <a href="../lists/north.html">North formulary</a><br>Too dear.</li>`,
		"drugs/z.html": "",
	} {
		_, rows, _ := strings.Cut(pageOf(t, s, path), `<h2 id="lists">Formularies and lists</h2>`)
		rows, _, _ = strings.Cut(rows, "</ul>")
		_, rows, _ = strings.Cut(rows, "<li>")
		if strings.TrimSpace(rows) != want {
			t.Errorf("%s lists %q, want %q", path, rows, want)
		}
	}
}

package site_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/services/site"
)

// frozen returns the site of the frozen catalog.
func frozen(t *testing.T, options site.Options) *site.Site {
	t.Helper()
	c, problems, err := catalog.Load(os.DirFS("../../validate/testdata/frozen"), "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	options.AsOf = "2026-11-30"
	return site.New(c, options)
}

// siteOf returns the site of records by their names.
func siteOf(t *testing.T, records map[string]string) *site.Site {
	t.Helper()
	files := make(fstest.MapFS)
	for name, text := range records {
		files[name+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	c, problems, err := catalog.Load(files, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return site.New(c, site.Options{AsOf: "2026-06-01"})
}

// pageOf returns a page.
func pageOf(t *testing.T, s *site.Site, path string) string {
	t.Helper()
	page, err := s.Render(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// render returns all files of a site by their paths.
func render(t *testing.T, s *site.Site) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	for path := range s.Paths() {
		text, err := s.Render(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := files[path]; twice {
			t.Errorf("%s is there twice", path)
		}
		files[path] = text
	}
	return files
}

// document is what a test sees of a page.
type document struct {
	ids   map[string]bool
	links []string
	text  string
}

// TestPages checks all pages of the frozen catalog.
func TestPages(t *testing.T) {
	checkPages(t, frozen(t,
		site.Options{Since: "v1", Changes: []compare.Change{{Resource: "drugs/imatinib", Kind: compare.Added}}}))
}

// checkPages checks all pages of a site: they parse, links and anchors lead somewhere, no ID is there twice, nothing
// comes from elsewhere or is inside the page, and none is too large.
func checkPages(t *testing.T, s *site.Site) {
	t.Helper()
	const largest = 100 << 10
	files := render(t, s)
	pages := make(map[string]document)
	for name, text := range files {
		if strings.HasSuffix(name, ".html") {
			pages[name] = check(t, name, text)
		}
		if len(text) > largest {
			t.Errorf("%s has %d bytes, more than %d", name, len(text), largest)
		}
	}
	for name, page := range pages {
		for _, link := range page.links {
			to, anchor, _ := strings.Cut(link, "#")
			if strings.Contains(to, "://") {
				continue
			}
			to = path.Join(path.Dir(name), to)
			if strings.HasPrefix(link, "#") {
				to = name
			}
			if _, ok := files[to]; !ok {
				t.Errorf("%s: %s leads nowhere", name, link)
			} else if anchor != "" && !pages[to].ids[anchor] {
				t.Errorf("%s: %s has no such anchor", name, link)
			}
		}
		if !strings.Contains(page.text, s.Version()) || !strings.Contains(page.text, string(s.AsOf)) {
			t.Errorf("%s does not state its version and day", name)
		}
	}
}

func check(t *testing.T, name string, text []byte) document {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	d := document{ids: make(map[string]bool)}
	headings, policy := 0, false
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			d.text += n.Data
		}
		if n.Data == "h1" {
			headings++
		}
		if n.Data == "style" || n.Data == "img" && attribute(n, "alt") == "" ||
			n.Data == "script" && (n.FirstChild != nil || attribute(n, "src") == "") {
			t.Errorf("%s: <%s> is inside the page, or has no text", name, n.Data)
		}
		policy = policy || attribute(n, "http-equiv") == "Content-Security-Policy" && attribute(n, "content") == site.Policy
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && d.ids[a.Val]:
				t.Errorf("%s: the ID %s is there twice", name, a.Val)
			case a.Key == "id":
				d.ids[a.Val] = true
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: <%s %s> is refused by the policy", name, n.Data, a.Key)
			case a.Key == "src" || n.Data == "link" && a.Key == "href":
				if strings.Contains(a.Val, "//") {
					t.Errorf("%s: %s comes from elsewhere", name, a.Val)
				}
				d.links = append(d.links, a.Val)
			case a.Key == "href":
				d.links = append(d.links, a.Val)
			}
		}
	}
	if headings != 1 || !policy {
		t.Errorf("%s has %d main headings, and a policy: %t", name, headings, policy)
	}
	if strings.Contains(d.text, "ZgotmplZ") || strings.Contains(d.text, "%!") ||
		strings.Contains(string(text), "ZgotmplZ") {
		t.Errorf("%s has a value that could not be written", name)
	}
	return d
}

func attribute(n *html.Node, key string) string {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	if i < 0 {
		return ""
	}
	return n.Attr[i].Val
}

// TestSameBytes checks that one catalog is rendered to the same bytes each time.
func TestSameBytes(t *testing.T) {
	first, second := render(t, frozen(t, site.Options{})), render(t, frozen(t, site.Options{}))
	for name, text := range first {
		if !bytes.Equal(text, second[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestNoSuchPage(t *testing.T) {
	if _, err := frozen(t, site.Options{}).Render("drugs/none.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

// TestReport checks that the report is self-contained: each link leads to a place on it, and the policy admits its own
// style and script and nothing else.
func TestReport(t *testing.T) {
	var b bytes.Buffer
	if err := frozen(t, site.Options{}).WriteReport(&b, site.Findings{Errors: 1}); err != nil {
		t.Fatal(err)
	}
	text := bytes.Clone(b.Bytes())
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	ids, links, policy, inside := make(map[string]bool), []string(nil), "", 0
	for n := range root.Descendants() {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("the ID %s is there twice", id)
			}
			ids[id] = true
		}
		if attribute(n, "src") != "" || n.Data == "link" {
			t.Errorf("<%s> loads something", n.Data)
		}
		switch n.Data {
		case "a":
			links = append(links, attribute(n, "href"))
		case "meta":
			if attribute(n, "http-equiv") != "" {
				policy = attribute(n, "content")
			}
		case "style", "script":
			digest := sha256.Sum256([]byte(n.FirstChild.Data))
			if hash := base64.StdEncoding.EncodeToString(digest[:]); !strings.Contains(policy, n.Data+"-src 'sha256-"+hash+"'") {
				t.Errorf("the policy %s does not admit <%s>, whose digest is %s", policy, n.Data, hash)
			}
			inside++
		}
	}
	for _, link := range links {
		if anchor, ok := strings.CutPrefix(link, "#"); !ok || !ids[anchor] {
			t.Errorf("%s leads nowhere on the page", link)
		}
	}
	for _, id := range []string{">giant-cell-tumor-of-bone<", ">xgeva-us<", "<td>bone-secondaries</td>"} {
		if bytes.Contains(text, []byte(id)) {
			t.Errorf("the report names a use or a product by its ID: %s", id)
		}
	}
	if inside != 2 || len(links) < 20 {
		t.Errorf("%d styles and scripts, %d links", inside, len(links))
	}
}

// TestDispute checks that an open conflict shows at each use that it names, on any side, and a resolved one does not.
func TestDispute(t *testing.T) {
	const drug = `display_name: X
lifecycle: ACTIVE
uses:
  - {id: one, condition: conditions/a, strength: MAY_BE_USED}
  - {id: two, condition: conditions/b, strength: NOT_RECOMMENDED}
  - {id: three, condition: conditions/a, strength: NOT_RECOMMENDED}
  - {id: four, condition: conditions/c, strength: MAY_BE_USED}
conflicts:
  - field: uses["one"].strength
    statements: [{says: It is used.}, {says: It is not.}]
    against: ['uses["three"].strength']
  - field: uses["four"].strength
    statements: [{says: It is used.}, {says: It is used first.}]
    resolution: {decision: It is used.}
`
	page := pageOf(t, siteOf(t, map[string]string{"drugs/x": drug}), "drugs/x.html")
	for use, want := range map[string]bool{"one": true, "two": false, "three": true, "four": false} {
		_, article, _ := strings.Cut(page, `id="use-`+use+`"`)
		article, _, _ = strings.Cut(article, "</article>")
		if got := strings.Contains(article, "Sources disagree."); got != want {
			t.Errorf("use %s is disputed: %t", use, got)
		}
	}
}

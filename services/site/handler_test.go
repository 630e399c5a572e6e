package site_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services/site"
)

// TestRelease checks that a release has the pages of the content that it was built of.
func TestRelease(t *testing.T) {
	r, err := release.FromFS(t.Context(), os.DirFS("../../validate/testdata/frozen"), "", "test",
		release.Options{AsOf: "2026-11-30"})
	if err != nil {
		t.Fatal(err)
	}
	defer r.File.Close()
	want := render(t, frozen(t, site.Options{}))
	got := render(t, site.New(site.FromRelease(r.File), site.Options{AsOf: "2026-11-30"}))
	if len(got) != len(want) {
		t.Errorf("%d pages, want %d", len(got), len(want))
	}
	for name, page := range want {
		if !bytes.Equal(page, got[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestHandler(t *testing.T) {
	r, err := release.FromFS(t.Context(), os.DirFS("../../validate/testdata/frozen"), "", "test",
		release.Options{AsOf: "2026-11-30"})
	if err != nil {
		t.Fatal(err)
	}
	defer r.File.Close()
	day, held, closed := date.Day("2026-11-30"), r.File, 0
	const room = 150_000 // for some pages
	made, since := 0, ""
	changes := func() (string, []compare.Change) {
		made++
		return since, []compare.Change{{Resource: "drugs/imatinib", Path: "lifecycle", Kind: compare.Changed}}
	}
	handler := site.NewHandler(func() site.Served {
		if held == nil {
			return site.Served{}
		}
		return site.Served{site.FromRelease(held), site.Options{AsOf: day}, changes, func() { closed++ }}
	}, room)
	get := func(path string, header ...string) *httptest.ResponseRecorder {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
		for i := 0; i < len(header); i += 2 {
			request.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, request)
		return w
	}
	page := get("/drugs/imatinib.html")
	etag := page.Header().Get("ETag")
	if page.Code != http.StatusOK || !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") || etag == "" ||
		!strings.Contains(page.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("%d %v", page.Code, page.Header())
	}
	for _, test := range []struct {
		path string
		want int
	}{
		{"/", 200}, {"/index.html", 200}, {"/style.css", 200}, {"/drugs/imatinib", 301}, {"/drugs/none", 404},
		{"/drugs/../../site.go", 404}, {"/drugs", 301}, {"/search/im.json", 200}, {"/drugs/imatinib.html", 200},
		{"/changes.html", 404},
	} {
		if got := get(test.path).Code; got != test.want {
			t.Errorf("%s: %d, want %d", test.path, got, test.want)
		}
	}
	if got := get("/drugs/none").Body.String(); !strings.Contains(got, "There is no such page") ||
		!strings.Contains(got, `href="../index.html"`) {
		t.Errorf("a page that is not there leads nowhere: %s", got)
	}
	if got := get("/drugs/imatinib", "If-None-Match", etag); got.Header().Get("Location") != "/drugs/imatinib.html" {
		t.Errorf("the address of a record leads to %s", got.Header().Get("Location"))
	}
	if got := get("/drugs/imatinib.html", "If-None-Match", etag).Code; got != http.StatusNotModified {
		t.Errorf("the same page: %d", got)
	}
	day, since = "2018-01-01", "sha256:before"
	again := get("/labels.html", "If-None-Match", etag)
	if again.Code != http.StatusOK || again.Header().Get("ETag") == etag {
		t.Errorf("on another day: %d, tag %s", again.Code, again.Header().Get("ETag"))
	}
	if got := get("/changes.html").Body.String(); !strings.Contains(got, "sha256:before") ||
		!strings.Contains(got, "Lifecycle") {
		t.Errorf("the page on changes: %s", got)
	}
	if made != 2 {
		t.Errorf("the changes were asked for %d times", made)
	}
	post := httptest.NewRecorder()
	handler.ServeHTTP(post, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", http.NoBody))
	if post.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", post.Code)
	}
	if closed != 16 {
		t.Errorf("the content was closed %d times", closed)
	}
	held = nil
	if got := get("/").Code; got != http.StatusServiceUnavailable {
		t.Errorf("without a catalog: %d", got)
	}
}

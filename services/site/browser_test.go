package site_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/services/site"
)

// axeScript is where npm puts the checker of accessibility: npm ci in e2e/pages.
const axeScript = "../../e2e/pages/node_modules/axe-core/axe.min.js"

// labelsOf returns labels in jurisdictions, as YAML.
func labelsOf(jurisdictions ...string) string {
	labels := make([]string, len(jurisdictions))
	for i, in := range jurisdictions {
		labels[i] = "{jurisdiction: " + in + ", unknown: No record was read.}"
	}
	return strings.Join(labels, ", ")
}

// TestBrowser looks at pages in a headless Chromium. testdata/browser.html has the expectations.
func TestBrowser(t *testing.T) {
	chromium := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			chromium = found
			break
		}
	}
	if chromium == "" {
		t.Skip("there is no Chromium here; Debian's package is chromium")
	}
	axe, err := os.ReadFile(axeScript)
	if err != nil {
		t.Log("axe-core is not here, so that accessibility is not checked; run npm ci in e2e/pages")
	}
	changes := []compare.Change{{Resource: "drugs/imatinib", Path: "lifecycle", Kind: compare.Changed, Before: "ACTIVE",
		After: "WITHDRAWN", Concern: &compare.Concerns()[0]}}
	s, many := frozen(t, site.Options{Since: "before", Changes: changes}), generated(t)
	wide := siteOf(t, map[string]string{"drugs/x": `display_name: X
uses: [{id: pain, condition: conditions/pain, labels: [` + labelsOf("AU", "BR", "CA", "CH", "CN", "DE", "EU", "GB", "IN",
		"JP", "KR", "US", "ZA") + "]}]\n", "conditions/pain": "display_name: Pain\n"})
	var report, wideReport bytes.Buffer
	failed := errors.Join(s.WriteReport(&report, site.Findings{}), wide.WriteReport(&wideReport, site.Findings{}))
	if failed != nil {
		t.Fatal(failed)
	}
	faults := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, forAxe := strings.CutPrefix(strings.TrimPrefix(r.URL.Path, "/"), "axe/")
		text, err := report.Bytes(), error(nil)
		switch {
		case name == "done":
			found, _ := io.ReadAll(r.Body)
			faults <- string(found)
			return
		case name == "browser.html":
			text, err = os.ReadFile("testdata/browser.html")
		case name == "axe.js" && axe != nil:
			text, err = axe, nil
		case strings.HasPrefix(name, "many/"):
			text, err = many.Render(strings.TrimPrefix(name, "many/"))
		case name == "wide/report.html":
			text = wideReport.Bytes()
		case strings.HasPrefix(name, "wide/"):
			text, err = wide.Render(strings.TrimPrefix(name, "wide/"))
		case name == "sources/long-address.html":
			text, err = s.Render("sources/acs-bone-cancer-targeted-therapy.html")
			const before = "American Cancer Society; "
			address := "Available from: https://example.org/" + strings.Repeat("x", 100)
			text = bytes.Replace(text, []byte(before), []byte(before+address), 1)
		case name != "report.html":
			text, err = s.Render(name)
		}
		if err != nil {
			http.NotFound(w, r)
			return
		}
		if forAxe && strings.HasSuffix(name, ".html") { // the policy keeps axe out
			text = bytes.Replace(text, []byte("Content-Security-Policy"), []byte("X-Nothing"), 1)
			text = bytes.Replace(text, []byte("</head>"), []byte(`<script src="/axe.js"></script></head>`), 1)
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		_, _ = w.Write(text)
	}))
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	// Processes of the browser may write for a moment after it is killed, so that t.TempDir could not be removed.
	profile, err := os.MkdirTemp("", "browser") //nolint:usetesting // see above
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		for range 20 {
			if os.RemoveAll(profile) == nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	}()
	browser := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
		"--remote-debugging-port=0", "--user-data-dir="+profile, server.URL+"/browser.html")
	browser.WaitDelay = time.Second
	if err := browser.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cancel()
		_ = browser.Wait()
	}()
	select {
	case found := <-faults:
		if found != "" {
			t.Error(found)
		}
	case <-ctx.Done():
		t.Error("the browser did not finish")
	}
}

package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/opencompendium/compendium/catalog/compare"
)

// Served is what a handler shows at the moment.
type Served struct {
	// Content is comparable: the handler makes a site anew when it is another one. It is nil if there is none yet.
	Content Content
	Options Options
	// Changes returns the version before and what changed since. It is called when the site is made. It may be nil.
	Changes func() (since string, changes []compare.Change)
	// Close is called when a request is done with the content.
	Close func()
}

// Handler serves the pages of what is served at the moment. A page is rendered when it is asked for, and kept as long
// as the content and the day are the same, within a bound of bytes.
type Handler struct {
	served func() Served
	most   int
	// slots bounds how many pages are rendered at once.
	slots chan struct{}

	mu    sync.Mutex
	site  *Site
	etag  string
	pages map[string][]byte
	size  int
}

// NewHandler returns a handler that keeps at most so many bytes of pages.
func NewHandler(served func() Served, bytes int) *Handler {
	return &Handler{served: served, most: bytes, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
}

// ServeHTTP answers GET and HEAD of a page or an asset. The address of a record without .html leads to its page.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", Policy+"; frame-ancestors 'none'")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "pages are read with GET", http.StatusMethodNotAllowed)
		return
	}
	served := h.served()
	if served.Content == nil {
		http.Error(w, "there is no catalog yet; try again soon", http.StatusServiceUnavailable)
		return
	}
	defer served.Close()
	site, etag := h.siteOf(served)
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	if !site.Has(name) && site.Has(name+".html") {
		http.Redirect(w, r, "/"+name+".html", http.StatusMovedPermanently) //nolint:gosec // there is such a page
		return
	}
	page, err := h.page(site, name)
	if errors.Is(err, fs.ErrNotExist) {
		if page, err = site.NotFound(r.URL.Path); err == nil {
			header.Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write(page) //nolint:gosec // a template has escaped it
			return
		}
	}
	if err != nil {
		http.Error(w, "the page could not be made", http.StatusInternalServerError)
		return
	}
	header.Set("ETag", etag)
	if header.Get("Cache-Control") == "" {
		header.Set("Cache-Control", "no-cache")
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(page))
}

// siteOf returns the site of what is served, and the tag of its pages.
func (h *Handler) siteOf(served Served) (*Site, string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.site == nil || h.site.content != served.Content || h.site.AsOf != served.Options.AsOf {
		options := served.Options
		if served.Changes != nil {
			options.Since, options.Changes = served.Changes()
		}
		h.site, h.pages, h.size = New(served.Content, options), make(map[string][]byte), 0
		digest := sha256.Sum256([]byte(h.site.Version() + string(h.site.AsOf) + h.site.Program + h.site.Since))
		h.etag = `"` + base64.RawURLEncoding.EncodeToString(digest[:12]) + `"`
	}
	return h.site, h.etag
}

// page returns a page, which is rendered unless it is kept. When there is no room, those that are kept make way.
func (h *Handler) page(site *Site, name string) ([]byte, error) {
	h.mu.Lock()
	page, kept := h.pages[name]
	kept = kept && h.site == site
	h.mu.Unlock()
	if kept {
		return page, nil
	}
	h.slots <- struct{}{}
	page, err := site.Render(name)
	<-h.slots
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.site != site || len(page) > h.most {
		return page, nil
	}
	if h.size+len(page) > h.most {
		h.pages, h.size = make(map[string][]byte), 0
	}
	h.size += len(page) - len(h.pages[name])
	h.pages[name] = page
	return page, nil
}

// Has reports whether there is a page or asset of a path.
func (s *Site) Has(path string) bool { return s.pages[path] != nil }

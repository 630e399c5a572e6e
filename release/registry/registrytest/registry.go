// Package registrytest runs go-containerregistry's registry in memory for tests, and injects faults into it.
//
// It knows HTTP and the formats of the OCI, and nothing of releases. It serves tests only.
package registrytest

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"slices"
	"strconv"
	"sync"
	"testing"

	ggcr "github.com/google/go-containerregistry/pkg/registry"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/registry/remote"
)

// Registry is a registry in memory with referrers, which Start starts. Its zero value injects no faults. Its fields are
// set before it starts, or within Do.
type Registry struct {
	// User and Password are required of every request, unless they are empty.
	User, Password string
	// NoReferrers turns the referrers API off.
	NoReferrers bool
	// UntypedReferrers lists referrers as go-containerregistry does: with the media type of their config for an artifact
	// type.
	UntypedReferrers bool
	// PageSize is the length of a page of tags. 0: all tags are one page.
	PageSize int
	// TLS has the registry serve over TLS.
	TLS *tls.Config
	// Fault may answer a request in place of the registry. It reports whether it did.
	Fault func(http.ResponseWriter, *http.Request) bool

	mu       sync.Mutex
	requests []string
	replaced map[string][]byte // by digest
	backend  http.Handler
	server   *httptest.Server
}

// Start starts a registry on loopback. It stops when the test ends.
func Start(tb testing.TB, r *Registry) *Registry {
	tb.Helper()
	r.replaced = make(map[string][]byte)
	r.backend = ggcr.New(ggcr.WithReferrersSupport(!r.NoReferrers), ggcr.Logger(log.New(io.Discard, "", 0)))
	r.server = httptest.NewUnstartedServer(r)
	if r.TLS != nil {
		r.server.TLS = r.TLS
		r.server.Config.ErrorLog = log.New(io.Discard, "", 0)
		r.server.StartTLS()
	} else {
		r.server.Start()
	}
	tb.Cleanup(r.server.Close)
	return r
}

// Host returns the address of the registry, such as 127.0.0.1:5000.
func (r *Registry) Host() string { return r.server.Listener.Addr().String() }

// Stop stops the registry.
func (r *Registry) Stop() {
	r.server.CloseClientConnections()
	r.server.Close()
}

// Do changes the fields of a running registry.
func (r *Registry) Do(change func(*Registry)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(r)
}

// Requests returns the requests since the last call, such as "GET /v2/a/tags/list".
func (r *Registry) Requests() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.requests
	r.requests = nil
	return list
}

// Replace changes the bytes that are served for the digest of a blob or manifest.
func (r *Registry) Replace(digest string, content []byte) {
	r.Do(func(r *Registry) { r.replaced[digest] = content })
}

// Point moves a tag to a manifest. It removes the tag where there is no such manifest.
func (r *Registry) Point(name, tag, digest string) {
	found := r.ask(http.MethodGet, "/v2/"+name+"/manifests/"+digest, nil, "")
	to := "/v2/" + name + "/manifests/" + tag
	if found.Code != http.StatusOK {
		r.ask(http.MethodDelete, to, nil, "")
		return
	}
	r.ask(http.MethodPut, to, found.Body, found.Header().Get("Content-Type"))
}

// Untag removes a tag.
func (r *Registry) Untag(name, tag string) { r.Point(name, tag, "") }

// CopyTo copies the tagged manifests of a repository to another registry, with their blobs and referrers.
func (r *Registry) CopyTo(tb testing.TB, to *Registry, name string) {
	tb.Helper()
	repository := func(r *Registry) *remote.Repository {
		opened, err := remote.NewRepository(r.Host() + "/" + name)
		if err != nil {
			tb.Fatal(err)
		}
		opened.PlainHTTP, opened.Client = true, &http.Client{Transport: direct{r.backend}}
		return opened
	}
	from, into := repository(r), repository(to)
	err := from.Tags(tb.Context(), "", func(tags []string) error {
		for _, tag := range tags {
			if _, err := oras.ExtendedCopy(tb.Context(), from, tag, into, tag, oras.DefaultExtendedCopyOptions); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// direct sends requests to a handler, past the faults and the list of requests.
type direct struct{ to http.Handler }

// RoundTrip implements http.RoundTripper.
func (d direct) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.Body == nil {
		q.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	d.to.ServeHTTP(w, q)
	answer := w.Result()
	answer.Request = q
	return answer, nil
}

func (r *Registry) ask(method, path string, body io.Reader, contentType string) *httptest.ResponseRecorder {
	q := httptest.NewRequestWithContext(context.Background(), method, path, body)
	q.Header.Set("Content-Type", contentType)
	w := httptest.NewRecorder()
	r.backend.ServeHTTP(w, q)
	return w
}

// ServeHTTP answers one request.
func (r *Registry) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	r.requests = append(r.requests, q.Method+" "+q.URL.Path)
	fault, user, password, untyped, pageSize := r.Fault, r.User, r.Password, r.UntypedReferrers, r.PageSize
	replaced, altered := r.replaced[path.Base(q.URL.Path)]
	r.mu.Unlock()
	// Without the lock, so that a fault may take its time.
	if fault != nil && fault(w, q) {
		return
	}
	sentUser, sentPassword, _ := q.BasicAuth()
	switch kind := path.Base(path.Dir(q.URL.Path)); {
	case sentUser != user || sentPassword != password:
		w.Header().Set("WWW-Authenticate", `Basic realm="test"`)
		w.WriteHeader(http.StatusUnauthorized)
	case altered && q.Method != http.MethodPut:
		serveReplaced(w, q, replaced)
	case kind == "tags" && pageSize > 0:
		r.page(w, q, pageSize)
	case kind == "referrers" && !untyped:
		r.typed(w, q)
	default:
		if kind == "manifests" && q.Method == http.MethodPut && !r.NoReferrers {
			announceSubject(w, q)
		}
		r.backend.ServeHTTP(w, q)
	}
}

func serveReplaced(w http.ResponseWriter, q *http.Request, content []byte) {
	w.Header().Set("Docker-Content-Digest", path.Base(q.URL.Path))
	w.Header().Set("Content-Type", ocispec.MediaTypeImageManifest)
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	if q.Method == http.MethodGet {
		_, _ = w.Write(content) //nolint:gosec // a test; the client may have gone away
	}
}

// page serves one page of tags. The backend has no links to the next page.
func (r *Registry) page(w http.ResponseWriter, q *http.Request, size int) {
	whole := r.ask(http.MethodGet, q.URL.Path, nil, "")
	var list struct {
		Name string   `json:"name"`
		Tags []string `json:"tags"`
	}
	if whole.Code != http.StatusOK || json.Unmarshal(whole.Body.Bytes(), &list) != nil {
		w.WriteHeader(whole.Code)
		return
	}
	last := q.URL.Query().Get("last")
	list.Tags = slices.DeleteFunc(list.Tags, func(tag string) bool { return tag <= last })
	if len(list.Tags) > size {
		list.Tags = list.Tags[:size]
		next := url.Values{"last": {list.Tags[size-1]}, "n": {strconv.Itoa(size)}}
		w.Header().Set("Link", fmt.Sprintf(`<%s?%s>; rel="next"`, q.URL.Path, next.Encode()))
	}
	writeJSON(w, list)
}

// typed serves referrers with their artifact types, which the backend does not know.
func (r *Registry) typed(w http.ResponseWriter, q *http.Request) {
	untyped := r.ask(http.MethodGet, q.URL.Path, nil, "")
	var index ocispec.Index
	if untyped.Code != http.StatusOK || json.Unmarshal(untyped.Body.Bytes(), &index) != nil {
		w.WriteHeader(untyped.Code)
		return
	}
	for i, m := range index.Manifests {
		text := r.ask(http.MethodGet, path.Dir(path.Dir(q.URL.Path))+"/manifests/"+m.Digest.String(), nil, "")
		var manifest ocispec.Manifest
		if json.Unmarshal(text.Body.Bytes(), &manifest) == nil {
			index.Manifests[i].ArtifactType = manifest.ArtifactType
		}
	}
	w.Header().Set("Content-Type", ocispec.MediaTypeImageIndex)
	writeJSON(w, index)
}

// writeJSON answers with a value. The client may have gone away.
func writeJSON(w http.ResponseWriter, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(text)
}

// announceSubject answers a manifest that has a subject as a registry with referrers must, which the backend does not
// do.
func announceSubject(w http.ResponseWriter, q *http.Request) {
	text, err := io.ReadAll(q.Body)
	if err != nil {
		return
	}
	q.Body = io.NopCloser(bytes.NewReader(text))
	var manifest ocispec.Manifest
	if json.Unmarshal(text, &manifest) == nil && manifest.Subject != nil {
		w.Header().Set("Oci-Subject", manifest.Subject.Digest.String())
	}
}

// Digest returns the digest of bytes: "sha256:…".
func Digest(content []byte) string { return digest.FromBytes(content).String() }

// Package registrytest is an OCI registry in memory for tests: pull, push, tags and referrers of the distribution specification 1.1, with
// faults on demand.
//
// It knows HTTP and the formats of the OCI, and nothing of releases. It is not meant to serve anybody but tests.
package registrytest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// Registry is a registry in memory. Its zero value is ready; Start has it listen. The fields for faults are set before it listens, or
// within Do.
type Registry struct {
	// User and Password that every request has to bring. Empty: anybody may.
	User, Password string
	// NoReferrers has it answer as registries do that know no referrers.
	NoReferrers bool
	// UntypedReferrers has it list referrers as registries do that take the media type of the config for the type of an artifact.
	UntypedReferrers bool
	// PageSize of lists of tags. 0: everything at once.
	PageSize int
	// Fault may answer a request in place of the registry. It says whether it did.
	Fault func(http.ResponseWriter, *http.Request) bool

	mu           sync.Mutex
	repositories map[string]*repository
	requests     []string
	server       *httptest.Server
}

type repository struct {
	blobs     map[string][]byte
	manifests map[string][]byte
	types     map[string]string
	tags      map[string]string
	uploads   int
}

// Start has a registry listen on loopback until the test ends.
func Start(tb testing.TB, r *Registry) *Registry {
	tb.Helper()
	r.server = httptest.NewServer(r)
	tb.Cleanup(r.server.Close)
	return r
}

// Host is where it listens, as in 127.0.0.1:5000.
func (r *Registry) Host() string { return strings.TrimPrefix(r.server.URL, "http://") }

// Stop has it answer nobody any more.
func (r *Registry) Stop() {
	r.server.CloseClientConnections()
	r.server.Close()
}

// Do changes the registry while no request runs.
func (r *Registry) Do(change func(*Registry)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(r)
}

// Requests gives the requests since the last call, as in "GET /v2/a/tags/list".
func (r *Registry) Requests() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.requests
	r.requests = nil
	return list
}

// Replace puts other bytes under the digest of a blob or manifest, as whoever has the disk of a registry could.
func (r *Registry) Replace(name, digest string, content []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	found := r.repository(name)
	for _, kept := range []map[string][]byte{found.blobs, found.manifests} {
		if _, there := kept[digest]; there {
			kept[digest] = content
		}
	}
}

// Point has a tag lead to a manifest, without asking.
func (r *Registry) Point(name, tag, digest string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.repository(name).tags[tag] = digest
}

// Untag removes a tag.
func (r *Registry) Untag(name, tag string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.repository(name).tags, tag)
}

// CopyTo copies all of a repository to another registry, tags too.
func (r *Registry) CopyTo(to *Registry, name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	from, into := r.repository(name), to.repository(name)
	maps.Copy(into.blobs, from.blobs)
	maps.Copy(into.manifests, from.manifests)
	maps.Copy(into.types, from.types)
	maps.Copy(into.tags, from.tags)
}

func (r *Registry) repository(name string) *repository {
	if r.repositories == nil {
		r.repositories = make(map[string]*repository)
	}
	if r.repositories[name] == nil {
		r.repositories[name] = &repository{blobs: make(map[string][]byte), manifests: make(map[string][]byte), types: make(map[string]string), tags: make(map[string]string)}
	}
	return r.repositories[name]
}

var route = regexp.MustCompile(`^/v2/(.+)/(blobs/uploads|blobs|manifests|referrers|tags)/?([^/]*)$`)

// ServeHTTP answers one request.
func (r *Registry) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	fault := r.Fault
	r.requests = append(r.requests, q.Method+" "+q.URL.Path)
	r.mu.Unlock()
	// Outside of the lock, so that a fault may take its time.
	if fault != nil && fault(w, q) {
		return
	}
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if user, password, _ := q.BasicAuth(); user != r.User || password != r.Password {
		w.Header().Set("WWW-Authenticate", `Basic realm="test"`)
		fail(w, http.StatusUnauthorized, "UNAUTHORIZED")
		return
	}
	parts := route.FindStringSubmatch(q.URL.Path)
	if parts == nil {
		w.WriteHeader(http.StatusOK) // /v2/
		return
	}
	name, rest := parts[1], parts[3]
	switch found := r.repository(name); parts[2] {
	case "blobs/uploads":
		found.upload(w, q, body, name)
	case "blobs":
		answer(w, q, found.blobs, rest, "application/octet-stream", "BLOB_UNKNOWN")
	case "manifests":
		r.manifest(w, q, body, found, name, rest)
	case "referrers":
		r.referrers(w, q, found, rest)
	default:
		r.listTags(w, q, found, name)
	}
}

func (p *repository) upload(w http.ResponseWriter, q *http.Request, body []byte, name string) {
	if q.Method == http.MethodPost {
		p.uploads++
		w.Header().Set("Location", fmt.Sprintf("/v2/%s/blobs/uploads/%d", name, p.uploads))
		w.WriteHeader(http.StatusAccepted)
		return
	}
	digest := q.URL.Query().Get("digest")
	if digest != Digest(body) {
		fail(w, http.StatusBadRequest, "DIGEST_INVALID")
		return
	}
	p.blobs[digest] = body
	w.Header().Set("Location", fmt.Sprintf("/v2/%s/blobs/%s", name, digest))
	w.WriteHeader(http.StatusCreated)
}

func (r *Registry) manifest(w http.ResponseWriter, q *http.Request, body []byte, p *repository, name, reference string) {
	if q.Method != http.MethodPut {
		digest := cmp.Or(p.tags[reference], reference)
		answer(w, q, p.manifests, digest, p.types[digest], "MANIFEST_UNKNOWN")
		return
	}
	digest := Digest(body)
	if strings.HasPrefix(reference, "sha256:") && reference != digest {
		fail(w, http.StatusBadRequest, "DIGEST_INVALID")
		return
	}
	var m ocispec.Manifest
	if json.Unmarshal(body, &m) != nil {
		fail(w, http.StatusBadRequest, "MANIFEST_INVALID")
		return
	}
	for _, blob := range m.Layers {
		if p.blobs[blob.Digest.String()] == nil {
			fail(w, http.StatusBadRequest, "MANIFEST_BLOB_UNKNOWN")
			return
		}
	}
	p.manifests[digest], p.types[digest] = body, q.Header.Get("Content-Type")
	if reference != digest {
		p.tags[reference] = digest
	}
	if m.Subject != nil && !r.NoReferrers {
		w.Header().Set("Oci-Subject", m.Subject.Digest.String())
	}
	w.Header().Set("Location", fmt.Sprintf("/v2/%s/manifests/%s", name, digest))
	w.Header().Set("Docker-Content-Digest", digest)
	w.WriteHeader(http.StatusCreated)
}

func (r *Registry) referrers(w http.ResponseWriter, q *http.Request, p *repository, subject string) {
	if r.NoReferrers {
		fail(w, http.StatusNotFound, "NOT_FOUND")
		return
	}
	index := ocispec.Index{MediaType: ocispec.MediaTypeImageIndex, Manifests: []ocispec.Descriptor{}}
	index.SchemaVersion = 2
	wanted := q.URL.Query().Get("artifactType")
	for name, text := range p.manifests {
		var m ocispec.Manifest
		if json.Unmarshal(text, &m) != nil || m.Subject == nil || m.Subject.Digest.String() != subject {
			continue
		}
		if r.UntypedReferrers {
			m.ArtifactType = m.Config.MediaType
		}
		if wanted != "" && wanted != m.ArtifactType {
			continue
		}
		index.Manifests = append(index.Manifests, ocispec.Descriptor{MediaType: p.types[name], Digest: digest.Digest(name), Size: int64(len(text)),
			ArtifactType: m.ArtifactType, Annotations: m.Annotations})
	}
	slices.SortFunc(index.Manifests, func(a, b ocispec.Descriptor) int { return cmp.Compare(a.Digest, b.Digest) })
	if wanted != "" {
		w.Header().Set("Oci-Filters-Applied", "artifactType")
	}
	w.Header().Set("Content-Type", ocispec.MediaTypeImageIndex)
	reply(w, index)
}

func (r *Registry) listTags(w http.ResponseWriter, q *http.Request, p *repository, name string) {
	if len(p.manifests) == 0 {
		fail(w, http.StatusNotFound, "NAME_UNKNOWN")
		return
	}
	tags := []string{}
	for tag := range p.tags {
		if tag > q.URL.Query().Get("last") {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	if r.PageSize > 0 && len(tags) > r.PageSize {
		tags = tags[:r.PageSize]
		query := url.Values{"last": {tags[len(tags)-1]}, "n": {strconv.Itoa(r.PageSize)}}
		w.Header().Set("Link", fmt.Sprintf(`</v2/%s/tags/list?%s>; rel="next"`, name, query.Encode()))
	}
	reply(w, map[string]any{"name": name, "tags": tags})
}

func answer(w http.ResponseWriter, q *http.Request, kept map[string][]byte, digest, mediaType, unknown string) {
	content, there := kept[digest]
	if !there {
		fail(w, http.StatusNotFound, unknown)
		return
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Docker-Content-Digest", digest)
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	if q.Method == http.MethodHead {
		return
	}
	// Whoever asked may have gone away.
	_, _ = w.Write(content)
}

func reply(w http.ResponseWriter, value any) {
	// Values are maps and structs of texts, and whoever asked may have gone away.
	_ = json.NewEncoder(w).Encode(value) //nolint:errchkjson // see above
}

func fail(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	reply(w, map[string]any{"errors": []map[string]string{{"code": code, "message": strings.ToLower(code)}}})
}

// Digest of bytes, as in "sha256:…".
func Digest(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}

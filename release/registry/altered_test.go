package registry_test

import (
	"bytes"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
)

func TestAlteredBytesAreRefused(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	e := publish(t, at, "stable", "one", nil)
	r := open(t, at, registry.Read)
	for _, bad := range []string{"two", "on", "one and more", ""} {
		server.Replace(e.FileDigest, []byte(bad))
		if err := r.Fetch(t.Context(), e, &bytes.Buffer{}); !errors.Is(err, registry.ErrAltered) {
			t.Errorf("a file altered to %q: got %v, want ErrAltered", bad, err)
		}
	}
	server.Replace(e.Digest, []byte(`{}`))
	if _, err := r.Get(t.Context(), "stable"); !errors.Is(err, registry.ErrAltered) {
		t.Errorf("an altered manifest: got %v, want ErrAltered", err)
	}
}

func TestFilesOfALayoutAreVerified(t *testing.T) {
	at := kinds["layout"](t)
	e := publish(t, at, "stable", "one", nil)
	blob := filepath.Join(at.Repository, "blobs", "sha256", strings.TrimPrefix(e.FileDigest, "sha256:"))
	if err := os.Chmod(blob, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"two", "on", "one and more", ""} {
		if err := os.WriteFile(blob, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := open(t, at, registry.Read).Fetch(t.Context(), e, &bytes.Buffer{}); !errors.Is(err, registry.ErrAltered) {
			t.Errorf("a file altered to %q: got %v, want ErrAltered", bad, err)
		}
	}
	if _, err := registry.Open(t.Context(), registry.Reference{Layout: true, Repository: t.TempDir()}, registry.Read,
		registry.Options{}); !errors.Is(
		err,
		registry.ErrNotFound,
	) {
		t.Errorf("a directory that is no layout: got %v, want ErrNotFound", err)
	}
}

// TestIndexBeingWritten opens a layout whose index is half written, as it is for a moment while another tool writes it.
func TestIndexBeingWritten(t *testing.T) {
	at := kinds["layout"](t)
	publish(t, at, "stable", "one", nil)
	index := filepath.Join(at.Repository, "index.json")
	whole, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(index, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	written := time.AfterFunc(30*time.Millisecond, func() { _ = os.WriteFile(index, whole, 0o600) })
	defer written.Stop()
	if text := fetch(t, at, "stable"); text != "one" {
		t.Errorf("got %q, want one", text)
	}
	if err := os.WriteFile(index, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := registry.Open(t.Context(), at, registry.Read, registry.Options{}); err == nil {
		t.Error("an index that stays empty is read")
	}
}

func TestForeignArtifactsAreSkipped(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	e := publish(t, at, "stable", "one", nil)
	for _, manifest := range []string{
		`{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.other"}`,
		`{"schemaVersion":2,"artifactType":"application/vnd.opencompendium.release.v1","layers":[]}`,
		`{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}`,
		strings.Replace(string(e.Manifest()), `"v-one"`, `"\u001b[2Jv1"`, 1),
		strings.Replace(string(e.Manifest()), `number":"1"`, `number":"-1"`, 1),
		strings.ReplaceAll(string(e.Manifest()), `"digest":"sha256:`, `"digest":"sha256:../../..`),
	} {
		if manifest == string(e.Manifest()) {
			t.Fatal("the manifest was not changed")
		}
		q, err := http.NewRequestWithContext(
			t.Context(),
			http.MethodPut,
			"http://"+server.Host()+"/v2/compendium/manifests/other",
			strings.NewReader(manifest),
		)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", "application/vnd.oci.image.manifest.v1+json")
		answer, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		if err := answer.Body.Close(); err != nil {
			t.Fatal(err)
		}
		r := open(t, at, registry.Read)
		if _, err := r.Get(t.Context(), "other"); !errors.Is(err, registry.ErrAltered) {
			t.Errorf("got %v, want ErrAltered", err)
		}
		if list, _, err := r.List(t.Context()); err != nil || len(list) != 1 {
			t.Errorf("got %d releases, %v, want 1", len(list), err)
		}
	}
}

// TestOtherDigestAlgorithmIsRefused has a registry name a manifest by its SHA-512, which signatures and caches do not
// know.
func TestOtherDigestAlgorithmIsRefused(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	e := publish(t, at, "stable", "one", nil)
	sum := sha512.Sum512(e.Manifest())
	server.Do(func(r *registrytest.Registry) {
		r.Fault = func(w http.ResponseWriter, q *http.Request) bool {
			if !strings.Contains(q.URL.Path, "/manifests/") {
				return false
			}
			w.Header().Set("Content-Type", "application/vnd.oci.image.manifest.v1+json")
			w.Header().Set("Docker-Content-Digest", "sha512:"+hex.EncodeToString(sum[:]))
			w.Header().Set("Content-Length", strconv.Itoa(len(e.Manifest())))
			if q.Method == http.MethodGet {
				_, _ = w.Write(e.Manifest())
			}
			return true
		}
	})
	if _, err := open(t, at, registry.Read).Get(t.Context(), "stable"); !errors.Is(err, registry.ErrAltered) {
		t.Errorf("got %v, want ErrAltered", err)
	}
}

// TestEndlessRegistry serves page after page of tags and referrers.
func TestEndlessRegistry(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	e := publish(t, at, "stable", "one", nil)
	pages := 0
	server.Do(func(r *registrytest.Registry) {
		r.Fault = func(w http.ResponseWriter, q *http.Request) bool {
			if !strings.Contains(q.URL.Path, "/referrers/") && !strings.HasSuffix(q.URL.Path, "/tags/list") {
				return false
			}
			pages++
			w.Header().Set("Content-Type", "application/vnd.oci.image.index.v1+json")
			w.Header().Set("Link", fmt.Sprintf(`<%s?page=%d>; rel="next"`, q.URL.Path, pages))
			_, _ = w.Write([]byte(`{"schemaVersion":2,"manifests":[],"name":"compendium","tags":[]}`))
			return true
		}
	})
	if _, err := open(t, at, registry.Read).Signatures(t.Context(), e); err == nil || pages > 100 {
		t.Errorf("referrers: %v after %d pages", err, pages)
	}
	pages = 0
	if _, _, err := open(t, at, registry.Read).List(t.Context()); err == nil || pages > 10000 {
		t.Errorf("tags: %v after %d pages", err, pages)
	}
}

func FuzzParseManifest(f *testing.F) {
	layout := registry.Reference{Layout: true, Repository: filepath.Join(f.TempDir(), "releases")}
	r, err := registry.Open(f.Context(), layout, registry.Create, registry.Options{})
	if err != nil {
		f.Fatal(err)
	}
	e, err := r.Publish(f.Context(), "stable", publication("one", nil))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(e.Manifest())
	f.Add(
		[]byte(
			`{"artifactType":"application/vnd.opencompendium.release.v1","layers":[{"mediaType":"application/vnd.opencompendium.release.file.v1","digest":"sha256:","size":-1}]}`,
		),
	)
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := registry.ParseManifest(text)
		if err != nil {
			if !errors.Is(err, registry.ErrAltered) {
				t.Fatalf("the error is not ErrAltered: %v", err)
			}
			return
		}
		if e.Number < 1 || e.FileBytes < 0 || e.Records < 0 || len(e.FileDigest) != len(digest) ||
			e.Digest != registrytest.Digest(text) {
			t.Fatalf("%s is read as %+v", text, e)
		}
	})
}

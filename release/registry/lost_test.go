package registry_test

import (
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
)

// remove deletes a path of a repository in a registry: "blobs/sha256:…", or "manifests/" with a digest or tag.
func remove(t *testing.T, at registry.Reference, path string) {
	t.Helper()
	host, name, _ := strings.Cut(at.Repository, "/")
	q, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, "http://"+host+"/v2/"+name+"/"+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusAccepted {
		t.Fatalf("delete %s: %s, %v", path, answer.Status, err)
	}
}

// loseFile deletes the file of a release, as a garbage collection does that runs while its publisher does.
func loseFile(t *testing.T, at registry.Reference, e *registry.Entry) {
	t.Helper()
	if !at.Layout {
		remove(t, at, "blobs/"+e.FileDigest)
		return
	}
	_, digits, _ := strings.Cut(e.FileDigest, ":")
	if err := os.Remove(filepath.Join(at.Repository, "blobs", "sha256", digits)); err != nil {
		t.Fatal(err)
	}
}

// TestLostFile loses the file of the release that a channel leads to. It is named as deleted, publishing it again
// restores it, and the channel can move to another release and back.
func TestLostFile(t *testing.T) {
	everywhere(t, func(t *testing.T, at registry.Reference) {
		key := newKey(t)
		publish(t, at, "stable", "one", key)
		two := publish(t, at, "stable", "two", key)
		loseFile(t, at, two)
		if err := open(t, at, registry.Read).Fetch(t.Context(), two, io.Discard); !errors.Is(err, registry.ErrNotFound) {
			t.Errorf("the lost file: got %v, want ErrNotFound", err)
		}
		if e := publish(t, at, "stable", "two", key); e.Digest != two.Digest {
			t.Errorf("published again it is the release %d, %s, want %s", e.Number, e.Digest, two.Digest)
		}
		if text := fetch(t, at, "stable"); text != "two" {
			t.Errorf("restored: got %q, want two", text)
		}

		loseFile(t, at, two)
		if e := publish(t, at, "stable", "three", key); e.Number != 3 {
			t.Errorf("the next release is %d, want 3", e.Number)
		}
		if e, err := rollback(t, at, "", key); err != nil || e.RollbackOf != 1 {
			t.Errorf("rolled back: got %v, %v, want release 1 again", e, err)
		}
		if _, err := promote(t, at, "stable", "next"); err != nil {
			t.Error(err)
		}
	})
}

// TestNumberOfADeletedRelease deletes a release, and leaves its signatures.
func TestNumberOfADeletedRelease(t *testing.T) {
	server := registrytest.StartDebian(t)
	at := registry.Reference{Repository: server.Host + "/compendium"}
	key := newKey(t)
	publish(t, at, "stable", "one", key)
	two := publish(t, at, "stable", "two", key)
	server.Delete(t, "compendium", two.Digest)
	if e := publish(t, at, "stable", "three", key); e.Number != 3 {
		t.Errorf("the next release is %d, want 3, since servers have served a release 2", e.Number)
	}
}

// TestPromoteWithoutItsSignature loses the signature of a release, which servers with a key refuse from then on.
func TestPromoteWithoutItsSignature(t *testing.T) {
	server := registrytest.StartDebian(t)
	at := registry.Reference{Repository: server.Host + "/compendium"}
	key := newKey(t)
	publish(t, at, "stable", "one", key)
	two := publish(t, at, "next", "two", key)
	signature, err := open(t, at, registry.Read).Resolve(t.Context(), two.SignatureTag())
	if err != nil {
		t.Fatal(err)
	}
	server.Delete(t, "compendium", signature)
	if _, err := promote(t, at, "next", "stable"); err == nil ||
		!strings.Contains(err.Error(), "`compendium publish --key`") {
		t.Errorf("without its signature: got %v, want a refusal that says how to sign it", err)
	}
	if e, err := promote(t, at, "next", "other"); err != nil {
		t.Errorf("to a channel where nothing was signed: got %v, %v", e, err)
	}
	publish(t, at, "next", "two", key)
	if e, err := promote(t, at, "next", "stable"); err != nil || e.Digest != two.Digest {
		t.Errorf("signed again: got %v, %v", e, err)
	}
}

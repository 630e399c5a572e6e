package registry_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content/oci"

	"github.com/opencompendium/compendium/release/registry"
)

func newLayout(t *testing.T) registry.Reference {
	t.Helper()
	return registry.Reference{Layout: true, Repository: filepath.Join(t.TempDir(), "releases")}
}

// releasesOf returns the releases of a repository, the newest first: number, channels and how many keys signed each.
func releasesOf(t *testing.T, at registry.Reference) []string {
	t.Helper()
	list, _, err := open(t, at, registry.Read).List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range list {
		got = append(
			got,
			strings.Join(append([]string{l.Version, strings.Repeat("signed", len(l.Keys))}, l.Channels...), " "),
		)
	}
	return got
}

func TestRepairRebuildsTheIndex(t *testing.T) {
	read := func(text []byte, size int) []byte { return text[:size] }
	tests := []struct {
		name   string
		damage func(index []byte) []byte
		want   []string
		lost   bool
	}{
		{"empty", func([]byte) []byte { return nil }, []string{"v-two signed", "v-one signed"}, true},
		{"an empty object", func([]byte) []byte { return []byte("{}") }, []string{"v-two signed", "v-one signed"}, true},
		{"null", func([]byte) []byte { return []byte("null") }, []string{"v-two signed", "v-one signed"}, true},
		{
			"of zeros",
			func(index []byte) []byte { return make([]byte, len(index)) },
			[]string{"v-two signed", "v-one signed"},
			true,
		},
		{
			"cut off at the end",
			func(index []byte) []byte { return read(index, len(index)-1) },
			[]string{"v-two signed stable", "v-one signed next"},
			false,
		},
		{"whole", func(index []byte) []byte { return index }, []string{"v-two signed stable", "v-one signed next"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at, key := newLayout(t), newKey(t)
			publish(t, at, "next", "one", key)
			publish(t, at, "stable", "two", key)
			path := filepath.Join(at.Repository, "index.json")
			index, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, tt.damage(index), 0o600); err != nil {
				t.Fatal(err)
			}
			if tt.lost {
				for _, mode := range []registry.Mode{registry.Read, registry.Write, registry.Create} {
					_, err := registry.Open(t.Context(), at, mode, registry.Options{})
					if !errors.Is(err, registry.ErrDamaged) ||
						!strings.Contains(err.Error(), "compendium releases --repair oci-layout://"+at.Repository) {
						t.Errorf("open %d of a damaged index: got %v, want how to repair it", mode, err)
					}
				}
			}
			repaired, err := registry.Repair(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			if repaired.Releases != 2 || repaired.Signatures != 2 || (len(repaired.Channels) == 0) != tt.lost {
				t.Errorf("got %+v, want 2 releases and signatures", repaired)
			}
			if diff := cmp.Diff(tt.want, releasesOf(t, at)); diff != "" {
				t.Errorf("the releases differ (-want +got):\n%s", diff)
			}
			for _, number := range []string{"r1", "r2"} {
				e, err := open(t, at, registry.Read).Get(t.Context(), number)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := open(t, at, registry.Read).Resolve(t.Context(), e.SignatureTag()); err != nil {
					t.Errorf("the signatures of %s have no tag: %v", number, err)
				}
			}
			if e, err := promote(t, at, "r2", "stable"); err != nil || e.Number != 2 {
				t.Errorf("promote after a repair: %v, %v", e, err)
			}
			if e := publish(t, at, "stable", "three", key); e.Number != 3 {
				t.Errorf("the next release is %d, want 3", e.Number)
			}
		})
	}
}

func TestRepairLeavesOutWhatIsDamaged(t *testing.T) {
	at := newLayout(t)
	publish(t, at, "stable", "one", nil)
	e := publish(t, at, "stable", "two", nil)
	if err := os.Remove(blob(at, e.FileDigest)); err != nil {
		t.Fatal(err)
	}
	repaired, err := registry.Repair(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	if left := repaired.Incomplete; len(left) != 1 || left[0].Digest != e.Digest || left[0].Number != e.Number {
		t.Errorf("what is incomplete: got %v, want release %d (%s)", left, e.Number, e.Digest)
	}
	if diff := cmp.Diff([]string{"v-one "}, releasesOf(t, at)); diff != "" {
		t.Errorf("the releases differ (-want +got):\n%s", diff)
	}
	if _, err := registry.Repair(t.Context(), registry.Reference{Repository: "ghcr.io/a/b"}); err == nil {
		t.Error("a registry is repaired")
	}
	if _, err := registry.Repair(t.Context(), newLayout(t)); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("a directory that is not there: got %v, want ErrNotFound", err)
	}
}

func blob(at registry.Reference, digest string) string {
	return filepath.Join(at.Repository, "blobs", "sha256", strings.TrimPrefix(digest, "sha256:"))
}

// TestPublishKeepsWhatHasNoTag takes the tag of a signature from the index, as a copy with `oras cp -r` does. The next
// publications keep the signature.
func TestPublishKeepsWhatHasNoTag(t *testing.T) {
	at, key := newLayout(t), newKey(t)
	e := publish(t, at, "stable", "one", key)
	name := filepath.Join(at.Repository, ocispec.ImageIndexFile)
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	tag := fmt.Sprintf(`"%s":"%s"`, ocispec.AnnotationRefName, e.SignatureTag())
	untagged := strings.Replace(string(text), tag, `"other":"annotation"`, 1)
	if untagged == string(text) {
		t.Fatalf("the index has no %s: %s", tag, text)
	}
	if err := os.WriteFile(name, []byte(untagged), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		publish(t, at, "stable", "two", key)
		if diff := cmp.Diff([]string{"v-two signed stable", "v-one signed"}, releasesOf(t, at)); diff != "" {
			t.Errorf("releases (-want +got):\n%s", diff)
		}
	}
}

// TestPublishReplacesADamagedBlob publishes a file again whose blob a crash left empty.
func TestPublishReplacesADamagedBlob(t *testing.T) {
	at := newLayout(t)
	e := publish(t, at, "next", "one", nil)
	if err := os.Remove(blob(at, e.FileDigest)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(blob(at, e.FileDigest), nil, 0o400); err != nil {
		t.Fatal(err)
	}
	publish(t, at, "stable", "one", nil)
	if text := fetch(t, at, "stable"); text != "one" {
		t.Errorf("got %q, want one", text)
	}
}

func TestPublishRemovesLeftovers(t *testing.T) {
	at := newLayout(t)
	publish(t, at, "stable", "one", nil)
	left := filepath.Join(at.Repository, "ingest", "0000_1234")
	if err := os.MkdirAll(filepath.Dir(left), 0o750); err != nil {
		t.Fatal(err)
	}
	temporary := filepath.Join(at.Repository, ".incoming-index.json-1")
	for _, path := range []string{left, temporary} {
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	publish(t, at, "stable", "two", nil)
	for _, path := range []string{left, temporary} {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is still there: %v", path, err)
		}
	}
}

// TestPublishersTakeTurns has several publishers share an image layout: no release is lost, and each has a number of
// its own.
func TestPublishersTakeTurns(t *testing.T) {
	at := newLayout(t)
	key := newKey(t)
	var publishers sync.WaitGroup
	const each = 5
	for _, name := range []string{"a", "b", "c"} {
		publishers.Go(func() {
			for i := range each {
				r, err := registry.Open(t.Context(), at, registry.Create, registry.Options{})
				if err == nil {
					_, err = r.Publish(t.Context(), name, publication(name+string(rune('0'+i)), key))
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	publishers.Wait()
	list, _, err := open(t, at, registry.Read).List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int64
	for _, l := range list {
		numbers = append(numbers, l.Number)
		if len(l.Keys) != 1 {
			t.Errorf("release %d has %d signatures", l.Number, len(l.Keys))
		}
	}
	slices.Sort(numbers)
	if len(slices.Compact(numbers)) != 3*each {
		t.Errorf("the numbers are %v", numbers)
	}
}

// meanwhile is a context that runs something when it is looked at for the time that is given.
type meanwhile struct {
	context.Context //nolint:containedctx // it is one

	looks atomic.Int64
	at    int64
	run   func()
}

// Done implements context.Context.
func (m *meanwhile) Done() <-chan struct{} {
	if m.looks.Add(1) == m.at {
		m.run()
	}
	return m.Context.Done()
}

// TestPublishBesideAnotherTool has another tool, which takes no lock, tag a release at each moment of a publication.
// Neither loses what the other did.
func TestPublishBesideAnotherTool(t *testing.T) {
	for at := int64(1); ; at++ {
		layout := newLayout(t)
		publish(t, layout, "stable", "one", nil)
		ctx := &meanwhile{Context: t.Context(), at: at, run: func() {
			other, err := oci.New(layout.Repository)
			if err != nil {
				t.Fatal(err)
			}
			first, err := other.Resolve(t.Context(), "stable")
			if err == nil {
				err = other.Tag(t.Context(), first, "other")
			}
			if err != nil {
				t.Fatal(err)
			}
		}}
		e, err := open(t, layout, registry.Write).Publish(ctx, "stable", publication("two", nil))
		if err != nil || e.Number != 2 {
			t.Fatalf("at look %d: %v, %v, want release 2", at, e, err)
		}
		if ctx.looks.Load() < at {
			if at < 10 {
				t.Errorf("the context was looked at %d times", at)
			}
			return
		}
		repository := open(t, layout, registry.Read)
		for _, tag := range []string{"stable", "other", "r1", "r2"} {
			if _, err := repository.Resolve(t.Context(), tag); err != nil {
				t.Errorf("at look %d: %v", at, err)
			}
		}
	}
}

func TestFailedPublishChangesNothing(t *testing.T) {
	at := newLayout(t)
	publish(t, at, "stable", "one", nil)
	ctx, cancel := context.WithCancel(t.Context())
	r := open(t, at, registry.Write)
	cancel()
	if _, err := r.Publish(ctx, "stable", publication("two", nil)); err == nil {
		t.Error("a canceled publish succeeds")
	}
	if _, err := promote(t, at, "next", "stable"); !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("promote what is not there: got %v, want ErrNotFound", err)
	}
	if diff := cmp.Diff([]string{"v-one  stable"}, releasesOf(t, at)); diff != "" {
		t.Errorf("the releases differ (-want +got):\n%s", diff)
	}
	if e, err := r.Publish(t.Context(), "stable", publication("two", nil)); err != nil || e.Number != 2 {
		t.Errorf("the next publish: %v, %v, want release 2", e, err)
	}
}

package registry_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/release/signing"
)

// TestRollbackGoesToWhatWasServed cuts off the second of three publications before its channel moves, or before its
// history is written.
func TestRollbackGoesToWhatWasServed(t *testing.T) {
	tests := []struct {
		name string
		cut  string
		want string
	}{
		{"before the channel moves", "/manifests/stable", "one"},
		{"before the history is written", "/manifests/stable.r2-", "two"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := registrytest.Start(t, &registrytest.Registry{})
			at := registry.Reference{Repository: server.Host() + "/compendium"}
			key := newKey(t)
			publish(t, at, "stable", "one", key)
			server.Do(func(r *registrytest.Registry) {
				r.Fault = func(w http.ResponseWriter, q *http.Request) bool {
					cut := q.Method == http.MethodPut && (strings.HasSuffix(q.URL.Path, tt.cut) ||
						strings.HasSuffix(tt.cut, "-") && strings.Contains(q.URL.Path, tt.cut))
					if cut {
						w.WriteHeader(http.StatusForbidden)
					}
					return cut
				}
			})
			if _, err := open(t, at, registry.Write).Publish(t.Context(), "stable", publication("two", key)); err == nil {
				t.Fatal("the publication was not cut off")
			}
			server.Do(func(r *registrytest.Registry) { r.Fault = nil })
			publish(t, at, "stable", "three", key)
			if _, err := rollback(t, at, "", key); err != nil {
				t.Fatal(err)
			}
			if got := fetch(t, at, "stable"); got != tt.want {
				t.Errorf("rolled back to %q, want %q", got, tt.want)
			}
		})
	}
}

// TestDeletedReleases deletes manifests, or the file, of the release before, as retention does. Its tags remain.
func TestDeletedReleases(t *testing.T) {
	tests := []struct {
		name     string
		gone     func(two *registry.Entry) []string
		dangling func(two *registry.Entry) []string
	}{
		{
			"the manifest",
			func(two *registry.Entry) []string {
				return []string{two.Digest, releaseTag(two), "stable." + releaseTag(two)}
			},
			func(two *registry.Entry) []string { return []string{releaseTag(two), "stable." + releaseTag(two)} },
		},
		{
			"the manifest, while tags still answer",
			func(two *registry.Entry) []string { return []string{two.Digest} },
			func(*registry.Entry) []string { return nil },
		},
		{
			"the file",
			func(two *registry.Entry) []string { return []string{two.FileDigest} },
			func(*registry.Entry) []string { return nil },
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server := registrytest.Start(t, &registrytest.Registry{})
			at := registry.Reference{Repository: server.Host() + "/compendium"}
			publish(t, at, "stable", "one", nil)
			two := publish(t, at, "stable", "two", nil)
			publish(t, at, "stable", "three", nil)
			gone := tt.gone(two)
			server.Do(func(r *registrytest.Registry) {
				r.Fault = func(w http.ResponseWriter, q *http.Request) bool {
					_, last, _ := strings.Cut(q.URL.Path, "/compendium/")
					_, last, _ = strings.Cut(last, "/")
					deleted := q.Method != http.MethodPut && slices.Contains(gone, last)
					if deleted {
						w.WriteHeader(http.StatusNotFound)
					}
					return deleted
				}
			})
			list, dangling, err := open(t, at, registry.Read).List(t.Context())
			if err != nil || len(list) < 2 {
				t.Fatalf("listed %d releases, %v", len(list), err)
			}
			if diff := cmp.Diff(tt.dangling(two), dangling); diff != "" {
				t.Errorf("the dangling tags differ (-want +got):\n%s", diff)
			}
			if _, err := rollback(t, at, two.FileDigest, nil); !errors.Is(err, registry.ErrNotFound) {
				t.Errorf("back to what was deleted: got %v, want ErrNotFound", err)
			}
			if _, err := rollback(t, at, "", nil); err != nil {
				t.Fatal(err)
			}
			if got := fetch(t, at, "stable"); got != "one" {
				t.Errorf("rolled back to %q, want one", got)
			}
			if e := publish(t, at, "stable", "four", nil); e.Number != 5 {
				t.Errorf("the next release is %d, want 5", e.Number)
			}
		})
	}
}

// TestRollbackOfADanglingChannel deletes the release that the channel leads to.
func TestRollbackOfADanglingChannel(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	publish(t, at, "stable", "one", nil)
	two := publish(t, at, "stable", "two", nil)
	for _, tag := range []string{releaseTag(two), "stable." + releaseTag(two), "stable"} {
		server.Untag("compendium", tag)
	}
	if e, err := rollback(t, at, "", nil); err != nil || e.RollbackOf != 1 {
		t.Errorf("got %v, %v, want release 1 again", e, err)
	}
	_, err := open(t, at, registry.Write).Rollback(t.Context(), "misspelled", registry.RollbackOptions{To: "1"})
	if !errors.Is(err, registry.ErrNotFound) {
		t.Errorf("a channel that never was: got %v, want ErrNotFound", err)
	}
}

// TestRollbackToNothing rolls back a channel that led to one release only.
func TestRollbackToNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, at registry.Reference) {
		publish(t, at, "stable", "one", nil)
		for to, want := range map[string]string{"": "name a release with --to", "7": "no such release as 7"} {
			if _, err := rollback(t, at, to, nil); !errors.Is(err, registry.ErrNotFound) ||
				!strings.Contains(err.Error(), want) {
				t.Errorf("rolled back to %q: got %v, want ErrNotFound and %q", to, err, want)
			}
		}
	})
}

// TestUnsignedAfterSigned tries to put a release without a signature where one with a signature is, or comes from.
func TestUnsignedAfterSigned(t *testing.T) {
	tests := []struct {
		name string
		do   func(r *registry.Repository, key *signing.Key, unsigned bool) error
	}{
		{"publish", func(r *registry.Repository, key *signing.Key, unsigned bool) error {
			p := publication("three", key)
			p.Unsigned = unsigned
			_, err := r.Publish(t.Context(), "stable", p)
			return err
		}},
		{"rollback", func(r *registry.Repository, key *signing.Key, unsigned bool) error {
			_, err := r.Rollback(t.Context(), "stable", registry.RollbackOptions{Key: key, Unsigned: unsigned})
			return err
		}},
		{"promote", func(r *registry.Repository, key *signing.Key, unsigned bool) error {
			p := publication("new", key)
			if _, err := r.Publish(t.Context(), "next", p); err != nil {
				return err
			}
			_, err := r.Promote(t.Context(), "next", "stable", registry.PromoteOptions{Unsigned: unsigned})
			return err
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, at registry.Reference) {
				key := newKey(t)
				publish(t, at, "stable", "one", key)
				two := publish(t, at, "stable", "two", key)
				r := open(t, at, registry.Write)
				if err := tt.do(r, nil, false); err == nil || !strings.Contains(err.Error(), "allow it with --unsigned") {
					t.Errorf("without a key: got %v, want a refusal", err)
				}
				if e, err := r.Get(t.Context(), "stable"); err != nil || e.Digest != two.Digest {
					t.Errorf("after the refusal the channel leads to %v, %v", e, err)
				}
				if err := tt.do(r, nil, true); err != nil {
					t.Errorf("without a key, and told: %v", err)
				}
			})
		})
	}
	at := newLayout(t)
	publish(t, at, "stable", "one", nil)
	publish(t, at, "stable", "two", nil)
	if _, err := rollback(t, at, "", nil); err != nil {
		t.Errorf("nothing was ever signed: %v", err)
	}
	publish(t, at, "stable", "three", newKey(t))
	if _, err := rollback(t, at, "", newKey(t)); err != nil {
		t.Errorf("back to an unsigned one with a key: %v", err)
	}
}

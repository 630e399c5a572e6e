package registry_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/registry/remote"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/release/signing"
)

// signedBy returns the keys that signed the release of a tag.
func signedBy(t *testing.T, at registry.Reference, tag string) []string {
	t.Helper()
	r := open(t, at, registry.Read)
	e, err := r.Get(t.Context(), tag)
	if err != nil {
		t.Fatal(err)
	}
	list, err := r.Signatures(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, s := range list {
		keys = append(keys, s.Key)
	}
	slices.Sort(keys)
	return keys
}

func ids(keys ...*signing.Key) []string {
	var list []string
	for _, key := range keys {
		list = append(list, key.Public().ID())
	}
	slices.Sort(list)
	return list
}

// TestSignaturesSurviveGarbageCollection collects the garbage of Debian's registry, which deletes what has no tag. What
// is lost otherwise can be signed again.
func TestSignaturesSurviveGarbageCollection(t *testing.T) {
	server := registrytest.StartDebian(t)
	at := registry.Reference{Repository: server.Host + "/compendium"}
	first, second := newKey(t), newKey(t)
	publish(t, at, "stable", "one", first)
	publish(t, at, "stable", "one", second)
	publish(t, at, "stable", "two", first)
	server.CollectGarbage(t)
	if got, want := signedBy(t, at, "r1"), ids(first, second); !slices.Equal(got, want) {
		t.Errorf("release 1 is signed by %v, want %v", got, want)
	}
	if got, want := signedBy(t, at, "stable"), ids(first); !slices.Equal(got, want) {
		t.Errorf("release 2 is signed by %v, want %v", got, want)
	}
	if text := fetch(t, at, "r1"); text != "one" {
		t.Errorf("got %q, want one", text)
	}

	e, err := open(t, at, registry.Read).Get(t.Context(), "stable")
	if err != nil {
		t.Fatal(err)
	}
	lost, err := open(t, at, registry.Read).Resolve(t.Context(), e.SignatureTag())
	if err != nil {
		t.Fatal(err)
	}
	server.Delete(t, "compendium", lost)
	server.CollectGarbage(t)
	if got := signedBy(t, at, "stable"); got != nil {
		t.Fatalf("signatures that were deleted are found: %v", got)
	}
	publish(t, at, "stable", "two", first)
	server.CollectGarbage(t)
	if got, want := signedBy(t, at, "stable"), ids(first); !slices.Equal(got, want) {
		t.Errorf("signed again it is signed by %v, want %v", got, want)
	}
}

// TestTagHasAllSignatures asks a registry that lost all referrers.
func TestTagHasAllSignatures(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	keys := []*signing.Key{newKey(t), newKey(t), newKey(t)}
	publish(t, at, "stable", "one", keys[0])
	var signers sync.WaitGroup
	for _, key := range keys[1:] {
		signers.Go(func() {
			r, err := registry.Open(t.Context(), at, registry.Write, registry.Options{})
			if err == nil {
				_, err = r.Publish(t.Context(), "stable", publication("one", key))
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	signers.Wait()
	server.Do(func(r *registrytest.Registry) {
		r.Fault = func(w http.ResponseWriter, q *http.Request) bool {
			if !strings.Contains(q.URL.Path, "/referrers/") && !strings.Contains(q.URL.Path, "/manifests/sha256-") {
				return false
			}
			w.WriteHeader(http.StatusNotFound)
			return true
		}
	})
	if got, want := signedBy(t, at, "stable"), ids(keys...); !slices.Equal(got, want) {
		t.Errorf("signed by %v, want %v", got, want)
	}
}

// TestSignaturesOfEarlierVersions has a signature that only the list of referrers names.
func TestSignaturesOfEarlierVersions(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	key := newKey(t)
	e := publish(t, at, "stable", "one", key)
	server.Untag("compendium", e.SignatureTag())
	if got, want := signedBy(t, at, "stable"), ids(key); !slices.Equal(got, want) {
		t.Errorf("signed by %v, want %v", got, want)
	}
	publish(t, at, "stable", "one", key)
	if _, err := open(t, at, registry.Read).Resolve(t.Context(), e.SignatureTag()); err != nil {
		t.Errorf("published again, the signature has no tag: %v", err)
	}
}

// TestCopyWithoutReferrers copies tags one by one, as crane does.
func TestCopyWithoutReferrers(t *testing.T) {
	for name, to := range map[string]*registrytest.Registry{
		"to a registry with referrers": {}, "to one without": {NoReferrers: true},
	} {
		t.Run(name, func(t *testing.T) {
			from := registrytest.Start(t, &registrytest.Registry{})
			registrytest.Start(t, to)
			key := newKey(t)
			e := publish(t, registry.Reference{Repository: from.Host() + "/compendium"}, "stable", "one", key)
			at := registry.Reference{Repository: to.Host() + "/compendium"}
			copyTag(t, from, to, "stable")
			if got := signedBy(t, at, "stable"); got != nil {
				t.Fatalf("the copy of a tag brought signatures: %v", got)
			}
			if list, _, err := open(t, at, registry.Read).List(t.Context()); err != nil || len(list) != 1 ||
				list[0].Key != key.Public().ID() || list[0].Keys == nil || len(list[0].Keys) != 0 {
				t.Errorf("the list has %+v, %v; want the key of a missing signature", list, err)
			}
			copyTag(t, from, to, e.SignatureTag())
			if got, want := signedBy(t, at, "stable"), ids(key); !slices.Equal(got, want) {
				t.Errorf("signed by %v, want %v", got, want)
			}
		})
	}
}

func copyTag(t *testing.T, from, to *registrytest.Registry, tag string) {
	t.Helper()
	repository := func(r *registrytest.Registry) *remote.Repository {
		opened, err := remote.NewRepository(r.Host() + "/compendium")
		if err != nil {
			t.Fatal(err)
		}
		opened.PlainHTTP = true
		return opened
	}
	_, err := oras.Copy(t.Context(), repository(from), tag, repository(to), tag, oras.DefaultCopyOptions)
	if err != nil {
		t.Fatal(err)
	}
}

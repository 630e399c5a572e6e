package registry_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/release/signing"
)

var created = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// kinds are the places where releases are kept. All behave alike.
var kinds = map[string]func(t *testing.T) registry.Reference{
	"layout": func(t *testing.T) registry.Reference {
		return registry.Reference{Layout: true, Repository: filepath.Join(t.TempDir(), "releases")}
	},
	"registry": func(t *testing.T) registry.Reference {
		return registry.Reference{
			Repository: registrytest.Start(t, &registrytest.Registry{PageSize: 2}).Host() + "/team/compendium",
		}
	},
	"registry without types of referrers": func(t *testing.T) registry.Reference {
		return registry.Reference{
			Repository: registrytest.Start(t, &registrytest.Registry{UntypedReferrers: true}).Host() + "/compendium",
		}
	},
	"registry of Debian": func(t *testing.T) registry.Reference {
		return registry.Reference{Repository: registrytest.StartDebian(t).Host + "/team/compendium"}
	},
	"registry without referrers": func(t *testing.T) registry.Reference {
		return registry.Reference{
			Repository: registrytest.Start(t, &registrytest.Registry{NoReferrers: true}).Host() + "/compendium",
		}
	},
}

func everywhere(t *testing.T, test func(t *testing.T, at registry.Reference)) {
	t.Helper()
	for name, place := range kinds {
		t.Run(name, func(t *testing.T) { test(t, place(t)) })
	}
}

func open(t *testing.T, at registry.Reference, mode registry.Mode) *registry.Repository {
	t.Helper()
	r, err := registry.Open(t.Context(), at, mode, registry.Options{NoRetries: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func newKey(t *testing.T) *signing.Key {
	t.Helper()
	key, err := signing.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return &key
}

func publication(text string, key *signing.Key) registry.Publication {
	return registry.Publication{
		Name:    "compendium",
		File:    []byte(text),
		Created: created,
		Key:     key,
		Info: &compendiumv1.Release{
			Version: "v-" + text, Digest: "sha256:content-" + text, AsOf: "2026-11-23", ToolVersion: "1.2.3",
			SourceRevision: "abc", SchemaSha256: "55",
			Counts: []*compendiumv1.Catalog_CollectionCount{
				{Collection: "drugs", Records: 12},
				{Collection: "sources", Records: 30},
			},
			Findings: &compendiumv1.FindingCounts{Warnings: 3, Infos: 4},
		},
	}
}

func publish(t *testing.T, at registry.Reference, channel, text string, key *signing.Key) *registry.Entry {
	t.Helper()
	e, err := open(t, at, registry.Create).Publish(t.Context(), channel, publication(text, key))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func promote(t *testing.T, at registry.Reference, from, to string) (*registry.Entry, error) {
	t.Helper()
	return open(t, at, registry.Write).Promote(t.Context(), from, to, registry.PromoteOptions{})
}

// rollback rolls the channel stable back.
func rollback(t *testing.T, at registry.Reference, to string, key *signing.Key) (*registry.Entry, error) {
	t.Helper()
	options := registry.RollbackOptions{To: to, Key: key, Created: created}
	return open(t, at, registry.Write).Rollback(t.Context(), "stable", options)
}

func fetch(t *testing.T, at registry.Reference, tag string) string {
	t.Helper()
	r := open(t, at, registry.Read)
	e, err := r.Get(t.Context(), tag)
	if err != nil {
		t.Fatal(err)
	}
	var into bytes.Buffer
	if err := r.Fetch(t.Context(), e, &into); err != nil {
		t.Fatal(err)
	}
	return into.String()
}

func TestPublishAndFetch(t *testing.T) {
	everywhere(t, func(t *testing.T, at registry.Reference) {
		key := newKey(t)
		published := publish(t, at, "stable", "one", key)
		r := open(t, at, registry.Read)
		got, err := r.Get(t.Context(), "stable")
		if err != nil {
			t.Fatal(err)
		}
		want := &registry.Entry{
			Digest: published.Digest, FileDigest: registrytest.Digest([]byte("one")), FileBytes: 3, Name: "compendium",
			Number:  1,
			Version: "v-one", ContentDigest: "sha256:content-one", AsOf: "2026-11-23", Created: "2026-11-23T12:00:00Z",
			Records: 42, Warnings: 3, Infos: 4, Revision: "abc", Tool: "1.2.3", Schema: "55",
			Key: key.Public().ID(),
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(registry.Entry{})); diff != "" {
			t.Errorf("the entry differs (-want +got):\n%s", diff)
		}
		if text := fetch(t, at, published.Digest); text != "one" {
			t.Errorf("by digest: got %q, want one", text)
		}
		if text := fetch(t, at, "r1"); text != "one" {
			t.Errorf("by number: got %q, want one", text)
		}
		signatures, err := r.Signatures(t.Context(), got)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := signing.Verify(got.Signed(), signatures, []signing.PublicKey{key.Public()}); err != nil {
			t.Error(err)
		}
	})
}

func TestNumbersGoUpAndReleasesStay(t *testing.T) {
	everywhere(t, func(t *testing.T, at registry.Reference) {
		key, second := newKey(t), newKey(t)
		publish(t, at, "next", "one", nil)
		publish(t, at, "next", "two", key)
		if again := publish(t, at, "next", "two", key); again.Number != 2 {
			t.Errorf("the same file again is release %d, want 2", again.Number)
		}
		publish(t, at, "next", "two", second)
		if e, err := promote(t, at, "r1", "stable"); err != nil || e.Number != 1 {
			t.Fatalf("promote: %v, %v", e, err)
		}
		publish(t, at, "stable", "three", key)
		list, _, err := open(t, at, registry.Read).List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range list {
			got = append(got, fmt.Sprint(l.Number, l.Version, l.Channels, l.Led, len(l.Keys)))
		}
		want := []string{"3v-three[stable] [stable] 1", "2v-two[next] [next] 2", "1v-one[] [next stable] 0"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the list differs (-want +got):\n%s", diff)
		}
	})
}

func TestNumbersGoOnWhereOnlyAChannelWasCopied(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	one, two := publish(t, at, "stable", "one", nil), publish(t, at, "stable", "two", nil)
	for _, e := range []*registry.Entry{one, two} {
		tag := releaseTag(e)
		server.Untag("compendium", tag)
		server.Untag("compendium", "stable."+tag)
	}
	if e := publish(t, at, "stable", "three", nil); e.Number != 3 {
		t.Errorf("release %d follows release 2", e.Number)
	}
}

func TestPromoteKeepsSignaturesAndRefusesOlder(t *testing.T) {
	everywhere(t, func(t *testing.T, at registry.Reference) {
		key := newKey(t)
		publish(t, at, "next", "one", key)
		publish(t, at, "stable", "two", key)
		r := open(t, at, registry.Write)
		if _, err := promote(t, at, "next", "stable"); !errors.Is(err, registry.ErrOlder) {
			t.Errorf("an older release: got %v, want ErrOlder", err)
		}
		if _, err := r.Promote(t.Context(), "next", "stable", registry.PromoteOptions{AllowOlder: true}); err != nil {
			t.Error(err)
		}
		if text := fetch(t, at, "stable"); text != "one" {
			t.Errorf("got %q, want one", text)
		}
		if _, err := promote(t, at, "none", "stable"); !errors.Is(err, registry.ErrNotFound) {
			t.Errorf("from no channel: got %v, want ErrNotFound", err)
		}
		longest := strings.Repeat("c", 90)
		for _, channel := range []string{"r5", "stable.r5", "", "a b", longest + "c"} {
			if _, err := r.Promote(t.Context(), "next", channel, registry.PromoteOptions{}); err == nil {
				t.Errorf("%q is taken for a channel", channel)
			}
		}
		if e, err := r.Promote(t.Context(), "next", longest, registry.PromoteOptions{}); err != nil {
			t.Errorf("the longest name of a channel: %v, %v", e, err)
		}
	})
}

// TestReleaseOfNothing publishes a release in which all that is counted is 0.
func TestReleaseOfNothing(t *testing.T) {
	at := newLayout(t)
	p := publication("", nil)
	p.Info.Counts, p.Info.Findings = nil, nil
	if _, err := open(t, at, registry.Create).Publish(t.Context(), "stable", p); err != nil {
		t.Fatal(err)
	}
	e, err := open(t, at, registry.Read).Get(t.Context(), "stable")
	if err != nil || e.FileBytes != 0 || e.Records != 0 || e.Warnings != 0 || e.Infos != 0 {
		t.Errorf("got %+v, %v", e, err)
	}
	if text := fetch(t, at, "stable"); text != "" {
		t.Errorf("got %q, want nothing", text)
	}
}

func TestRollbackGoesBackUnderANewNumber(t *testing.T) {
	everywhere(t, func(t *testing.T, at registry.Reference) {
		key := newKey(t)
		for _, text := range []string{"one", "two"} {
			publish(t, at, "stable", text, key)
		}
		publish(t, at, "next", "never on stable", key)
		publish(t, at, "stable", "three", key)
		back := func(target, want string) {
			t.Helper()
			r := open(t, at, registry.Write)
			before, err := r.Get(t.Context(), "stable")
			if err != nil {
				t.Fatal(err)
			}
			e, err := r.Rollback(t.Context(), "stable", registry.RollbackOptions{To: target, Key: key})
			if err != nil {
				t.Fatal(err)
			}
			if text := fetch(t, at, "stable"); text != want {
				t.Errorf("back to %q: got %q, want %q", target, text, want)
			}
			if e.Number <= before.Number || e.RollbackOf == 0 {
				t.Errorf("back to %q: release %d of %d follows %d", target, e.Number, e.RollbackOf, before.Number)
			}
			signatures, err := r.Signatures(t.Context(), e)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := signing.Verify(e.Signed(), signatures, []signing.PublicKey{key.Public()}); err != nil {
				t.Error(err)
			}
		}
		back("", "two")
		back("", "one")
		if _, err := rollback(t, at, "", key); !errors.Is(err, registry.ErrNotFound) {
			t.Errorf("before the first: got %v, want ErrNotFound", err)
		}
		back("4", "three")
		back(registrytest.Digest([]byte("two")), "two")
		if _, err := rollback(t, at, "2", key); err == nil {
			t.Error("a channel is rolled back to the file that it leads to")
		}
	})
}

func TestCredentialsAreThoseOfDocker(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{User: "ann", Password: "secret"})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	t.Setenv("DOCKER_CONFIG", t.TempDir())
	r := open(t, at, registry.Read)
	_, resolved := r.Resolve(t.Context(), "stable")
	_, _, listed := r.List(t.Context())
	_, published := r.Publish(t.Context(), "stable", publication("one", nil))
	for what, err := range map[string]error{"resolve": resolved, "list": listed, "publish": published} {
		if err == nil || errors.Is(err, registry.ErrNotFound) ||
			!strings.Contains(err.Error(), "docker login "+server.Host()) {
			t.Errorf("%s without credentials: got %v, want a refusal that says to log in", what, err)
		}
	}
	config := fmt.Sprintf(
		`{"auths":{%q:{"auth":%q}}}`,
		server.Host(),
		base64.StdEncoding.EncodeToString([]byte("ann:secret")),
	)
	if err := os.WriteFile(filepath.Join(os.Getenv("DOCKER_CONFIG"), "config.json"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	publish(t, at, "stable", "one", newKey(t))
	if text := fetch(t, at, "stable"); text != "one" {
		t.Errorf("got %q, want one", text)
	}
	t.Setenv("DOCKER_CONFIG", "")
	t.Setenv("HOME", "")
	if _, err := registry.Open(t.Context(), at, registry.Read, registry.Options{}); err == nil ||
		!strings.Contains(err.Error(), "DOCKER_CONFIG names their directory") {
		t.Errorf("without a home: %v", err)
	}
}

// TestAccountsThatMayNotDoIt asks a registry that refuses the account, or that the account may do this.
func TestAccountsThatMayNotDoIt(t *testing.T) {
	for status, loggedIn := range map[int]bool{
		http.StatusUnauthorized: true, http.StatusForbidden: true, http.StatusInternalServerError: false,
	} {
		server := registrytest.Start(t, &registrytest.Registry{})
		at := registry.Reference{Repository: server.Host() + "/compendium"}
		server.Do(func(r *registrytest.Registry) {
			r.Fault = func(w http.ResponseWriter, _ *http.Request) bool {
				w.WriteHeader(status)
				return true
			}
		})
		_, err := open(t, at, registry.Write).Publish(t.Context(), "stable", publication("one", nil))
		if err == nil || strings.Contains(err.Error(), "docker login "+server.Host()) != loggedIn {
			t.Errorf("%d: got %v, want how to log in: %t", status, err, loggedIn)
		}
	}
}

// TestFileIsUploadedOnce publishes the same file to several channels, and again.
func TestFileIsUploadedOnce(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	at := registry.Reference{Repository: server.Host() + "/compendium"}
	publish(t, at, "stable", "one", nil)
	server.Requests()
	publish(t, at, "stable", "one", nil)
	publish(t, at, "next", "one", nil)
	for _, request := range server.Requests() {
		if strings.Contains(request, "/blobs/uploads/") {
			t.Errorf("it is uploaded again: %s", request)
		}
	}
}

func TestListOfAMissingRepository(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{})
	if _, _, err := open(t, registry.Reference{Repository: server.Host() + "/misspelled"},
		registry.Read).List(t.Context()); !errors.Is(
		err,
		registry.ErrNotFound,
	) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

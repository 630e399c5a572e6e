package follow_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/release/signing"
)

func TestFollowTheChannel(t *testing.T) {
	overRegistry, _ := onRegistry(t)
	for name, c := range map[string]*channel{"registry": overRegistry, "layout": onLayout(t)} {
		t.Run(name, func(t *testing.T) {
			c.publish("one", 10)
			f := c.follower()
			first, err := f.Look(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got := activate(t, f); got != "one" {
				t.Errorf("got %q, want one", got)
			}
			if again, err := f.Look(t.Context()); err != nil || again != first {
				t.Errorf("nothing changed and the stamp went from %q to %q, %v", first, again, err)
			}
			c.publish("two", 10)
			if next, err := f.Look(t.Context()); err != nil || next == first {
				t.Errorf("the tag moved and the stamp stayed %q, %v", next, err)
			}
			if got := activate(t, f); got != "two" {
				t.Errorf("got %q, want two", got)
			}
		})
	}
}

func TestRefusedReleasesStayOutOfTheCache(t *testing.T) {
	tests := []struct {
		name   string
		change func(t *testing.T, c *channel, server *registrytest.Registry)
		want   string
	}{
		{"unsigned", func(t *testing.T, c *channel, _ *registrytest.Registry) {
			c.publishAs("compendium", newFile(t, "bad", 10), nil)
		}, follow.ReasonUnsigned},
		{"signed by a foreign key", func(t *testing.T, c *channel, _ *registrytest.Registry) {
			c.publishAs("compendium", newFile(t, "bad", 10), newKey(t))
		}, follow.ReasonBadSignature},
		{"of another catalog", func(t *testing.T, c *channel, _ *registrytest.Registry) {
			c.publishAs("test/compendium", newFile(t, "bad", 10), c.key)
		}, follow.ReasonOtherCatalog},
		{"an older one", func(t *testing.T, c *channel, _ *registrytest.Registry) {
			r, err := registry.Open(t.Context(), c.reference, registry.Write, registry.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := r.Promote(t.Context(), "r1", "stable", registry.PromoteOptions{AllowOlder: true}); err != nil {
				t.Fatal(err)
			}
		}, follow.ReasonOlder},
		{"another one of the same number", func(t *testing.T, c *channel, server *registrytest.Registry) {
			other, from := onRegistry(t)
			other.key = c.key
			other.publish("zero", 10)
			e := other.publish("bad", 10)
			copyAll(t, from, server, e)
		}, follow.ReasonOlder},
		{"an altered file", func(t *testing.T, c *channel, server *registrytest.Registry) {
			e := c.publish("bad", 10)
			server.Replace(e.FileDigest, newFile(t, "xxx", 10))
		}, follow.ReasonAltered},
		{"an altered manifest", func(t *testing.T, c *channel, server *registrytest.Registry) {
			e := c.publish("bad", 10)
			server.Replace(e.Digest, bytes.Replace(e.Manifest(), []byte(`number":"3"`), []byte(`number":"9"`), 1))
		}, follow.ReasonAltered},
		{"a file that is no release", func(t *testing.T, c *channel, _ *registrytest.Registry) {
			r, err := registry.Open(t.Context(), c.reference, registry.Write, registry.Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = r.Publish(t.Context(), "stable", registry.Publication{
				Name: "compendium", File: bytes.Repeat([]byte("no release"), 1<<16), Key: c.key,
				Info: &compendiumv1.Release{Counts: []*compendiumv1.Catalog_CollectionCount{{Records: 10}}},
			})
			if err != nil {
				t.Fatal(err)
			}
		}, follow.ReasonAltered},
		{
			"with too few records",
			func(_ *testing.T, c *channel, _ *registrytest.Registry) { c.publish("bad", 7) },
			follow.ReasonShrunk,
		},
		{
			"without a record that is asked for",
			func(_ *testing.T, c *channel, _ *registrytest.Registry) { c.publish("bad", 9) },
			follow.ReasonIncomplete,
		},
		{"a channel that is gone", func(_ *testing.T, c *channel, server *registrytest.Registry) {
			server.Point("compendium", "stable", "sha256:00")
		}, follow.ReasonNotFound},
		{"a registry that fails", func(_ *testing.T, c *channel, server *registrytest.Registry) {
			server.Do(func(r *registrytest.Registry) {
				r.Fault = func(w http.ResponseWriter, _ *http.Request) bool {
					w.WriteHeader(http.StatusServiceUnavailable)
					return true
				}
			})
		}, follow.ReasonUnreachable},
		{
			"a registry that is down",
			func(_ *testing.T, _ *channel, server *registrytest.Registry) { server.Stop() },
			follow.ReasonUnreachable,
		},
		{"within the guard", func(_ *testing.T, c *channel, _ *registrytest.Registry) { c.publish("good", 10) }, "taken"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, server := onRegistry(t)
			c.options.Probes = []string{"conditions/c009"}
			f := c.follower()
			c.publish("zero", 10)
			c.publish("one", 10)
			activate(t, f)
			tt.change(t, c, server)
			if got := refused(t, f, c.options.Cache); got != tt.want {
				t.Errorf("the reason is %q, want %q", got, tt.want)
			}
			server.Do(func(r *registrytest.Registry) { r.Fault = nil })
			// The next process refuses it too, which has only the cache to go by.
			if got := refused(t, c.follower(), c.options.Cache); got != tt.want && tt.name != "a registry that fails" {
				t.Errorf("after a restart the reason is %q, want %q", got, tt.want)
			}
			r, _, err := c.follower().LastGood(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got := word(t, r); got != "one" {
				t.Errorf("the last good release is %q, want one", got)
			}
		})
	}
}

// copyAll copies a release with its signatures to another registry, and points stable to it.
func copyAll(t *testing.T, from, to *registrytest.Registry, e *registry.Entry) {
	t.Helper()
	from.CopyTo(t, to, "compendium")
	to.Point("compendium", "stable", e.Digest)
}

func TestRollbacksAreAllowedOnDemand(t *testing.T) {
	c, server := onRegistry(t)
	first := c.publish("one", 10)
	c.publish("two", 10)
	f := c.follower()
	activate(t, f)
	server.Point("compendium", "stable", first.Digest)
	c.options.AllowRollback = true
	if got := activate(t, c.follower()); got != "one" {
		t.Errorf("got %q, want one", got)
	}
}

func TestKeysRotate(t *testing.T) {
	c, _ := onRegistry(t)
	old, fresh := c.key, newKey(t)
	c.publish("one", 10)
	c.options.Keys = []signing.PublicKey{old.Public(), fresh.Public()}
	activate(t, c.follower())
	c.key = fresh
	c.publish("two", 10)
	if got := activate(t, c.follower()); got != "two" {
		t.Errorf("by the new key: got %q, want two", got)
	}
	c.options.Keys = []signing.PublicKey{old.Public()}
	if got := refused(t, c.follower(), c.options.Cache); got != follow.ReasonBadSignature {
		t.Errorf("by a key that is not accepted: %s", got)
	}
	r, _, err := c.follower().LastGood(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := word(t, r); got != "one" {
		t.Errorf("the newest release by an accepted key is %q, want one", got)
	}
	// Once the release is signed with the old key too, it is accepted, also from the cache.
	c.key = old
	c.publish("two", 10)
	if got := activate(t, c.follower()); got != "two" {
		t.Errorf("signed again: got %q, want two", got)
	}
	if r, _, err = c.follower().LastGood(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := word(t, r); got != "two" {
		t.Errorf("the last good release is %q, want two", got)
	}
}

func TestLookCostsOneRequestWithCredentials(t *testing.T) {
	server := registrytest.Start(t, &registrytest.Registry{User: "ann", Password: "secret"})
	t.Setenv("DOCKER_CONFIG", t.TempDir())
	login := func(password string) {
		text := fmt.Sprintf(
			`{"auths":{%q:{"auth":%q}}}`,
			server.Host(),
			base64.StdEncoding.EncodeToString([]byte("ann:"+password)),
		)
		if err := os.WriteFile(filepath.Join(os.Getenv("DOCKER_CONFIG"), "config.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	login("secret")
	c := newChannel(t, registry.Reference{Repository: server.Host() + "/compendium"})
	c.publish("one", 10)
	f := c.follower()
	activate(t, f)
	server.Requests()
	if _, err := f.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := server.Requests(); len(got) != 1 {
		t.Errorf("a look costs %v", got)
	}
	// The password changes at the registry, then here.
	server.Do(func(r *registrytest.Registry) { r.Password = "another" })
	if _, err := f.Look(t.Context()); err == nil {
		t.Error("the old password is good")
	}
	login("another")
	if _, err := f.Look(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSlowRegistryTimesOut(t *testing.T) {
	c, server := onRegistry(t)
	e := c.publish("one", 10)
	c.options.Timeout = 50 * time.Millisecond
	for name, slow := range map[string]string{"the tag": "stable", "the manifest": e.Digest, "the file": e.FileDigest} {
		t.Run(name, func(t *testing.T) {
			server.Do(func(r *registrytest.Registry) {
				r.Fault = func(w http.ResponseWriter, q *http.Request) bool {
					if !strings.HasSuffix(q.URL.Path, slow) || q.Method == http.MethodPut {
						return false
					}
					if slow == e.FileDigest {
						w.Header().Set("Content-Length", fmt.Sprint(e.FileBytes))
						w.WriteHeader(http.StatusOK)
						_, _ = w.Write([]byte("beginning"))
						_ = http.NewResponseController(w).Flush()
					}
					<-q.Context().Done()
					return true
				}
			})
			if got := refused(t, c.follower(), c.options.Cache); got != follow.ReasonUnreachable {
				t.Errorf("the reason is %q, want %q", got, follow.ReasonUnreachable)
			}
			_, err := c.follower().Load(t.Context())
			// Of the file nothing more arrives, which the connection may notice first.
			if err == nil || !strings.Contains(err.Error(), "no answer in time: ") || slow == e.FileDigest &&
				!strings.Contains(err.Error(), "less than 64 KiB arrived within 50ms") &&
				!strings.Contains(err.Error(), "nothing was sent or received for 50ms") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestEachAnswerHasItsTime follows a registry that takes a third of the timeout for each answer, so that all of them
// take longer.
func TestEachAnswerHasItsTime(t *testing.T) {
	c, server := onRegistry(t)
	c.publish("one", 10)
	c.options.Timeout = 400 * time.Millisecond
	server.Do(func(r *registrytest.Registry) {
		r.Fault = func(http.ResponseWriter, *http.Request) bool {
			time.Sleep(c.options.Timeout / 3)
			return false
		}
	})
	f := c.follower()
	begun := time.Now()
	if got := activate(t, f); got != "one" {
		t.Errorf("got %q", got)
	}
	if took := time.Since(begun); took < c.options.Timeout {
		t.Errorf("all answers took %s: the test shows nothing", took)
	}
}

func TestMirrorsAreAskedInTheirOrder(t *testing.T) {
	c, server := onRegistry(t)
	copied, mirror := onRegistry(t)
	third, last := onRegistry(t)
	c.publish("one", 10)
	server.CopyTo(t, mirror, "compendium")
	server.CopyTo(t, last, "compendium")
	c.options.Mirrors = []string{copied.reference.String(), third.reference.String()}
	f := c.follower()
	activate(t, f)
	if got := mirror.Requests(); len(got) != 0 {
		t.Errorf("the mirror is asked though the registry answers: %v", got)
	}
	e := c.publish("two", 10)
	server.CopyTo(t, mirror, "compendium")
	server.CopyTo(t, last, "compendium")
	mirror.Replace(e.FileDigest, []byte("altered by the mirror"))
	server.Stop()
	if _, err := f.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := activate(t, f); got != "two" {
		t.Errorf("got %q, want two from the second mirror", got)
	}
	// A mirror is trusted no more than the registry.
	e = third.publishAs("compendium", newFile(t, "three", 10), newKey(t))
	mirror.Stop()
	last.Point("compendium", "stable", e.Digest)
	if got := refused(t, f, c.options.Cache); got != follow.ReasonBadSignature {
		t.Errorf("the reason is %q, want %q", got, follow.ReasonBadSignature)
	}
}

func TestWithoutKeysNothingNeedsASignature(t *testing.T) {
	c := onLayout(t)
	c.options.Keys = nil
	c.publishAs("compendium", newFile(t, "one", 10), nil)
	if got := activate(t, c.follower()); got != "one" {
		t.Errorf("got %q, want one", got)
	}
}

func TestReleaseFileOnDisk(t *testing.T) {
	dir, key := t.TempDir(), newKey(t)
	options := follow.Options{
		Keys:      []signing.PublicKey{key.Public()},
		MaxShrink: 20,
		Cache:     t.TempDir(),
		Keep:      3,
		KeepBytes: 1 << 30,
	}
	f, err := follow.New("file://"+filepath.Join(dir, "release"), options)
	if err != nil {
		t.Fatal(err)
	}
	if got := refused(t, f, options.Cache); got != follow.ReasonNotFound {
		t.Errorf("nothing there: %s", got)
	}
	last := ""
	for i, w := range []string{"one", "two", "six"} {
		file := newFile(t, w, 10)
		upload(t, dir, file, sign(t, key, int64(i+1), file))
		stamp, err := f.Look(t.Context())
		if err != nil || stamp == last {
			t.Errorf("a new file, and the stamp stayed %q, %v", stamp, err)
		}
		last = stamp
		if got := activate(t, f); got != w {
			t.Errorf("got %q, want %s", got, w)
		}
	}
	// Neither the size of a file nor the time of its last change tells that it was replaced.
	unsigned, when := filepath.Join(dir, "unsigned"), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	if f, err = follow.New("file:"+unsigned, follow.Options{Cache: t.TempDir()}); err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"one", "two"} {
		file := newFile(t, w, 10)
		if err := errors.Join(os.WriteFile(unsigned, file, 0o600), os.Chtimes(unsigned, when, when)); err != nil {
			t.Fatal(err)
		}
		stamp, err := f.Look(t.Context())
		if err != nil || stamp == last {
			t.Errorf("%s: the stamp stayed %q, %v", w, stamp, err)
		}
		last = stamp
		time.Sleep(20 * time.Millisecond) // the clock of a file system ticks slowly
	}
	if f, err = follow.New("file:"+filepath.Join(dir, "release"), options); err != nil {
		t.Fatal(err)
	}
	upload(t, dir, newFile(t, "bad", 10), sign(t, newKey(t), 9, newFile(t, "bad", 10)))
	if got := refused(t, f, options.Cache); got != follow.ReasonBadSignature {
		t.Errorf("a foreign key: %s", got)
	}
}

func TestReferencesThatCannotBeFollowed(t *testing.T) {
	for _, reference := range []string{"", "stable", "oci://ghcr.io/a", "oci-layout://x", "ftp://a/b",
		"http://example.com/release", "https://", "https://a/b#c", "file:", "file://"} {
		if _, err := follow.New(reference, follow.Options{Cache: t.TempDir()}); err == nil {
			t.Errorf("%q is followed", reference)
		}
	}
	if _, err := follow.New("oci://ghcr.io/a:stable", follow.Options{}); err == nil {
		t.Error("a channel is followed without a cache")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := onLayout(t)
	if _, err := c.follower().Look(ctx); err == nil {
		t.Error("a look succeeds that was called off")
	}
}

package follow_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry"
)

// TestHostileCache fills the cache with everything that can be in a directory: the follower skips it, follows no link,
// and does not block.
func TestHostileCache(t *testing.T) {
	c := onLayout(t)
	c.publish("one", 10)
	activate(t, c.follower())
	entries, err := os.ReadDir(c.options.Cache)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v, %v", entries, err)
	}
	cache := filepath.Join(c.options.Cache, entries[0].Name())
	place, err := filepath.Glob(filepath.Join(cache, "sha256-*"))
	if err != nil || len(place) != 1 {
		t.Fatalf("%v, %v", place, err)
	}
	outside := filepath.Join(t.TempDir(), "precious")
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "compendium.release"), "not to be touched")
	description, err := os.ReadFile(filepath.Join(place[0], "description.json"))
	if err != nil {
		t.Fatal(err)
	}
	hex := strings.Repeat("ab", 32)
	write(filepath.Join(cache, "sha256-"+hex, "description.json"), string(description))
	write(filepath.Join(cache, "sha256-file"), "a file where a directory is expected")
	write(filepath.Join(cache, "sha256-binary", "description.json"), "\x00\xff{")
	write(filepath.Join(cache, "sha256-path", "description.json"), `{"signatures":[],"file":"sha256:../../../outside"}`)
	write(filepath.Join(cache, "notes.txt"), "of somebody else")
	if err := os.Symlink(outside, filepath.Join(cache, "sha256-link")); err != nil {
		t.Fatal(err)
	}
	pipe(t, filepath.Join(cache, "sha256-pipe"))
	// The release itself becomes a pipe: opening it would block.
	if err := os.Remove(filepath.Join(place[0], "compendium.release")); err != nil {
		t.Fatal(err)
	}
	pipe(t, filepath.Join(place[0], "compendium.release"))

	f := c.follower()
	if r, _, err := f.LastGood(t.Context()); err == nil {
		r.File.Close()
		t.Error("a pipe was taken for a release")
	}
	if got := activate(t, f); got != "one" {
		t.Errorf("got %q, want one", got)
	}
	if text, err := os.ReadFile(filepath.Join(outside, "compendium.release")); err != nil ||
		string(text) != "not to be touched" {
		t.Errorf("what a link leads to holds %q, %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(cache, "notes.txt")); err != nil {
		t.Errorf("a foreign file: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(cache, "sha256-*")); err != nil || len(left) != 1 || left[0] != place[0] {
		t.Errorf("what is left is %v, %v, want only %s", left, err, place[0])
	}
	r, _, err := c.follower().LastGood(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := word(t, r); got != "one" {
		t.Errorf("the last good release is %q, want one", got)
	}

	for _, name := range []string{"last-good.json", filepath.Join(filepath.Base(place[0]), "description.json")} {
		if err := os.Remove(filepath.Join(cache, name)); err != nil {
			t.Fatal(err)
		}
		pipe(t, filepath.Join(cache, name))
	}
	if got := activate(t, c.follower()); got != "one" {
		t.Errorf("with pipes for descriptions: got %q, want one", got)
	}
}

// TestLeftoversOfKilledProcesses finds transfers that were never finished. Those that may still run stay.
func TestLeftoversOfKilledProcesses(t *testing.T) {
	c := onLayout(t)
	c.publish("one", 10)
	activate(t, c.follower())
	entries, err := os.ReadDir(c.options.Cache)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v, %v", entries, err)
	}
	cache := filepath.Join(c.options.Cache, entries[0].Name())
	put := func(name string, age time.Duration) {
		path, when := filepath.Join(cache, name), time.Now().Add(-age)
		err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("half"), 0o600),
			os.Chtimes(path, when, when))
		if dir := filepath.Dir(path); dir != cache {
			err = errors.Join(err, os.Chtimes(dir, time.Now(), when.Add(-time.Hour)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("incoming-old/compendium.release", time.Hour)
	put(".incoming-last-good.json-1", time.Hour)
	put("incoming-young/compendium.release", time.Minute)
	put("notes.txt", time.Hour)
	c.publish("two", 10) // it is refused once it is fetched, and the leftovers are gone all the same
	c.options.Probes = []string{"drugs/none"}
	if _, err := c.follower().Load(t.Context()); err == nil {
		t.Fatal("the release is taken")
	}
	left, err := os.ReadDir(cache)
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, e := range left {
		if !strings.HasPrefix(e.Name(), "sha256-") {
			names += e.Name() + " "
		}
	}
	if want := "incoming-young last-good.json lock notes.txt "; names != want {
		t.Errorf("what is left is %q, want %q", names, want)
	}
}

// TestProcessesShareACache has several followers keep releases in the same directory at once. In whatever order they
// come, a start from the cache works, and none points it back to a lower number.
func TestProcessesShareACache(t *testing.T) {
	c, _ := onRegistry(t)
	var followers []*follow.Follower
	for range 4 {
		followers = append(followers, c.follower())
	}
	c.publish("one", 10)
	behind := c.follower()
	slow, err := behind.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer slow.File.Close()
	for i, w := range []string{"one", "two", "six"} {
		if i > 0 {
			c.publish(w, 10)
		}
		var wait sync.WaitGroup
		for _, f := range followers {
			wait.Go(func() {
				r, err := f.Load(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				defer r.File.Close()
				if err := f.Activated(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if i == 1 {
			// Only now is the first release activated.
			if err := behind.Activated(t.Context()); err != nil {
				t.Error(err)
			}
		}
		again := c.follower()
		r, _, err := again.LastGood(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := word(t, r); got != w {
			t.Errorf("the last good release is %q, want %s", got, w)
		}
	}
	if left, err := filepath.Glob(filepath.Join(c.options.Cache, "*", "incoming-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestDamagedCacheHeals(t *testing.T) {
	damages := map[string]func(path string) error{
		"altered":   func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte("x"), 20000), 0o600) },
		"truncated": func(path string) error { return os.Truncate(path, 100) },
		"empty":     func(path string) error { return os.Truncate(path, 0) },
		"removed":   os.Remove,
		"swapped":   func(path string) error { return os.WriteFile(path, newFile(t, "swapped", 10), 0o600) },
	}
	for name, damage := range damages {
		for _, file := range []string{"compendium.release", "description.json", "last-good.json"} {
			t.Run(name+" "+file, func(t *testing.T) {
				c, server := onRegistry(t)
				f := c.follower()
				c.publish("one", 10)
				activate(t, f)
				newest := c.publish("two", 10)
				activate(t, f)
				for line := range strings.Lines(files(t, c.options.Cache)) {
					path := strings.TrimSuffix(line, "\n")
					newer := strings.Contains(path, strings.ReplaceAll(newest.Digest, ":", "-"))
					if filepath.Base(path) == file && (newer || file == "last-good.json") {
						if err := damage(path); err != nil {
							t.Fatal(err)
						}
					}
				}
				want := "one"
				if file == "last-good.json" {
					want = "two"
				}
				r, _, err := c.follower().LastGood(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if got := word(t, r); got != want {
					t.Errorf("got %q from the damaged cache, want %s", got, want)
				}
				if got := activate(t, c.follower()); got != "two" {
					t.Errorf("got %q with the registry there, want two", got)
				}
				server.Stop()
				if r, _, err = c.follower().LastGood(t.Context()); err != nil {
					t.Fatal(err)
				}
				if got := word(t, r); got != "two" {
					t.Errorf("got %q from the cache that was put right, want two", got)
				}
			})
		}
	}
}

// TestLostPointerAllowsNoOlderRelease loses the pointer to the last good release, and moves the channel back.
func TestLostPointerAllowsNoOlderRelease(t *testing.T) {
	c, server := onRegistry(t)
	first := c.publish("one", 10)
	f := c.follower()
	activate(t, f)
	c.publish("two", 10)
	activate(t, f)
	pointers, err := filepath.Glob(filepath.Join(c.options.Cache, "*", "last-good.json"))
	if err != nil || len(pointers) != 1 {
		t.Fatalf("%v, %v", pointers, err)
	}
	if err := os.Remove(pointers[0]); err != nil {
		t.Fatal(err)
	}
	server.Point("compendium", "stable", first.Digest)
	if got := refused(t, c.follower(), c.options.Cache); got != follow.ReasonOlder {
		t.Errorf("the reason is %q, want %q", got, follow.ReasonOlder)
	}
}

func TestTheCacheKeepsAFewReleases(t *testing.T) {
	c, _ := onRegistry(t)
	size := int64(len(newFile(t, "aword", 10)))
	for i, tt := range []struct {
		keep      int
		keepBytes int64
		want      int
	}{{2, 1 << 30, 2}, {9, 3 * size, 3}, {9, 3*size - 1, 2}, {9, 1, 1}, {0, 1 << 30, 1}} {
		c.options.Keep, c.options.KeepBytes = tt.keep, tt.keepBytes
		f := c.follower()
		for k := range 4 {
			c.publish(string(rune('a'+4*i+k))+"word", 10)
			activate(t, f)
		}
		if got := strings.Count(files(t, c.options.Cache), "compendium.release"); got != tt.want {
			t.Errorf("of at most %d releases and %d bytes, the cache keeps %d, want %d", tt.keep, tt.keepBytes, got, tt.want)
		}
	}
}

// TestPointerThatCannotBeWritten serves a release that the cache can keep, but not point to.
func TestPointerThatCannotBeWritten(t *testing.T) {
	c, server := onRegistry(t)
	c.publish("one", 10)
	f := c.follower()
	activate(t, f)
	pointers, err := filepath.Glob(filepath.Join(c.options.Cache, "*", "last-good.json"))
	if err != nil || len(pointers) != 1 {
		t.Fatalf("%v, %v", pointers, err)
	}
	if err := errors.Join(os.Remove(pointers[0]), os.MkdirAll(filepath.Join(pointers[0], "full"), 0o700)); err != nil {
		t.Fatal(err)
	}
	c.publish("two", 10)
	r, err := f.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r.File.Close()
	if err := f.Activated(t.Context()); err == nil {
		t.Error("nobody says that there is no pointer")
	}
	server.Stop()
	r, _, err = c.follower().LastGood(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := word(t, r); got != "two" {
		t.Errorf("after a restart %q is served, want two", got)
	}
}

func TestOnlyWhatWasActivatedIsKept(t *testing.T) {
	c, server := onRegistry(t)
	c.publish("one", 10)
	f := c.follower()
	r, err := f.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r.File.Close()
	if _, _, err := c.follower().LastGood(t.Context()); err == nil {
		t.Error("a release that was never served is the last good one")
	}
	activate(t, f)
	server.Stop()
	if r, _, err = c.follower().LastGood(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := word(t, r); got != "one" {
		t.Errorf("got %q, want one", got)
	}
}

// TestDropRemovesWhatWasNotServed drops a release that was fetched, and one that the cache had.
func TestDropRemovesWhatWasNotServed(t *testing.T) {
	c, server := onRegistry(t)
	load := func(f *follow.Follower) {
		r, err := f.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r.File.Close()
	}
	c.publish("one", 10)
	f := c.follower()
	load(f)
	if kept := files(t, c.options.Cache); kept == "" {
		t.Error("nothing is fetched")
	}
	f.Drop()
	if kept := files(t, c.options.Cache); kept != "" {
		t.Errorf("after it was dropped the cache has %s", kept)
	}
	activate(t, f)
	again := c.follower()
	load(again)
	again.Drop()
	server.Stop()
	if r, _, err := c.follower().LastGood(t.Context()); err != nil {
		t.Errorf("what the cache had is dropped: %v", err)
	} else {
		r.File.Close()
	}
}

// TestShrunkReleaseIsNotFetched publishes a release with fewer records, and one with fewer bytes.
func TestShrunkReleaseIsNotFetched(t *testing.T) {
	c, server := onRegistry(t)
	f := c.follower()
	long := strings.Repeat("long ", 200)
	c.publish(long, 100)
	activate(t, f)
	for _, shrunk := range []*registry.Entry{c.publish(long, 10), c.publish("short", 100)} {
		server.Point("compendium", "stable", shrunk.Digest)
		server.Requests()
		if got := refused(t, f, c.options.Cache); got != follow.ReasonShrunk {
			t.Errorf("%d records, %d bytes: got %s, want %s", shrunk.Records, shrunk.FileBytes, got, follow.ReasonShrunk)
		}
		for _, request := range server.Requests() {
			if strings.Contains(request, shrunk.FileDigest) {
				t.Errorf("%s, though it lost too much", request)
			}
		}
	}
}

func TestNothingIsFetchedTwice(t *testing.T) {
	c, server := onRegistry(t)
	e := c.publish("one", 10)
	activate(t, c.follower())
	server.Requests()
	f := c.follower()
	if _, err := f.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := server.Requests(); len(got) != 1 || got[0] != "HEAD /v2/compendium/manifests/stable" {
		t.Errorf("a look costs %v", got)
	}
	activate(t, f)
	for _, request := range server.Requests() {
		if strings.Contains(request, e.FileDigest) {
			t.Errorf("%s, though the cache has it", request)
		}
	}
}

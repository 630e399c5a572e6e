//go:build unix

package follow_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/release/signing"
)

// TestHostileRegistry answers one kind of request in ways that no registry should. The follower accepts, keeps and
// waits for none of it.
func TestHostileRegistry(t *testing.T) {
	const manifests, blobs = "/manifests/", "the file"
	// It takes a while to make.
	bomb := bomb(t)
	write := func(w http.ResponseWriter, size string, body []byte) {
		w.Header().Set("Content-Type", "application/vnd.oci.image.manifest.v1+json")
		w.Header().Set("Content-Length", size)
		_, _ = w.Write(body)
	}
	tests := []struct {
		name, path string
		answer     func(http.ResponseWriter, *http.Request)
		want       string
		slow       bool
	}{
		{"a manifest of a gigabyte", manifests, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Docker-Content-Digest", registrytest.Digest(nil))
			write(w, "1000000000", nil)
		}, follow.ReasonAltered, false},
		{"a manifest that is compressed zeros", manifests, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Docker-Content-Digest", registrytest.Digest(nil))
			w.Header().Set("Content-Encoding", "gzip")
			write(w, fmt.Sprint(len(bomb)), bomb)
		}, follow.ReasonAltered, false},
		{"a manifest with the digest of a path", manifests, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Docker-Content-Digest", "sha256:../../../../etc/passwd")
			write(w, "2", []byte("{}"))
		}, follow.ReasonUnreachable, false},
		{"a manifest that leads around in circles", manifests, func(w http.ResponseWriter, q *http.Request) {
			http.Redirect(w, q, q.URL.Path, http.StatusTemporaryRedirect)
		}, follow.ReasonUnreachable, false},
		{"a file that leads around in circles", blobs, func(w http.ResponseWriter, q *http.Request) {
			http.Redirect(w, q, q.URL.Path, http.StatusTemporaryRedirect)
		}, follow.ReasonUnreachable, false},
		{"a file that is compressed zeros", blobs, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			write(w, fmt.Sprint(len(bomb)), bomb)
		}, follow.ReasonAltered, false},
		{
			"a file without an end",
			blobs,
			func(w http.ResponseWriter, q *http.Request) { endless(w, q) },
			follow.ReasonAltered,
			false,
		},
		{
			"a file that comes a byte at a time",
			blobs,
			func(w http.ResponseWriter, q *http.Request) { trickle(w, q) },
			follow.ReasonUnreachable,
			true,
		},
		{"a server error with a page", blobs, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadGateway)
			_, _ = w.Write(bytes.Repeat([]byte("<html>"), 1<<16))
		}, follow.ReasonUnreachable, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, server := onRegistry(t)
			if tt.slow {
				c.options.Timeout = 200 * time.Millisecond
			}
			path := tt.path
			if e := c.publish("one", 10); path == blobs {
				path = e.FileDigest
			}
			server.Do(func(r *registrytest.Registry) {
				r.Fault = func(w http.ResponseWriter, q *http.Request) bool {
					if !strings.Contains(q.URL.Path, path) {
						return false
					}
					tt.answer(w, q)
					return true
				}
			})
			if got := refused(t, c.follower(), c.options.Cache); got != tt.want {
				t.Errorf("the reason is %q, want %q", got, tt.want)
			}
		})
	}
}

// TestHostileWebServer does the same with a release file on a web server, whose size is not known.
func TestHostileWebServer(t *testing.T) {
	key := newKey(t)
	file := newFile(t, "one", 10)
	signature, err := sign(t, key, 1, file).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		answer func(http.ResponseWriter, *http.Request)
		want   string
	}{
		"without an end":   {endless, follow.ReasonTooLarge},
		"a byte at a time": {trickle, follow.ReasonUnreachable},
		"around in circles": {func(w http.ResponseWriter,
			q *http.Request) {
			http.Redirect(w, q, q.URL.Path, http.StatusFound)
		}, follow.ReasonUnreachable},
		"to the disk": {func(w http.ResponseWriter, q *http.Request) {
			http.Redirect(w, q, "file:///etc/passwd", http.StatusFound)
		}, follow.ReasonUnreachable},
		"to another host without TLS": {func(w http.ResponseWriter, q *http.Request) {
			http.Redirect(w, q, "http://example.com/", http.StatusFound)
		}, follow.ReasonUnreachable},
		"a page that says sorry": {func(w http.ResponseWriter, _ *http.Request) {
			_,
				_ = w.Write([]byte("<html>sorry</html>"))
		}, follow.ReasonAltered},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
				w.Header().Set("ETag", `"1"`)
				switch {
				case strings.HasSuffix(q.URL.Path, signing.FileSuffix):
					_, _ = w.Write(signature)
				case q.Method == http.MethodHead:
				default:
					tt.answer(w, q)
				}
			}))
			defer server.Close()
			options := follow.Options{
				Keys:      []signing.PublicKey{key.Public()},
				Cache:     t.TempDir(),
				Keep:      3,
				KeepBytes: 1 << 30,
				MaxBytes:  1 << 20,
				Timeout:   2 * time.Second,
			}
			if name == "a byte at a time" {
				options.Timeout = 200 * time.Millisecond
			}
			f, err := follow.New(server.URL+"/release", options)
			if err != nil {
				t.Fatal(err)
			}
			if got := refused(t, f, options.Cache); got != tt.want {
				t.Errorf("the reason is %q, want %q", got, tt.want)
			}
		})
	}
}

// bomb returns many zeros, compressed.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for range 8 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func endless(w http.ResponseWriter, q *http.Request) {
	for block := make([]byte, 1<<16); q.Context().Err() == nil; {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

func trickle(w http.ResponseWriter, q *http.Request) {
	for q.Context().Err() == nil {
		_, _ = w.Write([]byte{0})
		if http.NewResponseController(w).Flush() != nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestTooLargeRelease(t *testing.T) {
	c, server := onRegistry(t)
	e := c.publish("one", 10)
	c.options.MaxBytes = e.FileBytes - 1
	server.Requests()
	if got := refused(t, c.follower(), c.options.Cache); got != follow.ReasonTooLarge {
		t.Errorf("the reason is %q, want %q", got, follow.ReasonTooLarge)
	}
	for _, request := range server.Requests() {
		if strings.Contains(request, e.FileDigest) {
			t.Error("the file is fetched though it is too large")
		}
	}
	c.options.MaxBytes++
	if got := activate(t, c.follower()); got != "one" {
		t.Errorf("got %q, want one", got)
	}
}

// TestRecordsAreCounted publishes a file of 7 records that claims 10, as its annotations do.
func TestRecordsAreCounted(t *testing.T) {
	c := onLayout(t)
	c.publish("one", 10)
	f := c.follower()
	activate(t, f)
	file := newFile(t, "two", 7)
	told := []byte("conditions\x10\x07")
	at := bytes.Index(file, told)
	if at < 0 {
		t.Fatal("the file does not say how many conditions it has")
	}
	file[at+len(told)-1] = 10
	reseal(file)
	c.publishAs("compendium", file, c.key)
	if got := refused(t, f, c.options.Cache); got != follow.ReasonShrunk {
		t.Errorf("the reason is %q, want %q", got, follow.ReasonShrunk)
	}
}

// reseal updates the checksums of a release file, as docs/release-format.md describes them.
func reseal(file []byte) {
	castagnoli := crc32.MakeTable(crc32.Castagnoli)
	count := binary.LittleEndian.Uint32(file[12:])
	table := file[64 : 64+24*count]
	for i := range count {
		entry := table[24*i:]
		start, size := binary.LittleEndian.Uint64(entry[8:]), binary.LittleEndian.Uint64(entry[16:])
		binary.LittleEndian.PutUint32(entry[4:], crc32.Checksum(file[start:start+size], castagnoli))
	}
	binary.LittleEndian.PutUint32(file[24:], crc32.Checksum(table, castagnoli))
	binary.LittleEndian.PutUint32(file[28:], crc32.Checksum(file[:28], castagnoli))
}

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

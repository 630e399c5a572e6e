//go:build unix

package follow_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"strings"
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
			_, err = f.Load(t.Context())
			const slow = ": no answer in time: less than 64 KiB arrived within 200ms: context deadline exceeded"
			if name == "a byte at a time" && !strings.HasSuffix(err.Error(), slow) {
				t.Errorf("got %v", err)
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

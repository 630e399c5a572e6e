package follow_test

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/release/signing"
	"github.com/opencompendium/compendium/services/transport/certtest"
)

// website serves the files of a directory, with ETags.
func website(t *testing.T) (address, dir string, requests *[]string) {
	t.Helper()
	dir, requests = t.TempDir(), new([]string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		*requests = append(*requests, q.Method+" "+q.URL.Path)
		text, err := os.ReadFile(filepath.Join(dir, filepath.Base(q.URL.Path)))
		if err != nil {
			http.NotFound(w, q)
			return
		}
		w.Header().Set("ETag", `"`+registrytest.Digest(text)[:20]+`"`)
		http.ServeContent(w, q, q.URL.Path, time.Time{}, bytes.NewReader(text))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/data/release", dir, requests
}

func upload(t *testing.T, dir string, file []byte, signatures ...signing.Signature) {
	t.Helper()
	if file != nil {
		if err := os.WriteFile(filepath.Join(dir, "release"), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var text []byte
	for _, s := range signatures {
		line, err := s.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		text = append(append(text, line...), '\n')
	}
	if err := os.WriteFile(filepath.Join(dir, "release.sig"), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func sign(t *testing.T, key *signing.Key, number int64, file []byte) signing.Signature {
	t.Helper()
	s, err := key.Sign(signing.Release{Name: "compendium", Number: number, Digest: registrytest.Digest(file)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestReleaseFileOnAWebServer(t *testing.T) {
	address, dir, requests := website(t)
	key := newKey(t)
	options := follow.Options{
		Keys:      []signing.PublicKey{key.Public()},
		MaxShrink: 20,
		Cache:     t.TempDir(),
		Keep:      3,
		KeepBytes: 1 << 30,
	}
	follower := func() *follow.Follower {
		f, err := follow.New(address, options)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	f := follower()
	if got := refused(t, f, options.Cache); got != follow.ReasonNotFound {
		t.Errorf("nothing there: %s", got)
	}
	one, two := newFile(t, "one", 10), newFile(t, "two", 10)
	upload(t, dir, one)
	if got := refused(t, f, options.Cache); got != follow.ReasonUnsigned {
		t.Errorf("no signature: %s", got)
	}
	upload(t, dir, one, sign(t, newKey(t), 4, one))
	if got := refused(t, f, options.Cache); got != follow.ReasonBadSignature {
		t.Errorf("a foreign key: %s", got)
	}
	upload(t, dir, one, sign(t, newKey(t), 4, one), sign(t, key, 5, one))
	first, err := f.Look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := activate(t, f); got != "one" {
		t.Errorf("got %q, want one", got)
	}
	*requests = nil
	if got := activate(t, follower()); got != "one" {
		t.Errorf("got %q, want one", got)
	}
	for _, request := range *requests {
		if request == "GET /data/release" {
			t.Error("the file is fetched again though the cache has it")
		}
	}
	// The file comes before its signature.
	if err := os.WriteFile(filepath.Join(dir, "release"), two, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := activate(t, f); got != "one" {
		t.Errorf("got %q before the new file is signed, want one", got)
	}
	middle, err := f.Look(t.Context())
	if err != nil || middle == first {
		t.Errorf("a new file, and the stamp stayed %q, %v", middle, err)
	}
	upload(t, dir, nil, sign(t, key, 6, two))
	if last, err := f.Look(t.Context()); err != nil || last == middle {
		t.Errorf("a new signature, and the stamp stayed %q, %v", last, err)
	}
	if got := activate(t, f); got != "two" {
		t.Errorf("got %q, want two", got)
	}
	upload(t, dir, one, sign(t, key, 5, one))
	if got := refused(t, f, options.Cache); got != follow.ReasonOlder {
		t.Errorf("an older release: %s", got)
	}
	upload(t, dir, one, sign(t, key, 7, newFile(t, "three", 10)))
	if got := refused(t, f, options.Cache); got != follow.ReasonAltered {
		t.Errorf("another file than was signed: %s", got)
	}
	r, _, err := follower().LastGood(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := word(t, r); got != "two" {
		t.Errorf("the last good release is %q, want two", got)
	}
}

// TestAuthorityOfAWebServerIsReplaced renews the authority of a web server, and then the file that names it.
func TestAuthorityOfAWebServerIsReplaced(t *testing.T) {
	_, dir, _ := website(t)
	upload(t, dir, newFile(t, "one", 10))
	var current atomic.Pointer[tls.Certificate]
	server := httptest.NewUnstartedServer(http.FileServer(http.Dir(dir)))
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return current.Load(), nil }}
	renew := func() (authority []byte) {
		t.Helper()
		made := certtest.New(t)
		pair, err := tls.X509KeyPair(made.Issue(time.Now().Add(time.Hour), []string{"localhost"}))
		if err != nil {
			t.Fatal(err)
		}
		current.Store(&pair)
		return made.PEM()
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	certtest.Write(t, file, renew())
	server.StartTLS()
	t.Cleanup(server.Close)
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	f, err := follow.New("https://localhost:"+port+"/release",
		follow.Options{Cache: t.TempDir(), Registry: registry.Options{CA: file, CertsDir: t.TempDir()}})
	if err != nil {
		t.Fatal(err)
	}
	look := func() error {
		_, err := f.Look(t.Context())
		return err
	}
	if err := look(); err != nil {
		t.Fatal(err)
	}
	authority := renew()
	server.CloseClientConnections()
	if err := look(); err == nil {
		t.Error("a server with an unknown authority is trusted")
	}
	certtest.Write(t, file, authority)
	if err := look(); err != nil {
		t.Errorf("after the file of the authority was replaced: %v", err)
	}
}

func TestAnUnsignedFileOnAWebServer(t *testing.T) {
	address, dir, _ := website(t)
	options := follow.Options{MaxShrink: 20, Cache: t.TempDir(), Keep: 3, KeepBytes: 1 << 30}
	f, err := follow.New(address, options)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"one", "two", "one"} {
		file := newFile(t, w, 10)
		if err := os.WriteFile(filepath.Join(dir, "release"), file, 0o600); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got := activate(t, f); got != w {
				t.Errorf("got %q, want %s", got, w)
			}
		}
		r, _, err := f.LastGood(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := word(t, r); got != w {
			t.Errorf("the last good release is %q, want %s", got, w)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "release"), newFile(t, "small", 2), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := refused(t, f, options.Cache); got != follow.ReasonShrunk {
		t.Errorf("the reason is %q, want %q", got, follow.ReasonShrunk)
	}
}

// TestUnsignedFileIsFetchedOnce follows a web server without keys: only the ETag tells that the cache has the file.
func TestUnsignedFileIsFetchedOnce(t *testing.T) {
	address, dir, requests := website(t)
	options := follow.Options{MaxShrink: 20, Cache: t.TempDir(), Keep: 3, KeepBytes: 1 << 30}
	for i, want := range []string{"one", "one", "two", "two"} {
		if err := os.WriteFile(filepath.Join(dir, "release"), newFile(t, want, 10), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := follow.New(address, options)
		if err != nil {
			t.Fatal(err)
		}
		if got := activate(t, f); got != want {
			t.Errorf("got %q, want %s", got, want)
		}
		if fetched := slices.Contains(*requests, "GET /data/release"); fetched != (i%2 == 0) {
			t.Errorf("start %d: the file is fetched: %t", i, fetched)
		}
		*requests = nil
	}
}

// TestRedirects follows a file that is reached by as many redirects as are allowed, and by one more.
func TestRedirects(t *testing.T) {
	for redirects, want := range map[int]string{10: "taken", 11: follow.ReasonUnreachable} {
		one := newFile(t, "one", 10)
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			left, err := strconv.Atoi(q.URL.Query().Get("left"))
			switch {
			case strings.HasSuffix(q.URL.Path, ".sig"):
				http.NotFound(w, q)
			case err == nil && left > 0:
				http.Redirect(w, q, fmt.Sprint("?left=", left-1), http.StatusFound)
			default:
				w.Header().Set("ETag", `"one"`)
				http.ServeContent(w, q, q.URL.Path, time.Time{}, bytes.NewReader(one))
			}
		}))
		options := follow.Options{MaxShrink: 20, Cache: t.TempDir(), Keep: 3, KeepBytes: 1 << 30}
		f, err := follow.New(fmt.Sprint(server.URL, "/release?left=", redirects), options)
		if err != nil {
			t.Fatal(err)
		}
		if got := refused(t, f, options.Cache); got != want {
			t.Errorf("%d redirects: got %s, want %s", redirects, got, want)
		}
		server.Close()
	}
}

// TestAnswersOfAWebServer follows a file below an escaped path, whose server does not give it.
func TestAnswersOfAWebServer(t *testing.T) {
	for status, want := range map[int]struct {
		reason string
		after  time.Duration
	}{
		http.StatusGone:            {follow.ReasonNotFound, 0},
		http.StatusNotFound:        {follow.ReasonNotFound, 0},
		http.StatusTooManyRequests: {follow.ReasonUnreachable, 7 * time.Second},
		http.StatusBadGateway:      {follow.ReasonUnreachable, 0},
	} {
		var paths []string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			paths = append(paths, q.URL.EscapedPath())
			if strings.HasSuffix(q.URL.Path, ".sig") {
				return
			}
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(status)
		}))
		f, err := follow.New(server.URL+"/a%2Fb/release", follow.Options{Cache: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Load(t.Context())
		why, ok := errors.AsType[*follow.Error](err)
		if !ok || why.Reason != want.reason || why.RetryAfter() != want.after && want.after > 0 {
			t.Errorf("%d: got %v, want %s, to be asked again after %s", status, err, want.reason, want.after)
		}
		server.Close()
		if want := []string{"/a%2Fb/release.sig", "/a%2Fb/release"}; !slices.Equal(paths, want) {
			t.Errorf("%d: asked %q, want %q", status, paths, want)
		}
	}
}

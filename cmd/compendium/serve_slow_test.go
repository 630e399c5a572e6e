package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/registry/registrytest"
)

// publishTo publishes the example under a title to a channel.
func publishTo(t *testing.T, channel, dir, title string) {
	t.Helper()
	content := filepath.Join(dir, "content")
	if err := writeExample(content); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(content, "targets", "example.yaml"), "display_name: "+title+"\nkind: GENE\nsymbol: EXM\n")
	runHere(t, "publish", channel, "--content", content, "--as-of", "2026-06-01")
}

// TestServeStartsWhileTheRegistryIsSlow starts a server with a release in its cache while its registry takes every
// request and answers none: that release is served, ready and not fresh, and the newer one once the registry answers.
//
//nolint:tparallel // the server that fills the cache ends before the other one starts
func TestServeStartsWhileTheRegistryIsSlow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := registrytest.Start(t, &registrytest.Registry{})
	channel := "oci://" + server.Host() + "/compendium:stable"
	arguments := []string{
		"serve",
		"--catalog",
		channel,
		"--cache-dir",
		filepath.Join(dir, "cache"),
		"--as-of",
		"2026-06-01",
		"--catalog-poll",
		"50ms",
		"--listen",
		"127.0.0.1:0",
	}
	publishTo(t, channel, dir, "First")
	t.Run("fill the cache", func(t *testing.T) { state(t, start(t, arguments...)) })
	publishTo(t, channel, dir, "Second")

	answers := make(chan struct{})
	server.Do(func(r *registrytest.Registry) {
		r.Fault = func(_ http.ResponseWriter, q *http.Request) bool {
			select {
			case <-answers:
				return false
			case <-q.Context().Done():
				return true
			}
		}
	})
	begin := time.Now()
	client := start(t, arguments...)
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("it serves after %s", took)
	}
	if s := state(t, client); s.ReleaseNumber != 1 || !s.Health["ready"] || s.Health["fresh"] ||
		s.RefusalReason != "unreachable" {
		t.Errorf("while the registry is slow: release %d, %v, %s", s.ReleaseNumber, s.Health, s.RefusalReason)
	}
	close(answers)
	await(t, client, func(s *compendiumv1.Catalog) bool { return s.ReleaseNumber == 2 && s.Health["fresh"] })
}

// TestServeWaitsForABusyRegistry starts a server without a cache while its registry answers 429 with Retry-After: the
// private port says at once that it is not ready, the registry is left alone for so long, and then the release is
// served.
func TestServeWaitsForABusyRegistry(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := registrytest.Start(t, &registrytest.Registry{})
	channel := "oci://" + server.Host() + "/compendium:stable"
	publishTo(t, channel, dir, "First")
	var busy atomic.Bool
	busy.Store(true)
	server.Do(func(r *registrytest.Registry) {
		r.Fault = func(w http.ResponseWriter, _ *http.Request) bool {
			if busy.Load() {
				w.Header().Set("Retry-After", "3")
				w.WriteHeader(http.StatusTooManyRequests)
			}
			return busy.Load()
		}
	})
	server.Requests()
	log := launchLog(t, "serve", "--catalog", channel, "--cache-dir", filepath.Join(dir, "cache"), "--as-of", "2026-06-01",
		"--catalog-poll", "50ms", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
	admin := awaitLine(t, log, `msg="the private port is open" address=(\S+)`)[1]
	for path, want := range map[string]int{"healthz": http.StatusOK, "readyz": http.StatusServiceUnavailable} {
		if code := probe(t, fmt.Sprintf("http://%s/%s", admin, path)); code != want {
			t.Errorf("%s: got %d, want %d", path, code, want)
		}
	}
	awaitLine(
		t,
		log,
		`msg="there is no catalog to serve yet" reason=unreachable .*429 Too Many Requests and asks to wait 3s`,
	)
	if asked := server.Requests(); len(asked) != 1 {
		t.Errorf("the registry is asked %v", asked)
	}
	busy.Store(false)
	begin := time.Now()
	awaitLine(t, log, `msg="catalog is served"`)
	if took := time.Since(begin); took < time.Second {
		t.Errorf("the registry is left alone for %s, want 3 s", took)
	}
	if code := probe(t, fmt.Sprintf("http://%s/readyz", admin)); code != http.StatusOK {
		t.Errorf("readyz: got %d, want 200", code)
	}
}

func probe(t *testing.T, url string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
	return answer.StatusCode
}

// TestServeWithoutItsRegistry takes the registry away from a server and gives it back: log and metrics say that it does
// not answer, and not that content is refused.
func TestServeWithoutItsRegistry(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server := registrytest.Start(t, &registrytest.Registry{})
	channel := "oci://" + server.Host() + "/compendium:stable"
	publishTo(t, channel, dir, "First")
	log := launchLog(t, "serve", "--catalog", channel, "--cache-dir", filepath.Join(dir, "cache"), "--as-of", "2026-06-01",
		"--catalog-poll", "50ms", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
	metrics := "http://" + awaitLine(t, log, `msg="the private port is open" address=(\S+)`)[1] + "/metrics"
	awaitLine(t, log, `msg="catalog is served"`)
	server.Do(func(r *registrytest.Registry) {
		r.Fault = func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) }
	})
	awaitLine(t, log, `msg="the source does not answer; the last good catalog is still served" .* reason=unreachable`)
	text := get(t, metrics)
	for _, want := range []string{"compendium_catalog_unreachable 1\n", "compendium_catalog_refused{reason=\"\"} 0\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the metrics have no %s", want)
		}
	}
	server.Do(func(r *registrytest.Registry) { r.Fault = nil })
	awaitLine(t, log, `msg="what is served is the newest again" .*before=unreachable`)
	if want := "compendium_catalog_unreachable 0\n"; !strings.Contains(get(t, metrics), want) {
		t.Errorf("the metrics have no %s", want)
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return string(text)
}

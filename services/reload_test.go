package services_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/services"
)

// shelf is content that a test changes while it is served.
type shelf struct {
	mutex sync.Mutex
	files fstest.MapFS
	stamp string
	err   error
}

func (s *shelf) put(stamp string, files fstest.MapFS, err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.stamp, s.files, s.err = stamp, files, err
}

func (s *shelf) look(context.Context) (string, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.stamp, nil
}

func (s *shelf) load(ctx context.Context) (*release.Release, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.err != nil {
		return nil, s.err
	}
	return release.FromFS(ctx, s.files, "content", "test", release.Options{AsOf: asOf})
}

func changed(t *testing.T, old, replacement string) fstest.MapFS {
	t.Helper()
	files := exampleFiles(t)
	text := string(files["drugs/examplinib.yaml"].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("the example has no %q", old)
	}
	files["drugs/examplinib.yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, old, replacement))}
	return files
}

// eventually waits until what is asked holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

func (s *site) state(t *testing.T) *compendiumv1.Catalog {
	t.Helper()
	state, err := s.catalog.GetCatalog(context.Background(), &compendiumv1.GetCatalogRequest{})
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func (s *site) status(t *testing.T, service string) healthpb.HealthCheckResponse_ServingStatus {
	t.Helper()
	response, err := s.health.Check(context.Background(), &healthpb.HealthCheckRequest{Service: service})
	if err != nil {
		t.Fatalf("health of %s: %v", service, err)
	}
	return response.Status
}

// TestReload goes the way of a bad day: the content breaks while it is served, and is mended.
func TestReload(t *testing.T) {
	s := serve(t)
	content := &shelf{}
	ctx, stop := context.WithCancel(t.Context())
	signals := make(chan os.Signal)
	reloader := &services.Reloader{
		Server: s.server, Source: &fakeSource{look: content.look, load: content.load}, Every: time.Millisecond, Now: signals,
	}
	done := make(chan struct{})
	go func() { reloader.Run(ctx); close(done) }()
	defer func() { stop(); <-done }()

	first := s.state(t).Version
	for _, service := range []string{"", services.HealthLive, services.HealthReady, services.HealthFresh,
		"compendium.v1.CatalogService"} {
		if got := s.status(t, service); got != healthpb.HealthCheckResponse_SERVING {
			t.Errorf("health of %q is %s at start", service, got)
		}
	}

	content.put("2", changed(t, "off_label: true, ", ""), nil)
	eventually(
		t,
		"the broken content is refused",
		func() bool { return s.state(t).LoadState == compendiumv1.Catalog_LAST_GOOD },
	)
	state := s.state(t)
	if state.Version != first || len(state.LoadFindings) != 1 || state.LoadFindings[0].Rule != "off-label-unset" ||
		state.RefusedDigest == "" {
		t.Errorf("state with broken content: %v", state)
	}
	if f, r := s.status(t, services.HealthFresh),
		s.status(t, services.HealthReady); f != healthpb.HealthCheckResponse_NOT_SERVING ||
		r != healthpb.HealthCheckResponse_SERVING {
		t.Errorf("fresh is %s, ready is %s", f, r)
	}
	if _, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"}); err != nil {
		t.Errorf("the last good catalog is not served: %v", err)
	}

	content.put("3", nil, errors.New("the disk is gone"))
	eventually(t, "the failure to read is told", func() bool {
		state := s.state(t)
		return len(state.LoadFindings) == 1 && strings.Contains(state.LoadFindings[0].Message, "the disk is gone")
	})

	content.put("4", changed(t, "display_name: Examplinib", "display_name: Examplinib two"), nil)
	eventually(t, "the mended content is served", func() bool { return s.state(t).Version != first })
	if state := s.state(t); state.LoadState != compendiumv1.Catalog_CURRENT || len(state.LoadFindings) != 0 {
		t.Errorf("state with mended content: %v", state)
	}
	if got := s.status(t, services.HealthFresh); got != healthpb.HealthCheckResponse_SERVING {
		t.Errorf("fresh is %s", got)
	}
	drug, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"})
	if err != nil || drug.DisplayName != "Examplinib two" {
		t.Errorf("drug %v, %v", drug, err)
	}

	// The stamp does not show this change; a signal asks for it.
	content.put("4", changed(t, "display_name: Examplinib", "display_name: Examplinib three"), nil)
	signals <- syscall.SIGHUP
	eventually(t, "a signal loads the content", func() bool {
		drug, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"})
		return err == nil && drug.DisplayName == "Examplinib three"
	})
}

// TestReloadUnderLoad swaps releases while calls run: none fails, and a page token stays true across a swap.
func TestReloadUnderLoad(t *testing.T) {
	s := serve(t)
	files := [][]byte{
		newRelease(t, exampleFiles(t)).File.Bytes(),
		newRelease(t, changed(t, "display_name: Examplinib", "display_name: Other")).File.Bytes(),
	}
	var failed atomic.Pointer[error]
	ctx, stop := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for ctx.Err() == nil {
				if err := readAll(s); err != nil {
					failed.Store(&err)
					return
				}
			}
		})
	}
	for i := range 300 {
		m, err := file.Open(files[i%2])
		if err != nil {
			t.Fatal(err)
		}
		s.server.Swap(release.New(m, "test"), services.Times{})
		time.Sleep(100 * time.Microsecond)
	}
	stop()
	wait.Wait()
	if err := failed.Load(); err != nil {
		t.Errorf("a call failed while releases were swapped: %v", *err)
	}
}

func readAll(s *site) error {
	ctx := context.Background()
	first, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageSize: 1})
	if err != nil {
		return err
	}
	second, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageSize: 1, PageToken: first.NextPageToken})
	if err != nil {
		return err
	}
	if first.Drugs[0].Name != "drugs/examplinib" || second.Drugs[0].Name != "drugs/gonemab" {
		return errors.New("pages across a swap lost a record")
	}
	_, err = s.catalog.ListUses(ctx, &compendiumv1.ListUsesRequest{Parent: "drugs/-", AsOf: "2018-01-01"})
	return err
}

func TestShutdownTurnsHealthFirst(t *testing.T) {
	s := serve(t)
	watch, err := s.health.Watch(t.Context(), &healthpb.HealthCheckRequest{Service: services.HealthReady})
	if err != nil {
		t.Fatal(err)
	}
	if first, err := watch.Recv(); err != nil || first.Status != healthpb.HealthCheckResponse_SERVING {
		t.Fatalf("watch: %v, %v", first, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	s.server.Shutdown(ctx) // the watch runs on and is cut off at the deadline
	if next, err := watch.Recv(); err != nil || next.Status != healthpb.HealthCheckResponse_NOT_SERVING {
		t.Errorf("the watcher was not told: %v, %v", next, err)
	}
}

// TestShutdownIsLogged checks that the log tells a planned end from a crash.
// TestTransientRefusalsAreLoggedOnce refuses content for the same reason again and again, with errors that differ.
func TestTransientRefusalsAreLoggedOnce(t *testing.T) {
	for reason, want := range map[string]int{follow.ReasonUnreachable: 1, follow.ReasonCache: 1, follow.ReasonAltered: 3} {
		var log bytes.Buffer
		server := services.New(newRelease(t, exampleFiles(t)), slog.New(slog.NewTextHandler(&log, nil)))
		for i := range 3 {
			server.Refuse(services.Refusal{Reason: reason, Err: fmt.Errorf("mkdir incoming-%d: no space left on device", i)})
		}
		if n := strings.Count(log.String(), "incoming-"); n != want {
			t.Errorf("%s is logged %d times, want %d:\n%s", reason, n, want, &log)
		}
	}
}

func TestShutdownIsLogged(t *testing.T) {
	var log bytes.Buffer
	server := services.New(newRelease(t, exampleFiles(t)), slog.New(slog.NewTextHandler(&log, nil)))
	server.Shutdown(t.Context())
	begun, ended := strings.Index(log.String(), `msg="shutting down`), strings.Index(log.String(), "msg=stopped")
	if begun < 0 || ended < begun {
		t.Errorf("the log has\n%s", &log)
	}
}

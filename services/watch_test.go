package services_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// events reads events of a watch as texts, and their versions.
func event(t *testing.T, watch grpc.ServerStreamingClient[compendiumv1.WatchCatalogResponse]) (text, version string) {
	t.Helper()
	response, err := watch.Recv()
	if err != nil {
		t.Fatalf("watch: %v", err)
	}
	switch e := response.Event.(type) {
	case *compendiumv1.WatchCatalogResponse_Snapshot_:
		text = "snapshot"
	case *compendiumv1.WatchCatalogResponse_Release_:
		text = fmt.Sprint("release ", len(e.Release.Changes), " of ", e.Release.Changes[0].Name, " ",
			e.Release.Changes[0].Kind)
	case *compendiumv1.WatchCatalogResponse_Heartbeat_:
		text = "heartbeat"
	case *compendiumv1.WatchCatalogResponse_TooOld_:
		text = "too old, oldest is " + e.TooOld.OldestVersion
	case *compendiumv1.WatchCatalogResponse_Ending_:
		text = "ending"
	}
	return text, response.CatalogVersion
}

func wantEvent(
	t *testing.T,
	watch grpc.ServerStreamingClient[compendiumv1.WatchCatalogResponse],
	text, version string,
) {
	t.Helper()
	if gotText, gotVersion := event(t, watch); gotText != text || gotVersion != version {
		t.Errorf("event %q at %s, not %q at %s", gotText, gotVersion, text, version)
	}
}

func (s *site) watch(t *testing.T, from string) grpc.ServerStreamingClient[compendiumv1.WatchCatalogResponse] {
	t.Helper()
	watch, err := s.catalog.WatchCatalog(t.Context(), &compendiumv1.WatchCatalogRequest{ResumeVersion: from})
	if err != nil {
		t.Fatal(err)
	}
	return watch
}

func TestWatch(t *testing.T) {
	s := serve(t)
	first := s.state(t).Version
	watch := s.watch(t, "")
	wantEvent(t, watch, "snapshot", first)
	_, second := s.swap(t, changed(t, "display_name: Examplinib", "display_name: Another"))
	wantEvent(t, watch, "release 1 of drugs/examplinib CHANGED", second)
	_, third := s.swap(t, changed(t, "display_name: Examplinib", "display_name: Third"))
	wantEvent(t, watch, "release 1 of drugs/examplinib CHANGED", third)

	// Who comes back later sees what was missed, one event a release.
	again := s.watch(t, first)
	wantEvent(t, again, "release 1 of drugs/examplinib CHANGED", second)
	wantEvent(t, again, "release 1 of drugs/examplinib CHANGED", third)

	// Who has missed nothing is told so at once.
	wantEvent(t, s.watch(t, third), "heartbeat", third)

	old := s.watch(t, "0123456789abcdef")
	wantEvent(t, old, "too old, oldest is "+first, third)
	wantEvent(t, old, "snapshot", third)

	bad, err := s.catalog.WatchCatalog(t.Context(), &compendiumv1.WatchCatalogRequest{HeartbeatSeconds: -1})
	if err != nil {
		t.Fatal(err)
	}
	_, err = bad.Recv()
	wantError(t, "a negative heartbeat", err, codes.InvalidArgument, services.ReasonInvalidRequest)
}

func TestWatchBeatsAndEndsItself(t *testing.T) {
	c := config.Default()
	c.MaxWatchAge = 1500 * time.Millisecond
	c.ShutdownDelay = 0
	s := serveWith(t, services.WithConfig(c))
	version := s.state(t).Version
	watch, err := s.catalog.WatchCatalog(
		t.Context(),
		&compendiumv1.WatchCatalogRequest{ResumeVersion: version, HeartbeatSeconds: 1},
	)
	if err != nil {
		t.Fatal(err)
	}
	wantEvent(t, watch, "heartbeat", version) // at the start
	wantEvent(t, watch, "heartbeat", version)
	wantEvent(t, watch, "ending", version)
	if _, err := watch.Recv(); err == nil {
		t.Error("the stream goes on")
	}
}

func TestWatchIsToldOfTheEnd(t *testing.T) {
	server := services.New(newRelease(t, exampleFiles(t)), slog.New(slog.DiscardHandler))
	s := connect(t, server)
	watch := s.watch(t, "")
	_, version := event(t, watch)
	go server.Shutdown(t.Context())
	wantEvent(t, watch, "ending", version)
}

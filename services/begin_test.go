package services_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/services"
)

func newServer(t *testing.T) *services.Server {
	t.Helper()
	server := services.New(nil, slog.New(slog.DiscardHandler))
	return server
}

func health(t *testing.T, s *services.Server, want map[string]bool) {
	t.Helper()
	for service, serving := range want {
		if got := s.Serves(service); got != serving {
			t.Errorf("health of %q is %t, want %t", service, got, serving)
		}
	}
}

// TestBeginWithoutARelease starts while the source does not answer and nothing is kept: the server is live and not
// ready, and ready once the source answers.
func TestBeginWithoutARelease(t *testing.T) {
	server, built, answers := newServer(t), newRelease(t, exampleFiles(t)), 4
	source := &fakeSource{
		look: func(context.Context) (string, error) {
			if answers--; answers > 0 {
				return "", errUnreachable
			}
			return "1", nil
		},
		load: func(context.Context) (*release.Release, error) { return built, nil },
	}
	looks, loads := asksOf(t, server, source, 15*time.Second, 10*time.Second)
	list := gaps(looks)
	for i, want := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} {
		within(t, "the next try", list[i], want)
	}
	if len(loads) != 1 {
		t.Errorf("it is loaded %d times, want once", len(loads))
	}
	health(t, server, map[string]bool{services.HealthLive: true, services.HealthReady: true, services.HealthFresh: true})
	if version, refused := serving(server); version == "" || refused {
		t.Errorf("it serves %q, refused %t", version, refused)
	}
}

func TestNotReadyBeforeTheFirstRelease(t *testing.T) {
	server := newServer(t)
	source := &fakeSource{look: func(context.Context) (string, error) { return "", errUnreachable }}
	if err := (&services.Reloader{Server: server, Source: source, Every: time.Second}).Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	health(t, server, map[string]bool{services.HealthLive: true, services.HealthReady: false, services.HealthFresh: false})
	if got := server.Status(); !got.Unreachable || got.Refused != "" || got.Version != "" {
		t.Errorf("the status is %+v", got)
	}
	s := connect(t, server)
	_, err := s.catalog.GetCatalog(t.Context(), &compendiumv1.GetCatalogRequest{})
	if status.Code(err) != codes.Unavailable {
		t.Errorf("GetCatalog: got %v, want Unavailable", err)
	}
	watch, err := s.catalog.WatchCatalog(t.Context(), &compendiumv1.WatchCatalogRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := watch.Recv(); status.Code(err) != codes.Unavailable {
		t.Errorf("WatchCatalog: got %v, want Unavailable", err)
	}
	server.Swap(newRelease(t, exampleFiles(t)), services.Times{})
	if _, err := s.catalog.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"}); err != nil {
		t.Errorf("with a release: %v", err)
	}
	health(t, server, map[string]bool{services.HealthReady: true, services.HealthFresh: true})
}

// TestRetryAfterIsHonored answers 429 with Retry-After: it is left alone for so long.
func TestRetryAfterIsHonored(t *testing.T) {
	busy := &follow.Error{Reason: follow.ReasonUnreachable, Err: &registry.BusyError{After: 50 * time.Second}}
	source := &fakeSource{look: func(context.Context) (string, error) { return "", busy }}
	looks, _ := asksOf(t, newServer(t), source, 15*time.Second, 3*time.Minute)
	for _, gap := range gaps(looks) {
		if gap < 50*time.Second || gap > 60*time.Second {
			t.Errorf("it is asked again after %s, want 50 s", gap)
		}
	}
	if len(looks) < 3 {
		t.Errorf("it is asked %d times", len(looks))
	}
}

// TestBeginWithAReleaseFromBefore starts while the source hangs: what was served before is served within seconds, ready
// and not fresh, and the newer release is brought beside it.
func TestBeginWithAReleaseFromBefore(t *testing.T) {
	server := newServer(t)
	kept, newer := newRelease(
		t,
		exampleFiles(t),
	), newRelease(
		t,
		changed(t, "display_name: Examplinib", "display_name: Newer"),
	)
	synctest.Test(t, func(t *testing.T) {
		begin, hangs := time.Now(), true
		source := &fakeSource{kept: kept,
			look: func(ctx context.Context) (string, error) {
				if hangs {
					<-ctx.Done()
					return "", &follow.Error{Reason: follow.ReasonUnreachable, Err: ctx.Err()}
				}
				return "2", nil
			},
			load: func(context.Context) (*release.Release, error) {
				time.Sleep(time.Minute)
				return newer, nil
			},
		}
		r := &services.Reloader{Server: server, Source: source, Every: 15 * time.Second}
		if err := r.Begin(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("it serves after %s", took)
		}
		health(t, server, map[string]bool{services.HealthReady: true, services.HealthFresh: false})
		if version, refused := serving(server); version != kept.File.Version() || !refused {
			t.Errorf("it serves %q, refused %t", version, refused)
		}
		hangs = false
		ctx, cancel := context.WithTimeout(t.Context(), 70*time.Second)
		defer cancel()
		r.Run(ctx)
		health(t, server, map[string]bool{services.HealthReady: true, services.HealthFresh: true})
		if version, refused := serving(server); version != newer.File.Version() || refused {
			t.Errorf("it serves %q, refused %t", version, refused)
		}
	})
}

// TestBeginFailsOnARefusal starts with nothing kept while the source answers with what is refused.
func TestBeginFailsOnARefusal(t *testing.T) {
	unsigned := &follow.Error{Reason: follow.ReasonUnsigned, Err: errors.New("it is not signed")}
	source := &fakeSource{
		look: func(context.Context) (string, error) { return "1", nil },
		load: func(context.Context) (*release.Release, error) { return nil, unsigned },
	}
	r := &services.Reloader{Server: newServer(t), Source: source, Every: time.Second}
	if err := r.Begin(t.Context()); !errors.Is(err, unsigned) {
		t.Errorf("got %v, want the refusal", err)
	}
	source.kept = newRelease(t, exampleFiles(t))
	if err := r.Begin(t.Context()); err != nil || !r.Server.HasCatalog() {
		t.Errorf("with a release from before: %v", err)
	}
}

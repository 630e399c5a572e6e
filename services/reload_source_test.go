package services_test

import (
	"context"
	"errors"
	"log/slog"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/services"
)

// fakeSource is a source of a test. What is nil does nothing.
type fakeSource struct {
	look func(context.Context) (string, error)
	load func(context.Context) (*release.Release, error)
	day  func() (date.Day, error)
	kept *release.Release
}

func (s *fakeSource) Look(ctx context.Context) (string, error) { return s.look(ctx) }

func (s *fakeSource) Load(ctx context.Context) (*release.Release, error) { return s.load(ctx) }

func (*fakeSource) Activated(context.Context) error { return nil }

func (s *fakeSource) Keeps() bool { return s.kept != nil }

func (s *fakeSource) LastGood(context.Context) (*release.Release, time.Time, error) {
	return s.kept, time.Now().Add(-time.Minute), nil
}

func (*fakeSource) Earlier(*release.Release, int) []*release.Release { return nil }

func (s *fakeSource) Day() (date.Day, error) {
	if s.day == nil {
		return "", nil
	}
	return s.day()
}

// asks runs a reloader for a while, in fake time, and returns the times since the start at which it asked.
func asks(t *testing.T, source *fakeSource, every, until time.Duration) (stamps, loads []time.Duration) {
	t.Helper()
	server := services.New(newRelease(t, exampleFiles(t)), slog.New(slog.DiscardHandler))
	return asksOf(t, server, source, every, until)
}

func asksOf(
	t *testing.T,
	server *services.Server,
	source *fakeSource,
	every, until time.Duration,
) (stamps, loads []time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		noted := *source
		noted.look = func(ctx context.Context) (string, error) {
			stamps = append(stamps, time.Since(begin))
			return source.look(ctx)
		}
		noted.load = func(ctx context.Context) (*release.Release, error) {
			loads = append(loads, time.Since(begin))
			return source.load(ctx)
		}
		ctx, cancel := context.WithTimeout(t.Context(), until)
		defer cancel()
		r := &services.Reloader{Server: server, Source: &noted, Every: every}
		if !server.HasCatalog() {
			if err := r.Begin(ctx); err != nil {
				t.Error(err)
			}
		}
		r.Run(ctx)
	})
	return stamps, loads
}

var errUnreachable = &follow.Error{Reason: follow.ReasonUnreachable, Err: errors.New("no answer")}

func gaps(times []time.Duration) []time.Duration {
	var list []time.Duration
	for i := 1; i < len(times); i++ {
		list = append(list, times[i]-times[i-1])
	}
	return list
}

func within(t *testing.T, what string, got, want time.Duration) {
	t.Helper()
	if got < want-want/10 || got > want+want/10 {
		t.Errorf("%s comes after %s, want %s give or take a tenth", what, got, want)
	}
}

func TestBackOffWhileTheSourceIsUnreachable(t *testing.T) {
	stamps, _ := asks(
		t,
		&fakeSource{look: func(context.Context) (string, error) { return "", errUnreachable }},
		15*time.Second,
		time.Hour,
	)
	list := gaps(stamps)
	for i, want := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 5 * time.Minute,
		5 * time.Minute, 5 * time.Minute} {
		within(t, "the next look", list[i], want)
	}
	distinct := map[time.Duration]bool{}
	for _, gap := range list[4:] {
		distinct[gap] = true
	}
	if len(distinct) < 2 {
		t.Errorf("there is no jitter: %v", list)
	}
}

func TestBackOffEndsWhenTheSourceAnswers(t *testing.T) {
	n := 0
	stamps, _ := asks(t, &fakeSource{look: func(context.Context) (string, error) {
		if n++; n <= 3 {
			return "", errors.New("down")
		}
		return "", nil
	}}, 10*time.Second, 5*time.Minute)
	list := gaps(stamps)
	within(t, "the look after the third failure", list[2], 80*time.Second)
	within(t, "the look after an answer", list[3], 10*time.Second)
}

func TestCurableRefusalsAreRetried(t *testing.T) {
	invalid := func(rule string) error {
		return &release.InvalidError{Findings: []finding.Finding{{Rule: rule, Severity: finding.Error}}}
	}
	for reason, again := range map[string]bool{"unsigned": true, "bad_signature": true, "altered": true, "shrunk": false,
		"incompatible": false, "incomplete": false, "older": false, "no files": true, "file-unreadable": true,
		"cites-missing": false} {
		t.Run(reason, func(t *testing.T) {
			stamps, loads := asks(t, &fakeSource{
				look: func(context.Context) (string, error) { return "the same", nil },
				load: func(context.Context) (*release.Release, error) {
					switch reason {
					case "no files":
						return nil, syscall.EMFILE
					case "file-unreadable", "cites-missing":
						return nil, invalid(reason)
					default:
						return nil, &follow.Error{Reason: reason, Err: errors.New(reason)}
					}
				},
			}, 10*time.Second, 10*time.Minute)
			for _, gap := range gaps(stamps) {
				within(t, "the next look", gap, 10*time.Second)
			}
			if !again {
				if len(loads) != 1 {
					t.Errorf("it is loaded %d times, want once", len(loads))
				}
				return
			}
			list := gaps(loads)
			for i := 1; i < len(list); i++ {
				if list[i] < list[i-1]*9/10 {
					t.Errorf("it is loaded again after %v, want ever more rarely", list)
				}
			}
			if len(list) < 3 {
				t.Errorf("it is loaded again after %v, want more often", list)
			}
		})
	}
}

func TestNewDayKeepsTheRefusal(t *testing.T) {
	server := services.New(newRelease(t, exampleFiles(t)), slog.New(slog.DiscardHandler))
	day, looks := asOf, 0
	asksOf(
		t,
		server,
		&fakeSource{day: func() (date.Day, error) { return day, nil }, look: func(context.Context) (string, error) {
			if looks++; looks == 2 {
				// The first look failed, and the day turned since.
				if _, refused := serving(server); !refused {
					t.Error("a new day makes a catalog current whose source does not answer")
				}
			}
			day = "2030-01-01"
			return "", errUnreachable
		}},
		10*time.Second,
		time.Minute,
	)
	if looks < 2 {
		t.Errorf("the source was asked %d times", looks)
	}
}

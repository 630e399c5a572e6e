package services_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
)

// reasonError is an error with a reason, as those who follow channels give.
type reasonError string

func (e reasonError) Error() string  { return string(e) }
func (e reasonError) Reason() string { return string(e) }
func (reasonError) Digest() string   { return "" }

// asks runs a reloader for a while, in a time of its own, and gives the times at which it asked, from its start.
func asks(t *testing.T, r *services.Reloader, until time.Duration) (stamps, loads []time.Duration) {
	t.Helper()
	server, err := services.New(newRelease(t, exampleFiles(t)), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	r.Server = server
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		stamp, load := r.Stamp, r.Load
		r.Stamp = func(ctx context.Context) (string, error) {
			stamps = append(stamps, time.Since(begin))
			return stamp(ctx)
		}
		r.Load = func(ctx context.Context) (*release.Release, error) {
			loads = append(loads, time.Since(begin))
			return load(ctx)
		}
		ctx, cancel := context.WithTimeout(t.Context(), until)
		defer cancel()
		r.Run(ctx)
	})
	return stamps, loads
}

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

func TestASourceThatDoesNotAnswerIsAskedEverMoreRarely(t *testing.T) {
	answers := false
	stamps, _ := asks(t, &services.Reloader{
		Every: 15 * time.Second,
		Stamp: func(context.Context) (string, error) {
			if answers {
				return "", nil
			}
			return "", reasonError("unreachable")
		},
	}, time.Hour)
	list := gaps(stamps)
	for i, want := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 5 * time.Minute, 5 * time.Minute, 5 * time.Minute} {
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

func TestASourceThatAnswersAgainIsAskedAsOftenAsBefore(t *testing.T) {
	n := 0
	stamps, _ := asks(t, &services.Reloader{
		Every: 10 * time.Second,
		Stamp: func(context.Context) (string, error) {
			if n++; n <= 3 {
				return "", errors.New("down")
			}
			return "", nil
		},
	}, 5*time.Minute)
	list := gaps(stamps)
	within(t, "the look after the third failure", list[2], 80*time.Second)
	within(t, "the look after an answer", list[3], 10*time.Second)
}

func TestARefusalThatCanBePutRightIsTriedAgain(t *testing.T) {
	for reason, again := range map[string]bool{"unsigned": true, "bad_signature": true, "altered": true, "shrunk": false, "incompatible": false, "incomplete": false, "older": false} {
		t.Run(reason, func(t *testing.T) {
			stamps, loads := asks(t, &services.Reloader{
				Every: 10 * time.Second,
				Stamp: func(context.Context) (string, error) { return "the same", nil },
				Load:  func(context.Context) (*release.Release, error) { return nil, reasonError(reason) },
			}, 10*time.Minute)
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

func TestANewDayChangesNothingThatIsKnownOfTheSource(t *testing.T) {
	day, looks := asOf, 0
	r := &services.Reloader{Every: 10 * time.Second, Day: func() (date.Day, error) { return day, nil }}
	r.Stamp = func(context.Context) (string, error) {
		if looks++; looks == 2 {
			// The first look found nobody, and the day turned since.
			if _, refused := r.Server.Serving(); !refused {
				t.Error("a new day makes a catalog current whose source does not answer")
			}
		}
		day = "2030-01-01"
		return "", reasonError("unreachable")
	}
	asks(t, r, time.Minute)
	if looks < 2 {
		t.Errorf("the source was asked %d times", looks)
	}
}

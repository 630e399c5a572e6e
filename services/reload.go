package services

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"time"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/release"
)

// Reloader looks for newer content and has the server serve or refuse it.
type Reloader struct {
	// Server is what serves.
	Server *Server
	// Load makes a release of the content as it is now.
	Load func(context.Context) (*release.Release, error)
	// Stamp gives a text that changes when the content may have, at a small cost.
	Stamp func(context.Context) (string, error)
	// Activated is told when what Load gave last is served. It may be nil.
	Activated func(context.Context) error
	// Day gives the day for which label statuses are derived, where that does not need the source: the release that is served is derived
	// anew when it changes, also while the source does not answer. Nil: Load does it, and Stamp changes with the day.
	Day func() (date.Day, error)
	// Last is the stamp from before the content that is served was loaded.
	Last string
	// Every is how often to look, give or take a tenth, so that replicas do not all ask at once.
	Every time.Duration
	// Now asks for a load at once, whatever the stamp. It may be nil.
	Now <-chan os.Signal

	// verdict is why what Last stands for is refused, or nil where it is served.
	verdict *Refusal
	// again is when to load anew what Last stands for, and tries how often it was refused.
	again time.Time
	tries int
}

// maxBackOff is how many times longer than usual a source is left alone that fails again and again.
const maxBackOff = 32

// Run looks for newer content until the context ends. Content is loaded when its stamp changed since the last look. A stamp is
// remembered when what it stands for is served, or refused for what it is; a source that does not answer is asked again, ever more
// rarely, and so is what may be put right under the same stamp, such as a signature that is missing, or what is served and was damaged.
func (r *Reloader) Run(ctx context.Context) {
	failures := 0
	for {
		timer := time.NewTimer(r.delay(failures))
		forced := false
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-r.Now:
			forced = true
			timer.Stop()
		case <-timer.C:
		}
		if r.look(ctx, forced) || ctx.Err() != nil {
			failures = 0
		} else {
			failures++
		}
	}
}

// delay gives the time to the next look.
func (r *Reloader) delay(failures int) time.Duration {
	d := backOff(r.Every, failures)
	return d - d/10 + rand.N(d/5+1) //nolint:gosec // it spreads load, and keeps no secret
}

// longestBackOff is how long a source is left alone at most, unless it is looked at more rarely anyway.
const longestBackOff = 5 * time.Minute

// backOff gives how long to leave a source alone after a number of failures.
func backOff(every time.Duration, failures int) time.Duration {
	return max(every, min(every*time.Duration(min(1<<min(failures, 10), maxBackOff)), longestBackOff))
}

// look loads newer content where there is some, and says whether the source answered.
func (r *Reloader) look(ctx context.Context, forced bool) bool {
	r.Server.inspect()
	r.turn()
	stamp, err := r.Stamp(ctx)
	if ctx.Err() != nil {
		return true
	}
	if err != nil {
		r.Server.Refuse(RefusalOf(err))
		return false
	}
	if stamp != r.Last {
		r.tries = 0
	}
	// What may have come right is loaded again under the same stamp, and so is what was damaged while it is served.
	retry := (r.verdict != nil && r.verdict.curable() || r.Server.isDamaged()) && !r.Server.now().Before(r.again)
	if stamp == r.Last && !forced && !retry {
		if r.verdict != nil {
			r.Server.Refuse(*r.verdict)
		} else {
			r.Server.Checked()
		}
		return true
	}
	started := r.Server.now()
	next, err := r.Load(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return true
		}
		why := RefusalOf(err)
		r.Server.Refuse(why)
		if why.transient() {
			return false
		}
		r.tries++
		r.Last, r.verdict, r.again = stamp, &why, r.Server.now().Add(backOff(r.Every, r.tries))
		return true
	}
	r.Server.Swap(next, Times{Fetched: started, Loaded: r.Server.now()})
	r.Last, r.verdict, r.tries = stamp, nil, 0
	if r.Activated != nil {
		if err := r.Activated(ctx); err != nil {
			r.Server.log.Error("the release is served, and could not be kept for a restart", "error", err)
		}
	}
	return true
}

// turn derives what is served anew where another day began.
func (r *Reloader) turn() {
	if r.Day == nil {
		return
	}
	// Only the reloader replaces what is served, so it is held all the while.
	now := r.Server.state.Load().current
	day, err := r.Day()
	if err == nil && day == now.AsOf {
		return
	}
	var next *release.Release
	if err == nil {
		next, err = now.On(day)
	}
	if err != nil {
		r.Server.log.Error("the catalog is served on as of the day before", "as_of", now.AsOf, "day", day, "error", err)
		return
	}
	r.Server.redate(next)
}

// RefusalOf says why content is refused that could not be loaded. An error with methods Reason and Digest gives its
// reason, and the digest of the content that is refused.
func RefusalOf(err error) Refusal {
	if invalid, ok := errors.AsType[*release.InvalidError](err); ok {
		return Refusal{Digest: invalid.Digest, Findings: invalid.Findings, Err: err}
	}
	var reasoned interface {
		Reason() string
		Digest() string
	}
	if errors.As(err, &reasoned) {
		return Refusal{Reason: reasoned.Reason(), Digest: reasoned.Digest(), Err: err}
	}
	return Refusal{Err: err}
}

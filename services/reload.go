package services

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/follow"
)

// Reloader keeps a server up to date with a source.
type Reloader struct {
	// Server is the server.
	Server *Server
	// Source is where releases come from.
	Source follow.Source
	// Every is how often to look for newer content, give or take a tenth, so that replicas do not all ask at once.
	Every time.Duration
	// Now forces a load. It may be nil.
	Now <-chan os.Signal

	// last is the stamp of the content that is served, or refused, from before it was loaded.
	last string
	// verdict is why the content of last is refused, or nil if it is served.
	verdict *Refusal
	// again is when to load the content of last again, and tries how often it was refused.
	again time.Time
	tries int
	// kept is true while a release from before the start is served, and the source has not answered yet.
	kept bool
	// busy is how long the source asked to wait.
	busy time.Duration
}

const (
	// maxBackOff bounds the back-off, as a multiple of the usual interval.
	maxBackOff = 32
	// longestBackOff bounds the back-off, unless the usual interval is longer.
	longestBackOff = 5 * time.Minute
	// firstBackOff and longestWithout are the shortest and longest back-off while there is nothing to serve.
	firstBackOff   = time.Second
	longestWithout = 30 * time.Second
	// startPatience is how long to wait for the newest release if there is one from before the start.
	startPatience = 5 * time.Second
)

// Begin serves the newest release. If the source does not answer within seconds, it serves the release that was served
// before the start, and Run brings the newer one. If there is none, the server stays not ready, and Run keeps trying.
// Begin fails if the source answers, its release is refused, and there is none from before.
func (r *Reloader) Begin(ctx context.Context) error {
	err := r.first(ctx)
	if err == nil || ctx.Err() != nil {
		return nil //nolint:nilerr // a canceled start is an ordered end
	}
	kept, since, keptErr := r.Source.LastGood(ctx)
	if kept != nil {
		// A clock that was ahead does not make it new.
		if now := r.Server.now(); since.After(now) {
			since = now
		}
		r.kept = true
		r.Server.Swap(kept, Times{Fetched: since, Loaded: since, Activated: since, Checked: since})
	} else if keptErr != nil {
		err = fmt.Errorf("%w; and of what was served before: %w", err, keptErr)
	}
	why := RefusalOf(err)
	if kept == nil && why.Reason != follow.ReasonUnreachable {
		return err
	}
	r.refuse(why)
	return nil
}

// first serves the newest release.
func (r *Reloader) first(ctx context.Context) error {
	bounded := ctx
	if r.Source.Keeps() {
		var cancel context.CancelFunc
		bounded, cancel = context.WithTimeout(ctx, startPatience)
		defer cancel()
	}
	stamp, err := r.Source.Look(bounded)
	if why := RefusalOf(err); err != nil && why.transient() {
		return err
	}
	// Other errors show in the load.
	started := r.Server.now()
	next, err := r.Source.Load(bounded)
	if err != nil {
		return err
	}
	r.serve(ctx, next, stamp, started)
	return nil
}

// serve serves a release that was loaded.
func (r *Reloader) serve(ctx context.Context, next *release.Release, stamp string, started time.Time) {
	r.Server.Swap(next, Times{Fetched: started, Loaded: r.Server.now()})
	r.last, r.verdict, r.tries, r.kept = stamp, nil, 0, false
	if err := r.Source.Activated(ctx); err != nil {
		r.Server.log.Error("the release is served, but could not be cached for a restart", "error", err)
	}
}

// refuse reports why newer content is not served.
func (r *Reloader) refuse(why Refusal) {
	r.busy = 0
	if asked, ok := errors.AsType[*follow.Error](why.Err); ok {
		r.busy = asked.RetryAfter()
	}
	r.Server.Refuse(why)
}

// Run looks for newer content until the context ends. It loads content whose stamp has changed. It remembers a stamp
// when its content is served, or refused for what it is. It retries with back-off if the source does not answer, if the
// refusal may be fixed under the same stamp, such as a missing signature, or if the file that is served was damaged.
func (r *Reloader) Run(ctx context.Context) {
	var remembering sync.WaitGroup
	defer remembering.Wait()
	if now := r.Server.served(); now != nil {
		if n := r.Server.settings.config.RetainReleases - 1; n > 0 {
			remembering.Go(func() { r.Server.Remember(r.Source.Earlier(now, n)) })
		}
	}
	failures := 0
	wait := r.delay(0)
	switch {
	case r.kept:
		wait = r.busy // the newer one is fetched beside what is served
	case !r.Server.HasCatalog():
		failures = 1
		wait = r.delay(failures)
	}
	for {
		timer := time.NewTimer(wait)
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
		wait = r.delay(failures)
	}
}

// delay returns the time to the next look after a number of failures.
func (r *Reloader) delay(failures int) time.Duration {
	d := backOff(r.Every, longestBackOff, failures)
	if !r.Server.HasCatalog() {
		d = backOff(min(r.Every, firstBackOff), longestWithout, failures-1)
	}
	d = d - d/10 + rand.N(d/5+1) //nolint:gosec // it spreads load, and keeps no secret
	if failures > 0 {
		d = max(d, r.busy)
	}
	return d
}

// backOff returns the interval after a number of failures.
func backOff(every, longest time.Duration, failures int) time.Duration {
	return max(every, min(every*time.Duration(min(1<<max(0, min(failures, 10)), maxBackOff)), longest))
}

// look loads newer content if there is any, and reports whether the source answered.
func (r *Reloader) look(ctx context.Context, forced bool) bool {
	r.Server.inspect()
	r.turn()
	stamp, err := r.Source.Look(ctx)
	if ctx.Err() != nil {
		return true
	}
	if err != nil {
		r.refuse(RefusalOf(err))
		return false
	}
	if stamp != r.last {
		r.tries = 0
	}
	// A refusal that may be fixed, or a damaged file, is loaded again under the same stamp.
	retry := (r.verdict != nil && r.verdict.curable() || r.Server.isDamaged()) && !r.Server.now().Before(r.again)
	if stamp == r.last && !forced && !retry && !r.kept && r.Server.HasCatalog() {
		if r.verdict != nil {
			r.Server.Refuse(*r.verdict)
		} else {
			r.Server.Checked()
		}
		return true
	}
	started := r.Server.now()
	next, err := r.Source.Load(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return true
		}
		why := RefusalOf(err)
		r.refuse(why)
		if why.transient() {
			return false
		}
		r.tries++
		r.last, r.verdict, r.again, r.kept = stamp, &why, r.Server.now().Add(backOff(r.Every, longestBackOff, r.tries)), false
		return r.Server.HasCatalog()
	}
	r.serve(ctx, next, stamp, started)
	return true
}

// turn derives what is served again when a new day has begun.
func (r *Reloader) turn() {
	// Only the reloader replaces what is served, so it stays open meanwhile.
	now := r.Server.served()
	day, err := r.Source.Day()
	if now == nil || err == nil && (day == "" || day == now.AsOf) {
		return
	}
	var next *release.Release
	if err == nil {
		next, err = now.On(day)
	}
	if err != nil {
		r.Server.log.Error("the catalog is still served as of the day before", "as_of", now.AsOf, "day", day, "error", err)
		return
	}
	r.Server.redate(next)
}

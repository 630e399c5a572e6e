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

// Reloader has a server serve the releases of a source.
type Reloader struct {
	// Server is what serves.
	Server *Server
	// Source is where the releases come from.
	Source follow.Source
	// Every is how often to look for newer content, give or take a tenth, so that replicas do not all ask at once.
	Every time.Duration
	// Now asks for a load at once, whatever the stamp. It may be nil.
	Now <-chan os.Signal

	// last is the stamp from before the content that is served was loaded, or refused for what it is.
	last string
	// verdict is why what last stands for is refused, or nil where it is served.
	verdict *Refusal
	// again is when to load anew what last stands for, and tries how often it was refused.
	again time.Time
	tries int
	// kept says that what is served was kept from before, and the source did not answer yet.
	kept bool
	// busy is how long the source asked to be left alone.
	busy time.Duration
}

const (
	// maxBackOff is how many times longer than usual a source is left alone that fails again and again.
	maxBackOff = 32
	// longestBackOff is how long a source is left alone at most, unless it is looked at more rarely anyway.
	longestBackOff = 5 * time.Minute
	// firstBackOff and longestWithout are the times between tries while there is nothing to serve.
	firstBackOff   = time.Second
	longestWithout = 30 * time.Second
	// startPatience is how long a server that has a release from before waits for the newest one, before it serves that.
	startPatience = 5 * time.Second
)

// Begin has the server serve the newest release. If the source does not answer within seconds, it has the server serve the release that was
// served before the process started; Run then brings the newer one. Without such a release the server stays not ready, and Run goes on
// trying. Begin fails if the source answers, and what it has is refused.
func (r *Reloader) Begin(ctx context.Context) error {
	err := r.first(ctx)
	if err == nil || ctx.Err() != nil {
		return nil
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

// serve has the server serve a release that was loaded.
func (r *Reloader) serve(ctx context.Context, next *release.Release, stamp string, started time.Time) {
	r.Server.Swap(next, Times{Fetched: started, Loaded: r.Server.now()})
	r.last, r.verdict, r.tries, r.kept = stamp, nil, 0, false
	if err := r.Source.Activated(ctx); err != nil {
		r.Server.log.Error("the release is served, and could not be kept for a restart", "error", err)
	}
}

// refuse has the server tell why newer content is not served.
func (r *Reloader) refuse(why Refusal) {
	r.busy = 0
	if asked, ok := errors.AsType[*follow.Error](why.Err); ok {
		r.busy = asked.RetryAfter()
	}
	r.Server.Refuse(why)
}

// Run looks for newer content until the context ends. Content is loaded when its stamp changed since the last look. A stamp is
// remembered when what it stands for is served, or refused for what it is; a source that does not answer is asked again, ever more
// rarely, and so is what may be put right under the same stamp, such as a signature that is missing, or what is served and was damaged.
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

// backOff returns how long to leave a source alone after a number of failures.
func backOff(every, longest time.Duration, failures int) time.Duration {
	return max(every, min(every*time.Duration(min(1<<max(0, min(failures, 10)), maxBackOff)), longest))
}

// look loads newer content where there is some, and reports whether the source answered.
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
	// What may have come right is loaded again under the same stamp, and so is what was damaged while it is served.
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

// turn derives what is served anew where another day began.
func (r *Reloader) turn() {
	// Only the reloader replaces what is served, so it is held all the while.
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
		r.Server.log.Error("the catalog is served on as of the day before", "as_of", now.AsOf, "day", day, "error", err)
		return
	}
	r.Server.redate(next)
}

// RefusalOf returns why content is refused that could not be loaded.
func RefusalOf(err error) Refusal {
	if invalid, ok := errors.AsType[*release.InvalidError](err); ok {
		return Refusal{Digest: invalid.Digest, Findings: invalid.Findings, Err: err}
	}
	if refused, ok := errors.AsType[*follow.Error](err); ok {
		return Refusal{Reason: refused.Reason(), Digest: refused.Digest(), Err: err}
	}
	return Refusal{Err: err}
}

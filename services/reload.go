package services

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"time"

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
	// Last is the stamp from before the content that is served was loaded.
	Last string
	// Every is how often to look, give or take a tenth, so that replicas do not all ask at once.
	Every time.Duration
	// Now asks for a load at once, whatever the stamp. It may be nil.
	Now <-chan os.Signal

	// verdict is why what Last stands for is refused, or nil where it is served.
	verdict *Refusal
}

// maxBackOff is how many times longer than usual a source is left alone that fails again and again.
const maxBackOff = 32

// Run looks for newer content until the context ends. Content is loaded when its stamp changed since the last look. A stamp is
// remembered when what it stands for is served, or refused for what it is; a source that does not answer is asked again, ever more
// rarely.
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
	d := r.Every * time.Duration(min(1<<min(failures, 10), maxBackOff))
	return d - d/10 + rand.N(d/5+1) //nolint:gosec // it spreads load, and keeps no secret
}

// look loads newer content where there is some, and says whether the source answered.
func (r *Reloader) look(ctx context.Context, forced bool) bool {
	stamp, err := r.Stamp(ctx)
	if err != nil {
		r.Server.Refuse(RefusalOf(err))
		return false
	}
	if stamp == r.Last && !forced {
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
		why := RefusalOf(err)
		r.Server.Refuse(why)
		if why.transient() {
			return false
		}
		r.Last, r.verdict = stamp, &why
		return true
	}
	r.Server.Swap(next, Times{Fetched: started, Loaded: r.Server.now()})
	r.Last, r.verdict = stamp, nil
	if r.Activated != nil {
		if err := r.Activated(ctx); err != nil {
			r.Server.log.Error("the release is served, and could not be kept for a restart", "error", err)
		}
	}
	return true
}

// RefusalOf says why content is refused that could not be loaded. An error with a method Reason gives its reason.
func RefusalOf(err error) Refusal {
	if invalid, ok := errors.AsType[*release.InvalidError](err); ok {
		return Refusal{Digest: invalid.Digest, Findings: invalid.Findings, Err: err}
	}
	var reasoned interface{ Reason() string }
	if errors.As(err, &reasoned) {
		return Refusal{Reason: reasoned.Reason(), Err: err}
	}
	return Refusal{Err: err}
}

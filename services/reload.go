package services

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/opencompendium/compendium/release"
)

// Reloader looks for newer content and has the server serve or refuse it.
type Reloader struct {
	// Server is what serves.
	Server *Server
	// Load makes a release of the content as it is now.
	Load func() (*release.Release, error)
	// Stamp gives a text that changes when the content may have, at a small cost.
	Stamp func() (string, error)
	// Last is the stamp from before the content that is served was loaded.
	Last string
	// Every is how often to look.
	Every time.Duration
	// Now asks for a load at once, whatever the stamp. It may be nil.
	Now <-chan os.Signal
}

// Run looks for newer content until the context ends. Content is loaded when its stamp changed since the last look; content that is
// refused is looked at again when it changes again.
func (r *Reloader) Run(ctx context.Context) {
	ticker := time.NewTicker(r.Every)
	defer ticker.Stop()
	last := r.Last
	for {
		forced := false
		select {
		case <-ctx.Done():
			return
		case <-r.Now:
			forced = true
		case <-ticker.C:
		}
		stamp, err := r.Stamp()
		if err != nil {
			// A directory that cannot be looked at has to be loaded to say why; once, until it changes.
			stamp = "unreadable: " + err.Error()
		}
		if stamp == last && !forced {
			r.Server.Checked()
			continue
		}
		last = stamp
		r.reload()
	}
}

func (r *Reloader) reload() {
	started := r.Server.now()
	next, err := r.Load()
	var invalid *release.InvalidError
	switch {
	case err == nil:
		r.Server.Swap(next, Times{Fetched: started, Loaded: r.Server.now()})
	case errors.As(err, &invalid):
		r.Server.Refuse(Refusal{Digest: invalid.Digest, Findings: invalid.Findings, Err: err})
	default:
		r.Server.Refuse(Refusal{Err: err})
	}
}

package follow

import (
	"context"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/validate"
)

// Local is a source of releases on this machine. It keeps no releases.
type Local struct {
	// Release is a release file. If it is set, Read and Watch are not used.
	Release string
	// Read reads the content, Source is how it is named, and Watch returns the files and directories that it depends on.
	Read   func(context.Context, ...catalog.Option) (*catalog.Catalog, []finding.Finding, error)
	Source string
	Watch  func() []string
	// AsOf returns the day for which label statuses are derived. Required.
	AsOf func() (date.Day, error)
	// ToolVersion is the version of this program.
	ToolVersion string

	opened bool
	// clean remembers the records in which a load found nothing, for the next load.
	clean *validate.Cache
	seen  watch
}

// Load opens the release file, or builds a release of the content. For content with errors it returns a
// *release.InvalidError.
func (l *Local) Load(ctx context.Context) (*release.Release, error) {
	r, err := l.load(ctx)
	l.opened = l.opened || err == nil
	return r, err
}

// collectWhileLoading lowers the target of the garbage collector and the limit of memory until restore is called. The
// target of a server suits its small heap; the catalog would grow to as many times its size. The limit leaves room for
// the releases outside the heap, or a reload would take more memory than there is.
func collectWhileLoading() (restore func()) {
	const target = 100
	before, limit := debug.SetGCPercent(target), debug.SetMemoryLimit(-1)
	if before < target {
		debug.SetGCPercent(before) // it is off, or lower by the user's wish
	}
	debug.SetMemoryLimit(max(limit/2, limit-file.OutsideHeap()))
	return func() {
		debug.SetGCPercent(before)
		debug.SetMemoryLimit(limit)
	}
}

// workers returns how many goroutines read and check content. All processors do at the start; later, one is left to the
// calls that are answered meanwhile.
func (l *Local) workers() int {
	n := runtime.GOMAXPROCS(0)
	if l.opened {
		n = max(1, n-1)
	}
	return n
}

func (l *Local) load(ctx context.Context) (*release.Release, error) {
	day, err := l.AsOf()
	if err != nil {
		return nil, err
	}
	if l.Release == "" {
		// One program does all the loading, so that its identity does not matter.
		if l.clean == nil {
			l.clean = validate.NewCache(nil, "")
		}
		// The catalog that a release is built from is many times its size, and garbage until the next load.
		defer debug.FreeOSMemory()
		defer collectWhileLoading()()
		defer func() { l.clean = l.clean.Next() }()
		workers := l.workers()
		c, problems, err := l.Read(ctx, catalog.Workers(workers))
		if err != nil {
			return nil, err
		}
		return release.FromCatalog(ctx, c, problems, l.Source, release.Options{
			AsOf: day, ToolVersion: l.ToolVersion, Cache: l.clean, Workers: workers,
		})
	}
	open := release.Open
	if l.opened {
		open = release.OpenInBackground
	}
	opened, err := open(l.Release)
	if err != nil {
		return nil, err
	}
	return onDay(opened, func() (date.Day, error) { return day, nil })
}

// Look returns what a release depends on: the day, and the state of the files.
func (l *Local) Look(ctx context.Context) (string, error) {
	day, err := l.AsOf()
	if err != nil {
		return "", err
	}
	watched := []string{l.Release}
	if l.Release == "" {
		watched = l.Watch()
	}
	state, err := l.seen.state(ctx, watched)
	return string(day) + " " + state, err
}

// Activated does nothing.
func (*Local) Activated(context.Context) error { return nil }

// Keeps returns false.
func (*Local) Keeps() bool { return false }

// LastGood returns nil: nothing is kept.
func (*Local) LastGood(context.Context) (*release.Release, time.Time, error) {
	return nil, time.Time{}, nil
}

// Earlier returns nothing.
func (*Local) Earlier(*release.Release, int) []*release.Release { return nil }

// Day returns "": Load checks the content for the new day, too.
func (*Local) Day() (date.Day, error) { return "", nil }

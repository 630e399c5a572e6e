package services

import (
	"slices"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc/metadata"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
)

// generation is a release that is served, or was served and can still be read.
type generation struct {
	*release.Release
	// version is the version of the release.
	version string
	// header is the header metadata of responses, which names the version.
	header metadata.MD
	// fetched, loaded and activated are when the release was read, ready, and first served.
	fetched, loaded, activated time.Time
	orders                     orderCache
	prepared                   preparedCache
}

// newGeneration returns the generation of a release. That of nil is what a server has before its first release.
func newGeneration(r *release.Release) *generation {
	if r == nil {
		return &generation{}
	}
	version := r.File.Version()
	return &generation{
		Release: r,
		version: version,
		header:  metadata.Pairs(VersionHeader, version, DigestHeader, r.File.Digest()),
	}
}

// empty reports whether there is no release.
func (g *generation) empty() bool { return g.Release == nil }

// state is everything that calls answer from. It is replaced as a whole.
type state struct {
	// current answers calls that name no version.
	current *generation
	// retained are the generations that can be read by version, newest first, including the current one.
	retained []*generation
	// events are the changes from one version to the next, oldest first.
	events []*event
	// refused is why the newest content is not served, or nil.
	refused *Refusal
	// checked is when newer content was last looked for.
	checked time.Time
	// replaced is closed when another state replaces this one.
	replaced chan struct{}
}

// event is the changes of a new version.
type event struct {
	from, to string
	changes  []*compendiumv1.Change
	// details are the changes with their fields, once a watch sends them.
	once    sync.Once
	details []*compendiumv1.Change
}

// Bounds of what is kept of earlier versions.
const (
	maxEvents       = 256
	maxEventChanges = 1 << 20
)

// next returns the state that serves another release, and the generations that it no longer retains.
func (s *state) next(g *generation, keep int, keepBytes int64) (*state, []*generation) {
	n := &state{current: g, refused: nil, checked: s.checked, replaced: make(chan struct{}), events: s.events}
	n.retained = []*generation{g}
	var dropped []*generation
	bytes := int64(len(g.File.Bytes()))
	for _, old := range s.retained {
		if old.version == g.version {
			// The new generation replaces it, and needs no space beside it.
			dropped = append(dropped, old)
			continue
		}
		if bytes += int64(len(old.File.Bytes())); len(n.retained) >= keep || bytes > keepBytes {
			dropped = append(dropped, old)
			continue
		}
		n.retained = append(n.retained, old)
	}
	return n, dropped
}

// record adds an event, and drops the oldest ones beyond the bounds.
func (s *state) record(e *event) {
	s.events = append(slices.Clone(s.events), e)
	total := 0
	for i := range slices.Backward(s.events) {
		total += len(s.events[i].changes) + 1
		if total > maxEventChanges || len(s.events)-i > maxEvents {
			s.events = s.events[i+1:]
			return
		}
	}
}

// at returns the retained generation of a version, or nil.
func (s *state) at(version string) *generation {
	for _, g := range s.retained {
		if g.version == version {
			return g
		}
	}
	return nil
}

// since returns the events after a version, and whether they are known.
func (s *state) since(version string) ([]*event, bool) {
	if version == s.current.version {
		return nil, true
	}
	// A version that came back counts from its last time.
	for i := range slices.Backward(s.events) {
		if s.events[i].from == version {
			return s.events[i:], true
		}
	}
	return nil, false
}

// oldest returns the oldest version that changes are known since.
func (s *state) oldest() string {
	if len(s.events) == 0 {
		return s.current.version
	}
	return s.events[0].from
}

// versions returns the retained versions, newest first, separated by commas.
func (s *state) versions() string {
	var list []string
	for _, g := range s.retained {
		list = append(list, g.version)
	}
	return strings.Join(list, ",")
}

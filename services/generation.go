package services

import (
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc/metadata"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
)

// generation is a release that is served, or was and can still be read.
type generation struct {
	*release.Release
	// version is the release's.
	version string
	// header names the version in the header metadata of responses.
	header metadata.MD
	// fetched, loaded and activated are when the release was read, when it was ready, and when it began to be served.
	fetched, loaded, activated time.Time
	orders                     orderCache
	prepared                   preparedCache
}

// newGeneration makes the generation of a release. Without one it is what a server has before its first: it answers no calls.
func newGeneration(r *release.Release) *generation {
	if r == nil {
		return &generation{}
	}
	version := r.File.Version()
	return &generation{Release: r, version: version, header: metadata.Pairs(VersionHeader, version, DigestHeader, r.File.Digest())}
}

// empty reports whether there is no release.
func (g *generation) empty() bool { return g.Release == nil }

// state is everything that calls answer from. It is replaced as a whole.
type state struct {
	// current answers calls that ask for no version.
	current *generation
	// retained are the generations that can be read by their version, the newest first, with the current one.
	retained []*generation
	// events are the changes from one version to the next, the newest last.
	events []*event
	// refused is why the newest content is not served, or nil.
	refused *Refusal
	// checked is when newer content was last looked for.
	checked time.Time
	// replaced is closed when another state takes the place of this one.
	replaced chan struct{}
}

// event is what a new version changed.
type event struct {
	from, to string
	changes  []*compendiumv1.Change
}

// Bounds of what is remembered of earlier versions.
const (
	maxEvents       = 256
	maxEventChanges = 1 << 20
)

// next returns the state in which another release is served, and what it lets go of.
func (s *state) next(g *generation, keep int, keepBytes int64) (*state, []*generation) {
	n := &state{current: g, refused: nil, checked: s.checked, replaced: make(chan struct{}), events: s.events}
	n.retained = []*generation{g}
	var dropped []*generation
	bytes := int64(len(g.File.Bytes()))
	for _, old := range s.retained {
		if old.version == g.version {
			// The new one takes its place, and needs no room beside it.
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

// record remembers what a new version changed, and forgets the oldest changes where they are too many.
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

// since returns the events behind a version, and whether the version is remembered.
func (s *state) since(version string) ([]*event, bool) {
	if version == s.current.version {
		return nil, true
	}
	// A version that came back after another one counts from its last time.
	for i := range slices.Backward(s.events) {
		if s.events[i].from == version {
			return s.events[i:], true
		}
	}
	return nil, false
}

// oldest returns the oldest version that changes are remembered since.
func (s *state) oldest() string {
	if len(s.events) == 0 {
		return s.current.version
	}
	return s.events[0].from
}

// versions returns the versions that can be read, the newest first, separated by commas.
func (s *state) versions() string {
	var list []string
	for _, g := range s.retained {
		list = append(list, g.version)
	}
	return strings.Join(list, ",")
}

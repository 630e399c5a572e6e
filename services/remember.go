package services

import (
	"slices"

	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
)

// Remember retains releases that were served before the oldest retained one, such as by the process before this one, so
// that page tokens, reads of a version and watches continue after a restart. They are sorted newest first. The server
// owns them from then on, and closes those that exceed its bounds.
func (s *Server) Remember(earlier []*release.Release) {
	s.changing.Lock()
	defer s.changing.Unlock()
	n := *s.state.Load()
	n.retained = slices.Clone(n.retained)
	c := s.settings.config
	bytes := int64(0)
	for _, g := range n.retained {
		bytes += int64(len(g.File.Bytes()))
	}
	for _, r := range earlier {
		g := newGeneration(r)
		if n.at(g.version) != nil {
			r.File.Close()
			continue
		}
		if bytes += int64(len(r.File.Bytes())); len(n.retained) >= c.RetainReleases || bytes > c.RetainBytes {
			r.File.Close()
			continue
		}
		before := n.retained[len(n.retained)-1]
		if len(n.events) == 0 || n.events[0].from == before.version {
			n.events = slices.Insert(slices.Clone(n.events), 0,
				&event{from: g.version, to: before.version, changes: file.Changes(r.File, before.File)})
		}
		n.retained = append(n.retained, g)
	}
	s.state.Store(&n)
}

package validate

import "github.com/opencompendium/compendium/catalog"

// useSet is the ids of a record's uses, to look up many.
type useSet struct {
	record *catalog.Record
	list   []string
	has    map[string]bool
	// nearest are those that are meant by ids that none has, or "", as far as somebody has asked.
	nearest map[string]string
}

// idsOf gives the ids of a record's uses. They are kept until those of another record are asked for.
func (p *pass) idsOf(r *catalog.Record) *useSet {
	if p.ids != nil && p.ids.record == r {
		return p.ids
	}
	set := &useSet{record: r, list: useIDs(r), has: make(map[string]bool), nearest: make(map[string]string)}
	for _, id := range set.list {
		set.has[id] = true
	}
	p.ids = set
	return set
}

// meant gives which of the ids is meant by one: it itself where there is such, else the one that it is a slip for, or "".
func (s *useSet) meant(id string) string {
	if id == "" || s.has[id] {
		return id
	}
	nearest, known := s.nearest[id]
	if !known {
		// Each look goes over all of them, and where more are wrong than this, it is no slip that made them so.
		if len(s.nearest) < maxHints {
			nearest, _ = catalog.Nearest(id, s.list)
		}
		s.nearest[id] = nearest
	}
	return nearest
}

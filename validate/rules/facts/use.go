package facts

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/scope"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/validate"
)

// UseSet is the IDs of a record's uses.
type UseSet struct {
	list []string
	has  map[string]bool
	// nearest are the IDs that unknown ones may mean, or "", computed lazily.
	nearest map[string]string
}

// UseIDs returns the IDs of a record's uses, in its order.
func UseIDs(r *catalog.Record) []string {
	var ids []string
	for _, use := range scope.Uses(r.Message()) {
		ids = append(ids, use.GetId())
	}
	return ids
}

type usesKey struct{}

// Uses returns the IDs of the uses of the checked record.
func Uses(p *validate.RecordPass) *UseSet {
	return validate.Memo(p, usesKey{}, func() *UseSet { return UsesOf(p.Record) })
}

// UsesOf returns the IDs of the uses of a record.
func UsesOf(r *catalog.Record) *UseSet {
	set := &UseSet{list: UseIDs(r), has: make(map[string]bool), nearest: make(map[string]string)}
	for _, id := range set.list {
		set.has[id] = true
	}
	return set
}

// Has reports whether a use has this ID.
func (s *UseSet) Has(id string) bool { return s.has[id] }

// Meant returns the ID itself if a use has it, else the one that it is most likely a slip for, or "".
func (s *UseSet) Meant(id string) string {
	if id == "" || s.has[id] {
		return id
	}
	nearest, known := s.nearest[id]
	if !known {
		if len(s.nearest) < validate.MaxHints {
			nearest, _ = spelling.Nearest(id, s.list)
		}
		s.nearest[id] = nearest
	}
	return nearest
}

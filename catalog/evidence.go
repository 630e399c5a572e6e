package catalog

import (
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Citations returns the citations of a record by key, or none.
func Citations(record proto.Message) map[string]*compendiumv1.Citation {
	m, ok := record.(interface {
		GetCitations() map[string]*compendiumv1.Citation
	})
	if !ok {
		return nil
	}
	return m.GetCitations()
}

// Gaps returns the gaps of a record, or none.
func Gaps(record proto.Message) []*compendiumv1.Gap {
	m, ok := record.(interface{ GetGaps() []*compendiumv1.Gap })
	if !ok {
		return nil
	}
	return m.GetGaps()
}

// Conflicts returns the conflicts of a record, or none.
func Conflicts(record proto.Message) []*compendiumv1.Conflict {
	m, ok := record.(interface {
		GetConflicts() []*compendiumv1.Conflict
	})
	if !ok {
		return nil
	}
	return m.GetConflicts()
}

// Review returns the review of a record, or nil.
func Review(record proto.Message) *compendiumv1.Review {
	m, ok := record.(interface{ GetReview() *compendiumv1.Review })
	if !ok {
		return nil
	}
	return m.GetReview()
}

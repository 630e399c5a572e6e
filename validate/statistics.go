package validate

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Statistics count what the content holds and what it lacks.
type Statistics struct {
	// Records is how many records could be read.
	Records int `json:"records"`
	// Gaps is how many facts are recorded as missing.
	Gaps int `json:"gaps"`
	// Citations is how many citations there are.
	Citations int `json:"citations"`
	// UnpinnedCitations is how many of them have no passage fingerprint.
	UnpinnedCitations int `json:"unpinned_citations"`
	// ClinicallyReviewed is how many records a clinician has reviewed.
	ClinicallyReviewed int `json:"clinically_reviewed"`
}

// Plus adds the statistics of another catalog.
func (s Statistics) Plus(other Statistics) Statistics {
	return Statistics{
		Records: s.Records + other.Records, Gaps: s.Gaps + other.Gaps, Citations: s.Citations + other.Citations,
		UnpinnedCitations: s.UnpinnedCitations + other.UnpinnedCitations, ClinicallyReviewed: s.ClinicallyReviewed + other.ClinicallyReviewed,
	}
}

// evidence is what records of all kinds but sources share.
type evidence interface {
	GetGaps() []*compendiumv1.Gap
	GetReview() *compendiumv1.Review
	GetCitations() map[string]*compendiumv1.Citation
	GetConflicts() []*compendiumv1.Conflict
	ProtoReflect() protoreflect.Message
}

// evidenceOf gives the shared part of a record, and whether it has one.
func evidenceOf(r *catalog.Record) (evidence, bool) {
	e, ok := r.Message().(evidence)
	return e, ok
}

// countsOf gives what a record adds to the statistics.
func countsOf(record proto.Message) Statistics {
	s := Statistics{Records: 1}
	if source, ok := record.(*compendiumv1.Source); ok {
		s.Gaps = len(source.Gaps)
	}
	e, ok := record.(evidence)
	if !ok {
		return s
	}
	s.Gaps += len(e.GetGaps())
	if e.GetReview().GetStatus() == compendiumv1.Review_CLINICALLY_REVIEWED {
		s.ClinicallyReviewed++
	}
	for _, citation := range e.GetCitations() {
		s.Citations++
		if citation.Passage == nil {
			s.UnpinnedCitations++
		}
	}
	return s
}

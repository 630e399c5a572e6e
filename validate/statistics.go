package validate

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Statistics are counts of what the content has and lacks.
type Statistics struct {
	// Records is the number of records that could be read.
	Records int `json:"records"`
	// Gaps is the number of facts recorded as missing.
	Gaps int `json:"gaps"`
	// Citations is the number of citations.
	Citations int `json:"citations"`
	// UnpinnedCitations is the number of citations without a passage fingerprint.
	UnpinnedCitations int `json:"unpinned_citations"`
	// ClinicallyReviewed is the number of records reviewed by a clinician.
	ClinicallyReviewed int `json:"clinically_reviewed"`
}

// Plus returns the sum with the statistics of another catalog.
func (s Statistics) Plus(other Statistics) Statistics {
	return Statistics{
		Records: s.Records + other.Records, Gaps: s.Gaps + other.Gaps, Citations: s.Citations + other.Citations,
		UnpinnedCitations:  s.UnpinnedCitations + other.UnpinnedCitations,
		ClinicallyReviewed: s.ClinicallyReviewed + other.ClinicallyReviewed,
	}
}

// statistics returns the statistics of all records.
func (p *run) statistics() Statistics {
	var total Statistics
	for _, r := range p.records {
		total = total.Plus(countsOf(r.Message()))
	}
	return total
}

// Evidence is implemented by records of all kinds but sources.
type Evidence interface {
	GetGaps() []*compendiumv1.Gap
	GetReview() *compendiumv1.Review
	GetCitations() map[string]*compendiumv1.Citation
	GetConflicts() []*compendiumv1.Conflict
	ProtoReflect() protoreflect.Message
}

// countsOf returns what a record adds to the statistics.
func countsOf(record proto.Message) Statistics {
	s := Statistics{Records: 1}
	if source, ok := record.(*compendiumv1.Source); ok {
		s.Gaps = len(source.Gaps)
	}
	e, ok := record.(Evidence)
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

package validate

import (
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Statistics are counts of what the content has and lacks.
type Statistics struct {
	// Records is the number of records that could be read.
	Records int `json:"records"`
	// Gaps is the number of facts recorded as missing.
	Gaps int `json:"gaps"`
	// OpenConflicts is the number of conflicts between sources that are not resolved.
	OpenConflicts int `json:"open_conflicts"`
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
		Records: s.Records + other.Records, Gaps: s.Gaps + other.Gaps, OpenConflicts: s.OpenConflicts + other.OpenConflicts,
		Citations:          s.Citations + other.Citations,
		UnpinnedCitations:  s.UnpinnedCitations + other.UnpinnedCitations,
		ClinicallyReviewed: s.ClinicallyReviewed + other.ClinicallyReviewed,
	}
}

// Count returns the statistics of records.
func Count(records []*catalog.Record) Statistics {
	var total Statistics
	for _, r := range records {
		total = total.Plus(countsOf(r.Message()))
	}
	return total
}

// countsOf returns what a record adds to the statistics.
func countsOf(record proto.Message) Statistics {
	s := Statistics{Records: 1, Gaps: len(catalog.Gaps(record))}
	for _, conflict := range catalog.Conflicts(record) {
		if conflict.GetResolution() == nil {
			s.OpenConflicts++
		}
	}
	if catalog.Review(record).GetStatus() == compendiumv1.Review_CLINICALLY_REVIEWED {
		s.ClinicallyReviewed++
	}
	for _, citation := range catalog.Citations(record) {
		s.Citations++
		if citation.Passage == nil {
			s.UnpinnedCitations++
		}
	}
	return s
}

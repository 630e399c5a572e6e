package asof

import (
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Built-in ages, in years, at which something is due.
const (
	// CoverageYears is the age at which a register is read again for a declaration of coverage.
	CoverageYears = 3
	// SearchYears is the age at which a decision about paying that was not found is looked for again.
	SearchYears = 1
)

// SourceYears returns the built-in age, in years, at which a source of a kind is too old, or 0 for never.
func SourceYears(kind compendiumv1.Source_Kind) int {
	switch kind {
	case compendiumv1.Source_PATIENT_PAGE:
		return 2
	case compendiumv1.Source_GUIDELINE:
		return 5
	default:
		return 0
	}
}

// SourceDate returns the date that the age of a source counts from: the newest of its content, else that of its
// copyright, or "".
func SourceDate(s *compendiumv1.Source) string {
	d := s.GetDates()
	if newest := date.Newest(d.GetPublished(), d.GetRevised(), d.GetReviewed()); newest != "" {
		return newest
	}
	return d.GetCopyright()
}

// Ages are the ages, in years, at which things are due. A nil function means the built-in ages.
type Ages struct {
	Source   func(kind compendiumv1.Source_Kind) int
	Coverage func(regulator string) int
}

// Due is something of a record that has to be looked at again.
type Due struct {
	// Path is the field that holds the day from which it counts.
	Path string
	// What names it: "review", "age of the source", "coverage", "status of the trial" or "decision about paying".
	What string
	// On is the last day before it is overdue.
	On date.Day
	// Last is when it was last looked at or stated.
	Last string
	// By is the role that held the last review, and Regulator that of a coverage.
	By, Regulator string
}

// DueOf returns what of a record has to be looked at again, in no particular order of days.
func DueOf(record proto.Message, ages Ages, dates Dates) []Due {
	var all []Due
	add := func(path, what string, on date.Day, last, by, regulator string) {
		if _, err := date.ParseDay(string(on)); err == nil {
			all = append(all, Due{path, what, on, last, by, regulator})
		}
	}
	aged := func(from string, years int) date.Day {
		if first := date.Earliest(from); first != "" && years > 0 {
			return date.AddYears(first, years)
		}
		return ""
	}
	if ages.Source == nil {
		ages.Source = SourceYears
	}
	if ages.Coverage == nil {
		ages.Coverage = func(string) int { return CoverageYears }
	}
	if m, ok := record.(interface{ GetReview() *compendiumv1.Review }); ok {
		review := m.GetReview()
		add("review.next_due", "review", date.Latest(review.GetNextDue()), review.GetDate(), review.GetByRole(), "")
	}
	switch m := record.(type) {
	case *compendiumv1.Source:
		on := SourceDate(m)
		add("dates", "age of the source", aged(on, ages.Source(m.GetKind())), on, "", "")
	case *compendiumv1.Trial:
		if stated := StatusDate(m, dates); stated != "" && GoesOn(written(m)) {
			add("status", "status of the trial", StatusEnds(stated), stated, "", "")
		}
	case *compendiumv1.Drug:
		for i, c := range m.GetCoverage() {
			on := aged(c.GetCompleteAsOf(), ages.Coverage(c.GetRegulator()))
			add(fmt.Sprintf("coverage[%d].complete_as_of", i), "coverage", on, c.GetCompleteAsOf(), "", c.GetRegulator())
		}
		for i, gap := range m.GetGaps() {
			if strings.HasPrefix(gap.GetField(), "access_decisions") {
				add(fmt.Sprintf("gaps[%d].looked_on", i), "decision about paying", aged(gap.GetLookedOn(), SearchYears),
					gap.GetLookedOn(), "", "")
			}
		}
	}
	return all
}

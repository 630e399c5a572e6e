package asof

import (
	"cmp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// span is the days on one of which something happened. first is "" if it may be any day before last, and last is
// date.Forever if nothing tells by when it had happened.
type span struct{ first, last date.Day }

// Standings returns the standing on a day of each of a drug's decisions about paying, in their order. A decision is in
// force from its date on, until the last day that it states, until another one of the same body, use and nation that
// names it in supersedes, or until that body withdraws its recommendation.
func Standings(drug *compendiumv1.Drug, dates Dates, day date.Day) []compendiumv1.AccessDecision_Standing {
	decisions := drug.GetAccessDecisions()
	standings := make([]compendiumv1.AccessDecision_Standing, len(decisions))
	for i, d := range decisions {
		begin := made(drug, d, dates)
		standings[i] = compendiumv1.AccessDecision_IN_FORCE
		switch ended, mayHave := hasEnded(drug, d, dates, day); {
		case ended:
			standings[i] = compendiumv1.AccessDecision_NOT_IN_FORCE
		case begin.first > day:
			standings[i] = compendiumv1.AccessDecision_NOT_YET
		case mayHave || begin.last > day || d.GetDate() == "":
			standings[i] = compendiumv1.AccessDecision_UNDATED
		}
	}
	return standings
}

// made returns the days on which a decision may have been made. One without a date was made by the day on which a
// source tells of it, or else by that of the review of the record.
func made(drug *compendiumv1.Drug, d *compendiumv1.AccessDecision, dates Dates) span {
	if d.GetDate() != "" {
		return span{date.Earliest(d.GetDate()), date.Latest(d.GetDate())}
	}
	told := cmp.Or(newest(drug.GetCitations(), d.GetCites(), dates), drug.GetReview().GetDate())
	if told != "" {
		return span{"", date.Latest(told)}
	}
	return span{"", date.Forever}
}

// hasEnded reports whether a decision had ended by a day, and whether it may have.
func hasEnded(drug *compendiumv1.Drug, d *compendiumv1.AccessDecision, dates Dates, day date.Day) (ended, may bool) {
	ends := make([]span, 0, 1)
	if until := d.GetUntil(); until != "" {
		ends = append(ends, span{date.Next(date.Earliest(until)), date.Next(date.Latest(until))})
	}
	for _, later := range drug.GetAccessDecisions() {
		if end := made(drug, later, dates); later != d && (supersedes(later, d) || withdraws(later, d, end)) {
			ends = append(ends, end)
		}
	}
	for _, end := range ends {
		ended = ended || end.last <= day
		may = may || end.first <= day
	}
	return ended, may
}

// supersedes reports whether a decision names an earlier one as replaced and is about the same.
func supersedes(later, earlier *compendiumv1.AccessDecision) bool {
	return earlier.GetId() != "" && slices.Contains(later.GetSupersedes(), earlier.GetId()) && sameSubject(later, earlier)
}

// withdraws reports whether a decision, made within some days, withdraws an earlier recommendation about the same
// without naming it.
func withdraws(later, earlier *compendiumv1.AccessDecision, made span) bool {
	return later.GetDecision() == compendiumv1.AccessDecision_RECOMMENDATION_WITHDRAWN &&
		recommends(earlier.GetDecision()) && sameSubject(later, earlier) &&
		earlier.GetDate() != "" && date.Earliest(earlier.GetDate()) < made.last
}

func recommends(d compendiumv1.AccessDecision_Decision) bool {
	switch d {
	case compendiumv1.AccessDecision_RECOMMENDED, compendiumv1.AccessDecision_RECOMMENDED_WITH_RESTRICTIONS,
		compendiumv1.AccessDecision_RECOMMENDED_FOR_MANAGED_ACCESS:
		return true
	default:
		return false
	}
}

func sameSubject(a, b *compendiumv1.AccessDecision) bool {
	return a.GetBody() == b.GetBody() && a.GetUse() == b.GetUse() &&
		Overlap(a.GetJurisdictions(), b.GetJurisdictions())
}

// Overlap reports whether two lists of regions have a place in common. An empty list is the whole mandate of a body.
func Overlap(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return Within(x, y) || Within(y, x) })
	})
}

// Within reports whether a region is another one or a nation or province of it: GB-SCT is within GB.
func Within(region, other string) bool {
	return region == other || strings.HasPrefix(region, other+"-")
}

// decisionDays returns the days on which the standing of a decision may change.
func decisionDays(drug *compendiumv1.Drug, dates Dates) []date.Day {
	var days []date.Day
	for _, d := range drug.GetAccessDecisions() {
		spans := []span{made(drug, d, dates)}
		if until := d.GetUntil(); until != "" {
			spans = append(spans, span{date.Next(date.Earliest(until)), date.Next(date.Latest(until))})
		}
		for _, s := range spans {
			if s.first != "" {
				days = append(days, s.first)
			}
			if s.last != date.Forever {
				days = append(days, s.last)
			}
		}
	}
	return days
}

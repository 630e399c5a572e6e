package asof

import (
	"cmp"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// StatusYears is the number of years for which a status that says that a trial goes on is believed. It is that of
// ClinicalTrials.gov.
const StatusYears = 2

// GoesOn reports whether a status says that a trial goes on, so that it goes out of date.
func GoesOn(status compendiumv1.Trial_Status) bool {
	switch status {
	case compendiumv1.Trial_RUNNING, compendiumv1.Trial_NOT_YET_RECRUITING, compendiumv1.Trial_RECRUITING,
		compendiumv1.Trial_ENROLLING_BY_INVITATION, compendiumv1.Trial_ACTIVE_NOT_RECRUITING,
		compendiumv1.Trial_CLOSED_AWAITING_RESULTS:
		return true
	default:
		return false
	}
}

// StatusDate returns the newest date of the sources that state the status of a trial, or "" if none is dated.
func StatusDate(trial *compendiumv1.Trial, dates Dates) string {
	keys := trial.GetStatusCites()
	if len(keys) == 0 {
		keys = trial.GetCites()
	}
	return newest(trial.GetCitations(), keys, dates)
}

// StatusEnds returns the last day on which a status stated on a date is believed, or "" if the date is not known.
func StatusEnds(stated string) date.Day { return date.AddYears(date.Latest(stated), StatusYears) }

// written returns the status that the content file states.
func written(trial *compendiumv1.Trial) compendiumv1.Trial_Status {
	return cmp.Or(trial.GetLastKnownStatus(), trial.GetStatus())
}

// ResolveTrial returns a copy of a trial with its status as of a day, as Resolver.Resolve does.
func ResolveTrial(trial *compendiumv1.Trial, dates Dates, day date.Day) *compendiumv1.Trial {
	resolved := proto.CloneOf(trial)
	resolved.Status, resolved.LastKnownStatus = written(trial), compendiumv1.Trial_STATUS_UNSPECIFIED
	resolved.StatusAsOf = StatusDate(trial, dates)
	if GoesOn(resolved.Status) && StatusEnds(resolved.StatusAsOf) < day {
		resolved.Status, resolved.LastKnownStatus = compendiumv1.Trial_UNKNOWN, resolved.Status
	}
	return resolved
}

// trialDays returns the day on which the status of a trial goes out of date, if it does.
func trialDays(trial *compendiumv1.Trial, dates Dates) []date.Day {
	if stated := StatusDate(trial, dates); stated != "" && GoesOn(written(trial)) {
		return []date.Day{date.Next(StatusEnds(stated))}
	}
	return nil
}

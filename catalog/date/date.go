// Package date handles calendar dates of year, month or day precision, as written in ISO 8601 and FHIR's `date`.
//
// It knows the calendar and nothing of the catalog, and never reads the clock.
package date

import (
	"fmt"
	"strings"
	"time"
)

// Day is a date of day precision, "2019-07-19". Days compare as strings.
type Day string

// Forever is after every other day.
const Forever = Day("9999-12-31")

// ParseDay parses a date of day precision and refuses anything else, years before 1000 among it.
func ParseDay(s string) (Day, error) {
	if t, err := time.Parse(time.DateOnly, s); err != nil || t.Year() < 1000 {
		return "", fmt.Errorf("%q is not a day: write year, month and day, as in 2019-07-19", s)
	}
	return Day(s), nil
}

// Of returns the day of t in its location.
func Of(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// Earliest returns the first day that a date of any precision can mean: 2019-07-01 for "2019-07", "" for "".
func Earliest(date string) Day {
	switch len(date) {
	case 4:
		return Day(date + "-01-01")
	case 7:
		return Day(date + "-01")
	default:
		return Day(date)
	}
}

// Latest returns the last day that a date of any precision can mean: 2019-07-31 for "2019-07", "" for "".
func Latest(date string) Day {
	switch len(date) {
	case 4:
		return Day(date + "-12-31")
	case 7:
		first, err := time.Parse("2006-01", date)
		if err != nil {
			return Day(date)
		}
		return Of(first.AddDate(0, 1, -1))
	default:
		return Day(date)
	}
}

// AddYears returns the same day some years later, or earlier if years is negative, as AddMonths does.
func AddYears(day Day, years int) Day { return AddMonths(day, 12*years) }

// AddMonths returns the same day some months later, or earlier if months is negative, clamped to the years 1000 to
// 9999. A day that the month does not have becomes its last: February 29 becomes February 28 where needed.
func AddMonths(day Day, months int) Day {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return day
	}
	moved := t.AddDate(0, months, 0)
	if moved.Day() != t.Day() {
		moved = moved.AddDate(0, 0, -moved.Day())
	}
	switch {
	case moved.Year() < 1000:
		return "1000-01-01"
	case moved.Year() > 9999:
		return Forever
	default:
		return Of(moved)
	}
}

// Newest returns the non-empty date that ends last, or "" if all are empty.
func Newest(dates ...string) string {
	newest := ""
	for _, d := range dates {
		if d != "" && strings.Compare(string(Latest(d)), string(Latest(newest))) > 0 {
			newest = d
		}
	}
	return newest
}

// Next returns the following day. It returns an invalid day and the last day of the year 9999 unchanged.
func Next(day Day) Day {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return day
	}
	if t = t.AddDate(0, 0, 1); t.Year() > 9999 {
		return day
	}
	return Of(t)
}

// Package date works with calendar dates of year, month or day precision, written as ISO 8601 and FHIR's `date` write them.
//
// It knows the calendar and nothing of the catalog, and it never asks the clock.
package date

import (
	"fmt"
	"strings"
	"time"
)

// Day is a date of day precision, "2019-07-19". Days compare as strings.
type Day string

// ParseDay reads a day and refuses what is none: less precision, another layout, a day that the calendar does not have.
func ParseDay(s string) (Day, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("%q is not a day: write year, month and day, as in 2019-07-19", s)
	}
	return Day(s), nil
}

// Of gives the day of an instant, in its location.
func Of(t time.Time) Day { return Day(t.Format(time.DateOnly)) }

// Earliest gives the first day that a date of any precision may mean: "2019-07" is 2019-07-01. It gives "" for "".
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

// Latest gives the last day that a date of any precision may mean: "2019-07" is 2019-07-31. It gives "" for "".
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

// AddYears gives the same day some years later, or earlier for a negative number, within the years 0 to 9999. February 29 becomes
// February 28 where needed.
func AddYears(day Day, years int) Day {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return day
	}
	moved := t.AddDate(years, 0, 0)
	if moved.Day() != t.Day() {
		moved = moved.AddDate(0, 0, -moved.Day())
	}
	switch {
	case moved.Year() < 0:
		return "0000-01-01"
	case moved.Year() > 9999:
		return "9999-12-31"
	default:
		return Of(moved)
	}
}

// Newest gives the date that ends last of those that are not empty, and "" where all are.
func Newest(dates ...string) string {
	newest := ""
	for _, d := range dates {
		if d != "" && strings.Compare(string(Latest(d)), string(Latest(newest))) > 0 {
			newest = d
		}
	}
	return newest
}

// Next gives the day after a day. What is no day is given back as it is.
func Next(day Day) Day {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return day
	}
	return Of(t.AddDate(0, 0, 1))
}

package asof

import (
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Listed reports whether an entry of a list holds on a day: between its dates, as far as they are known.
func Listed(entry *compendiumv1.DrugList_Entry, day date.Day) bool {
	ended := entry.GetUntil() != "" && date.Latest(entry.GetUntil()) < day
	return !ended && date.Earliest(entry.GetDate()) <= day
}

// entryDays returns the days on which entries of a list begin or cease to hold.
func entryDays(list *compendiumv1.DrugList) []date.Day {
	var days []date.Day
	for _, entry := range list.GetEntries() {
		if entry.GetDate() != "" {
			days = append(days, date.Earliest(entry.GetDate()))
		}
		if entry.GetUntil() != "" {
			days = append(days, date.Next(date.Latest(entry.GetUntil())))
		}
	}
	return days
}

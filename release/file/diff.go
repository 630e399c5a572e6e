package file

import (
	"bytes"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Changes lists the records in which two files differ, sorted by name. It compares the digests of records and decodes
// none.
func Changes(before, after *File) []*compendiumv1.Change {
	var changes []*compendiumv1.Change
	add := func(name string, kind compendiumv1.Change_Kind) {
		changes = append(changes, &compendiumv1.Change{Name: name, Kind: kind})
	}
	kinds := catalog.Kinds()
	slices.SortFunc(kinds, func(a, b catalog.Kind) int { return strings.Compare(a.String(), b.String()) })
	for _, kind := range kinds {
		old, now := before.Table(kind), after.Table(kind)
		if old.Equal(now) {
			continue
		}
		for i, j := 0, 0; i < old.Len() || j < now.Len(); {
			switch order := compareAt(old, i, now, j); {
			case order < 0:
				add(old.Name(i), compendiumv1.Change_REMOVED)
				i++
			case order > 0:
				add(now.Name(j), compendiumv1.Change_ADDED)
				j++
			default:
				if old.Etag(i) != now.Etag(j) {
					add(now.Name(j), compendiumv1.Change_CHANGED)
				}
				i++
				j++
			}
		}
	}
	return changes
}

// compareAt compares the names at two places. The end of a table is greater than every name.
func compareAt(a *Table, i int, b *Table, j int) int {
	switch {
	case i == a.Len():
		return 1
	case j == b.Len():
		return -1
	default:
		return bytes.Compare(a.names.at(i), b.names.at(j))
	}
}

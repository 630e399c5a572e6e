package chore

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Review is what is noted about a review that was held.
type Review struct {
	Status, ByRole, Date, NextDue string
}

// Note notes a review in records. A note about the review before is left to a person.
func Note(c *catalog.Catalog, names []string, review Review) (Change, error) {
	x := begin(c)
	for _, name := range names {
		r, err := present(c, name)
		if err != nil {
			return Change{}, err
		}
		if r.Kind().Descriptor().Fields().ByName("review") == nil {
			return Change{}, fmt.Errorf("%s: records of %s have no review", name, r.Kind())
		}
		x.note(r, review)
	}
	return x.done(), nil
}

func (x *changes) note(r *catalog.Record, review Review) {
	fields := []struct{ key, value string }{
		{"status", review.Status}, {"by_role", review.ByRole}, {"date", review.Date}, {"next_due", review.NextDue},
	}
	before := r.Document().Find("review")
	if before.IsZero() {
		x.edit(r, document.Add("", "review", fmt.Sprintf("{status: %s, by_role: %s, date: %s, next_due: %s}",
			review.Status, document.Write(review.ByRole, true), document.Write(review.Date, true),
			document.Write(review.NextDue, true))))
		return
	}
	for _, field := range fields {
		path := document.Join("review", field.key)
		if before.Field(field.key).IsZero() {
			x.edit(r, document.Add("review", field.key, document.Write(field.value, true)))
		} else {
			x.edit(r, document.Set(path, field.value))
		}
	}
	if !before.Field("note").IsZero() {
		x.leavef(r, "review.note", "This note is about the previous review. Remove it unless it is still true.")
	}
}

// DueItem is something of a record that has to be looked at again.
type DueItem struct {
	asof.Due

	// File is the path of the record's file, as shown to people, and Position where the day is.
	File     string
	Position finding.Position
	// Resource is the name of the record.
	Resource string
}

// Due returns what of the catalog's own records has to be looked at again by a day, the longest due first. Sources that
// nothing cites are not due.
func Due(c *catalog.Catalog, by date.Day, ages asof.Ages) []DueItem {
	var list []DueItem
	cited := make(map[string]bool)
	for ref := range c.References() {
		if ref.Target != nil && ref.Field.FullName() == "compendium.v1.Citation.source" {
			cited[ref.Target.Name()] = true
		}
	}
	stated := func(name string) string {
		r, _ := c.Get(name)
		if r == nil {
			return ""
		}
		source, _ := r.Message().(*compendiumv1.Source)
		return asof.StatedOn(source)
	}
	for _, r := range c.All() {
		if !r.Own() || r.Kind() == catalog.Sources && !cited[r.Name()] {
			continue
		}
		for _, due := range asof.DueOf(r.Message(), ages, stated) {
			if due.On <= by {
				list = append(list, DueItem{due, r.File(), r.Position(due.Path), r.Name()})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b DueItem) int { return cmp.Compare(a.On, b.On) })
	return list
}

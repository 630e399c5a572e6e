package chore

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
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
		x.leavef(r, "review.note", "This note is about the review before. Keep it only if it is still true.")
	}
}

// DueReview is a review that is due.
type DueReview struct {
	// File is the path of the record's file, as shown to people, and Position where the day is.
	File     string
	Position finding.Position
	// Resource is the name of the record.
	Resource string
	// NextDue is when the review is due, and Date and ByRole are when the last one was held, and by whom.
	NextDue, Date, ByRole string
}

// Due returns the reviews of the catalog's own records that are due on a day or before, the longest due first.
func Due(c *catalog.Catalog, on date.Day) []DueReview {
	var list []DueReview
	for _, r := range c.All() {
		m, ok := r.Message().(interface{ GetReview() *compendiumv1.Review })
		if !ok || !r.Own() || m.GetReview().GetNextDue() == "" || date.Earliest(m.GetReview().NextDue) > on {
			continue
		}
		review := m.GetReview()
		list = append(list, DueReview{File: r.File(), Position: r.Position("review.next_due"), Resource: r.Name(),
			NextDue: review.NextDue, Date: review.Date, ByRole: review.ByRole})
	}
	slices.SortStableFunc(list, func(a, b DueReview) int { return cmp.Compare(a.NextDue, b.NextDue) })
	return list
}

package authorizations

import (
	"slices"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var authorizationOrder = validate.Rule{
	ID:       "authorization-order",
	Severity: finding.Error,
	Repair:   fixOrder,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.Products {
			checkOrder(p, d, i, product.GetAuthorizations())
		}
	},
}

// checkOrder reports the events of a product that are out of order. If moving one event down puts all in order, it
// reports that one.
func checkOrder(p *validate.RecordPass, d *compendiumv1.Drug, i int, events []*compendiumv1.AuthorizationEvent) {
	const none = -1
	found := outOfPlace(events, none)
	if len(found) == 0 {
		return
	}
	above := found[0].above
	first, _, _ := facts.EventDays(events[above])
	if (len(found) > 1 || facts.ToCome(p, d, first)) && len(outOfPlace(events, above)) == 0 {
		e, below := events[above], events[found[0].at]
		p.Report(facts.EventPath(i, above, "date"),
			"The event %s of %s is listed above one of %s. Move it down, or correct the date.", e.GetEvent(), e.GetDate(),
			below.GetDate()).
			Related(p.Record, facts.EventPath(i, found[0].at, "date"), "The earlier event").
			// another rule may report the date
			CausedBy(finding.Field{File: p.Record.File(), Path: facts.EventPath(i, above, "date")})
		return
	}
	for _, f := range found {
		e := events[f.at]
		p.Report(facts.EventPath(i, f.at, "date"),
			"The event %s of %s is listed below one of %s. Move it up, or correct the date.", e.GetEvent(), e.GetDate(),
			events[f.above].GetDate()).
			Related(p.Record, facts.EventPath(i, f.above, "date"), "The later event")
	}
}

// misplaced holds the index of an event and that of one above it that is certainly later.
type misplaced struct{ at, above int }

// outOfPlace returns the events below a later one, ignoring the event at the index without.
func outOfPlace(events []*compendiumv1.AuthorizationEvent, without int) []misplaced {
	var found []misplaced
	var newest date.Day // the earliest possible day of the event above that is certainly the latest
	above := -1
	for j, e := range events {
		first, last, ok := facts.EventDays(e)
		if !ok || j == without {
			continue
		}
		if last < newest {
			found = append(found, misplaced{j, above})
		}
		if first > newest {
			newest, above = first, j
		}
	}
	return found
}

// fixOrder sorts the events of a product by date. Those that may be of the same day keep their order.
func fixOrder(_ *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	list, _, ok := strings.Cut(f.Path, ".authorizations")
	product, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(list, "products["), "]"))
	if !ok || err != nil || product >= len(r.Drug().GetProducts()) {
		return document.Edit{}, "", false
	}
	events := r.Drug().GetProducts()[product].GetAuthorizations()
	left := make([]int, len(events))
	for i := range left {
		left[i] = i
	}
	var order []int
	for len(left) > 0 {
		// The first event that no remaining one certainly precedes. "Certainly precedes" is a strict order, so there is
		// one.
		i := slices.IndexFunc(left, func(candidate int) bool {
			first, _, dated := facts.EventDays(events[candidate])
			return !slices.ContainsFunc(left, func(other int) bool {
				_, last, ok := facts.EventDays(events[other])
				return dated && ok && last < first
			})
		})
		if i < 0 {
			return document.Edit{}, "", false
		}
		order = append(order, left[i])
		left = slices.Delete(left, i, i+1)
	}
	return document.Reorder(list+".authorizations", order), "events sorted by date", true
}

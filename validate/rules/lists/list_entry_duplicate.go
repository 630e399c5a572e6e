package lists

import (
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var listEntryDuplicate = validate.Rule{
	ID:       "list-entry-duplicate",
	Severity: finding.Error,
	Record: validate.On(func(p *validate.RecordPass, list *compendiumv1.DrugList) {
		type key struct{ drug, use, product, reason string }
		before := make(map[key][]int)
		for i, entry := range list.GetEntries() {
			if entry.GetDrug() == "" {
				continue // field-required reports it
			}
			k := key{entry.GetDrug(), entry.GetUse(), entry.GetProduct(), facts.FoldText(entry.GetReason())}
			for _, j := range before[k] {
				if overlap(list.GetEntries()[j], entry) {
					p.Report(facts.ItemPath("entries", i, "drug"), "The list has an entry about %s already. Keep one, or "+
						"say what "+
						"sets the two apart: use, product, dates, or for whom each holds under reason.", entry.GetDrug()).
						Related(p.Record, facts.ItemPath("entries", j, "drug"), "The first")
					break
				}
			}
			before[k] = append(before[k], i)
		}
	}),
}

// overlap reports whether two entries surely hold on a same day.
func overlap(a, b *compendiumv1.DrugList_Entry) bool {
	begin, end := period(a)
	otherBegin, otherEnd := period(b)
	return max(begin, otherBegin) <= min(end, otherEnd)
}

// period returns the days between which an entry surely holds. One without a date has always held, and one without an
// end holds forever.
func period(entry *compendiumv1.DrugList_Entry) (begin, end date.Day) {
	end = date.Forever
	if _, last, ok := facts.Days(entry.GetDate()); ok {
		begin = last
	}
	if first, _, ok := facts.Days(entry.GetUntil()); ok {
		end = first
	}
	return begin, end
}

package validate

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
)

// NotRun is a record that could not be fully read, so that rules did not run on it. Findings of these rules are
// missing, and rules across records did not see it.
type NotRun struct {
	// Resource is the name of the record: "drugs/imatinib".
	Resource string
	// File is its file as shown to people.
	File string
	// Rules are the IDs of the rules that did not run on it, sorted: those across records and, if a part
	// of it is lost, those of code.
	Rules []string
}

// String returns a sentence for people.
func (n NotRun) String() string {
	return n.File + " could not be fully read: not all rules ran on it, and rules across records did not see it."
}

// notRun returns the records that could not be fully read, by collection and name. A file in the folder of another
// collection is one, though the record that it is meant for is taken for there, too.
func (p *run) notRun() []NotRun {
	var list []NotRun
	listed := make(map[string]bool) // files
	for _, r := range p.broken() {
		if !listed[r.File()] {
			listed[r.File()] = true
			list = append(list, NotRun{Resource: r.Name(), File: r.File(), Rules: p.rulesNotRun(r)})
		}
	}
	return list
}

// rulesNotRun returns the rules of this run that did not run on a record that could not be fully read.
func (p *run) rulesNotRun(r *catalog.Record) []string {
	_, lost := r.Meant()
	ids := []string{}
	for _, rule := range p.Rules.rules {
		drugsOnly := rule.Drug != nil && rule.Record == nil && rule.Catalog == nil
		if rule.Unconfigurable || !p.judged(rule.ID) || drugsOnly && r.Kind() != catalog.Drugs ||
			rule.Enforced == BySchema && !slices.Contains(lost, "") || len(lost) == 0 && rule.Catalog == nil {
			continue
		}
		ids = append(ids, rule.ID)
	}
	for _, own := range p.Policy.Rules() {
		if !p.off(own.ID) && own.AppliesTo(r.Kind()) {
			ids = append(ids, own.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// Plural returns a count with its noun: "1 rule", "2 rules".
func Plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

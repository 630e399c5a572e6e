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
	// Rules are the IDs of the rules that did not run on it, sorted: all but those of the reader.
	Rules []string
}

// String returns a sentence for people.
func (n NotRun) String() string {
	return n.File + " could not be fully read: only the rules of the reader ran on it, and rules across records did " +
		"not see it."
}

// notRun returns the records that could not be fully read, by collection and name.
func (p *run) notRun() []NotRun {
	var list []NotRun
	for _, kind := range catalog.Kinds() {
		var would []string
		for _, name := range p.catalog.Names(kind) {
			record, ok := p.catalog.Get(name)
			if !ok || !record.Broken() {
				continue
			}
			if would == nil {
				would = p.rulesFor(kind)
			}
			list = append(list, NotRun{Resource: name, File: record.File(), Rules: would})
		}
	}
	return list
}

// rulesFor returns the rules that apply to fully read records of a collection in this run.
func (p *run) rulesFor(kind catalog.Kind) []string {
	ids := []string{} // not nil, so that notRun computes it once
	for _, r := range p.Rules.rules {
		drugsOnly := r.Drug != nil && r.Record == nil && r.Catalog == nil
		if !r.Unconfigurable && p.judged(r.ID) && (!drugsOnly || kind == catalog.Drugs) {
			ids = append(ids, r.ID)
		}
	}
	for _, own := range p.Policy.Rules() {
		if !p.off(own.ID) && own.AppliesTo(kind) {
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

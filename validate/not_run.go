package validate

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
)

// NotRun is a record that could not be read whole, so that rules did not run on it. Nothing that they would find is in the findings, and
// rules across records went without it.
type NotRun struct {
	// Resource is the record: "drugs/imatinib".
	Resource string
	// File is its file as it is shown to people.
	File string
	// Rules are the IDs of the rules that did not run on it, sorted: all that would have, but for those by which files are read.
	Rules []string
}

// String says it in a sentence, for people.
func (n NotRun) String() string {
	rules := Plural(len(n.Rules), "rule")
	return fmt.Sprintf("%s could not be read whole: %s did not run on it, all but those by which files are read, and rules across records went without it.",
		n.File, rules)
}

// notRun gives the records that were not read whole, by collection and name.
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

// rulesFor gives the rules that look at the records of a collection in this run, and that a record has to be read whole for.
func (p *run) rulesFor(kind catalog.Kind) []string {
	ids := []string{} // not nil: that none would have run is found out once
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

// Plural returns a number of things in words: "1 rule", "2 rules".
func Plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

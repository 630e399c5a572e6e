package catalog

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"sync"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// A copy is a file that says what another drug says, such as drugs/imatinib-copy.yaml beside drugs/imatinib.yaml.
// Names, codes and all else that only one drug may have are there twice, so that the copy is not taken for a record,
// and the slip is one finding. In other collections a copy has little that must not be there twice, and rules say what.

const (
	// copiedLines is the least number of lines of a copy that was edited. Short records look alike.
	copiedLines = 40
	// copiedShare is the least share of lines, in percent, that an edited copy has in common with its original.
	copiedShare = 95
)

// withoutCopies reports copies and leaves them out. A copy that records refer to stays, as a record that could not be
// read.
func (l *loader) withoutCopies(entries []entry) []entry {
	used := sync.OnceValue(func() map[string]bool { return usedNames(entries) })
	originals := make(map[string]*entry)
	copied := make(map[string]bool) // by path
	for _, e := range drugsByLength(entries) {
		names := commonNames(e.record.Drug())
		if e.record.broken || e.record.IsTombstone() {
			continue
		}
		original := e
		for _, name := range names {
			if other := originals[name]; other != nil && isCopy(e.record, other.record) {
				original = other
				break
			}
		}
		if e != original && used()[e.name()] && !used()[original.name()] {
			e, original = original, e
		}
		if e != original {
			copied[e.path] = true
			l.problem(RuleCopied, e.path, fmt.Sprintf("This says what %s says, and is not read. Remove one of the two files, "+
				"or write in each what is true of it alone.", original.name()))
		}
		for _, name := range names {
			originals[name] = original
		}
	}
	if len(copied) == 0 {
		return entries
	}
	for i := range entries {
		if e := &entries[i]; copied[e.path] {
			e.id = path.Base(e.name())
			e.record = &Record{name: e.name(), kind: e.kind, base: e.record.base, path: e.path, document: e.record.document,
				digest: e.record.digest}
			e.finish()
		}
	}
	return slices.DeleteFunc(entries, func(e entry) bool { return copied[e.path] && !used()[e.name()] })
}

// drugsByLength returns the files of drugs by the length of their paths: the name of a copy is most often the longer
// one.
func drugsByLength(entries []entry) []*entry {
	var list []*entry
	for i := range entries {
		if entries[i].kind == Drugs {
			list = append(list, &entries[i])
		}
	}
	slices.SortStableFunc(list, func(a, b *entry) int { return cmp.Compare(len(a.path), len(b.path)) })
	return list
}

// commonNames returns the display name and the INNs of a drug. No other drug may have one of them.
func commonNames(d *compendiumv1.Drug) []string {
	var names []string
	if d.GetDisplayName() != "" {
		names = append(names, d.GetDisplayName())
	}
	for _, n := range d.GetNames() {
		if n.GetType() == compendiumv1.Name_INN && n.GetText() != "" {
			names = append(names, n.GetText())
		}
	}
	return names
}

// isCopy reports whether two records have the same text but for an edit of a few lines of a long one.
func isCopy(a, b *Record) bool {
	if a.digest == b.digest {
		return true
	}
	linesOfA, linesOfB := bytes.Split(a.Text(), []byte("\n")), bytes.Split(b.Text(), []byte("\n"))
	longer := max(len(linesOfA), len(linesOfB))
	if longer < copiedLines || 100*min(len(linesOfA), len(linesOfB)) < copiedShare*longer {
		return false
	}
	count := make(map[string]int, len(linesOfA))
	for _, line := range linesOfA {
		count[string(line)]++
	}
	same := 0
	for _, line := range linesOfB {
		if count[string(line)] > 0 {
			count[string(line)]--
			same++
		}
	}
	return 100*same >= copiedShare*longer
}

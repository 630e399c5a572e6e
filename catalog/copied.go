package catalog

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"sync"
)

// A copy is a file that says what another record of its collection says, such as drugs/imatinib-copy.yaml beside
// drugs/imatinib.yaml. Names, codes and all else that only one record may have are there twice, so that the copy is not
// taken for a record, and the slip is one finding.

const (
	// copiedLines is the least number of lines of a copy that was edited. Short records look alike.
	copiedLines = 40
	// copiedShare is the least share of lines, in percent, that an edited copy has in common with its original.
	copiedShare = 95
)

// withoutCopies reports copies and leaves them out. A copy that records refer to stays, as a record that could not be
// read.
func (l *loader) withoutCopies(entries []entry) []entry {
	type key struct {
		kind Kind
		text string
	}
	used := sync.OnceValue(func() map[string]bool { return usedNames(entries) })
	originals := make(map[key]*entry, 3*len(entries))
	copied := make(map[string]bool) // by path
	for _, e := range shortNamesFirst(entries) {
		called := displayName(e.record)
		if e.record.broken || e.record.IsTombstone() || called == "" {
			continue
		}
		digest, id := e.record.Digest(), path.Base(e.name())
		keys := []key{{e.kind, string(digest[:])}, {e.kind, called}, {e.kind, id}}
		lookup := keys
		for i, r := range id {
			if r == '-' {
				lookup = append(lookup, key{e.kind, id[:i]})
			}
		}
		original := e
		for _, k := range lookup {
			if other := originals[k]; other != nil && isCopy(e.record, other.record) {
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
		for _, k := range keys {
			originals[k] = original
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

// shortNamesFirst returns the files by the length of their paths: the name of a copy is most often the longer one.
func shortNamesFirst(entries []entry) []*entry {
	list := make([]*entry, len(entries))
	for i := range entries {
		list[i] = &entries[i]
	}
	slices.SortStableFunc(list, func(a, b *entry) int { return cmp.Compare(len(a.path), len(b.path)) })
	return list
}

func displayName(r *Record) string {
	m, ok := r.message.(interface{ GetDisplayName() string })
	if !ok {
		return ""
	}
	return m.GetDisplayName()
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

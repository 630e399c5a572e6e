package file

import (
	"errors"

	"github.com/opencompendium/compendium/catalog"
)

// Verify checks that every offset and index in the file leads to something that is there. A file that was built, with
// checksums that match, fails only if its builder was wrong or hostile. Reading such a file returns wrong answers and
// does no other harm. So Verify is for releases from elsewhere, before they are served for the first time.
func (f *File) Verify() error {
	var work []func() error
	for _, kind := range catalog.Kinds() {
		work = append(work, func() error { return f.Table(kind).verify(string(kind.Descriptor().Name())) })
	}
	work = append(work,
		func() error { return f.uses.verify(string(usesDescriptor.Name())) },
		f.verifySearch,
	)
	for _, do := range work {
		if err := do(); err != nil {
			return err
		}
	}
	if _, err := f.files(); err != nil {
		return err
	}
	return errors.Join(
		rise("the content's files", u64s(f.parts[sectionSourceNameOffsets])),
		rise("the content", u64s(f.parts[sectionSourceStarts])),
	)
}

// rise checks that offsets are ascending. Their first and last are checked elsewhere.
func rise(what string, offsets u64s) error {
	before := uint64(0)
	for i := range offsets.len() {
		o := offsets.at(i)
		if o < before {
			return formatError("the offsets of %s are not ascending", what)
		}
		before = o
	}
	return nil
}

// below checks that numbers are less than n.
func below(what string, numbers u32s, count int) error {
	for i := range numbers.len() {
		if int(numbers.at(i)) >= count {
			return formatError("%s is out of range", what)
		}
	}
	return nil
}

func (t *Table) verify(what string) error {
	err := errors.Join(
		rise("the names of "+what, t.names.offsets),
		rise(what, t.starts),
		rise("the BASIC view of "+what, t.basicStarts),
	)
	if err != nil {
		return err
	}
	used := 0
	for i := range t.slots.len() {
		slot := int(t.slots.at(i))
		if slot > t.Len() {
			return formatError("the hash index of %s is out of range", what)
		}
		if slot > 0 {
			used++
		}
	}
	if used != t.Len() {
		return formatError("the hash index of %s does not have each name once", what)
	}
	return t.index.verify("the index of " + what)
}

// verify checks that values and postings lie within their sections, and that all numbers lead to what is there.
func (x *Index) verify(what string) error {
	if err := rise(what, x.values.offsets); err != nil {
		return err
	}
	for _, rows := range x.rows {
		if rows.above == nil {
			continue
		}
		if err := below(what, rows.parents, rows.above.count); err != nil {
			return err
		}
	}
	for _, paths := range []map[string]*Path{x.paths, x.presence, x.words} {
		for _, p := range paths {
			if err := p.verify(what); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Path) verify(what string) error {
	if p.folded.len() > 0 {
		if p.folded.len() != p.count {
			return formatError("%s does not order all values", what)
		}
		if err := below(what, p.folded, p.count); err != nil {
			return err
		}
	}
	count := p.count
	if p.long {
		count++
	}
	for i := range count {
		if err := p.verifyRows(what, i); err != nil {
			return err
		}
	}
	return nil
}

// verifyRows checks the rows of the i-th value.
func (p *Path) verifyRows(what string, i int) error {
	start, end := p.index.starts.at(p.first+i), p.index.starts.at(p.first+i+1)&^dense
	if start&^dense > end || end > uint64(p.index.postings.len()) {
		return formatError("%s has postings that are out of range", what)
	}
	list := p.index.postings.cut(start&^dense, end)
	if start&dense == 0 {
		return below(what, list, p.rows.count)
	}
	words, rest := 2*((p.rows.count+63)/64), p.rows.count%64
	if list.len() != words ||
		words > 0 && rest != 0 && (uint64(list.at(words-2))|uint64(list.at(words-1))<<32)>>rest != 0 {
		return formatError("%s has a bitmap of the wrong size", what)
	}
	return nil
}

func (f *File) verifySearch() error {
	x := &f.search
	err := errors.Join(
		rise("the search terms", x.keys.offsets),
		rise("the names of the search", x.texts.offsets),
		rise("the search", x.starts),
	)
	if err != nil {
		return err
	}
	for i := range x.entries.len() / entryWords {
		if !f.has(x.entry(i)) {
			return formatError("the search is out of range")
		}
	}
	return x.trie.verify()
}

// verify checks that nodes are in the order of their parents, and that children divide the keys of their parent. So a
// walk visits each node and key at most once, and goes no deeper than the longest key.
func (t *trie) verify() error {
	count, next := uint32(t.len()), uint32(1)
	var above trieNode // the parent of the node
	parent, left, end := uint32(0), uint32(0), uint32(0)
	for i := range count {
		n := t.node(i)
		if n.first > n.end || int(n.end) > t.keys.len() || n.child != next || n.child <= i ||
			uint32(n.children) > count-next {
			return formatError("the tree of search terms is out of range")
		}
		next += uint32(n.children)
		if n.first < n.end && int(n.depth) > len(t.keys.at(int(n.first))) || n.depth > longestKey {
			return formatError("the tree of search terms does not match its terms")
		}
		if i == 0 {
			above, left, end = n, uint32(n.children), n.first
			continue
		}
		for ; left == 0; left, end = uint32(above.children), above.first {
			parent++
			above = t.node(parent)
		}
		if n.first < end || n.end > above.end || n.depth <= above.depth {
			return formatError("the tree of search terms branches where its terms do not")
		}
		left, end = left-1, n.end
	}
	if next != count {
		return formatError("the tree of search terms has nodes that nothing leads to")
	}
	return nil
}

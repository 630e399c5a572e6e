package catalog

import (
	"github.com/opencompendium/compendium/catalog/memory"
	"github.com/opencompendium/compendium/catalog/pack"
)

// What a memory notes of a record is its references, each as the index of its field, its path and what it refers to, and then its summary.

func (r *Record) notes() string {
	notes := pack.AppendNumber(nil, len(r.links))
	for _, l := range r.links {
		notes = pack.AppendNumber(notes, l.field.index)
		notes = pack.AppendText(notes, l.path)
		notes = pack.AppendText(notes, l.to)
	}
	return string(append(notes, r.summary...))
}

// recall takes what a memory knows of a text, and says whether it makes sense.
func (r *Record) recall(known *memory.Entry, from *shelf) bool {
	const least = 3 // bytes of a reference: a number and two lengths
	in := pack.NewReader(known.Notes)
	fields := refPlans().refs
	links := make([]link, in.Count(least))
	for i := range links {
		field := in.Number()
		if field >= len(fields) {
			return false
		}
		links[i] = link{fields[field], in.Text(), in.Text()}
	}
	if in.Failed() {
		return false
	}
	r.known, r.shelf, r.digest, r.links, r.summary = known, from, known.Digest, links, in.Rest()
	return true
}

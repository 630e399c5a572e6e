package validate

import (
	"crypto/sha256"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/pack"
)

// A verdict on a record says that the rules which look at one record found nothing in it. It is a digest of all that they look at: the day, the
// configuration, the regulators, the record, and each record that it refers to, with whether these could be read. Where an earlier run came to the same
// verdict, these rules need not look again. Rules that compare all records always do.

// verdicts are those of a run.
type verdicts struct {
	of []catalog.Verdict // by the index of the record; zero where there is a finding
	// known says that an earlier run came to the same.
	known []bool
}

// judge makes the verdicts that records have unless something is found, and compares them with those of an earlier run. They say nothing of what is in
// an archive, which is read anew each time: with one, all rules look again.
func (p *pass) judge() {
	p.verdicts = verdicts{make([]catalog.Verdict, len(p.records)), make([]bool, len(p.records))}
	common := p.common()
	var text []byte
	for i, r := range p.records {
		if _, sparing := r.Summary(); !sparing {
			continue // nobody remembers it
		}
		text = append(text[:0], common[:]...)
		text = appendState(text, r)
		for name := range r.ReferredTo() {
			if other, ok := p.Catalog.whole.Get(name); ok {
				text = appendState(text, other)
			} else {
				text = append(text, 0)
			}
		}
		p.verdicts.of[i] = sha256.Sum256(text)
		p.verdicts.known[i] = p.Archive == nil && r.Verdict() == p.verdicts.of[i]
	}
}

// appendState adds what a record is: its text, and whether that can be read.
func appendState(to []byte, r *catalog.Record) []byte {
	const read, unread = 1, 2
	state := byte(read)
	if r.Broken() {
		state = unread
	}
	digest := r.Digest()
	return append(append(to, state), digest[:]...)
}

// common gives a digest of what decides about each record.
func (p *pass) common() [sha256.Size]byte {
	var text []byte
	add := func(s string) { text = pack.AppendText(text, s) }
	add(string(p.AsOf))
	if p.Policy != nil {
		add(p.Policy.File().Name())
		add(string(p.Policy.File().Text()))
	}
	for _, name := range p.Catalog.whole.Names(catalog.Regulators) {
		if r, ok := p.Catalog.whole.Get(name); ok {
			add(name)
			text = appendState(text, r)
		}
	}
	return sha256.Sum256(text)
}

// found takes the verdict on a record back.
func (v *verdicts) found(i int) { v.of[i] = catalog.Verdict{} }

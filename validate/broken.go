package validate

import (
	"bytes"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
)

// lost tells what may seem to be missing since it is in records that were not read whole. It then follows from the slips in those files, which are
// reported already.
type lost struct {
	// of are the collections that have such records.
	of map[catalog.Kind]bool
	// silent says that a file says nothing, or could not be read at all, and may have spoken of anything.
	silent bool
	// sources is what in their files begins like the name of a source, as far as a name may reach, sorted.
	sources []string
}

// lost gathers that once, for all who ask.
func (p *pass) lost() *lost {
	if p.lostKnown != nil {
		return p.lostKnown
	}
	l := &lost{of: make(map[catalog.Kind]bool)}
	mentioned := make(map[string]bool)
	for _, kind := range catalog.Kinds() {
		for _, name := range p.Catalog.Names(kind) {
			if r, ok := p.Catalog.Get(name); ok && r.Broken() {
				l.of[kind] = true
				addSources(mentioned, r.Text())
				l.silent = l.silent || len(bytes.TrimSpace(r.Text())) == 0
			}
		}
	}
	l.sources = keys(mentioned)
	slices.Sort(l.sources)
	p.lostKnown = l
	return l
}

// addSources adds what in a text begins like the name of a source.
func addSources(to map[string]bool, text []byte) {
	begin := []byte(catalog.Sources.String() + "/")
	for {
		at := bytes.Index(text, begin)
		if at < 0 {
			return
		}
		text = text[at:]
		end := len(begin)
		for end < len(text) && (text[end] == '-' || 'a' <= text[end] && text[end] <= 'z' || '0' <= text[end] && text[end] <= '9') {
			end++
		}
		if !to[string(text[:end])] { // no text is made of one that is there
			to[string(text[:end])] = true
		}
		text = text[end:]
	}
}

// regulator says whether the record of a regulator was not read whole. Each verdict rests on these.
func (l *lost) regulator() bool { return l.of[catalog.Regulators] }

// source says whether a record that was not read whole speaks of a source. It is for rules that look at all records, since no verdict rests on it.
func (l *lost) source(name string) bool {
	// What begins with the name follows it in the order of texts.
	i, _ := slices.BinarySearch(l.sources, name)
	return l.silent || i < len(l.sources) && strings.HasPrefix(l.sources[i], name)
}

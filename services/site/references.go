package site

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/icmje"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// references numbers the citations of a record in the order in which a page cites them. Those of one source share its
// number and differ by a letter.
type references struct {
	citations map[string]*compendiumv1.Citation
	// several is how many citations the record has of a source.
	several map[string]int
	sources []string
	// keys are the citations of each source that the page cites so far.
	keys map[string][]string
}

// Cite is a link from a fact to a reference: to number 3, or to part b of it.
type Cite struct{ Key, Number string }

// Cites returns the links from a fact to what it cites.
func (p *page) Cites(keys []string) []Cite {
	all := make([]Cite, 0, len(keys))
	for _, key := range keys {
		if p.refs != nil && p.refs.citations[key] != nil {
			all = append(all, Cite{key, p.refs.number(key)})
		}
	}
	return all
}

// number returns the number of a citation, which it gets on its first mention.
func (r *references) number(key string) string {
	source := r.citations[key].GetSource()
	n := slices.Index(r.sources, source)
	if n < 0 {
		n = len(r.sources)
		r.sources = append(r.sources, source)
	}
	part := slices.Index(r.keys[source], key)
	if part < 0 {
		part = len(r.keys[source])
		r.keys[source] = append(r.keys[source], key)
	}
	if r.several[source] == 1 {
		return strconv.Itoa(n + 1)
	}
	return strconv.Itoa(n+1) + letters(part)
}

// letters returns a, b, …, z, aa, ab, … for 0, 1, and so on, as lists in HTML are numbered.
func letters(n int) string {
	const alphabet = 26
	text := ""
	for ; n >= 0; n = n/alphabet - 1 {
		text = string(rune('a'+n%alphabet)) + text
	}
	return text
}

// Reference is a source with what is cited of it.
type Reference struct {
	// Of is the source, which is nil if there is no record of its name.
	Of   *compendiumv1.Source
	Name string
	// Stated is the date on which the source states what it says. Empty means unknown.
	Stated string
	Parts  []ReferencePart
}

// ReferencePart is a citation.
type ReferencePart struct {
	*compendiumv1.Citation

	Key string
}

// References returns what the record cites by source: what the page cites so far, and after it what no field cites. A
// record on one page has all of it.
func (p *page) References() []Reference {
	if p.refs == nil {
		return nil
	}
	facts := citingFields(p.Record)
	for _, key := range slices.Sorted(maps.Keys(p.refs.citations)) {
		if p.Parts.Of == 1 || p.Parts.Number == 1 && facts[key] == nil {
			p.refs.number(key)
		}
	}
	all := make([]Reference, len(p.refs.sources))
	for i, name := range p.refs.sources {
		source, _ := p.content.Message(name).(*compendiumv1.Source)
		all[i] = Reference{Of: source, Name: name, Stated: p.derive.stated[name]}
		for _, key := range p.refs.keys[name] {
			all[i].Parts = append(all[i].Parts, ReferencePart{p.refs.citations[key], key})
		}
	}
	return all
}

// cited returns the citations of a record, ready to be numbered, or nil if it has none.
func cited(record proto.Message) *references {
	citations := catalog.Citations(record)
	if len(citations) == 0 {
		return nil
	}
	several := make(map[string]int)
	for _, citation := range citations {
		several[citation.GetSource()]++
	}
	return &references{citations: citations, several: several, keys: make(map[string][]string)}
}

// Resting is a record that cites a source.
type Resting struct {
	Of *entry
	// Sections are the sections of the source that it cites, in the order of the keys of its citations.
	Sections []RestingSection
}

// RestingSection is a section of a source, with the facts that rest on it.
type RestingSection struct {
	// Section is its title, or "" for the whole source, and Key is the first citation of it, on the part of the page of
	// a drug that has Row.
	Section, Key string
	Row          int
	// Facts are the fields that cite it, each with how often.
	Facts []Count
}

// Count is how many there are of something.
type Count struct {
	Of string
	N  int
}

// Resting returns what rests on a source in a record that cites it.
func (s *Site) Resting(e *entry, source string) Resting {
	record := s.content.Message(e.Name)
	resting, facts := Resting{Of: e}, citingFields(record)
	citations := cited(record).citations
	for _, key := range slices.Sorted(maps.Keys(citations)) {
		if citations[key].GetSource() != source {
			continue
		}
		title := citations[key].GetSection()
		i := slices.IndexFunc(resting.Sections, func(s RestingSection) bool { return s.Section == title })
		if i < 0 {
			i = len(resting.Sections)
			resting.Sections = append(resting.Sections, RestingSection{title, key, citedAt(record, key), nil})
		}
		section := &resting.Sections[i]
		for _, fact := range facts[key] {
			k := slices.IndexFunc(section.Facts, func(c Count) bool { return c.Of == fact.Of })
			if k < 0 {
				section.Facts = append(section.Facts, fact)
			} else {
				section.Facts[k].N += fact.N
			}
		}
	}
	return resting
}

// citingFields returns, by the key of a citation, the fields of a record that cite it, in the order of the schema.
func citingFields(record proto.Message) map[string][]Count {
	all := make(map[string][]Count)
	m := record.ProtoReflect()
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		if field := fields.Get(i); m.Has(field) && !field.IsMap() {
			counts := make(map[string]int)
			countCites(field, m.Get(field), counts)
			name := strings.ReplaceAll(string(field.Name()), "_", " ")
			for key, n := range counts {
				all[key] = append(all[key], Count{name, n})
			}
		}
	}
	return all
}

// countCites counts, by key, the citations in the value of a field.
func countCites(field protoreflect.FieldDescriptor, value protoreflect.Value, counts map[string]int) {
	if field.IsList() {
		for i := range value.List().Len() {
			item := value.List().Get(i)
			switch {
			case field.Message() != nil:
				countInside(item.Message(), counts)
			case strings.HasSuffix(string(field.Name()), "cites"):
				counts[item.String()]++
			}
		}
	} else if field.Message() != nil {
		countInside(value.Message(), counts)
	}
}

func countInside(m protoreflect.Message, counts map[string]int) {
	m.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		countCites(field, value, counts)
		return true
	})
}

// Formatted returns the reference of a source in the style of the ICMJE, as text and links. Its title leads to the page
// of the source. On that page, each address and number leads where it can be read.
func (p *page) Formatted(s *compendiumv1.Source) []Link {
	text, ids := icmje.Reference(s), s.GetIdentifiers()
	links := []Link{{p.Href(s.GetName()), cmp.Or(s.GetTitle(), s.GetDisplayName())}}
	if p.Entry != nil && p.Entry.Name == s.GetName() {
		links = nil
		for _, known := range []struct{ id, before, address string }{
			{ids.GetUrl(), "", ""}, {ids.GetDoi(), "doi:", "https://doi.org/"},
			{ids.GetPmid(), "PMID: ", "https://pubmed.ncbi.nlm.nih.gov/"},
			{ids.GetNct(), "", "https://clinicaltrials.gov/study/"},
		} {
			if known.id != "" {
				links = append(links, Link{known.address + known.id, known.before + known.id})
			}
		}
		if !strings.Contains(text, ids.GetUrl()) {
			text += " Available from: " + ids.GetUrl()
		}
	}
	pieces := []Link{{Text: text}}
	for _, link := range links {
		for i, piece := range pieces {
			if before, after, ok := strings.Cut(piece.Text, link.Text); ok && piece.Href == "" {
				pieces = slices.Replace(pieces, i, i+1, Link{Text: before}, link, Link{Text: after})
				break
			}
		}
	}
	return pieces
}

package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/icmje"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// references numbers the citations of a record in the order in which a page cites them.
type references struct {
	citations map[string]*compendiumv1.Citation
	numbers   map[string]int
	keys      []string
}

// Cite is a link from a fact to a reference.
type Cite struct {
	Key    string
	Number int
}

// Cites returns the links from a fact to what it cites. Citations are numbered in the order of their first mention.
func (p *page) Cites(keys []string) []Cite {
	all := make([]Cite, 0, len(keys))
	for _, key := range keys {
		if p.refs == nil || p.refs.citations[key] == nil {
			continue
		}
		if p.refs.numbers[key] == 0 {
			p.refs.keys = append(p.refs.keys, key)
			p.refs.numbers[key] = len(p.refs.keys)
		}
		all = append(all, Cite{key, p.refs.numbers[key]})
	}
	return all
}

// Reference is a citation with its source.
type Reference struct {
	*compendiumv1.Citation

	Key    string
	Number int
	// Stated is the date on which the source states what it says. Empty means unknown.
	Stated string
	Of     *compendiumv1.Source
}

// References returns the citations of the record: those that the page cites so far, and on its first page all others
// after them.
func (p *page) References() []Reference {
	if p.refs == nil {
		return nil
	}
	if p.Parts.Number == 1 {
		p.Cites(slices.Sorted(maps.Keys(p.refs.citations)))
	}
	all := make([]Reference, len(p.refs.keys))
	for i, key := range p.refs.keys {
		citation := p.refs.citations[key]
		source, _ := p.content.Message(citation.GetSource()).(*compendiumv1.Source)
		all[i] = Reference{citation, key, i + 1, p.derive.stated[citation.GetSource()], source}
	}
	return all
}

// cited returns the citations of a record, ready to be numbered, or nil if it has none.
func cited(record proto.Message) *references {
	citations := catalog.Citations(record)
	if len(citations) == 0 {
		return nil
	}
	return &references{citations: citations, numbers: make(map[string]int)}
}

// Resting is a record that cites a source.
type Resting struct {
	Of *entry
	// Sections are the sections of the source that it cites, in the order of the keys of its citations.
	Sections []RestingSection
}

// RestingSection is a section of a source, with the facts that rest on it.
type RestingSection struct {
	// Section is its title, or "" for the whole source, and Key is the first citation of it.
	Section, Key string
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
			resting.Sections = append(resting.Sections, RestingSection{Section: title, Key: key})
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

// Formatted is the reference of a source, cut so that its title can be a link.
type Formatted struct{ Before, Title, After string }

// Formatted returns the reference of a source in the style of the ICMJE.
func (p *page) Formatted(s *compendiumv1.Source) Formatted {
	text, title := icmje.Reference(s), cmp.Or(s.GetTitle(), s.GetDisplayName())
	if before, after, ok := strings.Cut(text, title); ok {
		return Formatted{before, title, after}
	}
	return Formatted{Title: text}
}

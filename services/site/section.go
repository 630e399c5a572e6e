package site

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// section is a section of the page of a drug. If all of them are too much for a page, they continue on further pages,
// with the licenses of the products last.
type section struct {
	name, title string
	// fields are those of the drug that it shows.
	fields []protoreflect.Name
	// bytes is what a byte of the fields takes on the page.
	bytes int
}

// sections are the sections of the page of a drug, in the order in which they continue on further pages.
var sections = []section{
	{"safety", "Safety", []protoreflect.Name{"safety"}, 2},
	{"uses", "Used for", []protoreflect.Name{"uses"}, 4},
	{"doses", "Doses", []protoreflect.Name{"doses", "administrations"}, 2},
	{"effects", "Side effects", []protoreflect.Name{"side_effects"}, 2},
	{"trials", "Trials", nil, 0},
	{"access", "Access", []protoreflect.Name{"access_decisions", "early_access", "designations"}, 3},
	{"listings", "Formularies and lists", nil, 0},
	{"mechanism", "How it works", []protoreflect.Name{"mechanism", "pharmacokinetics"}, 2},
	{"names", "Names and codes", []protoreflect.Name{"names", "codes"}, 4},
	{"regimens", "Regimens", nil, 0},
	{"conflicts", "Where sources disagree", []protoreflect.Name{"conflicts"}, 2},
	{"notes", "Notes", []protoreflect.Name{"notes"}, 2},
	{"gaps", "What is missing", []protoreflect.Name{"gaps"}, 2},
	{"licenses", "Licenses", []protoreflect.Name{"coverage"}, 3},
}

// drugWeights returns the bytes that the sections of the page of a drug take, and after them each of its products. A
// reference is counted where it is cited first.
func drugWeights(drug *compendiumv1.Drug) []int {
	cited := make(map[string]bool)
	weigh := func(m protoreflect.Message, bytes int) int {
		counts := make(map[string]int)
		countInside(m, counts)
		weight := bytes * proto.Size(m.Interface())
		for key := range counts {
			if !cited[key] {
				cited[key] = true
				weight += referenceBytes
			}
		}
		return weight
	}
	all := make([]int, 0, len(sections)+len(drug.GetProducts()))
	for _, section := range sections {
		weight := rowBytes
		for _, name := range section.fields {
			field := drug.ProtoReflect().Descriptor().Fields().ByName(name)
			if drug.ProtoReflect().Has(field) {
				for _, item := range valuesOf(drug.ProtoReflect().Get(field), field) {
					weight += weigh(item.Message(), section.bytes)
				}
			}
		}
		all = append(all, weight)
	}
	for _, product := range drug.GetProducts() {
		all = append(all, rowBytes+weigh(product.ProtoReflect(), productBytes))
	}
	return all
}

// Shows reports whether a section is on the page of a drug.
func (p *page) Shows(name string) bool {
	i := sectionIndex(name)
	return p.Parts.First <= i && i < p.Parts.End
}

func sectionIndex(name string) int {
	return slices.IndexFunc(sections, func(s section) bool { return s.name == name })
}

// products returns which products a part of the pages of a drug shows: from the first to before the other.
func (p Parts) products() (first, end int) {
	return max(0, p.First-len(sections)), max(0, p.End-len(sections))
}

// sectionsOf returns what the parts of the pages of a drug hold: "Safety to Side effects".
func sectionsOf(all []Parts) []string {
	titles := make([]string, len(all))
	for i, part := range all {
		first, last := min(part.First, len(sections)-1), min(part.End, len(sections))-1
		titles[i] = sections[first].title
		if last > first {
			titles[i] += " to " + sections[last].title
		}
	}
	return titles
}

// At returns the link to the page of a record that has a section, or "" if that is the page itself.
func (p *page) At(record, section string) string { return p.AtRow(record, sectionIndex(section)) }

// AtRow returns the link to the page of a record that has a row of its sections and products.
func (p *page) AtRow(record string, row int) string {
	path := partPath(record, 1)
	if e := p.index.byName[record]; e != nil {
		for _, part := range e.parts {
			if part.First <= row && row < part.End {
				path = part.Path
			}
		}
	}
	if path == p.Path {
		return ""
	}
	return p.Root + path
}

// citedAt returns the row of the sections and products of a drug that cites a citation first, or 0.
func citedAt(record proto.Message, key string) int {
	drug, _ := record.(*compendiumv1.Drug)
	fields := citingFields(record)[key]
	if drug == nil || len(fields) == 0 {
		return 0
	}
	row := len(sections) + len(drug.GetProducts())
	for _, field := range fields {
		for i, section := range sections {
			if slices.Contains(section.fields, protoreflect.Name(strings.ReplaceAll(field.Of, " ", "_"))) {
				row = min(row, i)
			}
		}
	}
	for i, product := range drug.GetProducts() {
		counts := make(map[string]int)
		if countInside(product.ProtoReflect(), counts); counts[key] > 0 {
			row = min(row, len(sections)+i)
		}
	}
	return row
}

// drugParts cuts the page of a drug into parts.
func drugParts(drug string, weights []int) []Parts {
	all := parts(drug, weights, drugBytes)
	ranges := sectionsOf(all)
	for i := range all {
		all[i].ranges = ranges
	}
	return all
}

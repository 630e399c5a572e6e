package image

import (
	"slices"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// lookupIndex answers which drugs have a name or a code, by equality.
type lookupIndex map[lookupKey][]string

type lookupKey struct {
	system compendiumv1.LookupDrugsRequest_Key_System
	value  string
}

type lookupBuilder struct{ index lookupIndex }

func (b *lookupBuilder) add(drug *compendiumv1.Drug) {
	if b.index == nil {
		b.index = make(lookupIndex)
	}
	for _, t := range terms(drug) {
		key := lookupKey{t.system, t.text}
		if t.match != compendiumv1.SearchCatalogResponse_Hit_CODE {
			key.value = normalize(t.text)
		}
		if !slices.Contains(b.index[key], drug.Name) {
			b.index[key] = append(b.index[key], drug.Name)
		}
	}
}

func (b *lookupBuilder) build() lookupIndex {
	for _, drugs := range b.index {
		slices.Sort(drugs)
	}
	return b.index
}

// Lookup gives the resource names of the drugs that have a code of a system, or for SYSTEM_UNSPECIFIED a name, sorted. Names are
// compared whatever their case, accents and punctuation; codes as they are written.
func (m *Image) Lookup(system compendiumv1.LookupDrugsRequest_Key_System, value string) []string {
	if system == compendiumv1.LookupDrugsRequest_Key_SYSTEM_UNSPECIFIED {
		value = normalize(value)
	}
	return m.lookup[lookupKey{system, value}]
}

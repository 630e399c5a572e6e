package file

import (
	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// lookupIndex finds drugs by an exact name or code.
type lookupIndex struct {
	keys   texts // the system as one byte, then the name or code; sorted
	drugs  u32s  // indexes of drugs
	starts u64s  // where in drugs those of a key begin, and the end of the last
}

func (x *lookupIndex) open(s sections) error {
	keys, err := s.texts("the lookup keys", sectionLookupKeys, sectionLookupKeyOffsets)
	if err != nil {
		return err
	}
	x.keys, x.drugs, x.starts = keys, u32s(s[sectionLookupDrugs]), u64s(s[sectionLookupStarts])
	if err := fit("the lookup", x.starts, x.drugs.len()); err != nil {
		return err
	}
	if x.starts.len() != keys.len()+1 {
		return formatError("the lookup does not have one list per key")
	}
	return nil
}

func lookupKey(system compendiumv1.LookupDrugsRequest_Key_System, value string) string {
	return string(rune(system)) + value
}

// lookupBuilder collects the names and codes of drugs, in the order of their table.
type lookupBuilder struct {
	drugs postingsBuilder
	next  uint32
}

func (b *lookupBuilder) add(drug *compendiumv1.Drug) {
	for _, t := range terms(drug) {
		key := lookupKey(t.system, t.text)
		if t.match != compendiumv1.SearchCatalogResponse_Hit_CODE {
			key = lookupKey(t.system, normalize(t.text))
		}
		b.drugs.add([]byte(key), b.next)
	}
	b.next++
}

func (b *lookupBuilder) build(into sections) {
	keys, drugsOf := b.drugs.sort()
	var list textsBuilder
	var drugs, starts []byte
	for i, key := range keys {
		list.add(key)
		starts = appendU64s(starts, uint64(len(drugs)/4))
		for _, drug := range drugsOf(i) {
			drugs = appendU32s(drugs, drug.number)
		}
	}
	list.build(into, sectionLookupKeys, sectionLookupKeyOffsets)
	into[sectionLookupDrugs] = drugs
	into[sectionLookupStarts] = appendU64s(starts, uint64(len(drugs)/4))
}

// Lookup returns the sorted resource names of the drugs that have a code of a system, or a name for SYSTEM_UNSPECIFIED.
// Names are compared without case, accents and punctuation, codes as they are written.
func (f *File) Lookup(system compendiumv1.LookupDrugsRequest_Key_System, value string) []string {
	if system == compendiumv1.LookupDrugsRequest_Key_SYSTEM_UNSPECIFIED {
		value = normalize(value)
	}
	key := lookupKey(system, value)
	x := &f.lookup
	i := x.keys.search(key)
	if i == x.keys.len() || string(x.keys.at(i)) != key {
		return nil
	}
	drugs := x.drugs.cut(x.starts.at(i), x.starts.at(i+1))
	var names []string
	for at := range drugs.len() {
		names = append(names, f.Table(catalog.Drugs).Name(int(drugs.at(at))))
	}
	return names
}

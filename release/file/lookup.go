package file

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/salt"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// lookupIndex finds drugs by an exact name or code.
type lookupIndex struct {
	keys   texts // the system as one character, then the name or code; sorted
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

// lookupSystem is what a key is matched against: the number of LookupDrugsRequest.Key.System, 0 for names, or
// firstOther and the number of Code.System.
type lookupSystem rune

const firstOther lookupSystem = 256

func otherSystem(s compendiumv1.Code_System) lookupSystem { return firstOther + lookupSystem(s) }

func lookupKey(system lookupSystem, value string) string { return string(rune(system)) + value }

// lookupBuilder collects the names and codes of drugs, in the order of their table.
type lookupBuilder struct {
	drugs postingsBuilder
	next  uint32
}

func (b *lookupBuilder) add(drug *compendiumv1.Drug) {
	for _, t := range terms(drug) {
		key := lookupKey(t.system, t.text)
		if t.match != compendiumv1.SearchCatalogResponse_Hit_CODE {
			key = lookupKey(t.system, fold.Spaced(t.text))
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

// Lookup returns the sorted resource names of the drugs that have a code of a system, or a name if the key has none.
// Names are compared without case, accents and punctuation and, if no drug has the name, without the words for a salt
// at its end; codes as they are written.
func (f *File) Lookup(key *compendiumv1.LookupDrugsRequest_Key) []string {
	system := lookupSystem(key.GetSystem())
	if key.GetCodeSystem() != 0 {
		system = otherSystem(key.GetCodeSystem())
	}
	if system != 0 {
		return f.drugsOf(lookupKey(system, key.GetValue()))
	}
	name := fold.Spaced(key.GetValue())
	found := f.drugsOf(lookupKey(0, name))
	if base, stripped := salt.Strip(name); stripped && len(found) == 0 {
		found = f.drugsOf(lookupKey(0, base))
	}
	return found
}

// drugsOf returns the drugs of a key.
func (f *File) drugsOf(key string) []string {
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

// Combinations returns the sorted resource names of the drugs that have one of some drugs as an ingredient.
func (f *File) Combinations(drugs []string) []string {
	table := f.Table(catalog.Drugs)
	ingredients, ok := table.Index().Path("ingredients")
	if !ok {
		return nil
	}
	var rows Bits
	for _, drug := range drugs {
		if i, found := ingredients.From(protoreflect.ValueOfString(drug)); found {
			if rows == nil {
				rows = NewBits(table.Len())
			}
			ingredients.Rows(i, rows)
		}
	}
	var names []string
	for row := range rows.All() {
		names = append(names, table.Name(row))
	}
	return names
}

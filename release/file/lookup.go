package file

import (
	"maps"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// System is what a key is looked up in: the number of LookupRequest.Key.System, of which LookupDrugsRequest.Key.System
// has the first; or firstOther and that of Code.System. 0 is any of them, and names.
type System uint16

const firstOther System = 256

var sourcePrefix = catalog.Sources.String() + "/"

// SystemOf returns the system of a code that has no field of its own. Two systems have a field in some collections and
// none in others.
func SystemOf(s compendiumv1.Code_System) System {
	switch s {
	case compendiumv1.Code_SYSTEM_UNSPECIFIED:
		return 0
	case compendiumv1.Code_NCIT:
		return System(compendiumv1.LookupRequest_Key_NCIT)
	case compendiumv1.Code_SNOMED_CT:
		return System(compendiumv1.LookupRequest_Key_SNOMED)
	default:
		return firstOther + System(s)
	}
}

// Lookup returns the records that have a whole name or a code of a system, sorted as the hits of a search are. Names
// and codes are compared as fold.Name does. If nothing has the name, or only the title of a source is it, it is looked
// up without what spellings leaves out. With drugs, other records are not looked at, so that none of their names hides
// a drug.
func (f *File) Lookup(value string, system System, drugs bool) []Hit {
	var sources []Hit
	for i, as := range f.spellings(value) {
		if as.key == "" || i > 0 && system != 0 {
			break // a code has no strength and no salt
		}
		c := f.collector(as.key)
		c.collectWhole(system)
		maps.DeleteFunc(c.best, func(name string, _ Hit) bool {
			kind, _ := catalog.KindIn(name)
			return as.of >= 0 && kind != as.of || drugs && kind != catalog.Drugs
		})
		hits := c.hits()
		if len(hits) > 0 && hits[0].Tier() == 0 {
			return append(hits, sources...)
		}
		sources = append(sources, hits...)
	}
	return sources
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

package file

import (
	"regexp"
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/salt"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// System is what a key is looked up in: the number of LookupRequest.Key.System, of which LookupDrugsRequest.Key.System
// has the first; or firstOther and that of Code.System. 0 is any of them, and names.
type System uint16

const firstOther System = 256

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
// and codes are compared as fold.Name does. If nothing has the name, it is looked up without what spellings leaves out.
func (f *File) Lookup(value string, system System) []Hit {
	for i, key := range spellings(value) {
		if key == "" || i > 0 && system != 0 {
			break // a code has no strength and no salt
		}
		c := f.collector(key)
		c.collectWhole(system)
		if len(c.best) > 0 {
			return c.hits()
		}
	}
	return nil
}

// spellings returns the keys that a name is looked up and searched by, each without more of what does not tell drugs
// apart: the strength at its end, the words for a salt or hydrate, the suffix of a biological.
func spellings(name string) []string {
	short, _ := fold.WithoutStrength(name)
	base, _ := salt.Strip(fold.Spaced(short))
	keys := []string{fold.Name(name), fold.Name(short), fold.Name(base)}
	if at := suffix.FindStringIndex(short); at != nil && !slices.Contains(suffixLike, strings.ToLower(short[at[0]+1:])) {
		keys = append(keys, fold.Name(short[:at[0]]))
	}
	return slices.Compact(keys)
}

// suffix is the four letters without a meaning that the FDA appends to the name of a biological: denosumab-bbdz.
var suffix = regexp.MustCompile(`-[A-Za-z]{4}$`)

// suffixLike are words of four letters that tell substances apart.
var suffixLike = []string{"acid", "alfa", "beta", "iota", "zeta", "zinc"}

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

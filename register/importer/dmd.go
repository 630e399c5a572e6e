package importer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register/dmd"
)

var snomedShape = regexp.MustCompile(`^[1-9][0-9]{5,17}$`)

// DMD returns the register entries of the moieties of dm+d: names and identifiers. Whether a moiety is licensed is not
// in the file, so that the entries have no lifecycle. day is the day of the file. There are none of those that known
// has.
func DMD(moieties []dmd.Moiety, day string, known Others) *Import {
	b := newBuilder("dmd", day, known)
	sorted := slices.Clone(moieties)
	slices.SortStableFunc(sorted, func(x, y dmd.Moiety) int { return strings.Compare(x.Name, y.Name) })
	seen, inUse := make(map[string]bool), make(map[string]int)
	for _, m := range sorted {
		inUse[m.Previous]++
		inUse[m.ID]++
	}
	for _, m := range sorted {
		switch {
		case m.IsInvalid():
			b.left("VTM "+m.ID, m.Name, "the entry is invalid, and the file does not say what replaced it")
			continue
		case m.Name == "" || !snomedShape.MatchString(m.ID):
			b.left("VTM "+m.ID, m.Name, "the entry has no name, or no identifier of SNOMED CT")
			continue
		case seen[m.ID]:
			b.left("VTM "+m.ID, m.Name, "the identifier is there twice; the first is taken")
			continue
		}
		seen[m.ID] = true
		resource, exists := b.record(m.Name)
		if exists {
			continue
		}
		d := b.drug(b.title([]string{m.Name}), "sources/dmd")
		d.Lifecycle = compendiumv1.Drug_LIFECYCLE_UNSPECIFIED
		b.nameAs(d, m.Name, "GB")
		d.Codes = &compendiumv1.DrugCodes{Snomed: m.ID, Cites: cites()}
		switch {
		case !snomedShape.MatchString(m.Previous):
		case inUse[m.Previous] > 1:
			b.left("VTM "+m.ID, m.Previous, "the previous identifier is one of another entry, too")
		default:
			d.Codes.Retired = []*compendiumv1.DrugCodes_Retired{{System: "snomed", Code: m.Previous, Until: m.Since,
				ReplacedBy: m.ID}}
		}
		b.add(catalog.Drugs, strings.TrimPrefix(resource, "drugs/"), d)
	}
	b.addShared(catalog.Sources, "dmd", &compendiumv1.Source{
		DisplayName: "dm+d, virtual therapeutic moieties of " + day, Kind: compendiumv1.Source_REGISTER,
		Publisher: "NHS Business Services Authority",
		Title:     "Dictionary of medicines and devices, virtual therapeutic moieties",
		Dates:     &compendiumv1.Source_Dates{Published: day}, Jurisdiction: "GB", License: "OGL-UK-3.0",
		Note: "Names and identifiers. It does not say what is licensed.",
	})
	return b.finish()
}

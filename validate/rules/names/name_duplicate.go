package names

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var nameDuplicate = validate.Rule{
	ID:       "name-duplicate",
	Severity: finding.Error,
	Title:    "Two drugs have the same name",
	Explanation: "A name, brand or former name leads people to one drug. If it leads to two, one of them is wrong, or " +
		"the two records are one drug. Names are compared regardless of case. A tombstone may keep the name of its " +
		"replacement, and abbreviations may be shared.",
	Catalog: func(p *validate.CatalogPass) {
		type use struct {
			record *catalog.Record
			path   string
		}
		first := make(map[string]use)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			drug, done := r.Drug(), make(map[string]bool)
			for _, n := range drugNames(drug) {
				key := facts.FoldName(n.text)
				other, taken := first[key]
				switch {
				case key == "": // field-required reports it
				case !taken:
					first[key] = use{r, n.path}
				case other.record == r || done[key]:
				default:
					done[key] = true
					// a tombstone keeps its names
					if drug.GetReplacedBy() != other.record.Name() && other.record.Drug().GetReplacedBy() != r.Name() {
						p.Report(r, n.path, "%s is also a name of %s. A name leads to one drug: correct one of the two, or merge the "+
							"records.",
							n.text, other.record.Name()).Related(other.record, other.path, "The same name there")
					}
				}
			}
		}
	},
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		type key struct {
			kind         compendiumv1.Name_Type
			locale, text string
		}
		alike := make(map[key][]int)
		for i, n := range d.GetNames() {
			if n.GetText() == "" {
				continue // field-required reports it
			}
			k := key{n.GetType(), n.GetLocale(), facts.FoldName(n.GetText())}
			if at := slices.IndexFunc(alike[k], func(j int) bool { return shareRegion(n, d.GetNames()[j]) }); at >= 0 {
				p.Report(facts.ItemPath("names", i, "text"), "The name %s is listed twice. Keep one.", n.GetText()).
					Related(p.Record, facts.ItemPath("names", alike[k][at], "text"), "The first")
			}
			alike[k] = append(alike[k], i)
		}
	},
}

// nameAt is a name and its path.
type nameAt struct{ text, path string }

// drugNames returns the names that lead to a drug: all but abbreviations.
func drugNames(d *compendiumv1.Drug) []nameAt {
	list := []nameAt{{d.GetDisplayName(), "display_name"}}
	for i, n := range d.GetNames() {
		if n.GetType() != compendiumv1.Name_ABBREVIATION {
			list = append(list, nameAt{n.GetText(), facts.ItemPath("names", i, "text")})
		}
	}
	return list
}

// shareRegion reports whether two names are used in the same place: both everywhere, or in a jurisdiction that both
// state.
func shareRegion(a, b *compendiumv1.Name) bool {
	if len(a.GetJurisdictions()) == 0 || len(b.GetJurisdictions()) == 0 {
		return len(a.GetJurisdictions()) == len(b.GetJurisdictions())
	}
	return slices.ContainsFunc(a.GetJurisdictions(),
		func(j string) bool { return slices.Contains(b.GetJurisdictions(), j) })
}

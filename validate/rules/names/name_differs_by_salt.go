package names

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/salt"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var nameDiffersBySalt = validate.Rule{
	ID:       "name-differs-by-salt",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		known := make(map[string][]nameAt)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			if r.IsTombstone() {
				continue
			}
			told := false
			for _, n := range substanceNames(r) {
				key := fold.Spaced(n.text)
				base := withoutSalts(n.text)
				// The same name, salt or not, is name-duplicate.
				at := slices.IndexFunc(known[base], func(other nameAt) bool {
					return other.record != r && fold.Spaced(other.text) != key
				})
				if at >= 0 && !told {
					told = true
					other := known[base][at]
					p.Report(r, n.path, "%s and %s, a name of %s, differ only by a salt or ester. Merge the records if they "+
						"are one drug.", n.text, other.text, other.record.Name()).
						Related(other.record, other.path, "The name there")
				}
				if len(base) > 1 && len(known[base]) < validate.MaxHints {
					known[base] = append(known[base], n)
				}
			}
		}
	},
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		first := make(map[string]int)
		for i, n := range d.GetNames() {
			if n.GetType() != compendiumv1.Name_INN || n.GetText() == "" {
				continue
			}
			base := withoutSalts(n.GetText())
			at, known := first[base]
			switch {
			case !known:
				first[base] = i
			case fold.Spaced(n.GetText()) != fold.Spaced(d.GetNames()[at].GetText()):
				p.Report(facts.ItemPath("names", i, "type"), "%s and %s, which is an INN here too, differ only by a salt "+
					"or ester. The name of a salt has the type SALT.", n.GetText(), d.GetNames()[at].GetText()).
					Related(p.Record, facts.ItemPath("names", at, "text"), "The other INN")
			}
		}
	},
}

// withoutSalts returns a name without the words for a salt or hydrate at the end of each of its substances: dextrose +
// sodium chloride and dextrose + potassium chloride differ by more than a salt.
func withoutSalts(name string) string {
	substances := strings.Split(name, "+")
	for i, substance := range substances {
		substances[i], _ = salt.Strip(fold.Spaced(substance))
	}
	return strings.Join(substances, "+")
}

// substanceNames returns the names of a drug that are those of a substance: the display name, the INN and those of
// salts.
func substanceNames(r *catalog.Record) []nameAt {
	return slices.DeleteFunc(drugNames(r), func(n nameAt) bool {
		return n.kind != compendiumv1.Name_TYPE_UNSPECIFIED && n.kind != compendiumv1.Name_INN &&
			n.kind != compendiumv1.Name_SALT
	})
}

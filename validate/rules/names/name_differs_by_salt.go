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
)

var nameDiffersBySalt = validate.Rule{
	ID:       "name-differs-by-salt",
	Severity: finding.Info,
	Title:    "The names of two drugs differ by a salt or ester alone",
	Explanation: "A salt, ester or hydrate of a substance is most often the same drug, with the salt among its names " +
		"(type SALT): what is known of imatinib mesylate is known of imatinib. With two records, each has half of it. " +
		"Merge them, unless the salts are used as different drugs. The names do not tell, so that this is a hint; lithium " +
		"carbonate and lithium citrate, where the salt is the substance, are not compared, and neither are a combination " +
		"and one of its ingredients.",
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
					p.Report(r, n.path, "%s and %s, a name of %s, differ by a salt or ester alone. Merge the records if they are "+
						"one drug.", n.text, other.text, other.record.Name()).
						Related(other.record, other.path, "The name there")
				}
				if len(base) > 1 && len(known[base]) < validate.MaxHints {
					known[base] = append(known[base], n)
				}
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

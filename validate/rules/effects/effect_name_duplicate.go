package effects

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var effectNameDuplicate = validate.Rule{
	ID:       "effect-name-duplicate",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		type use struct {
			record *catalog.Record
			path   string
		}
		first := make(map[string]use)
		shown := make(map[string]*catalog.Record) // by display name
		for _, r := range p.Catalog.Records(catalog.Effects) {
			effect, _ := r.Message().(*compendiumv1.Effect)
			if key := fold.Name(effect.GetDisplayName()); !r.IsTombstone() && shown[key] == nil {
				shown[key] = r
			}
		}
		for _, r := range p.Catalog.Records(catalog.Effects) {
			if r.IsTombstone() {
				continue // a tombstone keeps its names
			}
			check := func(path, text string) {
				key := fold.Name(text)
				other, taken := first[key]
				switch {
				case key == "": // field-required reports it
				case !taken:
					first[key] = use{r, path}
				case other.record != r:
					p.Report(r, path, "%s is also a name of %s. A name leads to one effect: correct one of the two, or "+
						"merge the "+
						"records.", text, other.record.Name()).Related(other.record, other.path, "The same name there")
				}
			}
			effect, _ := r.Message().(*compendiumv1.Effect)
			check("display_name", effect.GetDisplayName())
			for i, n := range effect.GetNames() {
				path := facts.ItemPath("names", i, "text")
				if n.GetType() != compendiumv1.Name_LAY && n.GetType() != compendiumv1.Name_ABBREVIATION {
					check(path, n.GetText())
					continue
				}
				other := shown[fold.Name(n.GetText())]
				if n.GetType() == compendiumv1.Name_LAY && other != nil && other != r {
					p.Report(r, path, "%s is what %s is called. Remove the lay name here, or correct one of the two.", n.GetText(),
						other.Name()).Related(other, "display_name", "The name there")
				}
			}
		}
	},
}

package names

import (
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var displayNameDuplicate = validate.Rule{
	ID:       "display-name-duplicate",
	Severity: finding.Warning,
	Catalog: func(p *validate.CatalogPass) {
		for _, kind := range catalog.Kinds() {
			if slices.Contains([]catalog.Kind{catalog.Drugs, catalog.Effects}, kind) {
				continue
			}
			field := kind.Descriptor().Fields().ByName(protoreflect.Name("display_name"))
			first := make(map[string]*catalog.Record)
			for _, r := range p.Catalog.Records(kind) {
				text := r.Message().ProtoReflect().Get(field).String()
				key := fold.Name(text)
				other := first[key]
				switch {
				case r.IsTombstone() || key == "": // a tombstone keeps its name
				case other == nil:
					first[key] = r
				default:
					p.Report(r, "display_name", "%s also has the display name %s. Correct one of them, or add what tells the "+
						"two apart.",
						other.Name(), text).Related(other, "display_name", "The same name there")
				}
			}
		}
	},
}

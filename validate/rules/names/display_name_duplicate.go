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
	Title:    "Two records of a collection have the same display name",
	Explanation: "A reader who sees the name of a condition, class, trial or source in a list cannot tell which of the " +
		"two is meant, and a slip has most often copied the name of another record. Names are compared as lookups do. " +
		"Correct the one that is wrong, or add what tells them apart, such as the year of an edition. Names of drugs and " +
		"of effects have rules of their own (name-duplicate, effect-name-duplicate).",
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
					p.Report(r, "display_name", "%s is called %s too. Correct the name, or add what tells the two apart.",
						other.Name(), text).Related(other, "display_name", "The same name there")
				}
			}
		}
	},
}

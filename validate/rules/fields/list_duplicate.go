package fields

import (
	"slices"
	"sync"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var listDuplicate = validate.Rule{
	ID:       "list-duplicate",
	Severity: finding.Error,
	Enforced: validate.BySchema,
	Record: func(p *validate.RecordPass) {
		itemLists().Visit(p.Record.Message().ProtoReflect(), func(m protoreflect.Message,
			field protoreflect.FieldDescriptor, path string) {
			items := m.Get(field).List()
			first := make(map[string]int)
			for i := 0; items.Len() > 1 && i < items.Len(); i++ {
				said, ok := saidBy(items.Get(i).Message())
				if !ok {
					return
				}
				if at, twice := first[said]; twice {
					p.Report(facts.ItemPath(path, i, ""), "This says the same as an item above. Keep one, with the citations of "+
						"both, or correct the one that means another.").
						Related(p.Record, facts.ItemPath(path, at, ""), "The first").Lower(finding.Warning)
					continue
				}
				first[said] = i
			}
		})
	},
}

// notCompared are the lists whose duplicates other rules find, and those of which two items may well be alike: arms
// that differ in what no field says, blocks that come again, steps.
var notCompared = []protoreflect.Name{"arms", "authorizations", "biomarkers", "blocks", "components", "doses",
	"entries", "labels", "of", "products", "safety", "side_effects", "sources", "steps", "uses"}

// itemLists is the walk to the lists of items with fields that have no rule of their own.
var itemLists = sync.OnceValue(func() *catalog.Walk {
	return catalog.NewWalk(func(field protoreflect.FieldDescriptor) bool {
		return field.IsList() && field.Message() != nil && !slices.Contains(notCompared, field.Name())
	})
})

// saidBy returns a text that is the same for items that say the same, whatever their ids and citations. It returns
// ok=false if the item is empty, which other rules report, or the strength of an ingredient: a kit may hold two tablets
// with the same strength of it.
func saidBy(item protoreflect.Message) (said string, ok bool) {
	if s, is := item.Interface().(*compendiumv1.Product_Strength); is && s.GetIngredient() != "" {
		return "", false
	}
	item = proto.Clone(item.Interface()).ProtoReflect()
	for _, name := range []protoreflect.Name{"id", "cites"} {
		if field := item.Descriptor().Fields().ByName(name); field != nil {
			item.Clear(field)
		}
	}
	text, err := proto.MarshalOptions{Deterministic: true}.Marshal(item.Interface())
	return string(text), err == nil && len(text) > 0
}

package catalog

import (
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/document"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Text returns the text of a record's content file. What the catalog derives, the name first of all, is left out, so
// that a record that was served comes back as what was typed.
func Text(record proto.Message) []byte {
	typed := proto.Clone(record)
	message := typed.ProtoReflect()
	if name := message.Descriptor().Fields().ByName("name"); name != nil {
		message.Clear(name)
	}
	if drug, ok := typed.(*compendiumv1.Drug); ok {
		for _, use := range drug.Uses {
			use.Name = ""
			for _, label := range use.GetLabels() {
				label.Status, label.CoverageDate = compendiumv1.Label_STATUS_UNSPECIFIED, ""
			}
		}
	}
	return document.Encode(typed)
}

package catalog

import (
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/document"
)

// Text returns the text of a record's content file. What the catalog derives, the name first of all, is left out, so
// that a record that was served comes back as what was typed.
func Text(record proto.Message) []byte {
	typed := proto.Clone(record)
	message := typed.ProtoReflect()
	if name := message.Descriptor().Fields().ByName("name"); name != nil {
		message.Clear(name)
	}
	clearDerived(typed)
	return document.Encode(typed)
}

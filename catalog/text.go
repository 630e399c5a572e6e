package catalog

import (
	"fmt"

	"buf.build/go/protoyaml"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Text writes a record as the text of its content file. What the catalog derives, the name first of all, is left out, so that a record
// that was served comes back as what was typed.
func Text(record proto.Message) ([]byte, error) {
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
	text, err := protoyaml.MarshalOptions{UseProtoNames: true, AllowPartial: true}.Marshal(typed)
	if err != nil {
		return nil, fmt.Errorf("write the record as YAML: %w", err)
	}
	return text, nil
}

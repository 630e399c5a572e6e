package fields

import (
	"strconv"
	"strings"
	"sync"

	pb "buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/validate"
)

// text is a text for people: a name, a title, a sentence. Codes, keys and references are none.
type text struct {
	path  string
	field protoreflect.Name
	value string
}

type textsKey struct{}

// textsOf returns the texts for people of the checked record, in the order of the schema.
func textsOf(p *validate.RecordPass) []text {
	return validate.Memo(p, textsKey{}, func() []text {
		var list []text
		textFields().Visit(p.Record.Message().ProtoReflect(), func(m protoreflect.Message,
			field protoreflect.FieldDescriptor, path string) {
			if !field.IsList() {
				list = append(list, text{path, field.Name(), m.Get(field).String()})
				return
			}
			for i, items := 0, m.Get(field).List(); i < items.Len(); i++ {
				list = append(list, text{path + "[" + strconv.Itoa(i) + "]", field.Name(), items.Get(i).String()})
			}
		})
		return list
	})
}

// textFields is the walk to the fields whose pattern in the schema is that of a plain line.
var textFields = sync.OnceValue(func() *catalog.Walk {
	return catalog.NewWalk(func(field protoreflect.FieldDescriptor) bool {
		rules, _ := proto.GetExtension(field.Options(), pb.E_Field).(*pb.FieldRules)
		pattern := rules.GetString().GetPattern() + rules.GetRepeated().GetItems().GetString().GetPattern()
		return field.Kind() == protoreflect.StringKind && strings.HasPrefix(pattern, `^([^\s\p{Z}\p{C}]`)
	})
})

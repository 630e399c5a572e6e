package catalog

import (
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Kind is one of the collections of the catalog. Its value is the position in the order in which collections are
// documented.
type Kind int

// The collections.
const (
	Drugs Kind = iota
	Classes
	Regimens
	Procedures
	Conditions
	Targets
	Trials
	Regulators
	Sources
	Effects
	Lists
)

var kinds = [...]struct {
	collection, singular string
	message              proto.Message
}{
	Drugs:      {"drugs", "drug", (*compendiumv1.Drug)(nil)},
	Classes:    {"classes", "class", (*compendiumv1.DrugClass)(nil)},
	Regimens:   {"regimens", "regimen", (*compendiumv1.Regimen)(nil)},
	Procedures: {"procedures", "procedure", (*compendiumv1.Procedure)(nil)},
	Conditions: {"conditions", "condition", (*compendiumv1.Condition)(nil)},
	Targets:    {"targets", "target", (*compendiumv1.Target)(nil)},
	Trials:     {"trials", "trial", (*compendiumv1.Trial)(nil)},
	Regulators: {"regulators", "regulator", (*compendiumv1.Regulator)(nil)},
	Sources:    {"sources", "source", (*compendiumv1.Source)(nil)},
	Effects:    {"effects", "effect", (*compendiumv1.Effect)(nil)},
	Lists:      {"lists", "list", (*compendiumv1.DrugList)(nil)},
}

// Kinds returns the collections in the order in which they are documented.
func Kinds() []Kind {
	all := make([]Kind, len(kinds))
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}

// ParseKind returns the collection of this name, such as "drugs", and whether there is one.
func ParseKind(collection string) (Kind, bool) {
	for k := range kinds {
		if kinds[k].collection == collection {
			return Kind(k), true
		}
	}
	return 0, false
}

// KindIn returns the collection that a resource name, such as "drugs/imatinib", is in, and whether there is one.
func KindIn(name string) (Kind, bool) {
	collection, _, _ := strings.Cut(name, "/")
	return ParseKind(collection)
}

// KindOf returns the collection whose records a message is of, and whether there is one.
func KindOf(record proto.Message) (Kind, bool) {
	for k := range kinds {
		if kinds[k].message.ProtoReflect().Descriptor() == record.ProtoReflect().Descriptor() {
			return Kind(k), true
		}
	}
	return 0, false
}

// BroughtAlong reports whether a field holds whole records that a response brings along with another, such as cited
// sources. No record of a catalog has a value in it.
func BroughtAlong(field protoreflect.FieldDescriptor) bool {
	return slices.ContainsFunc(Kinds(), func(k Kind) bool { return field.Message() == k.Descriptor() })
}

// IsID reports whether a text can follow the collection in a resource name: "giant-cell-tumor-of-bone". It is small
// letters and digits, with single hyphens between them.
func IsID(text string) bool {
	hyphen := true // none may begin it
	for i := range len(text) {
		b := text[i]
		if hyphen && b == '-' || b != '-' && (b < 'a' || 'z' < b) && (b < '0' || '9' < b) {
			return false
		}
		hyphen = b == '-'
	}
	return !hyphen
}

// String returns the name of the collection: "drugs".
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kinds) {
		return "Kind(" + strconv.Itoa(int(k)) + ")"
	}
	return kinds[k].collection
}

// Singular returns the name of one record of the collection: "drug".
func (k Kind) Singular() string { return kinds[k].singular }

// Descriptor returns the message that records of the collection are.
func (k Kind) Descriptor() protoreflect.MessageDescriptor {
	return kinds[k].message.ProtoReflect().Descriptor()
}

// New returns an empty record of the collection.
func (k Kind) New() proto.Message { return kinds[k].message.ProtoReflect().New().Interface() }

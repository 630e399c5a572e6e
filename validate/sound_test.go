package validate

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/content"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func shippedRecords(t *testing.T) []*catalog.Record {
	t.Helper()
	c, problems, err := catalog.Load(content.FS, "content")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return c.All()
}

func TestEveryRuleOfTheSchemaHasAPlan(t *testing.T) {
	for name, plan := range recordSoundness().plans {
		if plan.unsure {
			t.Errorf("the schema's rules for %s are not all known: lint is right and slow; add what is new to sound_table.go", name)
		}
	}
}

func TestShippedRecordsAreSurelySound(t *testing.T) {
	for _, record := range shippedRecords(t) {
		if !recordSoundness().sure(record.Message().ProtoReflect()) {
			t.Errorf("not sure of %s", record.Name())
		}
	}
}

// TestSureIsSound breaks shipped records at random places in random ways: what is surely sound, protovalidate must find sound.
func TestSureIsSound(t *testing.T) {
	count := 40
	if testing.Short() {
		count = 4
	}
	random := rand.New(rand.NewPCG(3, 4))
	sure, broken, missed := 0, 0, 0
	for _, record := range shippedRecords(t) {
		for range count {
			message := proto.Clone(record.Message())
			what := spoil(random, message.ProtoReflect())
			err := protovalidate.Validate(message)
			switch isSure := recordSoundness().sure(message.ProtoReflect()); {
			case isSure && err != nil:
				t.Fatalf("%s, %s: surely sound, and protovalidate says: %v", record.Name(), what, err)
			case isSure:
				sure++
			case err != nil:
				broken++
			default:
				missed++
			}
		}
	}
	t.Logf("surely sound %d, broken %d, sound but not surely %d", sure, broken, missed)
	if sure == 0 || broken == 0 || missed*100 > sure {
		t.Errorf("surely sound %d, broken %d, sound but not surely %d", sure, broken, missed)
	}
}

// TestLongListsAreLeftToProtovalidate keeps a list whose items must all be different from costing the square of its length.
func TestLongListsAreLeftToProtovalidate(t *testing.T) {
	for items, want := range map[int]bool{fewItems: true, fewItems + 1: false} {
		condition := &compendiumv1.Condition{
			Name: "conditions/a", DisplayName: "A", Kind: compendiumv1.Condition_NEOPLASM, Cites: []string{"a"},
			Review: &compendiumv1.Review{Status: compendiumv1.Review_NOT_CLINICALLY_REVIEWED, ByRole: "editor", Date: "2026", NextDue: "2027"},
		}
		for i := range items {
			condition.Signs = append(condition.Signs, fmt.Sprintf("sign %d", i))
		}
		if err := protovalidate.Validate(condition); err != nil {
			t.Fatal(err)
		}
		if got := recordSoundness().sure(condition.ProtoReflect()); got != want {
			t.Errorf("%d items: sure is %t, want %t", items, got, want)
		}
	}
}

// TestRulesThatTheSchemaAddsAreNotKnownEverywhere adds a rule to each kind of rules, with an expression that is not one of the schema's.
func TestRulesThatTheSchemaAddsAreNotKnownEverywhere(t *testing.T) {
	fields := (&compendiumv1.Product{}).ProtoReflect().Descriptor().Fields()
	citations := (&compendiumv1.Drug{}).ProtoReflect().Descriptor().Fields().ByName("citations")
	words := (&compendiumv1.Passage{}).ProtoReflect().Descriptor().Fields().ByName("words")
	status := (&compendiumv1.Label{}).ProtoReflect().Descriptor().Fields().ByName("status")
	for _, c := range []struct {
		field protoreflect.FieldDescriptor
		rules *validate.FieldRules
	}{
		{fields.ByName("brand"), validate.FieldRules_builder{String: &validate.StringRules{}}.Build()},
		{fields.ByName("routes"), validate.FieldRules_builder{Repeated: &validate.RepeatedRules{}}.Build()},
		{status, validate.FieldRules_builder{Enum: &validate.EnumRules{}}.Build()},
		{words, validate.FieldRules_builder{Int32: &validate.Int32Rules{}}.Build()},
		{citations, validate.FieldRules_builder{Map: &validate.MapRules{}}.Build()},
	} {
		if f := (soundField{FieldDescriptor: c.field}); !f.read(c.rules) {
			t.Errorf("%s: rules of nothing are not known", c.field.FullName())
		}
		c.rules.ProtoReflect().Range(func(_ protoreflect.FieldDescriptor, value protoreflect.Value) bool {
			rules := value.Message()
			rules.Set(addedRule(t, rules.Descriptor()), protoreflect.ValueOfBool(true))
			return true
		})
		if f := (soundField{FieldDescriptor: c.field}); f.read(c.rules) {
			t.Errorf("%s: a rule that nobody knows is known: %v", c.field.FullName(), c.rules)
		}
	}
}

// addedRule makes an extension of rules with an expression that the schema has nowhere.
func addedRule(t *testing.T, rules protoreflect.MessageDescriptor) protoreflect.FieldDescriptor {
	t.Helper()
	options := &descriptorpb.FieldOptions{}
	proto.SetExtension(options, validate.E_Predefined, validate.PredefinedRules_builder{
		Cel: []*validate.Rule{validate.Rule_builder{Id: new("added"), Expression: new("!rule || size(this) > 3")}.Build()},
	}.Build())
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: new("added.proto"), Syntax: new("proto2"), Dependency: []string{rules.ParentFile().Path()},
		Extension: []*descriptorpb.FieldDescriptorProto{{
			Name: new("added"), Number: new(int32(99999)), Extendee: new("." + string(rules.FullName())),
			Label: descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL.Enum(), Type: descriptorpb.FieldDescriptorProto_TYPE_BOOL.Enum(), Options: options,
		}},
	}, protoregistry.GlobalFiles)
	if err != nil {
		t.Fatal(err)
	}
	return dynamicpb.NewExtensionType(file.Extensions().Get(0)).TypeDescriptor()
}

func FuzzSureIsSound(f *testing.F) {
	c, _, err := catalog.Load(content.FS, "content")
	if err != nil {
		f.Fatal(err)
	}
	for i, record := range c.All() {
		if encoded, err := proto.Marshal(record.Message()); err == nil && i%20 == 0 {
			f.Add(int(record.Kind()), encoded)
		}
	}
	f.Fuzz(func(t *testing.T, kind int, encoded []byte) {
		if kind < 0 || kind >= len(catalog.Kinds()) {
			return
		}
		message := catalog.Kind(kind).New()
		if proto.Unmarshal(encoded, message) != nil || !recordSoundness().sure(message.ProtoReflect()) {
			return
		}
		if err := protovalidate.Validate(message); err != nil {
			t.Fatalf("surely sound, and protovalidate says: %v", err)
		}
	})
}

// spoil changes one field of a message, or of one below it, and says what it did.
func spoil(random *rand.Rand, m protoreflect.Message) string {
	fields := m.Descriptor().Fields()
	field := fields.Get(random.IntN(fields.Len()))
	name := string(field.FullName())
	if random.IntN(4) == 0 {
		m.Clear(field)
		return name + " is cleared"
	}
	switch {
	case field.IsMap():
		entries := m.Mutable(field).Map()
		key := protoreflect.ValueOfString(spoilt(random, "key")).MapKey()
		return fmt.Sprintf("%s[%q]: %s", name, key.String(), spoil(random, entries.Mutable(key).Message()))
	case field.IsList() && field.Message() != nil:
		list := m.Mutable(field).List()
		if list.Len() == 0 || random.IntN(4) == 0 {
			return name + " gets an item: " + spoil(random, list.AppendMutable().Message())
		}
		return name + ": " + spoil(random, list.Get(random.IntN(list.Len())).Message())
	case field.IsList():
		list := m.Mutable(field).List()
		old := ""
		if list.Len() > 0 && field.Kind() == protoreflect.StringKind {
			old = list.Get(random.IntN(list.Len())).String()
		}
		value := spoiltValue(random, field, old)
		list.Append(value)
		return fmt.Sprintf("%s gets %q", name, value)
	case field.Message() != nil:
		return name + ": " + spoil(random, m.Mutable(field).Message())
	default:
		old := ""
		if field.Kind() == protoreflect.StringKind {
			old = m.Get(field).String()
		}
		value := spoiltValue(random, field, old)
		m.Set(field, value)
		return fmt.Sprintf("%s is %q", name, value)
	}
}

func spoiltValue(random *rand.Rand, field protoreflect.FieldDescriptor, old string) protoreflect.Value {
	switch field.Kind() {
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(protoreflect.EnumNumber(random.IntN(14)))
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(random.IntN(2) == 0)
	case protoreflect.Int32Kind:
		return protoreflect.ValueOfInt32([]int32{-1, 0, 1, 2, 100, 10000, 1 << 30}[random.IntN(7)])
	default:
		return protoreflect.ValueOfString(spoilt(random, old))
	}
}

// spoilt changes a text, or gives another.
func spoilt(random *rand.Rand, text string) string {
	others := []string{"", " ", "a", "a-b", "a--b", "-", "drugs/imatinib", "Drugs/imatinib", "drugs/", "2026-02-29", "2024-02-29", "2024-02-28", "2026-13-01", "2026-00-10", "2026-04-31", "2026",
		"US", "UK", "EU", "C123", "12345678", "L01EA01", "MONDO:0000001", "a\u00a0", "\u00e9t\u00e9", "a\u200bb", "a\tb", "a\x7fb", "https://example.org", "atc", "a_b.c"}
	switch random.IntN(3) {
	case 0:
		return others[random.IntN(len(others))]
	case 1:
		return text + others[random.IntN(len(others))]
	default:
		runes := []rune(text)
		if len(runes) == 0 {
			return "x"
		}
		long := make([]rune, 0, len(runes))
		for range 1 + random.IntN(30)*random.IntN(2) {
			long = append(long, runes...)
		}
		long[random.IntN(len(long))] = []rune("aA0 -/\u00e9\n\u2028")[random.IntN(9)]
		return string(long)
	}
}

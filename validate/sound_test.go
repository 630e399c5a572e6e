package validate

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/content"
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

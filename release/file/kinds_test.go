package file_test

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// Sections with the names of the tables.
const tables, tableOffsets = 19, 20

// withTables returns a file with other names of its tables.
func withTables(data []byte, names ...string) []byte {
	offsets := binary.LittleEndian.AppendUint64(nil, 0)
	for i := range names {
		offsets = binary.LittleEndian.AppendUint64(offsets, uint64(len(strings.Join(names[:i+1], ""))))
	}
	return file.WithSection(file.WithSection(data, tables, []byte(strings.Join(names, ""))), tableOffsets, offsets)
}

func tableNames() []string {
	var names []string
	for _, kind := range catalog.Kinds() {
		names = append(names, kind.String())
	}
	return append(names, "uses")
}

// TestTablesAreFoundByName reads a file with a table and sections that this program does not know, as a newer program
// may write.
func TestTablesAreFoundByName(t *testing.T) {
	whole := small(t)
	if diff := cmp.Diff(strings.Join(tableNames(), ""), string(file.SectionBytes(whole, tables))); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
	// The regimens, of which there are none, become a table of something else, and an empty table of regimens follows.
	names := tableNames()
	base := func(n int) uint32 { return uint32(n+1) << 8 }
	newer := withTables(whole, append(slices.Replace(slices.Clone(names), 2, 3, "novelties"), "regimens")...)
	for _, id := range file.SectionIDs(whole) {
		if id>>8 == base(2)>>8 {
			newer = file.WithSection(newer, base(len(names))|id&0xff, file.SectionBytes(whole, id))
		}
	}
	newer = file.WithSection(newer, base(0)|0xf0, []byte("an index of another kind"))
	opened, err := file.Open(newer)
	if err != nil {
		t.Fatal(err)
	}
	if err := opened.Verify(); err != nil {
		t.Error(err)
	}
	if got := opened.Table(catalog.Drugs).Len(); got != 3 {
		t.Errorf("%d drugs", got)
	}
	if hits := opened.Search("imatinib"); len(hits) == 0 || hits[0].Name != "drugs/imatinib" {
		t.Errorf("search finds %v", hits)
	}
	sections := opened.Sections()
	if !slices.ContainsFunc(sections, func(s file.Section) bool { return s.Name == "novelties/names" }) {
		t.Errorf("sections %v", sections)
	}
}

// TestSearchSkipsUnknownTables searches a file whose table of conditions is one of something else for this program.
func TestSearchSkipsUnknownTables(t *testing.T) {
	whole := small(t)
	names := tableNames()
	names[slices.Index(names, "conditions")] = "novelties"
	newer := withTables(whole, append(names, "conditions")...)
	for _, id := range file.SectionIDs(whole) {
		if id>>8 == 6 { // procedures, which are none
			newer = file.WithSection(newer, uint32(len(names)+1)<<8|id&0xff, file.SectionBytes(whole, uint32(4)<<8|id&0xff))
		}
	}
	opened, err := file.Open(newer)
	if err != nil {
		t.Fatal(err)
	}
	if hits := opened.Search("sarcoma"); len(hits) != 0 {
		t.Errorf("search finds %v", hits)
	}
}

// TestOlderFilesAreToBeBuiltAgain opens a file without a table, and files of other format versions.
func TestOlderFilesAreToBeBuiltAgain(t *testing.T) {
	whole := small(t)
	version := func(v uint32) []byte {
		data := slices.Clone(whole)
		binary.LittleEndian.PutUint32(data[8:], v)
		return file.Reseal(data)
	}
	for what, c := range map[string]struct {
		data []byte
		want string
	}{
		"a missing table": {withTables(whole, slices.DeleteFunc(tableNames(), func(name string) bool {
			return name == "uses"
		})...), "an older program built it, without a table of uses. Build it again"},
		"version 2": {version(2), "an older program built it, in format version 2, and this program reads 3. Build it again"},
		"version 4": {version(4),
			"a newer program built it, in format version 4, and this program reads 3. Update this program"},
	} {
		if _, err := file.Open(c.data); !errors.Is(err, file.ErrFormat) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestUseHasTheFieldsOfTherapyUse keeps uses of regimens, procedures and classes whole among those of drugs.
func TestUseHasTheFieldsOfTherapyUse(t *testing.T) {
	uses := (*compendiumv1.Use)(nil).ProtoReflect().Descriptor().Fields()
	fields := (*compendiumv1.TherapyUse)(nil).ProtoReflect().Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		same := uses.ByName(field.Name())
		if same == nil || same.Kind() != field.Kind() || same.Cardinality() != field.Cardinality() ||
			typeOf(same) != typeOf(field) {
			t.Errorf("Use has no field like %s", field.FullName())
		}
	}
}

func typeOf(field protoreflect.FieldDescriptor) protoreflect.FullName {
	switch {
	case field.Message() != nil:
		return field.Message().FullName()
	case field.Enum() != nil:
		return field.Enum().FullName()
	default:
		return ""
	}
}

package skeleton_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/skeleton"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in   string
		want skeleton.Name // zero: an error
	}{
		{"imatinib", skeleton.Name{ID: "imatinib"}},
		{"interferon-alfa-2b", skeleton.Name{ID: "interferon-alfa-2b"}},
		{"Imatinib", skeleton.Name{ID: "imatinib", Display: "Imatinib"}},
		{" Giant cell tumor of bone ", skeleton.Name{ID: "giant-cell-tumor-of-bone", Display: "Giant cell tumor of bone"}},
		{"Ewing's sarcoma (bone)", skeleton.Name{ID: "ewings-sarcoma-bone", Display: "Ewing's sarcoma (bone)"}},
		{"Sjögren: A/B, 2", skeleton.Name{ID: "sjogren-a-b-2", Display: "Sjögren: A/B, 2"}},
		{"interferon--alfa", skeleton.Name{ID: "interferon-alfa", Display: "interferon--alfa"}},
		{"../drugs/x", skeleton.Name{ID: "drugs-x", Display: "../drugs/x"}},
		{"イマチニブ", skeleton.Name{}},
		{"β-blocker", skeleton.Name{}},
		{" - ", skeleton.Name{}},
		{"", skeleton.Name{}},
	} {
		got, err := skeleton.Parse(c.in)
		if (err != nil) != (c.want.ID == "") {
			t.Errorf("%q: error %v", c.in, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.in, diff)
		}
	}
}

// TestTextNamesFields checks that a skeleton names every field that an editor may fill in, but for those of a tombstone
// and notes.
func TestTextNamesFields(t *testing.T) {
	for _, kind := range catalog.Kinds() {
		text, err := skeleton.Text(kind, skeleton.Name{ID: "a"})
		if err != nil {
			t.Fatal(err)
		}
		fields := kind.New().ProtoReflect().Descriptor().Fields()
		for i := range fields.Len() {
			field := fields.Get(i)
			behavior, _ := proto.GetExtension(field.Options(), annotations.E_FieldBehavior).([]annotations.FieldBehavior)
			name := string(field.Name())
			ofTombstones := kind == catalog.Conditions && (name == "extent" || name == "biomarkers")
			if ofTombstones || slices.Contains(behavior, annotations.FieldBehavior_OUTPUT_ONLY) ||
				slices.Contains([]string{"name", "notes", "note", "replaced_by", "retired_reason"}, name) {
				continue
			}
			if !regexp.MustCompile(`(?m)^(# )?` + name + `:`).Match(text) {
				t.Errorf("the skeleton of a record of %s does not name %s", kind, name)
			}
		}
	}
}

func TestTextLoadsAndStatesNoFacts(t *testing.T) {
	for _, kind := range catalog.Kinds() {
		t.Run(kind.String(), func(t *testing.T) {
			text, err := skeleton.Text(kind, skeleton.Name{ID: "a-b", Display: "A: b"})
			if err != nil {
				t.Fatal(err)
			}
			c, problems, err := catalog.Load(catalog.Files{kind.String() + "/a-b.yaml": text}, "")
			if err != nil || len(problems) > 0 {
				t.Fatalf("problems: %v, %v", err, problems)
			}
			record, _ := c.Get(kind.String() + "/a-b")
			record.Message().ProtoReflect().Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
				empty := field.Message() != nil && !field.IsMap() && proto.Size(value.Message().Interface()) == 0
				if field.Name() != "name" && field.Name() != "display_name" && !empty {
					t.Errorf("the skeleton states %s: %v", field.Name(), value)
				}
				return true
			})
			if !strings.HasPrefix(string(text),
				"# yaml-language-server: $schema=../../schema/json/"+kind.String()+".json\ndisplay_name: \"A: b\"\n") {
				t.Errorf("the skeleton begins with %.120q", text)
			}
		})
	}
}

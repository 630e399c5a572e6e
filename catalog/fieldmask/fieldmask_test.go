package fieldmask_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog/fieldmask"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func example() *compendiumv1.Drug {
	return &compendiumv1.Drug{
		Name: "drugs/a", DisplayName: "A", Lifecycle: compendiumv1.Drug_ACTIVE, Classes: []string{"classes/x", "classes/y"},
		Names: []*compendiumv1.Name{{Text: "a", Type: compendiumv1.Name_INN}, {Text: "b", Jurisdictions: []string{"US"}}},
		Uses: []*compendiumv1.Use{{Id: "u",
			Labels: []*compendiumv1.Label{{Jurisdiction: "US", OffLabel: new(true)}, {Jurisdiction: "EU"}}}},
		Citations: map[string]*compendiumv1.Citation{"k": {Source: "sources/s"}},
	}
}

func narrow(t *testing.T, d *compendiumv1.Drug, paths ...string) *compendiumv1.Drug {
	t.Helper()
	mask, err := fieldmask.Compile(d.ProtoReflect().Descriptor(), paths)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := proto.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := mask.Append(nil, encoded)
	if err != nil {
		t.Fatal(err)
	}
	got := &compendiumv1.Drug{}
	if err := proto.Unmarshal(bytes, got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAppend(t *testing.T) {
	d := example()
	for _, c := range []struct {
		name  string
		paths []string
		want  *compendiumv1.Drug
	}{
		{"empty", nil, &compendiumv1.Drug{}},
		{"everything", []string{"*"}, d},
		{"scalar", []string{"name"}, &compendiumv1.Drug{Name: d.Name}},
		{"repeated scalar", []string{"classes"}, &compendiumv1.Drug{Classes: d.Classes}},
		{"repeated message", []string{"names"}, &compendiumv1.Drug{Names: d.Names}},
		{"map", []string{"citations"}, &compendiumv1.Drug{Citations: d.Citations}},
		{"fields of a repeated message", []string{"names.text", "name"},
			&compendiumv1.Drug{Name: d.Name, Names: []*compendiumv1.Name{{Text: "a"}, {Text: "b"}}}},
		{"deeply nested", []string{"uses.labels.jurisdiction"},
			&compendiumv1.Drug{Uses: []*compendiumv1.Use{{Labels: []*compendiumv1.Label{{Jurisdiction: "US"},
				{Jurisdiction: "EU"}}}}}},
		{"field and its subfield", []string{"names", "names.text"}, &compendiumv1.Drug{Names: d.Names}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, narrow(t, d, c.paths...), protocmp.Transform()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for path, problem := range map[string]string{
		"nonsense": `Drug has no field "nonsense"`, "displayName": `Drug has no field "displayName"; the nearest is display_name`,
		"uses.labels.offLabel": `Label has no field "offLabel"; the nearest is off_label`, "names.": `Name has no field ""`,
		"name.text": "only a message has fields", "citations.k": "only a message has fields", "": `Drug has no field ""`,
	} {
		_, err := fieldmask.Compile(d.ProtoReflect().Descriptor(), []string{path})
		var invalid *fieldmask.PathError
		if !errors.As(err, &invalid) || invalid.Path != path || !strings.HasPrefix(invalid.Problem, problem) {
			t.Errorf("%q: %v", path, err)
		}
	}
}

// FuzzAppend checks that Append never panics and that its output stays within bounds.
func FuzzAppend(f *testing.F) {
	encoded, err := proto.Marshal(example())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(encoded, "name")
	f.Add(encoded, "uses.labels.jurisdiction")
	f.Add([]byte{0x0a, 0xff, 0xff}, "names.text")
	f.Fuzz(func(t *testing.T, message []byte, path string) {
		mask, err := fieldmask.Compile((*compendiumv1.Drug)(nil).ProtoReflect().Descriptor(), []string{path})
		if err != nil {
			return
		}
		got, err := mask.Append(nil, message)
		if err == nil && !mask.All() && len(got) > 2*len(message) {
			t.Errorf("output has %d bytes, input %d", len(got), len(message))
		}
	})
}

package catalog_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/spelling"
)

const small = `-- drugs/imatinib.yaml --
display_name: Imatinib
classes: [classes/tki, classes/missing]
mechanism: {summary: Blocks signals., targets: [targets/kit, drugs/imatinib]}
uses:
  - {id: gist, condition: conditions/gist, partners: [drugs/broken]}
citations:
  b: {source: sources/b}
  a: {source: sources/a}
-- drugs/broken.yaml --
display_nam: Broken
-- drugs/unreadable.yaml --
{
-- classes/tki.yaml --
display_name: Tyrosine kinase inhibitor
parents: [classes/tki]
-- targets/kit.yaml --
display_name: KIT
-- sources/a.yaml --
display_name: A
`

func TestDigest(t *testing.T) {
	fsys := files(small)
	c, _ := load(t, fsys)
	// As the documentation of Digest says it, written a second time: names in the order of collections, then of ids.
	whole := sha256.New()
	for _, name := range []string{
		"drugs/broken", "drugs/imatinib", "drugs/unreadable", "classes/tki", "targets/kit", "sources/a",
	} {
		fmt.Fprintf(whole, "%s %x\n", name, sha256.Sum256(fsys[name+".yaml"].Data))
	}
	want := fmt.Sprintf("sha256:%x", whole.Sum(nil))
	if c.Digest() != want {
		t.Errorf("digest is %s, want %s", c.Digest(), want)
	}
	// A digest that has been written down somewhere must stay what it is.
	fixed, _ := load(t, files("-- drugs/a.yaml --\ndisplay_name: A\n-- sources/a.yaml --\ndisplay_name: A\n"))
	if fixed.Digest() != "sha256:febcf5c04b903f442c3c47f05f9091b6e0bae189ac9155cd52a7425051f19a85" {
		t.Errorf("the digest of a fixed catalog has become %s", fixed.Digest())
	}

	other, _, err := catalog.Load(fsys, "elsewhere")
	if err != nil {
		t.Fatal(err)
	}
	if other.Digest() != c.Digest() {
		t.Error("the digest depends on where the content is")
	}
	fsys["drugs/README.md"] = &fstest.MapFile{Data: []byte("A note.")}
	if same, _ := load(t, fsys); same.Digest() != c.Digest() {
		t.Error("the digest depends on what is no record")
	}
	fsys["targets/kit.yaml"].Data = append(fsys["targets/kit.yaml"].Data, '\n')
	if changed, _ := load(t, fsys); changed.Digest() == c.Digest() {
		t.Error("the digest is the same after a byte was added")
	}
}

func TestCatalogGivesItsRecords(t *testing.T) {
	c, _ := load(t, files(small))
	if c.Len() != 6 {
		t.Errorf("there are %d records", c.Len())
	}
	var all []string
	for _, r := range c.All() {
		all = append(all, r.Name())
	}
	if diff := cmp.Diff([]string{"drugs/imatinib", "classes/tki", "targets/kit", "sources/a"}, all); diff != "" {
		t.Errorf("all records (-want +got):\n%s", diff)
	}
	names := []string{"drugs/broken", "drugs/imatinib", "drugs/unreadable"}
	if diff := cmp.Diff(names, c.Names(catalog.Drugs)); diff != "" {
		t.Errorf("names of drugs (-want +got):\n%s", diff)
	}
	if got := len(c.Records(catalog.Drugs)); got != 1 {
		t.Errorf("%d drugs can be read", got)
	}
	if got := c.Source("sources/a").GetDisplayName(); got != "A" {
		t.Errorf("the source is %q", got)
	}
	for _, name := range []string{"sources/missing", "drugs/imatinib", "drugs/broken", ""} {
		if c.Source(name) != nil {
			t.Errorf("%q is a source", name)
		}
	}
	if _, ok := c.Get("drugs/missing"); ok {
		t.Error("there is a drug that is missing")
	}
	r, _ := c.Get("drugs/imatinib")
	if r.Name() != "drugs/imatinib" || r.Kind() != catalog.Drugs || r.File() != "drugs/imatinib.yaml" ||
		r.Path() != "drugs/imatinib.yaml" || r.Broken() {
		t.Errorf("the record is %+v", r)
	}
	if d := r.Drug(); d.GetName() != "drugs/imatinib" || d.Uses[0].Name != "drugs/imatinib/uses/gist" {
		t.Errorf("names are %q and %q", d.GetName(), d.Uses[0].Name)
	}
}

// TestABrokenRecordHasAMessage keeps callers from having to ask, whatever was wrong with a file.
func TestABrokenRecordHasAMessage(t *testing.T) {
	fsys := make(fstest.MapFS)
	for _, kind := range catalog.Kinds() {
		for i, text := range []string{"", "{", "[]", "\x00", strings.Repeat("a", document.MaxFileBytes+1), "unknown: 1"} {
			fsys[fmt.Sprintf("%s/r%d.yaml", kind, i)] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	c, problems := load(t, fsys)
	if len(problems) != len(fsys) {
		t.Errorf("%d problems for %d files", len(problems), len(fsys))
	}
	for path := range fsys {
		name := strings.TrimSuffix(path, ".yaml")
		r, ok := c.Get(name)
		if !ok || !r.Broken() {
			t.Fatalf("%s is not there, or not broken", name)
		}
		message := r.Message().ProtoReflect()
		if got := message.Get(message.Descriptor().Fields().ByName("name")).String(); got != name {
			t.Errorf("the message of %s is called %q", name, got)
		}
		if (r.Drug() != nil) != (r.Kind() == catalog.Drugs) {
			t.Errorf("%s is a drug: %t", name, r.Drug() != nil)
		}
		r.Position("uses[0].labels[0]")
	}
}

func TestReferences(t *testing.T) {
	c, _ := load(t, files(small))
	var got []string
	for ref := range c.References() {
		got = append(got, fmt.Sprintf("%s %s -> %s %t %t", ref.From.Name(), ref.Path, ref.To, ref.Target != nil, ref.Fits()))
	}
	want := []string{
		"drugs/imatinib classes[0] -> classes/tki true true",
		"drugs/imatinib classes[1] -> classes/missing false true",
		"drugs/imatinib mechanism.targets[0] -> targets/kit true true",
		"drugs/imatinib mechanism.targets[1] -> drugs/imatinib true false",
		"drugs/imatinib uses[0].condition -> conditions/gist false true",
		// A record that could not be read is there.
		"drugs/imatinib uses[0].partners[0] -> drugs/broken true true",
		`drugs/imatinib citations["a"].source -> sources/a true true`,
		`drugs/imatinib citations["b"].source -> sources/b false true`,
		"classes/tki parents[0] -> classes/tki true true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
}

// TestTheSchemaHasOnlyWhatIsDecoded walks the messages of the collections for kinds of fields that the decoder does not
// know.
func TestTheSchemaHasOnlyWhatIsDecoded(t *testing.T) {
	known := []protoreflect.Kind{protoreflect.StringKind, protoreflect.BoolKind, protoreflect.Int32Kind,
		protoreflect.EnumKind, protoreflect.MessageKind}
	seen := make(map[protoreflect.FullName]bool)
	var walk func(protoreflect.MessageDescriptor)
	walk = func(message protoreflect.MessageDescriptor) {
		if seen[message.FullName()] {
			return
		}
		seen[message.FullName()] = true
		for i := range message.Fields().Len() {
			field := message.Fields().Get(i)
			if field.IsMap() && (field.MapKey().Kind() != protoreflect.StringKind || field.MapValue().Message() == nil) ||
				!slices.Contains(known, field.Kind()) {
				t.Errorf("the decoder does not know fields like %s", field.FullName())
			}
			if field.ContainingOneof() != nil && !field.ContainingOneof().IsSynthetic() {
				t.Errorf("the decoder does not check that only one of %s is set", field.ContainingOneof().FullName())
			}
			below := field.Message()
			if field.IsMap() {
				below = field.MapValue().Message()
			}
			if below != nil {
				walk(below)
			}
		}
	}
	for _, kind := range catalog.Kinds() {
		walk(kind.Descriptor())
		if name := kind.Descriptor().Fields().ByName("name"); name == nil || name.Kind() != protoreflect.StringKind {
			t.Errorf("%s has no name", kind.Descriptor().FullName())
		}
	}
}

func TestKinds(t *testing.T) {
	for _, kind := range catalog.Kinds() {
		if got, ok := catalog.ParseKind(kind.String()); !ok || got != kind {
			t.Errorf("%s is not read as the collection that it names", kind)
		}
	}
	if _, ok := catalog.ParseKind("drug"); ok {
		t.Error("drug is a collection")
	}
	if catalog.Kind(99).String() != "Kind(99)" || catalog.Kind(-1).String() != "Kind(-1)" {
		t.Error("a kind that there is none of has no name")
	}
}

// TestConcurrentReaders is for the race detector.
func TestConcurrentReaders(t *testing.T) {
	c, _ := load(t, files(small))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for _, r := range c.All() {
				r.Position("citations[\"a\"].source")
			}
			_ = slices.Collect(c.References())
			c.With(map[string][]byte{"drugs/new.yaml": []byte("display_name: New\n")})
			c.Names(catalog.Drugs)
		})
	}
	wait.Wait()
}

func TestNearest(t *testing.T) {
	fields := []string{"name", "display_name", "lifecycle", "classes", "administrations", "side_effects"}
	for _, c := range []struct {
		word string
		want string
	}{
		{"lifecyle", "lifecycle"},
		{"lifecylce", "lifecycle"},
		{"LifeCycle", "lifecycle"},
		{"clases", "classes"},
		{"side-effects", "side_effects"},
		{"administration", "administrations"},
		{"nam", "name"},
		{"names", "name"},
		{"display_nmae", "display_name"},
		{"route", ""},
		{"display", ""}, // display_name is another thing
		{"ADMIN", "administrations"},
		{"si", ""},
		{"", ""},
		{"x", ""},
		{strings.Repeat("lifecycle", 10), ""},
	} {
		if got, ok := spelling.Nearest(c.word, fields); got != c.want && ok || ok != (c.want != "") {
			t.Errorf("nearest to %q is %q, %t, want %q", c.word, got, ok, c.want)
		}
	}
	if got, ok := spelling.Nearest("a", nil); ok {
		t.Errorf("nearest of nothing is %q", got)
	}
	// The first of those that are equally near, so that the answer does not change.
	if got, _ := spelling.Nearest("ab", []string{"ac", "ad"}); got != "ac" {
		t.Errorf("the nearest is %q", got)
	}
}

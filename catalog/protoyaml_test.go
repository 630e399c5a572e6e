package catalog_test

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"buf.build/go/protoyaml"
	"github.com/google/go-cmp/cmp"
	yaml3 "go.yaml.in/yaml/v3"
	yaml4 "go.yaml.in/yaml/v4"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// frozen holds the frozen catalog.
var frozen = os.DirFS("../validate/testdata/frozen")

// agreeWithProtoyaml reads a file as content and as protoyaml reads it. What the one accepts the other accepts too,
// with the same meaning: the catalog is stricter and never different.
func agreeWithProtoyaml(t *testing.T, kind catalog.Kind, text []byte) {
	t.Helper()
	path := kind.String() + "/x.yaml"
	c, problems, err := catalog.Load(fstest.MapFS{path: {Data: text}}, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) > 0 {
		return
	}
	r, _ := c.Get(kind.String() + "/x")
	want := kind.New()
	if err := (protoyaml.UnmarshalOptions{}).Unmarshal(text, want); err != nil {
		t.Fatalf("the catalog reads what protoyaml refuses: %v\n%q", err, text)
	}
	got := proto.Clone(r.Message())
	clearDerived(got)
	clearDerived(want)
	if diff := cmp.Diff(want, got, protocmp.Transform()); diff != "" {
		t.Fatalf("the catalog reads another message (-protoyaml +catalog):\n%s\n%q", diff, text)
	}
}

// clearDerived removes what the catalog derives from the path, and what says so in the file.
func clearDerived(message proto.Message) {
	m := message.ProtoReflect()
	m.Clear(m.Descriptor().Fields().ByName("name"))
	if drug, ok := message.(*compendiumv1.Drug); ok {
		for _, use := range drug.Uses {
			use.Name = ""
		}
	}
}

func TestContentMeansWhatProtoyamlReads(t *testing.T) {
	records := 0
	for _, kind := range catalog.Kinds() {
		for _, text := range textsOf(t, kind) {
			agreeWithProtoyaml(t, kind, text)
			records++
		}
	}
	if records == 0 {
		t.Error("there is no content")
	}
}

// textsOf returns the files of a collection of the frozen catalog.
func textsOf(t testing.TB, kind catalog.Kind) [][]byte {
	t.Helper()
	names, err := fs.Glob(frozen, kind.String()+"/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var texts [][]byte
	for _, name := range names {
		text, err := fs.ReadFile(frozen, name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	return texts
}

func FuzzProtoyaml(f *testing.F) {
	addSeeds(f, func(kind catalog.Kind, text []byte) { f.Add(uint8(kind), text) })
	for _, text := range []string{
		"display_name: 0x1\n", "display_name: 1_000\n", "display_name: no\n", "display_name: 2019-01-01\n",
		"display_name: .inf\n",
		"display_name: |\n  a\n  b\n", "display_name: >-\n  a\n\n  b\n", "display_name: 'it''s'\n",
		"display_name: \"\\x41\\u00e4\\0\"\n", "display_name: \"a\\\n  b\"\n",
		"citations: {1: {source: a}, ~: {source: b}, true: {}, \"\": {}}\n",
		"uses: [{labels: [{off_label: true}, {off_label: false}, {}]}]\n",
		"names: []\ncodes: {}\n", "? display_name\n: A\n", "citations: {a: {passage: {words: -5}}}\n",
		"signs: [1, 1.0, 1e3, =, <<]\n",
		"%TAG ! tag:a,2000:\n---\ndisplay_name: A\n", "\ufeff---\r\ndisplay_name: A\r\n...\r\n",
	} {
		for _, kind := range catalog.Kinds() {
			f.Add(uint8(kind), []byte(text))
		}
	}
	kinds := catalog.Kinds()
	f.Fuzz(func(t *testing.T, kind uint8, text []byte) {
		if !readAlike(text) {
			return
		}
		agreeWithProtoyaml(t, kinds[int(kind)%len(kinds)], text)
	})
}

// readAlike reports whether the YAML libraries below the catalog (v4) and protoyaml (v3) make the same of a text. They
// differ in corners of the grammar, such as a tab in a line of a block text; what is compared here is what comes after.
func readAlike(text []byte) bool {
	var three yaml3.Node
	var four yaml4.Node
	return yaml3.Unmarshal(text, &three) == nil && yaml4.Load(text, &four) == nil && alike(&three, &four)
}

func alike(three *yaml3.Node, four *yaml4.Node) bool {
	if uint32(three.Kind) != uint32(four.Kind) || three.Value != four.Value || len(three.Content) != len(four.Content) {
		return false
	}
	for i := range three.Content {
		if !alike(three.Content[i], four.Content[i]) {
			return false
		}
	}
	return true
}

package catalog_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
)

// files makes a content directory of a txtar archive.
func files(archive string) fstest.MapFS {
	fsys := make(fstest.MapFS)
	for _, f := range txtar.Parse([]byte(archive)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// load reads a content directory that must be there.
func load(t *testing.T, fsys fstest.MapFS) (*catalog.Catalog, []finding.Finding) {
	t.Helper()
	c, problems, err := catalog.Load(fsys, "")
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	return c, problems
}

// places shows problems as "file:line:column rule path", or "file rule" where there is no line.
func places(problems []finding.Finding) []string {
	var shown []string
	for _, p := range problems {
		place := p.File
		if p.Position.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", p.File, p.Position.Line, p.Position.Column)
		}
		shown = append(shown, strings.TrimSpace(place+" "+p.Rule+" "+p.Path))
	}
	return shown
}

func TestProblemsOfOneFile(t *testing.T) {
	for _, c := range []struct {
		name string
		text string
		want []string // line:column rule path
	}{
		{"a good record", "display_name: A\nkind: NEOPLASM\n", nil},

		{"nothing", "", []string{"1:1 file-empty"}},
		{"a text in place of a record", "hello\n", []string{"1:1 field-wrong-type"}},
		{"slips of all sorts", "display_name: A: b\nkid: NEOPLASM\nkind: NEOPLASMA\ndescription: 'a\nname: conditions/y\n",
			[]string{"1:16 yaml-syntax", "2:1 field-unknown kid", "3:7 enum-unknown kind", "4:14 yaml-syntax",
				"5:7 name-mismatch name"}},

		{"the name of the path, typed", "name: conditions/x\ndisplay_name: A\n", nil},
		{"another name than the path's", "display_name: A\nname: conditions/y\n", []string{"2:7 name-mismatch name"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			content, problems := load(t, fstest.MapFS{"conditions/x.yaml": {Data: []byte(c.text)}})
			var want []string
			for _, w := range c.want {
				want = append(want, "conditions/x.yaml:"+w)
			}
			if diff := cmp.Diff(want, places(problems)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			r, ok := content.Get("conditions/x")
			if !ok {
				t.Fatal("the record is not in the catalog")
			}
			if r.Broken() != (len(c.want) > 0) {
				t.Errorf("broken is %t with %d problems", r.Broken(), len(c.want))
			}
			for _, p := range problems {
				if p.Resource != "conditions/x" || p.Message == "" {
					t.Errorf("the problem lacks its record or its message: %+v", p)
				}
			}
		})
	}
}

func TestDerivedFieldsAreNotTyped(t *testing.T) {
	_, problems := load(t, files(`-- drugs/x.yaml --
display_name: X
uses:
  - id: a
    name: drugs/x/uses/a
    labels:
      - {jurisdiction: US, status: OFF_LABEL}
      - jurisdiction: CA
        coverage_date: "2026-01-01"
`))
	want := []string{
		"drugs/x.yaml:4:11 field-derived uses[0].name",
		"drugs/x.yaml:6:36 field-derived uses[0].labels[0].status",
		"drugs/x.yaml:8:24 field-derived uses[0].labels[1].coverage_date",
	}
	if diff := cmp.Diff(want, places(problems)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestMessagesSayWhatToDo(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"lifecyle: ACTIVE\n", "The record has no field lifecyle. Did you mean lifecycle?"},
		{"lifecycle: ACTVIE\n", `lifecycle cannot be "ACTVIE". Did you mean ACTIVE?`},
		{"lifecycle: sold\n", `lifecycle cannot be "sold". Write one of ACTIVE, INVESTIGATIONAL, WITHDRAWN, RETIRED.`},
		{"food: WITH_FOOD\n", "The record has no field food. It belongs in administrations: write it there."},
		{"uses: [{mechanism: {summary: A.}}]\n", "Use has no field mechanism. It is a field of the record: write it there."},
		{"uses: [{labels: [{extent: [LOCAL]}]}]\n", "Label has no field extent. It is a field of Use: write it there."},
		{"uses: [{food: WITH_FOOD}]\n",
			"Use has no field food. It belongs in administrations of the record: write it there."},
		{"uses: [{labels: [{of_label: true}]}]\n", "Label has no field of_label. Did you mean off_label?"},
		{"summaries: A.\n", "The record has no field summaries. Write one of name,"},
		{"cites: [a]\n", "The record has no field cites. Write one of name,"}, // it may belong anywhere
		{"products: [{authorizations: [{basis: APPROVAL}]}]\n",
			"basis cannot be \"APPROVAL\". Did you mean ACCELERATED_APPROVAL?"},
		{"uses: [{labels: [{off_label: no}]}]\n", `off_label must be true or false, but this is the text "no".`},
		{"uses: [{labels: [{off_label: 'true'}]}]\n", `off_label must be true or false, but this is the text "true".`},
		{"display_name: A\ndisplay_name: B\n", "The key display_name is repeated; the first is on line 1. Keep one."},
		{"display_name: \"A\n",
			"This is not YAML: this \" is not closed. Close it, or put a text that begins with it in quotes."},
		{strings.Repeat("k", 50) + ": 1\n", "The record has no field \"" + strings.Repeat("k", 40) + "…\"."},
	} {
		_, problems := load(t, fstest.MapFS{"drugs/x.yaml": {Data: []byte(c.text)}})
		if len(problems) != 1 || !strings.HasPrefix(problems[0].Message, c.want) {
			t.Errorf("%q gives %v, want %s", c.text, problems, c.want)
		}
	}
}

func TestFilesInTheWrongPlace(t *testing.T) {
	fsys := files(`-- drugs/good.yaml --
display_name: Good
-- drugs/README.md --
Notes to editors.
-- drugs/.hidden.yaml --
:::
-- drugs/Bad-Name.yaml --
display_name: Bad
-- drugs/double--hyphen.yaml --
display_name: Bad
-- drugs/other.yml --
display_name: Bad
-- drugs/notes.txt --
Notes.
-- drugs/deeper/nested.yaml --
display_name: Nested
-- drugz/imatinib.yaml --
display_name: Imatinib
-- pictures/logo.svg --
<svg/>
-- stray.yaml --
display_name: Stray
-- compendium.yaml --
not: content
-- trials --
This is a file and no folder.
`)
	c, problems := load(t, fsys)
	want := []string{
		"drugs/Bad-Name.yaml name-mismatch",
		"drugs/deeper file-misplaced",
		"drugs/double--hyphen.yaml name-mismatch",
		"drugs/notes.txt file-misplaced",
		"drugs/other.yml file-misplaced",
		"drugz file-misplaced",
		"stray.yaml file-misplaced",
		"trials file-misplaced",
	}
	if diff := cmp.Diff(want, places(problems)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if len(c.All()) != 1 {
		t.Errorf("%d records were read, want the good one only", len(c.All()))
	}
	// What a file in the wrong place most likely holds is there, and could not be read.
	for _, name := range []string{"drugs/bad-name", "drugs/nested"} {
		if r, ok := c.Get(name); !ok || !r.Broken() {
			t.Errorf("%s is not there as one that could not be read", name)
		}
	}
}

func TestNoContentAtAll(t *testing.T) {
	for _, fsys := range []fstest.MapFS{
		{}, files("-- readme.txt --\nHello.\n"), files("-- drugs/a.yml --\ndisplay_name: A\n"),
		files("-- drugs --\nNo folder.\n"),
	} {
		if c, problems, err := catalog.Load(fsys, "content"); err == nil || c != nil {
			t.Errorf("a directory without collections gives %v and %v, want an error", c, problems)
		}
	}
	if _, _, err := catalog.LoadDir(t.TempDir() + "/missing"); err == nil {
		t.Error("a directory that is not there gives no error")
	}
}

// TestAllProblemsInOneStableOrder writes the same faulty tree in many orders, and with many problems a file.
func TestAllProblemsInOneStableOrder(t *testing.T) {
	fsys := make(fstest.MapFS)
	for i := range 40 {
		fsys[fmt.Sprintf("drugs/d%02d.yaml", i)] = &fstest.MapFile{Data: []byte("uses: a\nfoo: &x 1\nlifecycle: NO\n" +
			"foo: 2\nnames: [{text: !t a, typ: INN}]\n---\nb: c\n")}
		fsys[fmt.Sprintf("sources/s%02d.yaml", i)] = &fstest.MapFile{Data: []byte("title: \x01")}
	}
	_, problems := load(t, fsys)
	var want []string
	for i := range 40 {
		for _, p := range []string{
			"1:7 field-wrong-type uses", "2:1 field-unknown foo", "2:6 yaml-alias", "3:12 enum-unknown lifecycle",
			"4:1 yaml-duplicate-key", "5:16 field-wrong-type", "5:22 field-unknown names[0].typ",
			"6:1 yaml-multiple-documents",
		} {
			want = append(want, fmt.Sprintf("drugs/d%02d.yaml:%s", i, p))
		}
	}
	for i := range 40 {
		want = append(want, fmt.Sprintf("sources/s%02d.yaml:1:8 yaml-encoding", i))
	}
	if diff := cmp.Diff(want, places(problems)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	for range 5 {
		if _, again := load(t, fsys); !reflect.DeepEqual(problems, again) {
			t.Fatal("a second run gives other problems, or another order")
		}
	}
}

func TestProblemsOfOneFileAreBounded(t *testing.T) {
	var text strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&text, "wrong%d: 1\n", i)
	}
	_, problems := load(t, fstest.MapFS{"drugs/x.yaml": {Data: []byte(text.String())}})
	if len(problems) != document.MaxProblems {
		t.Fatalf("%d problems, want %d", len(problems), document.MaxProblems)
	}
}

// TestARecordInTheWrongPlaceIsOneFinding has what refers to it resolve, and the record where it belongs take its place.
func TestARecordInTheWrongPlaceIsOneFinding(t *testing.T) {
	for _, path := range []string{
		"classes/c.yml", "classes/C.yaml", "classes/old/c.yaml", "clases/c.yaml", "classes/c.YAML",
	} {
		fsys := files("-- drugs/a.yaml --\ndisplay_name: A\nclasses: [classes/c]\n-- " + path + " --\ndisplay_name: C\n")
		c, problems := load(t, fsys)
		if len(problems) != 1 {
			t.Errorf("%s: %d problems", path, len(problems))
		}
		if refs := slices.Collect(c.References()); len(refs) != 1 || refs[0].Target == nil || !refs[0].Target.Broken() {
			t.Errorf("%s: the reference does not lead to a record that could not be read: %v", path, refs)
		}
		mended, _ := c.With(map[string][]byte{"classes/c.yaml": []byte("display_name: C\n")})
		if names := mended.Names(catalog.Classes); len(names) != 1 || slices.Collect(mended.References())[0].Target.Broken() {
			t.Errorf("%s: with the record in its place there are %q", path, names)
		}
	}
	// What no record refers to is not missed.
	for _, path := range []string{"classes/d.yml", "classes/d.yaml~", "classes/notes.txt", "docker-compose.yml"} {
		c, problems := load(t, files("-- classes/c.yaml --\ndisplay_name: C\n-- "+path+" --\ndisplay_name: D\n"))
		if len(problems) != 1 || problems[0].Severity != finding.Warning || c.Len() != 1 {
			t.Errorf("%s: %d records and %v, want one and a warning", path, c.Len(), problems)
		}
	}
	// A record that is there is not taken for broken because of a copy.
	c, _ := load(t, files("-- classes/c.yaml --\ndisplay_name: C\n-- classes/c.yaml.bak --\ndisplay_name: C\n"))
	if r, ok := c.Get("classes/c"); !ok || r.Broken() || c.Len() != 1 {
		t.Error("a copy takes the place of the record")
	}
}

// TestWithLaysFilesOver compares a catalog with files laid over it to one loaded from the merged files.
func TestWithLaysFilesOver(t *testing.T) {
	base := files(`-- drugs/a.yaml --
display_name: A
classes: [classes/c]
-- drugs/b.yaml --
display_name: B
-- classes/c.yaml --
display_name: C
`)
	change := map[string][]byte{
		"drugs/a.yaml":   []byte("display_name: A2\nclasses: [classes/c, classes/d]\n"),
		"classes/d.yaml": []byte("display_name: D\n"),
		"classes/e.yaml": []byte("display_nam: E\n"),
		"drugs/F.yaml":   []byte("display_name: F\n"),
		"elsewhere.yaml": []byte("display_name: G\n"),
	}
	before, _ := load(t, base)
	digest := before.Digest()
	got, problems := before.With(change)
	for path, text := range change {
		base[path] = &fstest.MapFile{Data: text}
	}
	want, _ := load(t, base)
	if got.Digest() != want.Digest() || got.Len() != want.Len() ||
		len(slices.Collect(got.References())) != len(slices.Collect(want.References())) {
		t.Errorf("the catalog with files laid over it differs from the one loaded: %s, %s", got.Digest(), want.Digest())
	}
	found := []string{"classes/e.yaml:1:1 field-unknown display_nam", "drugs/F.yaml name-mismatch",
		"elsewhere.yaml file-misplaced"}
	if diff := cmp.Diff(found, places(problems)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if before.Digest() != digest || before.Len() != 3 {
		t.Error("the catalog has changed")
	}
	if r, _ := before.Get("drugs/a"); r.Drug().DisplayName != "A" {
		t.Error("a record of the catalog has changed")
	}
}

// TestOrderOfFilesDoesNotShow lays the same files over an empty catalog in many orders.
func TestOrderOfFilesDoesNotShow(t *testing.T) {
	fsys := make(fstest.MapFS)
	var paths []string
	for i := range 20 {
		path := fmt.Sprintf("targets/t%d.yaml", i)
		paths = append(paths, path)
		fsys[path] = &fstest.MapFile{Data: fmt.Appendf(nil, "display_name: T%d\n", i)}
	}
	want, _ := load(t, fsys)
	empty, _ := load(t, fstest.MapFS{"targets/t0.yaml": {Data: []byte("display_name: other\n")}})
	for seed := range uint64(5) {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		c := empty
		for _, path := range paths {
			c, _ = c.With(map[string][]byte{path: fsys[path].Data})
		}
		if c.Digest() != want.Digest() {
			t.Errorf("order %v gives another digest", paths)
		}
	}
}

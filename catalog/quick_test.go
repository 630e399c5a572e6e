package catalog

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/bench/generate"
)

// slow reads a file by the YAML library.
func slow(text string, kind Kind) (proto.Message, []fault) {
	file, faults := parse([]byte(text))
	if file == nil {
		return nil, faults
	}
	record, more := decode(file, kind)
	return record, append(faults, more...)
}

// quickAgrees fails where the quick reader is sure of a text that the library reads otherwise. It says whether the quick reader is sure.
func quickAgrees(t *testing.T, text string, kind Kind) bool {
	t.Helper()
	if checkBytes([]byte(text)) != nil {
		return false
	}
	got, sure := quick(text, kind)
	if !sure {
		return false
	}
	want, faults := slow(text, kind)
	if len(faults) > 0 {
		t.Fatalf("quick is sure of what is wrong (%v):\n%s", faults, text)
	}
	if !proto.Equal(got, want) {
		t.Fatalf("quick reads\n%v\nand the library\n%v\nof\n%s", got, want, text)
	}
	return true
}

func TestQuickReadsWhatTheLibraryReads(t *testing.T) {
	all, sure := 0, 0
	err := fs.WalkDir(os.DirFS("../validate/testdata/frozen"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		kind, known := ParseKind(path[:max(0, len(path)-len(d.Name())-1)])
		if !known {
			return nil
		}
		text, err := fs.ReadFile(os.DirFS("../validate/testdata/frozen"), path)
		all++
		if quickAgrees(t, string(text), kind) {
			sure++
		} else {
			t.Logf("not sure of %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if sure*10 < all*9 {
		t.Errorf("quick is sure of %d of the %d records only", sure, all)
	}
	for path, text := range generate.Files(20) {
		kind, _ := ParseKind(path[:len(path)-len("/"+path[lastSlash(path)+1:])])
		if !quickAgrees(t, text, kind) {
			t.Errorf("quick is not sure of %s", path)
		}
	}
}

func lastSlash(path string) int {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return i
		}
	}
	return -1
}

func TestQuickIsNotSure(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                              "",
		"a comment alone":                      "# a\n",
		"an unknown field":                     "display_nam: A\n",
		"a field twice":                        "display_name: A\ndisplay_name: B\n",
		"an empty text twice":                  "replaced_by: \"\"\nreplaced_by: \"\"\n",
		"an entry twice":                       "citations: {a: {source: sources/a}, a: {source: sources/a}}\n",
		"no value":                             "display_name:\n",
		"no value before a key":                "names:\ndisplay_name: A\n",
		"null":                                 "display_name: null\n",
		"a text that goes on":                  "display_name: A\n  b\n",
		"a quote that goes on":                 "display_name: \"A\n  b\"\n",
		"an escape":                            "display_name: \"A\\n\"\n",
		"a doubled quote":                      "display_name: 'A''s'\n",
		"a colon in a text":                    "display_name: A: b\n",
		"a colon at the end":                   "display_name: A:\n",
		"an anchor":                            "display_name: &a A\n",
		"an alias":                             "display_name: *a\n",
		"a tag":                                "display_name: !!str A\n",
		"two documents":                        "display_name: A\n---\ndisplay_name: B\n",
		"a document's end":                     "display_name: A\n...\n",
		"a tab":                                "display_name:\tA\n",
		"a list within a list":                 "classes:\n  - - a\n",
		"a literal text":                       "display_name: |\n  A\n",
		"a folded text that is indented more":  "mechanism:\n  summary: >-\n    A\n      b\n",
		"a folded text of parts":               "mechanism:\n  summary: >-\n    A\n\n    b\n",
		"a folded text that ends in spaces":    "mechanism:\n  summary: >-\n    A\n     \n",
		"a folded text with spaces between":    "mechanism:\n  summary: >-\n    A\n\n     \nlifecycle: ACTIVE\n",
		"a folded text that is like a comment": "mechanism:\n  summary: >-\n    A\n\n    # b\n",
		"an unknown enum":                      "lifecycle: ACTIV\n",
		"the enum's zero":                      "lifecycle: LIFECYCLE_UNSPECIFIED\n",
		"a text for a list":                    "classes: a\n",
		"a list for a text":                    "display_name: [a]\n",
		"junk behind a bracket":                "classes: [a] b\n",
		"junk behind a quote":                  "display_name: \"a\" b\n",
		"an open bracket":                      "classes: [a,\n  b]\n",
		"a less indented item":                 "classes:\n    - a\n  - b\n",
		"a comment for a value":                "display_name: # A\n",
	} {
		if record, sure := quick(text, Drugs); sure {
			t.Errorf("%s: quick reads %v", name, record)
		}
	}
}

// TestQuickAgreesOnSlips makes slips that people make, in real records: where the quick reader is sure all the same, it is right.
func TestQuickAgreesOnSlips(t *testing.T) {
	const inserted = " \n:#,-[]{}'\"a0?!&*|>%@`~()=/.\\Aé_"
	count := 4000
	if testing.Short() {
		count = 400
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, path := range []string{"drugs/imatinib.yaml", "conditions/chordoma.yaml", "regulators/fda.yaml"} {
		whole, err := fs.ReadFile(os.DirFS("../validate/testdata/frozen"), path)
		if err != nil {
			t.Fatal(err)
		}
		kind, _ := ParseKind(path[:lastSlash(path)])
		lines := strings.SplitAfter(string(whole), "\n")
		sure := 0
		for range count {
			// A few lines on end, so that many of them are whole.
			begin := random.IntN(len(lines))
			for lines[begin] == "" || lines[begin][0] == ' ' {
				begin = (begin + 1) % len(lines)
			}
			text := strings.Join(lines[begin:min(len(lines), begin+1+random.IntN(30))], "")
			for range 1 + random.IntN(2) {
				at := random.IntN(len(text) + 1)
				rest := text[min(len(text), at+random.IntN(3)):]
				if random.IntN(3) > 0 {
					runes := []rune(inserted)
					rest = string(runes[random.IntN(len(runes))]) + rest
				}
				text = text[:at] + rest
			}
			if quickAgrees(t, text, kind) {
				sure++
			}
		}
		t.Logf("%s: sure %d times of %d", path, sure, count)
		if sure < count/20 {
			t.Errorf("quick is sure of no part of %s", path)
		}
	}
}

func FuzzQuick(f *testing.F) {
	for _, path := range []string{"drugs/imatinib.yaml", "conditions/chordoma.yaml", "regulators/fda.yaml"} {
		text, err := fs.ReadFile(os.DirFS("../validate/testdata/frozen"), path)
		if err != nil {
			f.Fatal(err)
		}
		for _, kind := range Kinds() {
			f.Add(int(kind), string(text))
		}
	}
	for path, text := range generate.Files(1) {
		kind, _ := ParseKind(path[:lastSlash(path)])
		f.Add(int(kind), text)
	}
	for _, text := range []string{
		"names: [{text: a , type: INN}, {type: BRAND,text: 'b#c' }] # d\n", "mechanism:\n  summary: >-\n    a\n    # b\n\n", "uses:\n- id: a\n  extent:\n  - METASTATIC\n",
		"citations:\n  a-b: {source: sources/a, passage: {words: 24, sha256: \"0\"}}\n  c:\n    section: x:y\n", "display_name: (a) # b\n", "uses:\n  -   id: a\n      labels: [{off_label: true}]\n",
		"display_name: a#b:c\nclasses: [a:b, c/d,e]\n", "side_effects:\n  - {term: \"x\"}\n  # c\n  - term: y\n",
	} {
		f.Add(int(Drugs), text)
	}
	f.Fuzz(func(t *testing.T, kind int, text string) {
		if kind >= 0 && kind < len(Kinds()) {
			quickAgrees(t, text, Kind(kind))
		}
	})
}

package document

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/testing/protocmp"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var drug = (&compendiumv1.Drug{}).ProtoReflect().Type()

func TestFormat(t *testing.T) {
	long := strings.Repeat("word ", 40) + "end."
	for _, c := range []struct{ name, in, want string }{
		{"fields stand in their order", "lifecycle: ACTIVE\ndisplay_name: A\n", "display_name: A\nlifecycle: ACTIVE\n"},
		{"citations come last", "citations:\n  a: {source: sources/a}\nnotes: []\ndisplay_name: A\n",
			"display_name: A\nnotes: []\ncitations:\n  a: {source: sources/a}\n"},
		{"fields of messages too", "names:\n- {type: INN, text: a}\n- type: SALT\n  text: b\n",
			"names:\n  - {text: a, type: INN}\n  - text: b\n    type: SALT\n"},
		{"an unknown key stays behind its neighbor", "mechanism:\n  cites: [a]\n  odd: 1\n  summary: A.\n",
			"mechanism:\n  summary: A.\n  cites: [a]\n  odd: 1\n"},
		{"keys of a map stay", "citations:\n  b: {source: sources/b}\n  a: {source: sources/a}\n",
			"citations:\n  b: {source: sources/b}\n  a: {source: sources/a}\n"},
		{"indentation", "names:\n    -   text: a\n        type: INN\n", "names:\n  - text: a\n    type: INN\n"},
		{"quotes that say nothing go", "display_name: 'Plain'\nreplaced_by: \"drugs/a\"\n",
			"display_name: Plain\nreplaced_by: drugs/a\n"},
		{"quotes that are needed stay", "display_name: 'a: b'\n", "display_name: \"a: b\"\n"},
		{"dates and numbers in texts are quoted", "codes: {rxcui: 282388}\nreview: {date: 2026-11-23, next_due: 2027-11}\n",
			"codes: {rxcui: \"282388\"}\nreview: {date: \"2026-11-23\", next_due: \"2027-11\"}\n"},
		{"yes in a text is quoted", "display_name: yes\n", "display_name: \"yes\"\n"},
		{"a question mark in brackets is quoted", "review: {by_role: who?}\nmechanism:\n  summary: who?\n",
			"mechanism:\n  summary: who?\nreview: {by_role: \"who?\"}\n"},
		{"truth values and numbers are not", "uses:\n  - id: a\n    labels:\n      - {off_label: true}\n",
			"uses:\n  - id: a\n    labels:\n      - {off_label: true}\n"},
		{"double quotes in a text", "display_name: \"say \\\"a\\\" #1\"\n", "display_name: 'say \"a\" #1'\n"},
		{"brackets", "classes: [ classes/a ,classes/b, ]\ncodes: { atc: L01EA01 }\n",
			"classes: [classes/a, classes/b]\ncodes: {atc: L01EA01}\n"},
		{"a list of words stands in brackets", "classes:\n- classes/a\n- classes/b\n", "classes: [classes/a, classes/b]\n"},
		{"a list of messages does not", "names: [{text: a, type: INN}]\n", "names:\n  - {text: a, type: INN}\n"},
		{"a map does not", "citations: {a: {source: sources/a}}\n", "citations:\n  a: {source: sources/a}\n"},
		{"brackets over several lines", "review: {status: CLINICALLY_REVIEWED,\n  date: \"2026\"}\n",
			"review: {status: CLINICALLY_REVIEWED, date: \"2026\"}\n"},
		{"too long for brackets", "gaps:\n  - {field: a, reason: " + long + "}\n", "gaps:\n  - field: a\n    reason: >-\n" +
			"      " + strings.Repeat("word ", 30) + "word\n      " + strings.Repeat("word ", 9) + "end.\n"},
		{"a text that fits is not folded", "mechanism:\n  summary: >-\n    a\n    b\n", "mechanism:\n  summary: a b\n"},
		{"several lines stay", "mechanism:\n  summary: |\n    a\n\n      b\n",
			"mechanism:\n  summary: |\n    a\n\n      b\n"},
		{"empty lines", "\n\ndisplay_name: A\n\n\n\nlifecycle: ACTIVE\n\n\n", "display_name: A\n\nlifecycle: ACTIVE\n"},
		{"line ends", "display_name: A  \r\nlifecycle: ACTIVE\t\r\n", "display_name: A\nlifecycle: ACTIVE\n"},
		{"no line end", "display_name: A", "display_name: A\n"},
		{"document marks", "---\ndisplay_name: A\n...\n", "display_name: A\n"},
		{"byte order mark", "\ufeffdisplay_name: A\n", "display_name: A\n"},
		{"a value that is missing", "display_name:\nlifecycle: ~\n", "display_name:\nlifecycle: ~\n"},
		{"an item that is missing", "classes:\n-\n- a\n", "classes:\n  -\n  - a\n"},
		{"a value that is wrong", "lifecycle: actve\nuses: no\nnames: {a: [b]}\n",
			"lifecycle: actve\nnames:\n  a: [b]\nuses: no\n"},
		{"an empty record", "{ }\n", "{}\n"},
	} {
		t.Run(c.name, func(t *testing.T) { format(t, c.in, c.want) })
	}
}

func TestFormatKeepsComments(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{
			"above, beside and below",
			"# one\ndisplay_name: A    # two\n# three\nlifecycle: ACTIVE\n# four\n",
			"# one\ndisplay_name: A # two\n# three\nlifecycle: ACTIVE\n# four\n",
		},
		{
			"they move with their field",
			"# of the lifecycle\nlifecycle: ACTIVE # this one\n# of the name\ndisplay_name: A # that one\n",
			"# of the name\ndisplay_name: A # that one\n# of the lifecycle\nlifecycle: ACTIVE # this one\n",
		},
		{
			"what speaks to the editor stays at the top",
			"# yaml-language-server: $schema=x.json\nlifecycle: ACTIVE\ndisplay_name: A\n",
			"# yaml-language-server: $schema=x.json\ndisplay_name: A\nlifecycle: ACTIVE\n",
		},
		{
			"so does what stands above an empty line",
			"# of the file\n\n# of the lifecycle\nlifecycle: ACTIVE\ndisplay_name: A\n",
			"# of the file\n\ndisplay_name: A\n# of the lifecycle\nlifecycle: ACTIVE\n",
		},
		{
			"in a list in brackets",
			"classes: [ # all\n  classes/a, # one\n  # two\n  classes/b\n  # three\n] # end\n",
			"# all\nclasses: # end\n  - classes/a # one\n  # two\n  - classes/b\n  # three\n",
		},
		{
			"at the end of a list and above the next field",
			"names:\n  - {text: a, type: INN}\n  # no more names\n# the classes\nclasses: []\n",
			"# the classes\nclasses: []\nnames:\n  - {text: a, type: INN}\n  # no more names\n",
		},
		{
			"at the end of an item",
			"names:\n  - text: a\n    type: INN\n    # the end\n  # the second\n  - {text: b, type: SALT}\n",
			"names:\n  - text: a\n    type: INN\n    # the end\n  # the second\n  - {text: b, type: SALT}\n",
		},
		{
			"of an item that no longer fits",
			"gaps:\n  - {field: a, reason: " + strings.Repeat("word ", 30) + "end} # why\n",
			"gaps:\n  # why\n  - field: a\n    reason: >-\n      " + strings.Repeat("word ", 30) + "end\n",
		},
		{
			"in empty brackets",
			"classes: [\n  # none yet\n]\n",
			"# none yet\nclasses: []\n",
		},
		{
			"behind a key and a hyphen",
			"names: # all\n  - # the first\n    text: a\n    # the type\n    type: INN\n",
			"names: # all\n  # the first\n  - text: a\n    # the type\n    type: INN\n",
		},
		{
			"of a field that becomes the first of an item",
			"names:\n  - type: INN\n    # the text\n    text: a\n",
			"names:\n  -\n    # the text\n    text: a\n    type: INN\n",
		},
		{
			"of a text below its key",
			"mechanism:\n  summary: >- # folded\n    a # no comment\n    b\n  # next\n  cites: []\n",
			"mechanism:\n  summary: \"a # no comment b\" # folded\n  # next\n  cites: []\n",
		},
		{
			"between a key and its value",
			"display_name:\n  # what it is called\n  A # beside\n",
			"# what it is called\ndisplay_name: A # beside\n",
		},
		{
			"beside the mark of a document",
			"# first\n--- # begins\ndisplay_name: A\n... # ends\n# last\n",
			"# first\n# begins\ndisplay_name: A\n# ends\n# last\n",
		},
		{
			"that goes on below",
			"lifecycle: ACTIVE # in use\n                  # since long\ndisplay_name: A\nclasses: [a] # one\n   # two\n",
			"display_name: A\nlifecycle: ACTIVE # in use\n  # since long\nclasses: [a] # one\n  # two\n",
		},
		{
			"that goes on below what becomes longer",
			"names: [{text: a}]\n  # one\nmechanism:\n  summary: >-\n      a\n    # two\n",
			"# one\nnames:\n  - {text: a}\nmechanism:\n  summary: a\n    # two\n",
		},
		{
			"no comments",
			"display_name: a#b\nreplaced_by: 'a # b'\n",
			"display_name: a#b\nreplaced_by: \"a # b\"\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			format(t, c.in, c.want)
		})
	}
}

// format expects a text to be formatted as another, which then stays as it is.
func format(t *testing.T, in, want string) {
	t.Helper()
	got, err := Format([]byte(in), drug)
	if err != nil {
		t.Fatalf("format %q: %v", in, err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Fatalf("formatted (-want +got):\n%s", diff)
	}
	again, err := Format(got, drug)
	if err != nil {
		t.Fatalf("format again: %v", err)
	}
	if diff := cmp.Diff(string(got), string(again)); diff != "" {
		t.Errorf("formatted twice (-once +twice):\n%s", diff)
	}
}

func TestFormatLeavesAloneWhatItCannotRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no YAML", "a: [\n", "1:4: This is not YAML"},
		{"empty", "# nothing\n", "file-empty"},
		{"a key twice", "display_name: A\ndisplay_name: B\n", "yaml-duplicate-key"},
		{"two documents", "display_name: A\n---\ndisplay_name: B\n", "yaml-multiple-documents"},
		{"an alias", "a: &x 1\nb: *x\n", "yaml-alias"},
		{"a tag", "display_name: !!str A\n", "1:15: The tag"},
		{"a question mark", "? display_name\n: A\n", "1:1: A key after a question mark"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Format([]byte(c.in), drug)
			if unread := (*UnreadError)(nil); !errors.As(err, &unread) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
	if _, err := Format([]byte("- a\n"), drug); err == nil || !strings.Contains(err.Error(), "the file holds no record") {
		t.Errorf("a list: error %v", err)
	}
}

// typeOf returns the message that a file of the content holds: what the Get method for names of its collection returns.
func typeOf(t testing.TB, path string) protoreflect.MessageType {
	t.Helper()
	collection, _, _ := strings.Cut(path, "/")
	methods := compendiumv1.File_compendium_v1_catalog_service_proto.Services().ByName("CatalogService").Methods()
	for i := range methods.Len() {
		name := methods.Get(i).Input().Fields().ByName("name")
		if name == nil {
			continue
		}
		rules, _ := proto.GetExtension(name.Options(), validate.E_Field).(*validate.FieldRules)
		if rules.GetString().GetPrefix() == collection+"/" {
			message, err := protoregistry.GlobalTypes.FindMessageByName(methods.Get(i).Output().FullName())
			if err != nil {
				t.Fatal(err)
			}
			return message
		}
	}
	t.Fatalf("%s is in no collection", path)
	return nil
}

func TestFormatDoesNotChangeWhatRecordsSay(t *testing.T) {
	for path, source := range shipped(t) {
		message := typeOf(t, path)
		formatted, err := Format(source, message)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if diff := cmp.Diff(decoded(t, source, message), decoded(t, formatted, message), protocmp.Transform()); diff != "" {
			t.Errorf("%s (-before +after):\n%s", path, diff)
		}
		if again, err := Format(formatted, message); err != nil || !bytes.Equal(formatted, again) {
			t.Errorf("%s: formatted twice, it is not as formatted once (%v)", path, err)
		}
	}
}

// decoded returns the message that a text holds.
func decoded(t testing.TB, source []byte, message protoreflect.MessageType) proto.Message {
	t.Helper()
	d, _ := Parse(source)
	into := message.New().Interface()
	d.Decode(into)
	return into
}

func FuzzFormat(f *testing.F) {
	for path, source := range shipped(f) {
		// Long records, and many alike, are slow to vary.
		if path == "drugs/ridaforolimus.yaml" || len(source) < 300 {
			f.Add(source)
		}
	}
	for _, seed := range []string{
		"# a\ndisplay_name: 'A' # b\nnames: [{text: a, # c\n type: INN}]\n# d\n",
		"mechanism:\n  summary: |2-\n     a\n    b\n  cites:\n  - a\n  # e\n  - b\n",
		"names:\n- # f\n  text: >+\n   a\n\n   b\n\n  type: INN\n-\n", "{display_name: A, 'lifecycle': ACTIVE, x}\n",
		"display_name: a\n  b\n\n  c\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		formatted, err := Format(source, drug)
		if err != nil {
			if strings.Contains(err.Error(), "without a loss") {
				t.Logf("not laid out: %v", err)
			}
			return
		}
		if diff := cmp.Diff(decoded(t, source, drug), decoded(t, formatted, drug), protocmp.Transform()); diff != "" {
			t.Errorf("record (-before +after):\n%s", diff)
		}
		again, err := Format(formatted, drug)
		if err != nil {
			t.Fatalf("format again: %v\n%s", err, formatted)
		}
		if diff := cmp.Diff(string(formatted), string(again)); diff != "" {
			t.Errorf("formatted twice (-once +twice):\n%s", diff)
		}
	})
}

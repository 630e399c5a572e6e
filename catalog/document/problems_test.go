package document

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// problems returns what Parse finds, and Decode into a condition, as "line:column rule path".
func problems(d *Document, findings []finding.Finding) []string {
	findings = append(findings, d.Decode(&compendiumv1.Condition{})...)
	finding.Sort(findings)
	var shown []string
	for _, f := range findings {
		shown = append(shown,
			strings.TrimSpace(fmt.Sprintf("%d:%d %s %s", f.Position.Line, f.Position.Column, f.Rule, f.Path)))
	}
	return shown
}

func TestProblems(t *testing.T) {
	const bom = "\ufeff"
	for _, c := range []struct {
		name string
		text string
		want []string // line:column rule path
	}{
		{"a good record", "display_name: A\nkind: NEOPLASM\n", nil},

		{"nothing", "", []string{"1:1 file-empty"}},
		{"white space only", "  \n\n", []string{"1:1 file-empty"}},
		{"comments only", "# to be written\n# soon\n", []string{"1:1 file-empty"}},
		{"a document marker only", "---\n", []string{"1:1 file-empty"}},
		{"null", "null\n", []string{"1:1 file-empty"}},

		{"a text in place of a record", "hello\n", []string{"1:1 field-wrong-type"}},
		{"a list in place of a record", "# note\n- a\n", []string{"2:1 field-wrong-type"}},

		{"wrong indentation", "display_name: A\nkind: NEOPLASM\n  parents: [a]\n", []string{"3:3 yaml-syntax"}},
		{"a tab as indentation", "names:\n\t- {text: a}\n", []string{"2:1 yaml-syntax"}},
		{"a no-break space as indentation", "names:\n  - {text: a}\n\u00a0 \u00a0kind: NEOPLASM\n",
			[]string{"3:1 yaml-syntax"}},
		{"a no-break space alone", "display_name: A\n\u00a0\nkind: NEOPLASM\n", []string{"2:1 yaml-syntax"}},
		{"a colon within a text", "display_name: A\ndescription: a: b\n", []string{"2:15 yaml-syntax"}},
		{"a quote that is not closed", "display_name: \"A\nkind: NEOPLASM\n", []string{"1:15 yaml-syntax"}},
		{"a bracket that is not closed", "names: [{text: a}\nkind: NEOPLASM\n", []string{"1:8 yaml-syntax"}},
		{"a character that begins nothing", "display_name: @a\n", []string{"1:15 yaml-syntax"}},
		{"an unknown escape", `display_name: "\q"`, []string{"1:16 yaml-syntax"}},
		{"a version that is not read", "%YAML 9.9\n---\ndisplay_name: A\n", []string{"1:1 yaml-syntax"}},

		{"not UTF-8", "display_name: Soci\xe9t\xe9\n", []string{"1:19 yaml-encoding"}},
		{"UTF-16", "\xff\xfed\x00", []string{"1:1 yaml-encoding"}},
		{"NUL", "display_name: A\nkind: \x00\n", []string{"2:7 yaml-encoding"}},
		{"a control character after wide characters", "display_name: äö😀\u0092\n", []string{"1:18 yaml-encoding"}},
		{"a line separator", "display_name: a\u2028b\n", []string{"1:16 yaml-encoding"}},
		{"a carriage return alone", "display_name: a\rkind: NEOPLASM\r\n", []string{"1:16 yaml-encoding"}},
		{"a byte order mark within", "display_name: a\n" + bom + "kind: NEOPLASM\n", []string{"2:1 yaml-encoding"}},
		{"a noncharacter", "display_name: a\ufffe\n", []string{"1:16 yaml-encoding"}},
		{"a byte order mark at the start is nothing", bom + "display_name: A\nkid: NEOPLASM\n",
			[]string{"2:1 field-unknown kid"}},
		{"a byte order mark moves no column", bom + "display_nam: A\n", []string{"1:1 field-unknown display_nam"}},
		{"CRLF moves no line", "display_name: A\r\nkind: NEOPLASM\r\nfoo: 1\r\n", []string{"3:1 field-unknown foo"}},

		{"a key twice", "display_name: A\nkind: NEOPLASM\ndisplay_name: B\n", []string{"3:1 yaml-duplicate-key"}},
		{"a key twice, deep within", "names:\n  - {text: a, type: SYNONYM, text: b}\n", []string{"2:30 yaml-duplicate-key"}},
		{"a key twice, within what is unknown", "foo:\n  a: 1\n  a: 2\n",
			[]string{"1:1 field-unknown foo", "3:3 yaml-duplicate-key"}},

		{"two documents", "display_name: A\nkind: NEOPLASM\n---\ndisplay_name: B\n", []string{"3:1 yaml-multiple-documents"}},
		{"two documents, the second without a marker", "display_name: A\n...\ndisplay_name: B\n",
			[]string{"3:1 yaml-multiple-documents"}},
		{"two documents after a marker of their own", bom + "# note\n--- # first\ndisplay_name: A\n---\nkind: NEOPLASM\n",
			[]string{"4:1 yaml-multiple-documents"}},
		{"a marker at the start and dots at the end", "---\ndisplay_name: A\nkind: NEOPLASM\n...\n", nil},

		{"an anchor and its alias", "display_name: &a A\ndescription: *a\n", []string{"1:15 yaml-alias", "2:14 yaml-alias"}},
		{"an alias to nothing", "display_name: *a\n", []string{"1:15 yaml-alias"}},
		{"an alias as a key", "display_name: &a A\n*a : B\n", []string{"1:15 yaml-alias", "2:1 yaml-alias"}},
		{"a merge key", "display_name: A\n<<: {kind: NEOPLASM}\n", []string{"2:1 yaml-alias"}},
		{"a merge key with an alias", "codes: &c {ncit: C100}\n<<: *c\n",
			[]string{"1:8 yaml-alias", "2:1 yaml-alias", "2:5 yaml-alias"}},

		{"nested too deep within brackets", "names:\n  " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n",
			[]string{"2:34 nesting-too-deep"}},
		{"nested too deep within lists", strings.Repeat("- ", 40) + "a\n", []string{"1:65 nesting-too-deep"}},
		{"a line that is too long", "display_name: A\ndescription: " + strings.Repeat("long ", 1700) + "\n",
			[]string{"2:1 line-too-long"}},

		{"an unknown field", "display_name: A\nknd: NEOPLASM\n", []string{"2:1 field-unknown knd"}},
		{"an unknown field in a list", "names:\n  - text: a\n    typ: SYNONYM\n", []string{"3:5 field-unknown names[0].typ"}},
		{"an unknown field after wide characters", "names: [{text: äö😀, typ: SYNONYM}]\n",
			[]string{"1:21 field-unknown names[0].typ"}},
		{"a field by its number", "2: A\n", []string{"1:1 field-unknown 2"}},
		{"a field by its name in JSON", "displayName: A\n", []string{"1:1 field-unknown displayName"}},
		{"an unknown field with a dot", "codes.ncit: C100\n", []string{`1:1 field-unknown ["codes.ncit"]`}},
		{"an unknown field that hides", "\"a\\e[2K\\n\": B\n", []string{`1:1 field-unknown ["a\x1b[2K\n"]`}},
		{"an empty key", "\"\": A\n", []string{`1:1 field-unknown [""]`}},
		{"a key that is too long", "citations: {" + strings.Repeat("k", 101) + ": {source: sources/a}}\n",
			[]string{"1:13 field-wrong-type"}},
		{"no key", ": A\ncitations: {~: {source: sources/a}}\n", []string{"1:1 field-wrong-type", "2:13 field-wrong-type"}},

		{"a text in place of a list", "names: a\n", []string{"1:8 field-wrong-type names"}},
		{"a list in place of a text", "display_name: [a]\n", []string{"1:15 field-wrong-type display_name"}},
		{"a list in place of a message", "codes: [a]\n", []string{"1:8 field-wrong-type codes"}},
		{"a text in a list of messages", "names:\n  - {text: a}\n  - b\n", []string{"3:5 field-wrong-type names[1]"}},
		{"a list in place of a map", "citations: [a]\n", []string{"1:12 field-wrong-type citations"}},
		{"a text in a map", "citations:\n  a: b\n", []string{`2:6 field-wrong-type citations["a"]`}},
		{"nothing in place of a text", "display_name:\nkind: NEOPLASM\n", []string{"1:14 field-wrong-type display_name"}},
		{"nothing in place of a list", "names:\nkind: NEOPLASM\n", []string{"1:7 field-wrong-type names"}},
		{"nothing within a list", "signs: [a, ~, b]\n", []string{"1:12 field-wrong-type signs[1]"}},
		{"a text in place of a number", "citations: {a: {passage: {words: many}}}\n", []string{`1:34 field-wrong-type citations["a"].passage.words`}},
		{"a number in quotes", "citations: {a: {passage: {words: \"5\"}}}\n", []string{`1:34 field-wrong-type citations["a"].passage.words`}},
		{"a number in another guise", "citations: {a: {passage: {words: 0x5}}}\n", []string{`1:34 field-wrong-type citations["a"].passage.words`}},
		{"a number too large", "citations: {a: {passage: {words: 9999999999}}}\n", []string{`1:34 field-wrong-type citations["a"].passage.words`}},
		{"a tag", "display_name: !!str A\nkind: !Foo NEOPLASM\n", []string{"1:15 field-wrong-type", "2:7 field-wrong-type"}},
		{"a tag without a name", "signs: [! , a]\ndisplay_name: ! A\n",
			[]string{"1:9 field-wrong-type", "2:15 field-wrong-type"}},
		{"a list as a key", "display_name: A\n? [a, b]\n: c\n", []string{"2:1 field-wrong-type"}},

		{"an unknown enum value", "kind: NEOPLASMA\n", []string{"1:7 enum-unknown kind"}},
		{"an enum value by number", "kind: 1\n", []string{"1:7 enum-unknown kind"}},
		{"an enum value in small letters", "kind: neoplasm\n", []string{"1:7 enum-unknown kind"}},
		{"the enum value for not stated", "kind: KIND_UNSPECIFIED\n", []string{"1:7 enum-unknown kind"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := problems(Parse([]byte(c.text)))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// has reports whether a rule is broken.
func has(findings []finding.Finding, rule string) bool {
	return slices.ContainsFunc(findings, func(f finding.Finding) bool { return f.Rule == rule })
}

package mutation_test

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

func lastDropped(s string) string { return s[:len(s)-1] }

// codeOfAnother sets a code of a record to that of another record and points at it.
func codeOfAnother(collection, system, code, owner string) kind {
	return kind{name: "the " + system + " code of another of the " + collection, rule: "code-duplicate", in: collection,
		apart: true, either: true,
		edit: func(p place) (string, bool) {
			codes := get(p.node, "codes")
			if p.doc.name() == owner || codes == nil || !has(codes, system) {
				return "", false
			}
			set(codes, system, code)
			return "codes." + system, true
		}}
}

var codeKinds = []kind{
	{name: "an ATC code with a character missing", rule: "code-atc-shape", at: "codes.atc", edit: scalarAt(lastDropped)},
	{name: "an ATC code with O for 0", rule: "code-atc-shape", at: "codes.atc",
		edit: scalarAt(func(s string) string { return strings.Replace(s, "0", "O", 1) })},
	{name: "an NCIt code with its prefix", rule: "code-ncit-shape", at: "codes.ncit",
		edit: scalarAt(func(s string) string { return "NCIT:" + s })},
	{name: "an NCIt code without its C", rule: "code-ncit-shape", at: "codes.ncit", edit: func(p place) (string, bool) {
		p.node.Value, p.node.Style = p.node.Value[1:], yaml.DoubleQuotedStyle
		return p.path, true
	}},
	{name: "an RxCUI with a leading zero", rule: "code-rxcui-shape", at: "codes.rxcui",
		edit: scalarAt(func(s string) string { return "0" + s })},
	{name: "a SNOMED CT identifier with a letter", rule: "code-snomed-shape", at: "codes.snomed",
		edit: scalarAt(func(s string) string { return s[:3] + "O" + s[4:] })},
	{name: "a SNOMED CT identifier with digits swapped", rule: "code-snomed-shape", at: "codes.snomed",
		edit: scalarAt(func(s string) string {
			if s[2] == s[3] {
				return ""
			}
			return s[:2] + s[3:4] + s[2:3] + s[4:]
		})},
	{name: "a SNOMED CT identifier with a wrong digit", rule: "code-snomed-shape", at: "codes.snomed",
		edit: scalarAt(func(s string) string {
			return s[:4] + string('0'+(s[4]-'0'+1)%10) + s[5:]
		})},
	{name: "a UNII with a character missing", rule: "code-unii-shape", in: "drugs", at: "codes",
		edit: with("unii", "8A1O1M485")},
	{name: "a Mondo identifier without its prefix", rule: "code-mondo-shape", at: "codes.mondo",
		edit: scalarAt(func(s string) string { return strings.TrimPrefix(s, "MONDO:") })},
	{name: "an OncoTree code in small letters", rule: "code-oncotree-shape", at: "codes.oncotree",
		edit: scalarAt(strings.ToLower)},
	{name: "an HGNC identifier with its prefix", rule: "code-hgnc-shape", at: "codes.hgnc",
		edit: scalarAt(func(s string) string { return "HGNC:" + s })},
	{name: "the retired code in the place of the current one", rule: "code-retired", in: "drugs", at: "codes",
		edit: func(p place) (string, bool) {
			retired := get(p.node, "retired")
			if retired == nil {
				return "", false
			}
			first := retired.Content[0]
			system := value(first, "system")
			if !has(p.node, system) {
				return "", false
			}
			set(p.node, system, value(first, "code"))
			return p.path + "." + system, true
		}},
	{name: "a code replaced by one that the record does not have", rule: "code-retired", in: "drugs",
		at: "codes.retired[]", edit: func(p place) (string, bool) {
			if !has(p.node, "replaced_by") {
				return "", false
			}
			set(p.node, "replaced_by", "123456")
			return p.path + ".replaced_by", true
		}},
	codeOfAnother("drugs", "atc", "M05BX04", "drugs/denosumab"),
	codeOfAnother("conditions", "ncit", "C2947", "conditions/chordoma"),
	{name: "the name of another drug", rule: "name-duplicate", in: "drugs", at: "names", apart: true, either: true,
		edit: func(p place) (string, bool) {
			other := "Gleevec"
			if p.doc.name() == "drugs/imatinib" {
				other = "Xgeva"
			}
			at := len(p.node.Content)
			add(p.node, "{text: "+other+", type: SYNONYM}")
			return "names[" + string(rune('0'+at)) + "].text", at < 10
		}},
	{name: "a brand without its market", rule: "brand-without-jurisdiction", in: "drugs", at: "names[]",
		edit: func(p place) (string, bool) {
			return p.path, value(p.node, "type") == "BRAND" && remove(p.node, "jurisdictions")
		}},
}

package mutation_test

import (
	"fmt"
	"slices"
	"strings"
)

// tombstone is the file of a retired drug that some defects add.
const tombstone = "drugs/retired-name.yaml"

func retired(more string) string {
	return "display_name: Retired name\nlifecycle: RETIRED\n" + more
}

var referenceKinds = []kind{
	{name: "a reference with a letter missing", rule: "reference-unresolved", at: "**.condition",
		edit: scalarAt(dropLetter)},
	{name: "a class with letters swapped", rule: "reference-unresolved", in: "drugs", at: "classes[]",
		edit: scalarAt(func(s string) string { return "classes/" + swapLetters(strings.TrimPrefix(s, "classes/")) })},
	{name: "a citation of a source that is not there", rule: "reference-unresolved", at: "citations{}.source",
		edit: scalarAt(dropLetter)},
	{name: "a target in the place of a condition", rule: "reference-wrong-kind", at: "**.condition",
		edit: to("targets/kit")},
	{name: "a condition in the place of a target", rule: "reference-wrong-kind", in: "drugs classes",
		at: "mechanism.targets[]", edit: to("conditions/chordoma")},
	{name: "a class in the place of a drug", rule: "regimen-component-not-drug", in: "regimens", at: "components[].drug",
		edit: to("classes/anthracycline")},
	{name: "a class among the drugs that share a brand", rule: "class-as-drug", in: "drugs", at: "names[]",
		edit: func(p place) (string, bool) {
			return p.path + ".shared_with[0]", value(p.node, "type") == "BRAND" &&
				set(p.node, "shared_with", "[classes/platinum-compound]")
		}},
	{name: "a procedure in a regimen", rule: "regimen-component-not-drug", in: "regimens", at: "components[].drug",
		edit: to("procedures/radiotherapy")},
	{name: "a condition that is its own parent", rule: "reference-circular", in: "conditions", at: "parents[]",
		edit: func(p place) (string, bool) {
			p.node.Value = p.doc.name()
			return p.path, true
		}, apart: true},
	{name: "a class twice", rule: "reference-duplicate", in: "drugs", at: "classes", edit: func(p place) (string, bool) {
		return fmt.Sprintf("classes[%d]", len(p.node.Content)), add(p.node, p.node.Content[0].Value)
	}},
	{name: "a retired drug in a regimen", rule: "reference-retired", in: "regimens", files: func(d *document) *mutant {
		p := d.places("components[].drug")[0]
		p.node.Value = "drugs/retired-name"
		text := d.String()
		line, column := position(text, p.path)
		return &mutant{files: map[string]string{tombstone: retired("replaced_by: [drugs/cisplatin]\n"), d.file: text},
			file: d.file, line: line, column: column}
	}},
	{name: "a tombstone that leads nowhere", rule: "tombstone-without-replacement", in: "regimens",
		files: func(*document) *mutant {
			return &mutant{files: map[string]string{tombstone: retired("")}, file: tombstone, line: 2, column: 12}
		}},
	{name: "a replacement of a drug that is in use", rule: "tombstone-without-replacement", in: "drugs",
		edit: func(p place) (string, bool) {
			return "replaced_by", p.doc.name() != "drugs/cisplatin" && set(p.node, "replaced_by", "[drugs/cisplatin]")
		}},
	{name: "an event of a use with a letter missing", rule: "use-unknown", in: "drugs",
		at: "products[].authorizations[].use", edit: scalarAt(dropLetter)},
	{name: "an administration of a use that is not there", rule: "use-unknown", in: "drugs",
		at: "administrations[].uses[]", edit: scalarAt(dropLetter)},
	{name: "a use twice", rule: "use-duplicate", in: "drugs", at: "uses", edit: func(p place) (string, bool) {
		p.node.Content = append(p.node.Content, p.node.Content[0])
		return fmt.Sprintf("uses[%d].id", len(p.node.Content)-1), true
	}},
	{name: "a use twice, under another id", rule: "use-repeated", in: "drugs", at: "uses",
		edit: func(p place) (string, bool) {
			return useAgain(p), true
		}},
	{name: "a use twice, once advised against", rule: "use-contradiction", in: "drugs", at: "uses",
		edit: func(p place) (string, bool) {
			recommended := []string{"STANDARD_FIRST", "MAY_BE_USED", "SOMETIMES_USED"}
			path := useAgain(p)
			again := p.node.Content[len(p.node.Content)-1]
			return join(path, "strength"), slices.Contains(recommended, value(again, "strength")) &&
				set(again, "strength", "NOT_RECOMMENDED")
		}},
}

// useAgain adds the first use again, under another id, and returns its path.
func useAgain(p place) string {
	again := clone(p.node.Content[0])
	set(again, "id", "of-another-source")
	p.node.Content = append(p.node.Content, again)
	return fmt.Sprintf("uses[%d]", len(p.node.Content)-1)
}

package mutation_test

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"
)

var enumValue = regexp.MustCompile(`^[A-Z]+(_[A-Z]+)+$|^(ORAL|INTRAVENOUS|SUBCUTANEOUS|BRAND|INN|TABLET|CAPSULE|ACTIVE|APPROVED|EXPANDED|SERIOUS|METASTATIC|LABEL|REGISTER|BACKBONE)$`)

// scalarAt changes a scalar and points at it. A change that returns "" is skipped.
func scalarAt(change func(string) string) func(place) (string, bool) {
	return func(p place) (string, bool) {
		if p.node.Kind != yaml.ScalarNode {
			return "", false
		}
		changed := change(p.node.Value)
		if changed == "" || changed == p.node.Value {
			return "", false
		}
		p.node.Value = changed
		return p.path, true
	}
}

// to replaces a scalar.
func to(value string) func(place) (string, bool) {
	return scalarAt(func(string) string { return value })
}

// without removes a field of a mapping and points at what should hold it.
func without(field string) func(place) (string, bool) {
	return func(p place) (string, bool) { return p.path, remove(p.node, field) }
}

// with sets a field of a mapping and points at it.
func with(field, text string) func(place) (string, bool) {
	return func(p place) (string, bool) {
		return join(p.path, field), p.node.Kind == yaml.MappingNode && set(p.node, field, text)
	}
}

func dropLetter(s string) string {
	if len(s) < 4 {
		return ""
	}
	return s[:len(s)-2] + s[len(s)-1:]
}

func swapLetters(s string) string {
	if len(s) < 5 || s[2] == s[3] {
		return ""
	}
	return s[:2] + s[3:4] + s[2:3] + s[4:]
}

// misspell changes the spelling of a key and points at the key.
func misspell(change func(string) string) func(d *document, t *texts) {
	return func(d *document, t *texts) {
		lines := strings.SplitAfter(d.text, "\n")
		for _, p := range d.places("**") {
			if p.node.Kind != yaml.MappingNode || p.path == "citations" {
				continue
			}
			for i := 0; i < len(p.node.Content); i += 2 {
				key := p.node.Content[i]
				changed := change(key.Value)
				if changed == "" {
					continue
				}
				line := []rune(lines[key.Line-1])
				mutated := append([]string(nil), lines...)
				mutated[key.Line-1] = string(line[:key.Column-1]) + changed + string(line[key.Column-1+len([]rune(key.Value)):])
				t.add(strings.Join(mutated, ""), key.Line, key.Column)
			}
		}
	}
}

var valueKinds = []kind{
	{name: "a key with a letter missing", rule: "field-unknown", write: misspell(dropLetter)},
	{name: "a key with letters swapped", rule: "field-unknown", write: misspell(swapLetters)},
	{name: "a key in camelCase", rule: "field-unknown", write: misspell(func(key string) string {
		before, after, found := strings.Cut(key, "_")
		if !found {
			return ""
		}
		return before + strings.ToUpper(after[:1]) + after[1:]
	})},
	{name: "a route of a procedure", rule: "field-unknown", in: "procedures",
		edit: with("administrations", "[{route: ORAL}]")},
	{name: "a label of a procedure", rule: "field-unknown", in: "procedures",
		edit: with("labels", "[{jurisdiction: US, off_label: false}]")},
	{name: "a license of a class", rule: "field-unknown", in: "classes", edit: with("products", "[{brand: Example}]")},
	{name: "a value with a letter missing", rule: "enum-unknown", at: "**", edit: scalarAt(func(s string) string {
		if !enumValue.MatchString(s) {
			return ""
		}
		return dropLetter(s)
	})},
	{name: "a value in small letters", rule: "enum-unknown", at: "**", edit: scalarAt(func(s string) string {
		if !enumValue.MatchString(s) {
			return ""
		}
		return strings.ToLower(s)
	})},
	{name: "a text where a list is meant", rule: "field-wrong-type", at: "**.cites", edit: func(p place) (string, bool) {
		*p.node = *snippet(p.node.Content[0].Value)
		return p.path, true
	}},
	{name: "yes where true is meant", rule: "field-wrong-type", at: "**.off_label", edit: to("yes")},
	{name: "a field without a value", rule: "field-wrong-type", at: "**.side_effects", edit: func(p place) (string, bool) {
		*p.node = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
		return p.path, true
	}},
	{name: "a record without its name", rule: "field-required", edit: without("display_name")},
	{name: "a source without dates", rule: "field-required", in: "sources", edit: without("dates")},
	{name: "a use without its condition", rule: "field-required", in: "drugs classes regimens", at: "uses[]",
		edit: without("condition")},
	{name: "a citation without its source", rule: "field-required", at: "citations{}", edit: without("source")},
	{name: "an administration without its route", rule: "field-required", in: "drugs", at: "administrations[]",
		edit: without("route")},
	{name: "a side effect without its term", rule: "field-required", in: "drugs classes", at: "side_effects[]",
		edit: without("term")},
	{name: "an event without its date", rule: "field-required", in: "drugs", at: "products[].authorizations[]",
		edit: without("date")},
	{name: "a name as long as a page", rule: "field-too-long", at: "display_name",
		edit: scalarAt(func(s string) string { return strings.Repeat(s+" and ", 60) + s })},
	{name: "a status that somebody typed", rule: "field-derived", in: "drugs", at: "uses[].labels[]",
		edit: with("status", "ON_LABEL")},
	{name: "the name of a use, typed", rule: "field-derived", in: "drugs", at: "uses[]",
		edit: func(p place) (string, bool) {
			return join(p.path, "name"), set(p.node, "name", p.doc.name()+"/uses/"+value(p.node, "id"))
		}},
	{name: "a space at the end of a name", rule: "text-shape", at: "display_name", edit: func(p place) (string, bool) {
		p.node.Value, p.node.Style = p.node.Value+" ", yaml.DoubleQuotedStyle
		return p.path, true
	}},
	{name: "a line break in a text", rule: "text-shape", at: "**.term", edit: func(p place) (string, bool) {
		p.node.Value, p.node.Style = p.node.Value+"\nand more", yaml.DoubleQuotedStyle
		return p.path, true
	}},
	{name: "a space without width", rule: "text-shape", at: "**", edit: func(p place) (string, bool) {
		if p.node.Kind != yaml.ScalarNode || p.node.Style != 0 || strings.Count(p.node.Value, " ") < 2 {
			return "", false
		}
		p.node.Value = strings.Replace(p.node.Value, " ", "\u200b ", 1)
		return p.path, true
	}},
	{name: "an id in capitals", rule: "key-shape", in: "regimens", at: "uses[].id", edit: scalarAt(strings.ToUpper)},
	{name: "a key of a citation in capitals", rule: "key-shape", in: "conditions procedures trials", at: "citations",
		edit: func(p place) (string, bool) {
			set(p.node, "Other_Key", "{source: "+value(p.node.Content[1], "source")+"}")
			return "citations.Other_Key", true
		}},
	{name: "a month that does not exist", rule: "date-shape", at: "**.date", edit: scalarAt(func(s string) string {
		if len(s) != 10 {
			return ""
		}
		return s[:5] + "13" + s[7:]
	})},
	{name: "a day that does not exist", rule: "date-shape", at: "**.date", edit: scalarAt(func(s string) string {
		if len(s) != 10 {
			return ""
		}
		return s[:5] + "02-30"
	})},
	{name: "a date as people write it", rule: "date-shape", at: "**.date", edit: scalarAt(func(s string) string {
		if len(s) != 10 {
			return ""
		}
		return s[8:] + "/" + s[5:7] + "/" + s[:4]
	})},
	{name: "a fingerprint cut off", rule: "digest-shape", at: "citations{}.passage.sha256",
		edit: scalarAt(func(s string) string { return s[:60] })},
	{name: "a digest in capitals", rule: "digest-shape", in: "sources", at: "archive.sha256",
		edit: scalarAt(strings.ToUpper)},
	{name: "a country by its nickname", rule: "region-shape", in: "drugs", at: "**.jurisdiction",
		edit: func(p place) (string, bool) {
			nickname := map[string]string{"GB": "UK", "US": "USA", "EU": "EEA"}[p.node.Value]
			if nickname == "" {
				return "", false
			}
			p.node.Value = nickname
			return p.path, true
		}},
	{name: "a title in the place of a name", rule: "resource-shape", at: "**.condition",
		edit: scalarAt(func(s string) string {
			return strings.ToUpper(s[11:12]) + strings.ReplaceAll(s[12:], "-", " ")
		})},
	{name: "a reference with a capital", rule: "resource-shape", at: "**.source", edit: scalarAt(func(s string) string {
		return "sources/" + strings.ToUpper(strings.TrimPrefix(s, "sources/"))
	})},
	{name: "an extent twice", rule: "list-duplicate", in: "drugs classes regimens", at: "uses[].extent",
		edit: repeatFirst},
	{name: "a dose form twice", rule: "list-duplicate", in: "drugs", at: "products[].dose_forms", edit: repeatFirst},
	{name: "a passage of no words", rule: "field-invalid", at: "citations{}.passage.words", edit: to("0")},
}

func repeatFirst(p place) (string, bool) {
	return p.path, add(p.node, p.node.Content[0].Value)
}

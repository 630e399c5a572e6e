package mutation_test

import "strings"

// replacing changes a text that has a part.
func replacing(old, with string) func(place) (string, bool) {
	return scalarAt(func(s string) string { return strings.Replace(s, old, with, 1) })
}

// textKinds are defects in texts and dates that readers do not see, and values that a colleague would not believe.
var textKinds = []kind{
	{name: "an entity of HTML in a text", rule: "text-markup", at: "**.display_name", edit: replacing(" ", "&nbsp;")},
	{name: "a tag of HTML in a text", rule: "text-markup", at: "**.term",
		edit: scalarAt(func(s string) string { return "<i>" + s + "</i>" })},
	{name: "two spaces in a row", rule: "text-spaces", at: "**.title", edit: replacing(" ", "  ")},
	{name: "a no-break space", rule: "text-spaces", at: "**.title", edit: replacing(" ", "\u00a0")},
	{name: "a Cyrillic letter in a name", rule: "script-mixed", at: "names[].text", edit: replacing("a", "а")},
	{name: "letters of double width in a name", rule: "script-mixed", at: "names[].text", edit: replacing("a", "ａ")},
	{name: "a period at the end of a name", rule: "text-typo", in: "drugs conditions", at: "display_name",
		edit: func(p place) (string, bool) {
			p.node.Value += "."
			return p.path, !has(p.doc.root, "replaced_by") // tombstones are not looked at
		}},
	{name: "a word twice", rule: "text-typo", at: "**.summary", edit: replacing(" of ", " of of ")},
	{name: "a comma at the end of a text", rule: "text-typo", at: "**.summary",
		edit: scalarAt(func(s string) string { return strings.TrimSuffix(s, ".") + "," })},
	{name: "a placeholder in a summary", rule: "text-placeholder", at: "**.summary", edit: to("TBD")},
	{name: "a year before all printing", rule: "date-implausible", in: "sources", at: "dates.published", edit: to("1066")},
	{name: "a review due before it was done", rule: "date-order", at: "review.next_due", edit: to("2026-01-02")},
	{name: "a review of a year to come", rule: "date-in-future", in: "procedures regimens", at: "review.date", apart: true,
		edit: func(p place) (string, bool) {
			set(get(p.doc.root, "review"), "next_due", `"2063-01-01"`)
			p.node.Value = "2062-01-01"
			return p.path, true
		}},
	{name: "a source of a year to come", rule: "date-in-future", in: "sources", at: "dates.published",
		edit: func(p place) (string, bool) {
			return p.path, set(p.doc.root, "dates", `{published: "2062-01-01"}`)
		}},
	{name: "an editor as clinician", rule: "review-role-not-clinical", at: "review", edit: func(p place) (string, bool) {
		return "review.by_role", set(p.node, "status", "CLINICALLY_REVIEWED")
	}},
	{name: "a tablet into a vein", rule: "route-contradicts-form", in: "drugs", at: "administrations[]",
		edit: func(p place) (string, bool) {
			form := value(p.node, "dose_form")
			return p.path + ".route", (form == "TABLET" || form == "CAPSULE") && set(p.node, "route", "INTRAVENOUS")
		}},
	{name: "an INN with letters swapped", rule: "inn-differs-from-id", in: "drugs", at: "names[]",
		edit: func(p place) (string, bool) {
			text := value(p.node, "text")
			return p.path + ".text", value(p.node, "type") == "INN" && len(text) > 3 &&
				set(p.node, "text", text[:1]+text[2:3]+text[1:2]+text[3:])
		}},
}

package mutation_test

import (
	"fmt"
	"slices"
	"strings"
)

var drugKinds = []kind{
	{name: "no route", rule: "drug-route-missing", in: "drugs", edit: without("administrations")},
	{name: "no side effects", rule: "drug-side-effects-missing", in: "drugs", edit: without("side_effects")},
	{name: "no products", rule: "drug-product-missing", in: "drugs", edit: func(p place) (string, bool) {
		return "", remove(p.node, "products")
	}},
	{name: "no citations", rule: "drug-reference-missing", in: "drugs", edit: without("citations")},
	{name: "a gap in the place of the route", rule: "drug-route-missing", in: "drugs", edit: gapFor("administrations")},
	{name: "a gap in the place of the side effects", rule: "drug-side-effects-missing", in: "drugs",
		edit: gapFor("side_effects")},
	{name: "another dose form than the products'", rule: "dose-form-contradicts-products", in: "drugs",
		at: "administrations[].dose_form", edit: func(p place) (string, bool) {
			if !strings.Contains(p.doc.text, "dose_forms: ") ||
				strings.Contains(p.doc.text, "field: administrations.dose_form") {
				return "", false
			}
			for _, form := range []string{"ORAL_PELLETS", "DISPERSION_FOR_INFUSION"} {
				if !strings.Contains(p.doc.text, form) {
					p.node.Value = form
					return p.path, true
				}
			}
			return "", false
		}},
	{name: "a serious effect without what to do", rule: "serious-without-action", in: "drugs", at: "side_effects[]",
		edit: func(p place) (string, bool) {
			return p.path, value(p.node, "seriousness") == "SERIOUS" && remove(p.node, "action")
		}},
	{name: "a frequency band from a page", rule: "frequency-band-without-label", in: "drugs", at: "side_effects[]",
		edit: func(p place) (string, bool) {
			page := ""
			for _, c := range p.doc.places("citations{}") {
				publisher, _, _ := strings.Cut(value(c.node, "source"), "-")
				if slices.Contains([]string{"sources/acs", "sources/cruk", "sources/ccs"}, publisher) {
					page = steps(c.path)[1]
				}
			}
			return join(p.path, "frequencies[0].band"),
				page != "" && set(p.node, "frequencies", "[{band: COMMON, cites: ["+page+"]}]")
		}},
	{name: "a gap of a field that does not exist", rule: "gap-field-unknown", at: "gaps[].field",
		edit: scalarAt(func(s string) string { return s + "_of" })},
	{name: "a gap whose field is filled", rule: "gap-filled", edit: func(p place) (string, bool) {
		set(p.node, "gaps", "[{field: display_name, reason: It was not found.}]")
		return "gaps[0].field", true
	}},
	{name: "a conflict that nobody settled", rule: "conflict-unresolved", at: "conflicts[]", edit: without("resolution")},
}

// gapFor removes a field of an active drug and records that as a gap, which does not excuse it.
func gapFor(field string) func(place) (string, bool) {
	return func(p place) (string, bool) {
		if value(p.node, "lifecycle") != "ACTIVE" || !remove(p.node, field) {
			return "", false
		}
		gap := "{field: " + field + ", reason: The source lost it.}"
		if gaps := get(p.node, "gaps"); gaps != nil {
			add(gaps, gap)
			return fmt.Sprintf("gaps[%d]", len(gaps.Content)-1), true
		}
		return "gaps[0]", set(p.node, "gaps", "["+gap+"]")
	}
}

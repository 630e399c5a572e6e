package mutation_test

import (
	"fmt"
	"slices"
	"strings"
)

// each is the form of labels and of events.
const (
	eachLabel = "uses[].labels[]"
	eachEvent = "products[].authorizations[]"
)

// granting are the events that put a use on label.
var granting = []string{"APPROVED", "ACCELERATED", "EXPANDED", "CONVERTED"}

// labelOf finds the label of a use in a jurisdiction, by what its flag is.
func labelOf(d *document, use, jurisdiction, flag string) (path string, found bool) {
	for _, p := range d.places(eachLabel) {
		u := d.places("uses[]")[slices.IndexFunc(d.places("uses[]"),
			func(u place) bool { return strings.HasPrefix(p.path, u.path+".") })]
		if value(u.node, "id") == use && value(p.node, "jurisdiction") == jurisdiction && value(p.node, "off_label") == flag {
			return p.path + ".off_label", true
		}
	}
	return "", false
}

// removeEvent removes the only event of its kind that decides on a use, and points at the label that then is wrong.
func removeEvent(kinds []string, flag string) func(place) (string, bool) {
	return func(p place) (string, bool) {
		if !slices.Contains(kinds, value(p.node, "event")) || has(p.node, "indication") {
			return "", false
		}
		product := parentOf(p, "products[]")
		jurisdiction := value(product.node, "jurisdiction")
		uses := []string{value(p.node, "use")}
		if uses[0] == "" { // of the whole product
			uses = nil
			for _, e := range get(product.node, "authorizations").Content {
				uses = append(uses, value(e, "use"))
			}
		}
		same := 0
		for _, other := range p.doc.places(eachEvent) {
			if value(parentOf(other, "products[]").node, "jurisdiction") == jurisdiction &&
				value(other.node, "use") == value(p.node, "use") &&
				slices.Contains(kinds, value(other.node, "event")) {
				same++
			}
		}
		for _, use := range uses {
			if path, ok := labelOf(p.doc, use, jurisdiction, flag); ok && use != "" && same == 1 {
				removePlace(p)
				return path, true
			}
		}
		return "", false
	}
}

// parentOf returns the place of a form that holds another.
func parentOf(p place, form string) place {
	for _, candidate := range p.doc.places(form) {
		if strings.HasPrefix(p.path, candidate.path+".") {
			return candidate
		}
	}
	return place{}
}

// removePlace takes an item out of its list.
func removePlace(p place) {
	for _, list := range p.doc.places(strings.TrimSuffix(p.form, "[]")) {
		for i, item := range list.node.Content {
			if item == p.node {
				cut(list.node, i)
				return
			}
		}
	}
}

// flip writes the other flag.
func flip(p place) (string, bool) {
	other := map[string]string{"true": "false", "false": "true"}[value(p.node, "off_label")]
	return p.path + ".off_label", other != "" && set(p.node, "off_label", other)
}

// on restricts a defect to records of which a field has one of some values.
func on(field string, values []string, edit func(place) (string, bool)) func(place) (string, bool) {
	return func(p place) (string, bool) {
		if !slices.Contains(values, value(p.doc.root, field)) {
			return "", false
		}
		return edit(p)
	}
}

var labelKinds = []kind{
	{name: "off_label deleted", rule: "off-label-unset", in: "drugs", at: eachLabel, edit: without("off_label")},
	{name: "off_label and a reason", rule: "off-label-unset", in: "drugs", at: eachLabel,
		edit: func(p place) (string, bool) {
			return p.path, has(p.node, "off_label") && set(p.node, "unknown", "Nobody looked.")
		}},
	{name: "off_label flipped", rule: "off-label-contradicts-events", in: "drugs", at: eachLabel,
		edit: on("lifecycle", []string{"ACTIVE"}, flip)},
	{name: "a drug that was withdrawn, on label", rule: "off-label-contradicts-events", in: "drugs", at: eachLabel,
		edit: on("lifecycle", []string{"WITHDRAWN"}, flip)},
	{name: "an investigational drug, on label", rule: "investigational-on-label", in: "drugs", at: eachLabel,
		edit: on("lifecycle", []string{"INVESTIGATIONAL"}, flip)},
	{name: "a reason where the status is known", rule: "off-label-contradicts-events", in: "drugs", at: eachLabel,
		edit: func(p place) (string, bool) {
			return p.path + ".unknown", remove(p.node, "off_label") && remove(p.node, "cites") &&
				set(p.node, "unknown", "Nobody looked.")
		}},
	{name: "a flag where the status is unknown", rule: "coverage-undeclared", in: "drugs", at: eachLabel,
		edit: func(p place) (string, bool) {
			return p.path + ".off_label", remove(p.node, "unknown") && set(p.node, "off_label", "true") &&
				set(p.node, "cites", "["+get(parentOf(p, "uses[]").node, "cites").Content[0].Value+"]")
		}},
	{name: "an off-label flag without a citation", rule: "off-label-without-citation", in: "drugs", at: eachLabel,
		edit: func(p place) (string, bool) {
			return p.path, has(p.node, "off_label") && remove(p.node, "cites")
		}},
	{name: "a use without labels", rule: "use-without-label", in: "drugs", at: "uses[]", edit: without("labels")},
	{name: "two labels for one jurisdiction", rule: "label-jurisdiction-duplicate", in: "drugs", at: "uses[].labels",
		edit: func(p place) (string, bool) {
			p.node.Content = append(p.node.Content, p.node.Content[0])
			return fmt.Sprintf("%s[%d].jurisdiction", p.path, len(p.node.Content)-1), true
		}},
	{name: "a jurisdiction missing of a page that is cited", rule: "label-jurisdiction-missing", in: "drugs",
		at: eachLabel, edit: func(p place) (string, bool) {
			use := parentOf(p, "uses[]")
			if len(get(use.node, "labels").Content) < 2 {
				return "", false
			}
			for _, key := range get(use.node, "cites").Content {
				for _, c := range p.doc.places("citations{}") {
					source := value(c.node, "source")
					speaks := strings.HasPrefix(source, "sources/acs-") && value(p.node, "jurisdiction") == "US" ||
						strings.HasPrefix(source, "sources/ccs-") && value(p.node, "jurisdiction") == "CA" ||
						strings.HasPrefix(source, "sources/cruk-") && value(p.node, "jurisdiction") == "GB"
					if steps(c.path)[1] == key.Value && speaks {
						removePlace(p)
						return use.path + ".labels", true
					}
				}
			}
			return "", false
		}},
	{name: "an approval removed", rule: "off-label-contradicts-events", in: "drugs", at: eachEvent,
		edit: func(p place) (string, bool) {
			covered := coveredBy(p.doc, "regulators/fda") && value(parentOf(p, "products[]").node, "jurisdiction") == "US"
			if !covered {
				return "", false
			}
			return removeEvent(granting, "false")(p)
		}},
	{name: "an approval removed where coverage is not declared", rule: "coverage-undeclared", in: "drugs", at: eachEvent,
		edit: func(p place) (string, bool) {
			if coveredBy(p.doc, "regulators/fda") || value(parentOf(p, "products[]").node, "jurisdiction") != "US" {
				return "", false
			}
			return removeEvent(granting, "false")(p)
		}},
	{name: "a revocation removed", rule: "off-label-contradicts-events", in: "drugs", at: eachEvent,
		edit: removeEvent([]string{"REVOKED", "EXPIRED"}, "true")},
	{name: "the first approval of a product removed", rule: "authorization-impossible", in: "drugs",
		at: "products[].authorizations", edit: func(p place) (string, bool) {
			if len(p.node.Content) < 2 || value(p.node.Content[0], "event") != "APPROVED" ||
				value(p.node.Content[1], "event") != "EXPANDED" {
				return "", false
			}
			for _, e := range p.node.Content[1:] {
				if value(e, "event") != "EXPANDED" {
					return "", false
				}
			}
			cut(p.node, 0)
			return p.path + "[0].event", true
		}},
	{name: "events in the wrong order", rule: "authorization-order", in: "drugs", at: "products[].authorizations",
		edit: func(p place) (string, bool) {
			if len(p.node.Content) < 2 || has(p.node.Content[1], "or_earlier") ||
				value(p.node.Content[0], "date")[:4] == value(p.node.Content[1], "date")[:4] {
				return "", false
			}
			p.node.Content[0], p.node.Content[1] = p.node.Content[1], p.node.Content[0]
			return p.path + "[1].date", true
		}},
	{name: "an end without its reason", rule: "authorization-without-reason", in: "drugs", at: eachEvent,
		edit: without("reason")},
	{name: "an approval of nothing", rule: "authorization-without-use", in: "drugs", at: eachEvent,
		edit: func(p place) (string, bool) {
			return p.path, slices.Contains(granting, value(p.node, "event")) &&
				(remove(p.node, "use") || remove(p.node, "indication"))
		}},
	{name: "an event of another country's regulator", rule: "authorization-wrong-regulator", in: "drugs", at: eachEvent,
		edit: func(p place) (string, bool) {
			regulator := get(p.node, "regulator")
			other := map[string]string{"regulators/fda": "regulators/ema", "regulators/ema": "regulators/fda",
				"regulators/health-canada": "regulators/fda"}[regulator.Value]
			regulator.Value = other
			return p.path + ".regulator", other != ""
		}},
	{name: "an event of a body that pays", rule: "access-decision-as-label", in: "drugs", at: eachEvent + ".regulator",
		edit: to("regulators/nice")},
	{name: "a decision about paying by a licensing body", rule: "access-decision-as-label", in: "drugs",
		at: "access_decisions[].body", apart: true, edit: to("regulators/mhra")},
	{name: "coverage by a body that pays", rule: "coverage-of-payer", in: "drugs", at: "coverage[].regulator",
		edit: to("regulators/nice")},
	{name: "coverage of another country", rule: "coverage-without-mandate", in: "drugs", at: "coverage[]",
		edit: func(p place) (string, bool) {
			return p.path + ".jurisdiction", value(p.node, "jurisdiction") != "EU" && set(p.node, "jurisdiction", "CH")
		}},
	{name: "coverage of years ago", rule: "coverage-stale", in: "drugs", at: "coverage[].complete_as_of",
		edit: to("2012-01-01")},
	{name: "coverage of the EU without its procedures", rule: "coverage-procedures", in: "drugs", at: "coverage[]",
		edit: func(p place) (string, bool) {
			remove(p.node, "only_procedure")
			return p.path, remove(p.node, "procedures")
		}},
	{name: "coverage removed", rule: "coverage-undeclared", in: "drugs", files: coverageRemoved, apart: true},
	{name: "a withdrawn drug as the standard", rule: "withdrawn-as-standard", in: "drugs", at: "uses[].strength",
		edit: on("lifecycle", []string{"WITHDRAWN", "INVESTIGATIONAL"}, to("STANDARD_FIRST"))},
}

// coveredBy reports whether a drug declares that the records of a regulator are complete.
func coveredBy(d *document, regulator string) bool {
	return slices.ContainsFunc(d.places("coverage[]"),
		func(p place) bool { return value(p.node, "regulator") == regulator })
}

// coverageRemoved takes the FDA's coverage out of a drug. Its first flag that rests on it is then proven by nothing.
func coverageRemoved(d *document) *mutant {
	for _, p := range d.places("coverage[]") {
		if value(p.node, "regulator") != "regulators/fda" {
			continue
		}
		for _, use := range d.places("uses[]") {
			id := value(use.node, "id")
			path, ok := labelOf(d, id, "US", "true")
			if !ok || strings.Contains(d.text, "use: "+id) {
				continue
			}
			removePlace(p)
			text := d.String()
			line, column := position(text, path)
			return &mutant{files: map[string]string{d.file: text}, file: d.file, line: line, column: column}
		}
	}
	return nil
}

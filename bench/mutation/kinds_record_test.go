package mutation_test

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// again appends a copy of an item of a list with some of its fields changed, and points at the copy, or at a field of
// it.
func again(points string, changed ...string) func(place) (string, bool) {
	return func(p place) (string, bool) {
		if p.node.Kind != yaml.SequenceNode || len(p.node.Content) == 0 {
			return "", false
		}
		item := clone(p.node.Content[0])
		for i := 0; i < len(changed); i += 2 {
			set(item, changed[i], changed[i+1])
		}
		p.node.Content = append(p.node.Content, item)
		return join(fmt.Sprintf("%s[%d]", p.path, len(p.node.Content)-1), points), true
	}
}

// safety adds items on safety to a drug, and points at a place in them. CITE is replaced by the key of a label in the
// drug's country.
func safety(name, rule, items, points string) kind {
	return kind{name: name, rule: rule, in: "drugs", edit: func(p place) (string, bool) {
		key := labelKey(p.doc)
		return points, key != "" && set(p.node, "safety", strings.ReplaceAll(items, "CITE", key))
	}}
}

// dosed adds doses to the first use of a drug, one for each list of steps, and points at a place in the last.
func dosed(name, rule, points string, doses ...string) kind {
	return kind{name: name, rule: rule, in: "drugs", edit: func(p place) (string, bool) {
		key, uses, routes := labelKey(p.doc), p.doc.places("uses[].id"), p.doc.places("administrations[].route")
		if key == "" || len(uses) == 0 || len(routes) == 0 {
			return "", false
		}
		var list []string
		for i, steps := range doses {
			list = append(list, fmt.Sprintf("{id: dose-%d, uses: [%s], basis: LABEL, route: %s, steps: [%s], cites: [%s]}", i,
				uses[0].node.Value,
				routes[0].node.Value, steps, key))
		}
		return fmt.Sprintf("doses[%d].%s", len(doses)-1, points), set(p.node, "doses", "["+strings.Join(list, ", ")+"]")
	}}
}

// blocks splits a regimen into blocks of one part, with the steps of its first drug, and points at a place in the last.
func blocks(name, rule, points string, all ...string) kind {
	return kind{name: name, rule: rule, in: "regimens", at: "components", edit: func(p place) (string, bool) {
		drug, cites := value(p.node.Content[0], "drug"), get(p.node.Content[0], "cites")
		if drug == "" || cites == nil {
			return "", false
		}
		var list []string
		for i, steps := range all {
			list = append(list, fmt.Sprintf("{id: block-%d, parts: [{drug: %s, steps: [%s]}], cites: [%s]}", i, drug,
				steps, cites.Content[0].Value))
		}
		return fmt.Sprintf("blocks[%d].parts[0].steps[0].%s", len(all)-1, points),
			set(p.doc.root, "blocks", "["+strings.Join(list, ", ")+"]")
	}}
}

// labelKey returns the key of a citation of a US label, or "".
func labelKey(d *document) string {
	for _, c := range d.places("citations{}") {
		if key := steps(c.path)[1]; strings.Contains(sourceOf(d, key), "\nkind: LABEL\n") {
			return key
		}
	}
	return ""
}

var recordKinds = []kind{
	{name: "the INN again, as a name of one country", rule: "name-same-as-inn", in: "drugs", at: "names",
		edit: func(p place) (string, bool) {
			return fmt.Sprintf("names[%d]", len(p.node.Content)), value(p.node.Content[0], "type") == "INN" &&
				add(p.node, "{text: "+value(p.node.Content[0], "text")+", type: USAN}")
		}},
	{name: "the salt of another drug", rule: "name-differs-by-salt", in: "drugs", at: "names", apart: true, either: true,
		edit: func(p place) (string, bool) {
			return fmt.Sprintf("names[%d].text", len(p.node.Content)),
				p.doc.name() != "drugs/cisplatin" && add(p.node, "{text: cisplatin sodium, type: SALT}")
		}},
	{name: "a product whose brand is none of the names", rule: "brand-unlisted", in: "drugs", at: "products[].brand",
		edit: scalarAt(swapLetters)},
	{name: "a product twice", rule: "product-duplicate", in: "drugs", at: "products", edit: again("", "id", "again")},
	{name: "the id of another product", rule: "id-duplicate", in: "drugs", at: "products", edit: again("id")},
	{name: "a revocation twice", rule: "authorization-impossible", in: "drugs", at: "products[].authorizations",
		edit: func(p place) (string, bool) {
			i := slices.IndexFunc(p.node.Content, func(e *yaml.Node) bool { return value(e, "event") == "REVOKED" })
			if i < 0 {
				return "", false
			}
			second := clone(p.node.Content[i])
			set(second, "id", "again")
			set(second, "date", `"2024-01-01"`)
			p.node.Content = append(p.node.Content, second)
			return fmt.Sprintf("%s[%d].event", p.path, len(p.node.Content)-1), true
		}},
	{name: "an event twice", rule: "event-duplicate", in: "drugs", at: "products[].authorizations",
		edit: func(p place) (string, bool) {
			if has(p.node.Content[0], "indication_unknown") {
				return "", false
			}
			return again("", "id", "again")(p)
		}},
	{name: "a side effect twice, in other words", rule: "side-effect-duplicate", in: "drugs", at: "side_effects",
		edit: func(p place) (string, bool) {
			if has(p.node.Content[0], "frequencies") {
				return "", false
			}
			return again("effect", "term", "another word")(p)
		}},
	{name: "a rate that is not in its band", rule: "frequency-impossible", in: "drugs", at: "side_effects[]",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			return p.path + ".frequencies[0].band", key != "" && !has(p.node, "source_frequency") &&
				set(p.node, "frequencies", `[{band: RARE, percent: "12", cites: [`+key+"]}]")
		}},
	{name: "a lifecycle against the licenses", rule: "lifecycle-contradicts-licenses", in: "drugs", at: "lifecycle",
		edit: func(p place) (string, bool) {
			return p.path, p.node.Value == "ACTIVE" && func() bool { p.node.Value = "WITHDRAWN"; return true }()
		}},
	{name: "a route that no product has", rule: "route-without-product", in: "drugs", at: "administrations[].route",
		edit: func(p place) (string, bool) {
			for _, product := range p.doc.places("products[]") {
				if !has(product.node, "routes") {
					return "", false
				}
			}
			if strings.Contains(p.doc.text, "TOPICAL") {
				return "", false
			}
			return to("TOPICAL")(p)
		}},
	{name: "the condition of another use", rule: "use-id-of-other-condition", at: "uses[].condition",
		edit: func(p place) (string, bool) {
			id := value(parentOf(p, "uses[]").node, "id")
			other := "conditions/chordoma"
			if strings.Contains(id, "chordoma") {
				other = "conditions/soft-tissue-sarcoma"
			}
			named := strings.TrimPrefix(p.node.Value, "conditions/")
			// Sarcomas may lie above or below the other one.
			return p.path, strings.Contains(id, named) && !strings.Contains(named, "bone") &&
				func() bool { p.node.Value = other; return true }()
		}},
	{name: "an age below which nobody is", rule: "age-range-empty", in: "drugs", at: "uses[]",
		edit: func(p place) (string, bool) {
			return p.path + ".age.from", set(p.node, "age", `{from: "18", below: "12"}`)
		}},
	{name: "a treatment tried and not tried", rule: "prior-contradiction", in: "drugs", at: "uses[]",
		edit: func(p place) (string, bool) {
			set(p.node, "prior_therapies", "[procedures/radiotherapy]")
			return p.path + ".prior_none[0]", set(p.node, "prior_none", "[procedures/radiotherapy]")
		}},
	{name: "a gene altered and not altered", rule: "biomarker-contradiction", in: "drugs", at: "uses[]",
		edit: func(p place) (string, bool) {
			return p.path + ".biomarkers[1]", !has(p.node, "biomarkers_match") && set(p.node, "biomarkers",
				"[{target: targets/kit, alteration: MUTATION}, {target: targets/kit, alteration: MUTATION, presence: ABSENT}]")
		}},
	{name: "a partner that is the drug itself", rule: "partner-is-itself", in: "drugs", at: "uses[]",
		edit: func(p place) (string, bool) {
			return p.path + ".partners[0]", set(p.node, "partners", "["+p.doc.name()+"]")
		}},
	{name: "the drugs of a regimen in its place", rule: "partners-spell-out-regimen", in: "drugs", at: "uses[].partners",
		edit: func(p place) (string, bool) {
			others := slices.DeleteFunc([]string{"drugs/methotrexate", "drugs/doxorubicin", "drugs/cisplatin"},
				func(drug string) bool { return drug == p.doc.name() })
			if len(others) == 3 || len(p.node.Content) != 1 || p.node.Content[0].Value != "regimens/map" {
				return "", false
			}
			*p.node = *snippet("[" + strings.Join(others, ", ") + "]")
			return p.path, true
		}},
	{name: "a launch before the first approval", rule: "launch-before-approval", in: "drugs", at: "products[]",
		edit: func(p place) (string, bool) {
			events, key := get(p.node, "authorizations"), labelKey(p.doc)
			if events == nil || key == "" || value(events.Content[0], "event") != "APPROVED" &&
				value(events.Content[0], "event") != "ACCELERATED" ||
				strings.Contains(p.doc.text, "or_earlier") {
				return "", false
			}
			return p.path + ".marketing[0].date", set(p.node, "marketing", `[{event: LAUNCHED, date: "1950", cites: [`+key+"]}]")
		}},
	{name: "a warning of another country's product", rule: "product-outside-jurisdictions", in: "drugs", at: "products[]",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			return "safety[0].products[0]", value(p.node, "jurisdiction") == "US" && key != "" && set(p.doc.root, "safety",
				"[{kind: WARNING, text: It may harm., jurisdictions: [CA], products: ["+value(p.node, "id")+"], cites: ["+key+"]}]")
		}},
	safety("a safety item twice", "safety-duplicate", "[{kind: WARNING, text: It may harm., cites: [CITE]}, {kind: "+
		"WARNING, text: It may harm., cites: [CITE]}]", "safety[1]"),
	safety("a contraindication that is watched", "management-contradicts-kind",
		"[{kind: CONTRAINDICATION, text: Warfarin., with_text: warfarin, management: MONITOR, cites: [CITE]}]",
		"safety[0].management"),
	{name: "a boxed warning that began after its label", rule: "date-after-sources", in: "drugs",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			return "safety[0].since", key != "" && strings.Contains(sourceOf(p.doc, key), "revised") &&
				set(p.node, "safety", "[{kind: BOXED_WARNING, text: It may kill., since: \"2026-11\", cites: ["+key+"]}]")
		}},
	safety("none, and one", "safety-none-contradicted",
		"[{kind: WARNING, text: It may harm., cites: [CITE]}, {kind: WARNING, none: true, cites: [CITE]}]", "safety[1].none"),
	safety("a safety item without words", "safety-text-missing", "[{kind: WARNING, cites: [CITE]}]", "safety[0]"),
	safety("an interaction with nothing", "interaction-without-partner",
		"[{kind: INTERACTION, text: It may harm., management: AVOID, cites: [CITE]}]", "safety[0]"),
	{name: "an interaction with itself", rule: "interaction-with-itself", in: "drugs", edit: func(p place) (string, bool) {
		key := labelKey(p.doc)
		return "safety[0].with[0]", key != "" && set(p.node, "safety",
			"[{kind: INTERACTION, text: It adds up., with: ["+p.doc.name()+"], management: AVOID, cites: ["+key+"]}]")
	}},
	dosed("an amount above its own limit", "dose-above-max", "steps[0].amount",
		`{amount: {value: "800", unit: mg}, frequency: {times: 1, per: {value: "1", unit: d}}, max: [{amount: {value: "400", unit: mg}, scope: ADMINISTRATION}]}`),
	dosed("a day after the end of the cycle", "dose-day-beyond-cycle", "steps[0].days[1]", `{amount: {value: "80", unit: mg}, days: [1, 28], cycle_days: 21}`),
	dosed("a range upside down", "dose-number-impossible", "steps[0].amount.low", `{amount: {low: "80", high: "20", unit: mg}, every: {value: "1", unit: d}}`),
	dosed("an amount in days", "dose-unit-unfit", "steps[0].amount.unit", `{amount: {value: "80", unit: d}, every: {value: "1", unit: d}}`),
	dosed("ten times the other dose", "dose-power-of-ten", "steps[0].amount", `{amount: {value: "40", unit: mg}, every: {value: "1", unit: d}}`,
		`{amount: {value: "400", unit: mg}, every: {value: "1", unit: d}}`),
	blocks("a tenth of the dose of the block before", "dose-power-of-ten", "amount",
		`{amount: {value: "75", unit: mg/m2}, days: [1]}`, `{amount: {value: "7.5", unit: mg/m2}, days: [1]}`),
	blocks("mg where all others are in mg/m2", "dose-unit-unlike", "amount.unit", `{amount: {value: "75", unit: mg/m2}, days: [1]}`,
		`{amount: {value: "75", unit: mg/m2}, days: [1]}`, `{amount: {value: "75", unit: mg}, days: [1]}`),
	blocks("over minutes for hours", "dose-unit-unlike", "over.unit", `{amount: {value: "75", unit: mg/m2}, over: {value: "48", unit: h}}`,
		`{amount: {value: "75", unit: mg/m2}, over: {value: "48", unit: min}}`),
	blocks("a cycle of 28 days in place of 21", "dose-schedule-unlike", "cycle_days", `{amount: {value: "75", unit: mg/m2}, days: [1, 8], cycle_days: 21}`,
		`{amount: {value: "75", unit: mg/m2}, days: [1, 8], cycle_days: 28}`),
	blocks("a day left out", "dose-days-hole", "days", `{amount: {value: "75", unit: mg/m2}, days: [1, 2, 4, 5]}`),
	dosed("every 3 days in place of weeks", "dose-unit-unlike", "steps[0].every.unit", `{amount: {value: "80", unit: mg}, every: {value: "3", unit: wk}}`,
		`{amount: {value: "80", unit: mg}, every: {value: "3", unit: d}}`),
	dosed("a run of 21 days without one", "dose-days-hole", "steps[0].days", `{amount: {value: "80", unit: mg}, days: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14]}`),
	dosed("a total that the days do not make", "dose-total-differs", "steps[0].words",
		`{amount: {value: "35", unit: mg/m2}, days: [1, 2, 3], cycle_days: 21, words: 75 mg/m² in a cycle.}`),
	dosed("up to six cycles in words, and eight", "frequency-contradicts-doses", "steps[0].cycles",
		`{amount: {value: "35", unit: mg/m2}, cycle_days: 21, cycles: 8, words: Up to six cycles.}`),
	{name: "a rescue on the day of the drug", rule: "dose-after-unfit", in: "regimens", at: "components",
		edit: func(p place) (string, bool) {
			drug, cites := value(p.node.Content[0], "drug"), get(p.node.Content[0], "cites")
			return "blocks[0].parts[1].steps[0].days[0]", drug != "" && cites != nil && set(p.doc.root, "blocks",
				"[{id: zz, parts: [{drug: "+drug+", steps: [{amount_words: one, days: [1]}]}, {drug: "+drug+
					", steps: [{amount_words: one, days: [1], after: {component: "+drug+`, offset: {value: "36", unit: h}}}]}], cites: [`+cites.Content[0].Value+"]}]")
		}},
	{name: "components with cycles of 21 and 28 days", rule: "regimen-cycles-differ", in: "regimens", at: "components",
		edit: func(p place) (string, bool) {
			set(p.node.Content[0], "steps", "[{amount_words: one, cycle_days: 21}]")
			return "components[1].steps[0].cycle_days", set(p.node.Content[1], "steps", "[{amount_words: one, cycle_days: 28}]")
		}},
	{name: "a tombstone with a class", rule: "tombstone-with-facts", in: "regimens", files: func(*document) *mutant {
		return &mutant{files: map[string]string{tombstone: retired("replaced_by: [drugs/cisplatin]\n" +
			"classes: [classes/platinum-compound]\n")}, file: tombstone, line: 4, column: 1}
	}},
}

package mutation_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// slipKinds are slips of the hand that another fact of the catalog shows.
var slipKinds = []kind{
	{name: "a holder with a letter missing", rule: "holder-misspelled", in: "drugs", at: "products[].holder", apart: true,
		edit: func(p place) (string, bool) {
			words := strings.Fields(p.node.Value)
			if !slices.ContainsFunc(words, func(word string) bool { return len(word) > 6 }) {
				return "", false
			}
			for _, id := range []string{"zz-1", "zz-2", "zz-3", "zz-4", "zz-5", "zz-6", "zz-7", "zz-8", "zz-9"} {
				add(get(p.doc.root, "products"), "{id: "+id+", brand: "+id+", jurisdiction: US, holder: "+p.node.Value+"}")
			}
			for i, word := range words {
				if len(word) > 6 {
					words[i] = word[:2] + word[3:]
					break
				}
			}
			p.node.Value = strings.Join(words, " ")
			return p.path, true
		}},
	{name: "digits of an application number that changed places", rule: "application-number-swapped", in: "drugs",
		at: "products[].authorizations[].reference", edit: func(p place) (string, bool) {
			number := regexp.MustCompile("[0-9]{5,}").FindString(p.node.Value)
			// Another event of the product, or a source, has the number.
			product, _, _ := strings.Cut(p.path, ".")
			stated := 0
			for _, other := range p.doc.places("products[].authorizations[].reference") {
				if strings.HasPrefix(other.path, product+".") && strings.Contains(other.node.Value, number) {
					stated++
				}
			}
			if stated < 3 || number == "" || number[2] == number[3] {
				return "", false
			}
			p.node.Value = strings.Replace(p.node.Value, number, number[:2]+number[3:4]+number[2:3]+number[4:], 1)
			return p.path, true
		}},
	{name: "a product whose events went missing", rule: "product-event-missing", in: "drugs", at: "products[]",
		edit: func(p place) (string, bool) {
			return p.path, value(p.doc.root, "depth") == "MONOGRAPH" && remove(p.node, "authorizations")
		}},
	{name: "once a day in words, and three times in the dose", rule: "frequency-contradicts-doses", in: "drugs",
		at: "administrations[]", edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			if key == "" || len(p.doc.places("administrations[]")) != 1 {
				return "", false
			}
			set(p.doc.root, "doses", `[{id: zz, basis: LABEL, route: `+value(p.node, "route")+`, steps: [{amount: {value: "4", unit: mg}, `+
				`frequency: {times: 3, per: {value: "1", unit: d}}}], cites: [`+key+`]}]`)
			return p.path + ".frequency", set(p.node, "frequency", "once a day")
		}},
	{name: "every 3 weeks in words, and every 14 days in the dose", rule: "frequency-contradicts-doses", in: "drugs",
		at: "administrations[]",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			if key == "" || len(p.doc.places("administrations[]")) != 1 {
				return "", false
			}
			set(p.doc.root, "doses", `[{id: zz, basis: LABEL, route: `+value(p.node, "route")+`, steps: [{amount: {value: "4", unit: mg}, `+
				`every: {value: "14", unit: d}}], cites: [`+key+`]}]`)
			return p.path + ".frequency", set(p.node, "frequency", "once every 3 weeks")
		}},
	{name: "bands of kidney function with a gap", rule: "dose-bands-uneven", in: "drugs", at: "citations{}",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			band := func(id, limits string) string {
				return `{id: ` + id + `, basis: LABEL, bands: [{measure: CREATININE_CLEARANCE, ` + limits + `, unit: mL/min}], steps: [{amount_words: one}], cites: [` + key + `]}`
			}
			return "doses[1].bands", key != "" && strings.HasPrefix(p.path, "citations[\""+key+"\"]") &&
				set(p.doc.root, "doses", "["+band("zz", `from: "30", below: "40"`)+", "+band("zy", `from: "50"`)+"]")
		}},
	{name: "a second reduction to more than the first", rule: "dose-above-max", in: "drugs", at: "citations{}",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			return "doses[0].reductions[1].amount", key != "" && strings.HasPrefix(p.path, "citations[\""+key+"\"]") &&
				set(p.doc.root, "doses", `[{id: zz, basis: LABEL, steps: [{amount: {value: "300", unit: mg}}], reductions: [{when: First reduction., `+
					`amount: {value: "100", unit: mg}}, {when: Second reduction., amount: {value: "200", unit: mg}}], cites: [`+key+`]}]`)
		}},
	{name: "a reason with a year and no citation", rule: "label-reason-without-citation", in: "drugs",
		at: "uses[].labels[]",
		edit: func(p place) (string, bool) {
			remove(p.node, "off_label")
			remove(p.node, "cites")
			return p.path + ".unknown", set(p.node, "unknown", "Its license ended in 2019.")
		}},
	{name: "a tenth of the strength that is sold elsewhere", rule: "strength-unlike", in: "drugs", at: "products[]",
		edit: func(p place) (string, bool) {
			products := get(p.doc.root, "products")
			set(p.node, "strengths", `[{amount: {value: "125", unit: mg}}, {amount: {value: "25", unit: mg}}]`)
			add(products, "{id: zz, brand: "+value(p.node, "brand")+`, jurisdiction: JP, strengths: [{amount: {value: "12.5", unit: mg}}, {amount: {value: "25", unit: mg}}]}`)
			return "products[" + strconv.Itoa(len(products.Content)-1) + "].strengths[0]", value(p.node, "brand") != ""
		}},
	{name: "the effect of another term, in more words", rule: "effect-of-other-term", in: "drugs", at: "side_effects[]",
		edit: func(p place) (string, bool) {
			if value(p.node, "term") != "nausea" {
				return "", false
			}
			set(p.node, "term", "nausea that lasts")
			return p.path + ".effect", set(p.node, "effect", "effects/headache")
		}},
	{name: "with food, on an empty stomach", rule: "food-contradicts-instructions", in: "drugs", at: "administrations[]",
		edit: func(p place) (string, bool) {
			set(p.node, "food", "WITH_FOOD")
			return p.path + ".food", set(p.node, "instructions", "Take it on an empty stomach.")
		}},
	{name: "a hazard ratio of two arms that are given the same", rule: "trial-compares-itself", in: "trials", at: "tested",
		edit: func(p place) (string, bool) {
			cites := get(p.doc.root, "cites")
			if cites == nil || has(p.doc.root, "arms") {
				return "", false
			}
			key := cites.Content[0].Value
			set(p.doc.root, "arms", "[{id: a, therapies: ["+p.node.Content[0].Value+"], cites: ["+key+"]}, {id: b, therapies: ["+
				p.node.Content[0].Value+"], cites: ["+key+"]}]")
			return "outcomes[0].arms", set(p.doc.root, "outcomes",
				`[{id: hr, endpoint: OVERALL_SURVIVAL, arms: [a, b], measure: HAZARD_RATIO, value: "0.9", cites: [`+key+`]}]`)
		}},
	{name: "the label of another drug, whose title names it", rule: "source-about-other", in: "drugs",
		at: "citations{}.source", edit: func(p place) (string, bool) {
			if p.doc.name() == "drugs/denosumab" || strings.Contains(p.doc.text, "drugs/denosumab") ||
				!strings.Contains(p.node.Value, "label") {
				return "", false
			}
			return to("sources/fda-label-xgeva")(p)
		}},
	{name: "a license of before the agency", rule: "authorization-wrong-regulator", in: "drugs",
		at: "products[].authorizations[]", edit: func(p place) (string, bool) {
			if value(p.node, "regulator") != "regulators/ema" || !has(p.node, "date") {
				return "", false
			}
			set(p.node, "date", `"1902-11-08"`)
			return p.path + ".regulator", true
		}},
	{name: "coverage of before registers could be read", rule: "date-implausible", in: "drugs",
		at: "coverage[].complete_as_of", edit: to("1902-11-08")},
	{name: "an approval whose id tells another date", rule: "event-id-differs", in: "drugs",
		at: "products[].authorizations[]", edit: func(p place) (string, bool) {
			if !has(p.node, "date") || !has(p.node, "id") || strings.Contains(p.doc.text, "amends: "+value(p.node, "id")) {
				return "", false
			}
			return p.path + ".date", set(p.node, "id", "zz-1999-01-02")
		}},
	{name: "a note twice", rule: "list-duplicate", at: "notes", edit: func(p place) (string, bool) {
		p.node.Content = append(p.node.Content, p.node.Content[0])
		return p.path + "[" + strconv.Itoa(len(p.node.Content)-1) + "]", true
	}},
	{name: "two effects that lie below each other", rule: "reference-circular", in: "effects", at: "display_name",
		edit: func(p place) (string, bool) {
			return "parents[0]", set(p.doc.root, "parents", "["+p.doc.name()+"]")
		}},
	{name: "a dose of one country from the label of another", rule: "source-of-other-place", in: "drugs", at: "citations",
		apart: true, edit: func(p place) (string, bool) {
			set(p.node, "zz", "{source: sources/fda-label-xgeva}")
			return "doses[0].cites", set(p.doc.root, "doses", `[{id: zz, basis: LABEL, jurisdictions: [CA], steps: [{amount: {value: "4", unit: mg}}], cites: [zz]}]`)
		}},
	{name: "breastfeeding as pregnancy", rule: "safety-kind-of-other-words", in: "drugs", at: "lifecycle",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			return "safety[0].kind", key != "" && !strings.Contains(p.doc.text, "field: safety") &&
				set(p.doc.root, "safety", "[{kind: PREGNANCY, text: Do not breastfeed., cites: ["+key+"]}]")
		}},
	{name: "a refusal whose summary says recommended", rule: "access-decision-differs", in: "drugs",
		at: "access_decisions[]", edit: func(p place) (string, bool) {
			set(p.node, "summary", "Recommended for adults.")
			return p.path + ".decision", set(p.node, "decision", "NOT_RECOMMENDED")
		}},
	{name: "a decision of before the drug", rule: "access-decision-differs", in: "drugs", at: "access_decisions[].date",
		edit: func(p place) (string, bool) {
			p.node.Value = "1996"
			return p.path, !strings.Contains(p.doc.text, "or_earlier")
		}},
	{name: "a trial of another drug", rule: "trial-of-other-therapy", in: "drugs", at: "uses[].trials[]",
		edit: func(p place) (string, bool) {
			p.node.Value = "trials/succeed"
			return p.path, p.doc.name() != "drugs/ridaforolimus"
		}},
	{name: "an NDC of a product elsewhere", rule: "number-of-other-country", in: "drugs", at: "products[]",
		edit: func(p place) (string, bool) {
			return p.path + ".codes[0].code", value(p.node, "jurisdiction") != "US" &&
				set(p.node, "codes", "[{system: NDC, code: 0078-0401}]")
		}},
	{name: "bands that overlap", rule: "dose-bands-overlap", in: "drugs", at: "citations{}",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			band := func(id, limit string) string {
				return `{id: ` + id + `, basis: LABEL, bands: [{measure: WEIGHT, ` + limit + `: "10", unit: kg}], steps: [{amount_words: one}], cites: [` + key + `]}`
			}
			return "doses[1].bands", key != "" && strings.HasPrefix(p.path, "citations[\""+key+"\"]") &&
				set(p.doc.root, "doses", "["+band("zz", "up_to")+", "+band("zy", "from")+"]")
		}},
	{name: "a share as a fraction", rule: "dose-number-impossible", in: "drugs", at: "citations{}", edit: doseStep(
		"share: {drug: drugs/mesna, percent: \"0.2\"}", ".share.percent")},
	{name: "a limit below what a newborn is given", rule: "dose-above-max", in: "drugs", at: "citations{}", edit: doseStep(
		`amount: {value: "12", unit: g/m2}, max: [{amount: {value: "20", unit: mg}, scope: DAY}]`, ".amount")},
	{name: "a limit in mL", rule: "dose-unit-unfit", in: "drugs", at: "citations{}", edit: doseStep(
		`amount: {value: "12", unit: g/m2}, max: [{amount: {value: "20", unit: mL}, scope: DAY}]`, ".max[0].amount.unit")},
	{name: "a share of an arm as a fraction", rule: "trial-value-impossible", in: "trials", at: "cites",
		edit: func(p place) (string, bool) {
			key := p.node.Content[0].Value
			set(p.doc.root, "arms", "[{id: zz, words: A drug., participants: 83, cites: ["+key+"]}]")
			return "outcomes[0].value", set(p.doc.root, "outcomes", `[{id: r, endpoint: OBJECTIVE_RESPONSE, arms: [zz], measure: PERCENT, value: "0.4", cites: [`+key+`]}]`)
		}},
	{name: "the symbol of another gene", rule: "code-duplicate", in: "targets", at: "symbol", apart: true, either: true,
		edit: to("KIT")},
	{name: "the period of a sentence behind a DOI", rule: "field-invalid", in: "sources", at: "identifiers.doi",
		edit: func(p place) (string, bool) {
			p.node.Value += "."
			return p.path, true
		}},
	{name: "a PMID without its last digit", rule: "source-year-differs", in: "sources", at: "identifiers.pmid",
		edit: func(p place) (string, bool) {
			published := get(get(p.doc.root, "dates"), "published")
			if published == nil || published.Value < "2002" || len(p.node.Value) != 8 {
				return "", false
			}
			p.node.Value = p.node.Value[:7]
			return p.path, true
		}},
	{name: "a review of next year", rule: "date-in-future", at: "review", apart: true, edit: func(p place) (string, bool) {
		set(p.node, "next_due", `"2028-11-01"`)
		return p.path + ".date", set(p.node, "date", `"2027-11-01"`)
	}},
	{name: "a review that is due in half a century", rule: "date-implausible", at: "review.next_due",
		edit: to("2077-11-30")},
	{name: "a label of another century", rule: "date-implausible", in: "sources", at: "dates.revised",
		edit: func(p place) (string, bool) {
			if value(p.doc.root, "kind") != "LABEL" || !strings.HasPrefix(p.node.Value, "201") {
				return "", false
			}
			p.node.Value = "19" + p.node.Value[2:]
			return p.path, true
		}},
	{name: "a display name with a letter missing", rule: "inn-differs-from-id", in: "drugs", at: "display_name",
		edit: scalarAt(dropLetter)},
	{name: "one of the most common effects, very rare", rule: "frequency-conflict", in: "drugs", at: "side_effects[]",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			set(p.node, "source_frequency", "most common")
			return p.path + ".frequencies[0].band", key != "" &&
				set(p.node, "frequencies", "[{band: VERY_RARE, cites: ["+key+"]}]")
		}},
	{name: "the effect of another term", rule: "effect-of-other-term", in: "drugs", at: "side_effects[]",
		edit: func(p place) (string, bool) {
			if value(p.node, "term") != "nausea" {
				return "", false
			}
			return p.path + ".effect", set(p.node, "effect", "effects/headache")
		}},
	{name: "a trial that tests what no arm is given", rule: "trial-arms-differ", in: "trials", at: "tested",
		edit: func(p place) (string, bool) {
			cites := get(p.doc.root, "cites")
			if cites == nil || has(p.doc.root, "arms") || strings.Contains(p.doc.text, "drugs/mesna") {
				return "", false
			}
			set(p.doc.root, "arms", "[{id: a, kind: EXPERIMENTAL, therapies: [drugs/mesna], cites: ["+
				cites.Content[0].Value+"]}]")
			return p.path + "[0]", true
		}},
	{name: "a trial with the registration of another", rule: "trial-registration-differs", in: "trials",
		at: "registrations.nct", edit: func(p place) (string, bool) {
			registry := get(get(p.doc.root, "citations"), "registry")
			if registry == nil || !strings.Contains(value(registry, "source"), "clinicaltrials-gov") ||
				!strings.Contains(p.doc.text, "cites: [registry]}") {
				return "", false
			}
			last := len(p.node.Value) - 1
			p.node.Value = p.node.Value[:last] + string('0'+('9'-p.node.Value[last]))
			return p.path, true
		}},
	{name: "a regulator with the mandate of another", rule: "authorization-wrong-regulator", in: "regulators",
		at: "mandates", apart: true, edit: func(p place) (string, bool) {
			if p.doc.name() != "regulators/fda" {
				return "", false
			}
			set(p.node.Content[0], "jurisdiction", "CA")
			return p.path, true
		}},
	{name: "a product of the country of another regulator", rule: "authorization-wrong-regulator", in: "drugs",
		at: "products[]", apart: true, edit: func(p place) (string, bool) {
			events := get(p.node, "authorizations")
			if events == nil || len(events.Content) < 2 || value(p.node, "jurisdiction") != "US" {
				return "", false
			}
			return p.path + ".jurisdiction", set(p.node, "jurisdiction", "CA")
		}},
	{name: "a salt as a second INN", rule: "name-differs-by-salt", in: "drugs", at: "names",
		edit: func(p place) (string, bool) {
			inn := p.node.Content[0]
			if value(inn, "type") != "INN" || len(strings.Fields(value(inn, "text"))) > 1 {
				return "", false
			}
			add(p.node, "{text: "+value(inn, "text")+" mesylate, type: INN}")
			return p.path + "[" + strconv.Itoa(len(p.node.Content)-1) + "].type", true
		}},
	{name: "an approval of before its number in the European Union", rule: "event-id-differs", in: "drugs",
		at: "products[].authorizations[]", edit: func(p place) (string, bool) {
			if !has(p.node, "date") || !has(p.node, "id") || value(p.node, "regulator") != "regulators/ema" {
				return "", false
			}
			return p.path + ".date", set(p.node, "id", "zz") && set(p.node, "reference", "EU/1/25/198")
		}},
	{name: "an application number without its first digit", rule: "application-number-short", in: "drugs",
		at: "products[].authorizations[].reference", edit: replacing("NDA 0", "NDA ")},
	{name: "a tablet of grams", rule: "strength-per-unfit", in: "drugs", at: "products[]",
		edit: func(p place) (string, bool) {
			set(p.node, "dose_forms", "[TABLET]")
			return p.path + ".strengths[0].amount", set(p.node, "strengths", `[{amount: {value: "400", unit: g}}]`)
		}},
	{name: "a generic beside a biosimilar", rule: "reference-product-unlike", in: "drugs", at: "products[]",
		edit: func(p place) (string, bool) {
			id, products := value(p.node, "id"), get(p.doc.root, "products")
			if id == "" || has(p.node, "reference_product") || strings.Contains(p.doc.text, "reference_product: "+id) {
				return "", false
			}
			for _, relation := range []string{"BIOSIMILAR", "GENERIC", "BIOSIMILAR"} {
				add(products, "{id: zz-"+strconv.Itoa(len(products.Content))+", jurisdiction: "+value(p.node, "jurisdiction")+
					", relation: "+relation+", reference_product: "+id+"}")
			}
			return "products[" + strconv.Itoa(len(products.Content)-2) + "].relation", true
		}},
	{name: "a biosimilar of a product of another country", rule: "reference-product-unlike", in: "drugs", at: "products[]",
		edit: func(p place) (string, bool) {
			products := get(p.doc.root, "products")
			add(products, "{id: zz, jurisdiction: JP, relation: BIOSIMILAR, reference_product: "+value(p.node, "id")+"}")
			return "products[" + strconv.Itoa(len(products.Content)-1) + "].reference_product", has(p.node, "id")
		}},
	{name: "a lay name that is another effect's", rule: "effect-name-duplicate", in: "effects", at: "display_name",
		edit: func(p place) (string, bool) {
			return "names[0].text", p.doc.name() != "effects/nausea" && set(p.doc.root, "names", "[{text: nausea, type: LAY}]")
		}},
	{name: "all authors in one text", rule: "authors-in-one", in: "sources", at: "authors",
		edit: func(p place) (string, bool) {
			if len(p.node.Content) < 2 {
				return "", false
			}
			p.node.Content[0].Value += ", " + p.node.Content[1].Value
			return p.path + "[0]", true
		}},
	{name: "a publisher with a letter missing", rule: "publisher-misspelled", in: "sources", at: "publisher", apart: true,
		edit: func(p place) (string, bool) {
			if !strings.HasPrefix(p.node.Value, "Food and Drug Administration") {
				return "", false
			}
			p.node.Value = strings.Replace(p.node.Value, "nistr", "nitr", 1)
			return p.path, true
		}},
	{name: "a PMID with a digit too many", rule: "field-invalid", in: "sources", at: "identifiers.pmid",
		edit: func(p place) (string, bool) {
			p.node.Value += "1"
			return p.path, len(p.node.Value) == 9
		}},
	{name: "https:// twice", rule: "field-invalid", in: "sources", at: "identifiers.url",
		edit: func(p place) (string, bool) {
			p.node.Value = "https://" + p.node.Value
			return p.path, true
		}},
	{name: "a median survival without its unit", rule: "quantity-incomplete", in: "trials", at: "cites",
		edit: func(p place) (string, bool) {
			return "outcomes[0]", set(p.doc.root, "outcomes",
				`[{id: os, endpoint: OVERALL_SURVIVAL, measure: MEDIAN, value: "9", cites: [`+p.node.Content[0].Value+`]}]`)
		}},
	{name: "a result that its only number does not show", rule: "trial-result-differs", in: "trials", at: "cites",
		edit: func(p place) (string, bool) {
			key := p.node.Content[0].Value
			set(p.doc.root, "outcomes", `[{id: hr, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, value: "0.9", low: "0.7", high: "1.2", words: Against none., cites: [`+key+`]}]`)
			return "results[0].outcome", set(p.doc.root, "results",
				"[{outcome: BETTER, summary: It did better., cites: ["+key+"]}]")
		}},
	{name: "a result of a trial that has not begun", rule: "trial-result-differs", in: "trials", at: "results[].outcome",
		edit: func(p place) (string, bool) {
			return "status", p.node.Value != "PENDING" && set(p.doc.root, "status", "NOT_YET_RECRUITING")
		}},
	{name: "a number of a trial twice", rule: "trial-comparison-unclear", in: "trials", at: "cites",
		edit: func(p place) (string, bool) {
			number := `endpoint: OVERALL_SURVIVAL, measure: PERCENT, value: "9", cites: [` + p.node.Content[0].Value + `]}`
			return "outcomes[1]", set(p.doc.root, "outcomes", "[{id: zz, "+number+", {id: zy, "+number+"]")
		}},
	{name: "the application of another drug", rule: "application-number-shared", in: "drugs", at: "products[]",
		apart: true, either: true, edit: func(p place) (string, bool) {
			if value(p.node, "jurisdiction") != "US" || p.doc.name() == "drugs/imatinib" {
				return "", false
			}
			return p.path + ".application_numbers[0]", set(p.node, "application_numbers", "[NDA 021588]")
		}},
}

// doseStep returns an edit that gives a drug a dose of one step, which is wrong at a path.
func doseStep(step, at string) func(place) (string, bool) {
	return func(p place) (string, bool) {
		key := labelKey(p.doc)
		return "doses[0].steps[0]" + at, key != "" && strings.HasPrefix(p.path, "citations[\""+key+"\"]") &&
			set(p.doc.root, "doses", "[{id: zz, basis: LABEL, steps: [{"+step+"}], cites: ["+key+"]}]")
	}
}

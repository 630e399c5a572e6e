package mutation_test

import (
	"strconv"
	"strings"
)

// checkedKinds are what a second reader of real records missed.
var checkedKinds = []kind{
	{name: "a use without the label of a place with a license", rule: "label-jurisdiction-missing", in: "drugs",
		at: "uses[]", edit: func(p place) (string, bool) {
			labels := get(p.node, "labels")
			for i, l := range labels.Content {
				if value(l, "off_label") == "false" && len(labels.Content) > 1 {
					cut(labels, i)
					return p.path + ".labels", true
				}
			}
			return "", false
		}},
	{name: "a better result of a trial without a comparator", rule: "trial-result-differs", in: "trials", at: "cites",
		edit: func(p place) (string, bool) {
			if has(p.doc.root, "compared_with") {
				return "", false
			}
			key := p.node.Content[0].Value
			set(p.doc.root, "arms", "[{id: zz, kind: EXPERIMENTAL, words: It., cites: ["+key+"]}]")
			return "results[0].outcome", set(p.doc.root, "results",
				"[{outcome: BETTER, summary: Some tumors shrank., cites: ["+key+"]}]")
		}},
	{name: "an arm whose words name a drug that it is not given", rule: "trial-arms-differ", in: "trials", at: "cites",
		edit: func(p place) (string, bool) {
			if strings.Contains(p.doc.text, "procedures/") || strings.Contains(p.doc.text, "imatinib") {
				return "", false
			}
			return "arms[0].words", set(p.doc.root, "arms", "[{id: zz, words: Imatinib every day., cites: ["+
				p.node.Content[0].Value+"]}]")
		}},
	{name: "a p value in words", rule: "trial-number-in-words", in: "trials", at: "cites",
		edit: numberOfTrial(`words: "Against the usual drug, p = 0.03."`)},
	{name: "an interval in words", rule: "trial-number-in-words", in: "trials", at: "cites",
		edit: numberOfTrial(`words: "Against the usual drug, 95% CI 0.7 to 0.9."`)},
	{name: "a dose of another country alone", rule: "label-dose-missing", in: "drugs", at: "uses[].labels[]",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			first := !strings.Contains(p.doc.text, "field: doses") && key != ""
			for _, use := range get(p.doc.root, "uses").Content {
				for _, l := range get(use, "labels").Content {
					if l == p.node {
						return p.path + ".off_label", first && value(l, "off_label") == "false" && set(p.doc.root, "doses",
							"[{id: zz, basis: LABEL, jurisdictions: [ZA], steps: [{amount_words: one}], cites: ["+key+"]}]")
					}
					first = first && (value(l, "jurisdiction") != value(p.node, "jurisdiction") || value(l, "off_label") != "false")
				}
			}
			return "", false
		}},
	{name: "an article without its authors", rule: "article-incomplete", in: "sources", at: "authors",
		edit: func(p place) (string, bool) {
			ids := get(p.doc.root, "identifiers")
			return "authors", value(p.doc.root, "kind") == "JOURNAL_ARTICLE" && (has(ids, "doi") || has(ids, "pmid")) &&
				remove(p.doc.root, "authors")
		}},
	{name: "a source on a branch", rule: "source-address-moves", in: "sources", at: "identifiers.url",
		edit: to("https://raw.githubusercontent.com/example/labels/main/label.json")},
	{name: "a brand that is a biosimilar in one country alone", rule: "reference-product-unlike", in: "drugs",
		at: "products[].brand", edit: func(p place) (string, bool) {
			products := get(p.doc.root, "products")
			for _, product := range products.Content {
				if value(product, "brand") == p.node.Value && has(product, "relation") {
					return "", false
				}
			}
			return p.path, add(products, "{id: zz-"+strconv.Itoa(len(products.Content))+", brand: "+p.node.Value+
				", jurisdiction: ZA, relation: BIOSIMILAR}")
		}},
	{name: "a trial without its register", rule: "trial-status-without-register", in: "trials", at: "registrations",
		edit: func(p place) (string, bool) {
			for _, c := range get(p.doc.root, "citations").Content {
				if strings.Contains(value(c, "source"), "clinicaltrials-gov") || strings.Contains(value(c, "source"), "database") {
					set(c, "source", "sources/cruk-primary-bone-cancer-research")
				}
			}
			return "status", true
		}},
}

// numberOfTrial returns an edit that adds a hazard ratio to a trial, with words that say more than its fields.
func numberOfTrial(words string) func(place) (string, bool) {
	return func(p place) (string, bool) {
		return "outcomes[0].words", set(p.doc.root, "outcomes", `[{id: zz, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, `+
			`value: "0.8", `+words+`, cites: [`+p.node.Content[0].Value+`]}]`)
	}
}

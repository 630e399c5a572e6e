package mutation_test

import (
	"strconv"
	"strings"
)

// colleagueKinds are slips that a colleague sees who knows the other records.
var colleagueKinds = []kind{
	{name: "a trial with the condition of another one", rule: "trial-of-other-condition", in: "trials",
		at: "conditions[]", edit: func(p place) (string, bool) {
			p.node.Value = "conditions/fracture"
			return p.path, strings.Contains(p.doc.text, "question: Do people with advanced soft tissue")
		}},
	{name: "a use with a trial of another condition", rule: "trial-of-other-condition", in: "drugs", at: "uses[]",
		edit: func(p place) (string, bool) {
			switch p.doc.name() {
			case "drugs/ridaforolimus", "drugs/imatinib": // for soft tissue sarcomas, as the trial is
				return "", false
			}
			return p.path + ".trials[0]", !strings.HasSuffix(value(p.node, "condition"), "sarcoma") &&
				value(p.node, "condition") != "conditions/methotrexate-toxicity" && // of another kind than a disease
				set(p.node, "trials", "[trials/announce]") && set(p.node, "partners", "[regimens/olaratumab-doxorubicin]")
		}},
	{name: "a question about another drug", rule: "trial-of-other-therapy", in: "trials", at: "question",
		edit: func(p place) (string, bool) {
			p.node.Value = "Does imatinib work?"
			return p.path, !strings.Contains(p.doc.text, "[procedures/")
		}},
	{name: "a result that is worse where the ratio is better", rule: "trial-result-differs", in: "trials", at: "cites",
		edit: func(p place) (string, bool) {
			key := p.node.Content[0].Value
			set(p.doc.root, "outcomes", `[{id: hr, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, value: "0.8", `+
				`low: "0.7", high: "0.9", words: Against none., cites: [`+key+`]}]`)
			return "results[1].outcome", set(p.doc.root, "results", "[{outcome: PENDING, summary: It runs., cites: ["+key+"]}, "+
				"{outcome: WORSE, summary: It did worse., cites: ["+key+"]}]")
		}},
	{name: "a better result that was no longer", rule: "trial-result-differs", in: "trials", at: "results[]",
		edit: func(p place) (string, bool) {
			return p.path + ".outcome", set(p.node, "outcome", "BETTER") &&
				set(p.node, "summary", "People lived no longer with it.")
		}},
	{name: "a population that the arms do not make up", rule: "trial-arms-differ", in: "trials", at: "cites",
		edit: func(p place) (string, bool) {
			key := p.node.Content[0].Value
			set(p.doc.root, "arms", "[{id: a, words: A drug., participants: 70, cites: ["+key+"]}, "+
				"{id: b, words: None., participants: 72, cites: ["+key+"]}]")
			return "population", set(p.doc.root, "population", "Adults, 124 in all.")
		}},
	{name: "a trial with the phase of another one", rule: "trial-registration-differs", in: "trials", at: "phase",
		edit: func(p place) (string, bool) {
			p.node.Value = "PHASE_1"
			return p.path, p.doc.name() == "trials/succeed"
		}},
	{name: "a result of before the number of the trial", rule: "trial-registration-differs", in: "trials",
		at: "results[].date", edit: func(p place) (string, bool) {
			p.node.Value = "2002-01-18"
			return p.path, strings.Contains(p.doc.text, "nct: NCT02")
		}},
	{name: "the number of another trial", rule: "trial-duplicate", in: "trials", at: "registrations.nct", either: true,
		edit: func(p place) (string, bool) {
			p.node.Value = "NCT00538239"
			return p.path, p.doc.name() != "trials/succeed"
		}},
	{name: "the guidance on another drug, whose title names it", rule: "source-about-other", in: "drugs",
		at: "citations{}.source", edit: func(p place) (string, bool) {
			if ofDenosumab(p.doc) || !strings.Contains(p.node.Value, "nice") {
				return "", false
			}
			return to("sources/nice-ta265-denosumab")(p)
		}},
	{name: "a section about another drug", rule: "source-about-other", in: "drugs", at: "citations{}.section",
		edit: func(p place) (string, bool) {
			p.node.Value = "Uses of Xgeva"
			return p.path, !ofDenosumab(p.doc)
		}},
	{name: "the title of a label of another drug", rule: "source-names-differ", in: "sources", at: "title",
		edit: func(p place) (string, bool) {
			p.node.Value = "Xgeva: prescribing information"
			return p.path, strings.Contains(p.doc.name(), "label") && !strings.Contains(p.doc.text, "enosumab") &&
				!strings.Contains(p.doc.text, "geva") && p.doc.name() != "sources/intron-a-label-2016"
		}},
	{name: "the DOI of an article of years before", rule: "source-year-differs", in: "sources", at: "identifiers.doi",
		apart: true, edit: func(p place) (string, bool) {
			p.node.Value = "10.1016/S1470-2045(03)30622-8"
			return p.path, value(p.doc.root, "kind") == "JOURNAL_ARTICLE"
		}},
	{name: "a place that the publisher does not decide for", rule: "source-contradiction", in: "sources",
		at: "jurisdiction", edit: func(p place) (string, bool) {
			publisher := value(p.doc.root, "publisher")
			if publisher != "Food and Drug Administration" && publisher != "European Medicines Agency" {
				return "", false
			}
			p.node.Value = "AU"
			return p.path, true
		}},
	{name: "a name with another place", rule: "source-contradiction", in: "sources", at: "display_name",
		edit: func(p place) (string, bool) {
			if value(p.doc.root, "kind") != "LABEL" || value(p.doc.root, "jurisdiction") != "US" {
				return "", false
			}
			p.node.Value = "Label for Japan"
			return "jurisdiction", set(p.doc.root, "publisher", "A company") && set(p.doc.root, "title", "Label")
		}},
	{name: "the address of another authority", rule: "source-contradiction", in: "sources", at: "identifiers.url",
		edit: func(p place) (string, bool) {
			p.node.Value = "https://www.tga.gov.au/news"
			return "jurisdiction", has(p.doc.root, "jurisdiction") && value(p.doc.root, "jurisdiction") != "AU"
		}},
	{name: "an article with an application", rule: "source-contradiction", in: "sources",
		at: "identifiers.application_numbers", edit: func(p place) (string, bool) {
			return "kind", set(p.doc.root, "kind", "JOURNAL_ARTICLE")
		}},
	{name: "NDA for BLA", rule: "application-number-kind", in: "drugs", at: "products[].authorizations[].reference",
		edit: replacing("BLA ", "NDA ")},
	{name: "BLA for NDA, where others say NDA", rule: "application-number-kind", in: "drugs",
		at: "products[].authorizations[].reference", edit: func(p place) (string, bool) {
			if !strings.HasPrefix(p.node.Value, "NDA 0") || strings.Count(p.doc.text, p.node.Value) < 3 {
				return "", false
			}
			return replacing("NDA ", "BLA ")(p)
		}},
	{name: "a number of the EU with the year of another", rule: "eu-number-order", in: "drugs", at: "products[]",
		apart: true, edit: func(p place) (string, bool) {
			products := get(p.doc.root, "products")
			for _, number := range []string{"EU/1/11/703", "EU/1/12/749", "EU/1/18/858", "EU/1/16/1143", "EU/1/16/1145"} {
				add(products, "{id: zz-"+number[len(number)-2:]+", jurisdiction: EU, application_numbers: ["+number+"]}")
			}
			return "products[" + strconv.Itoa(len(products.Content)-3) + "].application_numbers[0]", true
		}},
	{name: "a gene with members", rule: "kind-unlike-family", in: "targets", at: "kind",
		edit: func(p place) (string, bool) {
			p.node.Value = "GENE"
			return p.path, has(p.doc.root, "members")
		}},
	{name: "a procedure of another kind than what it is a form of", rule: "kind-unlike-family", in: "procedures",
		at: "kind", edit: func(p place) (string, bool) {
			p.node.Value = "CEMENT"
			return p.path, has(p.doc.root, "parents")
		}},
	{name: "the name of a regimen with a drug that it does not have", rule: "regimen-unlike-name", in: "regimens",
		at: "display_name", edit: func(p place) (string, bool) {
			p.node.Value += " with imatinib"
			return p.path, true
		}},
	{name: "the mechanism of another drug", rule: "text-of-other-drug", in: "drugs", at: "mechanism.summary",
		edit: func(p place) (string, bool) {
			p.node.Value = "Denosumab catches a protein."
			return p.path, !ofDenosumab(p.doc)
		}},
	{name: "the brand of another drug in a summary", rule: "text-of-other-drug", in: "drugs", at: "uses[].summary",
		edit: func(p place) (string, bool) {
			p.node.Value += " This is so with Xgeva."
			return p.path, !ofDenosumab(p.doc)
		}},
	{name: "no longer a choice, and used", rule: "use-unlike-words", at: "uses[]", edit: func(p place) (string, bool) {
		switch value(p.node, "strength") {
		case "STANDARD_FIRST", "MAY_BE_USED", "SOMETIMES_USED":
			return p.path + ".strength", set(p.node, "summary", "No longer a choice.")
		default:
			return "", false
		}
	}},
	{name: "other earlier drugs than in the summary", rule: "use-unlike-words", in: "drugs", at: "uses[]",
		edit: func(p place) (string, bool) {
			if ofDenosumab(p.doc) || p.doc.name() == "drugs/olaratumab" || has(p.node, "prior_therapies") {
				return "", false
			}
			set(p.node, "summary", "It comes after denosumab.")
			return p.path + ".prior_therapies[0]", set(p.node, "prior_therapies", "[drugs/olaratumab]")
		}},
	{name: "a scope that begins at another age than its indication", rule: "scope-unlike-indication", in: "drugs",
		at: "products[].authorizations", edit: scoped("a tumor, in people from 16 years of age",
			`{conditions: [conditions/osteosarcoma], age: {from: "61"}}`, "age.from")},
	{name: "a scope for another condition than its indication", rule: "scope-unlike-indication", in: "drugs",
		at: "products[].authorizations", edit: scoped("osteosarcoma", "{conditions: [conditions/fracture]}",
			"conditions[0]")},
	{name: "a scope after another drug than its indication", rule: "scope-unlike-indication", in: "drugs",
		at: "products[].authorizations", edit: scoped("osteosarcoma after denosumab",
			"{conditions: [conditions/osteosarcoma], prior: {all: [drugs/ridaforolimus]}}", "prior.all[0]")},
	{name: "a decision by the body of another country", rule: "access-decision-differs", in: "drugs",
		at: "access_decisions[].body", edit: func(p place) (string, bool) {
			if p.node.Value != "regulators/smc" {
				return "", false
			}
			return to("regulators/nice")(p)
		}},
	{name: "a second decision on a use", rule: "access-decision-differs", in: "drugs", at: "access_decisions",
		edit: func(p place) (string, bool) {
			first := p.node.Content[0]
			if value(first, "decision") == "RECOMMENDATION_WITHDRAWN" || strings.Contains(p.doc.text, "_WITHDRAWN") {
				return "", false
			}
			add(p.node, "{body: "+value(first, "body")+", use: "+value(first, "use")+", decision: NOT_RECOMMENDED, "+
				"date: \"2026\", cites: ["+get(first, "cites").Content[0].Value+"]}")
			return p.path + "[" + strconv.Itoa(len(p.node.Content)-1) + "].use", true
		}},
	{name: "a gap that was looked for before its source", rule: "review-before-source", at: "citations{}",
		edit: func(p place) (string, bool) {
			key := labelKey(p.doc)
			return "gaps[0].looked_on", strings.Contains(sourceOf(p.doc, key), "revised:") && strings.HasPrefix(p.path,
				"citations[\""+key+"\"]") &&
				set(p.doc.root, "gaps", "[{field: notes, reason: It could not be read., partial: true, cites: ["+
					key+"], looked_on: \"1991-11-30\"}]")
		}},
	{name: "the code name of a substance as its INN", rule: "inn-differs-from-id", in: "drugs", at: "names",
		edit: func(p place) (string, bool) {
			add(p.node, "{text: ZZ-571, type: INN}")
			return p.path + "[" + strconv.Itoa(len(p.node.Content)-1) + "].type", strings.Contains(p.doc.text, "type: INN") &&
				!has(p.doc.root, "ingredients")
		}},
}

// ofDenosumab reports whether a record is that of denosumab or refers to it.
func ofDenosumab(d *document) bool {
	return d.name() == "drugs/denosumab" || strings.Contains(d.text, "drugs/denosumab")
}

// scoped returns an edit that adds an event with an indication and a scope, of which a field is wrong.
func scoped(indication, scope, at string) func(place) (string, bool) {
	return func(p place) (string, bool) {
		last := p.node.Content[len(p.node.Content)-1]
		if p.doc.name() == "drugs/ridaforolimus" || p.doc.name() == "drugs/denosumab" || !has(last, "cites") {
			return "", false
		}
		add(p.node, "{id: zz, regulator: "+value(last, "regulator")+", indication: \""+indication+"\", event: EXPANDED, "+
			"date: \"2026-01-01\", scopes: ["+scope+"], cites: ["+get(last, "cites").Content[0].Value+"]}")
		return p.path + "[" + strconv.Itoa(len(p.node.Content)-1) + "].scopes[0]." + at, true
	}
}

package mutation_test

import (
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
}

// ofDenosumab reports whether a record is that of denosumab or refers to it.
func ofDenosumab(d *document) bool {
	return d.name() == "drugs/denosumab" || strings.Contains(d.text, "drugs/denosumab")
}

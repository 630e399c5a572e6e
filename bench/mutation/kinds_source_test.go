package mutation_test

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// onFact removes the citations of a fact.
func onFact(form string) kind {
	return kind{name: "a fact without a citation: " + strings.ReplaceAll(strings.ReplaceAll(form, "[]", ""), "_", " "),
		rule: "fact-without-citation", in: "drugs classes regimens", at: form, edit: without("cites")}
}

var sourceKinds = []kind{
	onFact("side_effects[]"), onFact("uses[]"), onFact("mechanism"), onFact("administrations[]"), onFact(eachEvent),
	onFact("components[]"),
	{name: "a key of a citation with a letter missing", rule: "cite-unresolved", at: "**.cites[]",
		edit: scalarAt(dropLetter)},
	{name: "a citation that no fact names", rule: "citation-unused", in: "drugs conditions trials", at: "citations",
		edit: func(p place) (string, bool) {
			return "citations.left-over", set(p.node, "left-over", "{source: sources/who-atc}")
		}},
	{name: "a fingerprint deleted", rule: "citation-unpinned", at: "citations{}", edit: without("passage")},
	{name: "a fingerprint with another digit", rule: "fingerprint-not-found", at: "citations{}.passage.sha256",
		archived: true, edit: func(p place) (string, bool) {
			digit := "0"
			if strings.HasPrefix(p.node.Value, "0") {
				digit = "1"
			}
			p.node.Value = digit + p.node.Value[1:]
			return strings.TrimSuffix(p.path, ".sha256"), true
		}},
	{name: "a fingerprint with another number of words", rule: "fingerprint-not-found", at: "citations{}.passage.words",
		archived: true, edit: func(p place) (string, bool) {
			p.node.Value += "0"
			return strings.TrimSuffix(p.path, ".words"), true
		}},
	{name: "an archived text that was replaced", rule: "archive-mismatch", in: "sources", archived: true, apart: true,
		files: func(d *document) *mutant {
			file := value(get(d.root, "archive"), "file")
			if file == "" {
				return nil
			}
			line, column := position(d.text, "archive.sha256")
			return &mutant{texts: map[string]string{file: "Another text."}, file: d.file, line: line, column: column}
		}},
	{name: "a passage of a source without an archive", rule: "passage-without-archive", at: "citations{}",
		edit: func(p place) (string, bool) {
			return p.path + ".passage", !has(p.node, "passage") &&
				set(p.node, "passage", "{words: 9, sha256: "+strings.Repeat("ab", 32)+"}")
		}},
	{name: "a fact that rests on a list that was lost", rule: "citation-truncated", in: "drugs classes",
		at: "side_effects[]", edit: func(p place) (string, bool) {
			lost := "sources/ccs-soft-tissue-sarcoma-targeted-therapy"
			citations := get(p.doc.root, "citations")
			set(citations, "lost-list", "{source: "+lost+", section: Side effects, passage: {words: 9, sha256: "+
				strings.Repeat("ab", 32)+"}}")
			return p.path + ".cites[0]", set(p.node, "cites", "[lost-list]")
		}},
	{name: "a source with nothing but the day of its reading", rule: "source-without-date", in: "sources",
		edit: func(p place) (string, bool) {
			return "dates", set(p.node, "dates", `{accessed: "2026-01-01"}`)
		}},
	{name: "a page without a date", rule: "source-date-unknown", in: "sources", edit: func(p place) (string, bool) {
		return "dates.unknown", value(p.node, "kind") == "PATIENT_PAGE" && !has(get(p.node, "dates"), "unknown") &&
			set(p.node, "dates", "{unknown: It carries none.}")
	}},
	{name: "a source revised before it was published", rule: "date-order", in: "sources", at: "dates.revised",
		edit: func(p place) (string, bool) {
			dates := get(p.doc.root, "dates")
			return "dates.revised", !has(dates, "published") && set(dates, "published", `"2026-11-01"`)
		}},
	{name: "an article of another year than its volume", rule: "source-year-differs", in: "sources", at: "dates.published",
		edit: func(p place) (string, bool) {
			if value(p.doc.root, "kind") != "JOURNAL_ARTICLE" ||
				strings.Index(value(p.doc.root, "locator"), ";") != len("2016") {
				return "", false
			}
			return to("2006")(p)
		}},
	{name: "a page of long ago", rule: "source-overdue", in: "sources", edit: func(p place) (string, bool) {
		return "dates", value(p.node, "kind") == "PATIENT_PAGE" && set(p.node, "dates", `{revised: "2012-01-01"}`)
	}},
	{name: "a source that nothing cites", rule: "source-unused", in: "sources", files: func(d *document) *mutant {
		if !strings.Contains(d.text, "\nkind: LABEL\n") {
			return nil
		}
		return &mutant{files: map[string]string{"sources/left-over.yaml": d.text}, file: "sources/left-over.yaml",
			line: 2, column: 1}
	}, apart: true},
	{name: "a page older than the end of the license", rule: "source-before-event", in: "drugs", at: "uses[].cites",
		edit: func(p place) (string, bool) {
			if value(p.doc.root, "lifecycle") != "WITHDRAWN" {
				return "", false
			}
			citations := get(p.doc.root, "citations")
			set(citations, "old-page",
				"{source: sources/acs-bone-cancer-targeted-therapy, section: A part, passage: {words: 9, "+
					"sha256: "+strings.Repeat("ab", 32)+"}}")
			p.node.Content = append([]*yaml.Node{snippet("old-page")}, p.node.Content...)
			return p.path + "[0]", true
		}},
	{name: "a record that nobody reviewed", rule: "review-missing",
		in: "drugs classes conditions regimens procedures trials", edit: without("review")},
	{name: "a review that is overdue", rule: "review-overdue", at: "review.next_due", edit: func(p place) (string, bool) {
		set(get(p.doc.root, "review"), "date", `"2025-01-01"`)
		p.node.Value = "2026-01-01"
		return "review.next_due", true
	}},
	{name: "a review before the last event", rule: "stale-by-event", in: "drugs", at: "review.date",
		edit: func(p place) (string, bool) {
			for _, e := range p.doc.places(eachEvent) {
				if value(e.node, "date") > "2000" && !has(e.node, "or_earlier") {
					return to("2000-01-01")(p)
				}
			}
			return "", false
		}},
	{name: "an event of a year to come", rule: "date-in-future", in: "drugs", at: eachEvent,
		edit: func(p place) (string, bool) {
			return p.path + ".date", !has(p.node, "or_earlier") && set(p.node, "date", `"2062-01-01"`)
		}},
	{name: "a trial without its result", rule: "trial-result-missing", in: "trials", edit: func(p place) (string, bool) {
		return "", value(p.node, "status") == "COMPLETED" && remove(p.node, "results")
	}},
}

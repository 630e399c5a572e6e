package mutation_test

import (
	"fmt"
	"slices"
	"strings"
)

// sourceOf returns the text of the source that a citation of a record leads to, or "".
func sourceOf(d *document, key string) string {
	name := value(get(get(d.root, "citations"), key), "source")
	if name == "" {
		return ""
	}
	return mustRead(name + ".yaml")
}

// dated reports whether a source says when it was written.
func dated(source string) bool {
	return strings.Contains(source, "\ndates: {") && !strings.Contains(source, "unknown:")
}

// sourceChanged changes a source and points at the first place of a drug that the finding is about: the first fact that
// cites it, or the citation itself.
func sourceChanged(name, rule, field, text string, atFact bool) kind {
	return kind{name: name, rule: rule, in: "drugs", files: func(d *document) *mutant {
		for _, cites := range d.places("**.cites[]") {
			source := value(get(get(d.root, "citations"), cites.node.Value), "source")
			// What is cited by one key alone has one place.
			if source == "" || strings.HasPrefix(cites.path, "gaps") || strings.HasPrefix(cites.path, "conflicts") ||
				strings.Count(d.text, "source: "+source+"}")+strings.Count(d.text, "source: "+source+",")+
					strings.Count(d.text, "source: "+source+"\n") != 1 {
				continue
			}
			path := cites.path
			if !atFact {
				path = fmt.Sprintf("citations[%q].source", cites.node.Value)
			}
			line, column := position(d.text, path)
			file := source + ".yaml"
			return &mutant{files: map[string]string{file: mustRead(file) + field + ": " + text + "\n"}, file: d.file, line: line,
				column: column}
		}
		return nil
	}, apart: true}
}

// elsewhere cites for a fact of one place a source of another one alone.
func elsewhere(p place) (string, bool) {
	for _, c := range p.doc.places("citations{}") {
		key := steps(c.path)[1]
		source := sourceOf(p.doc, key)
		if value(p.node, "jurisdiction") == "US" && has(p.node, "off_label") &&
			strings.Contains(source, "\njurisdiction: EU\n") &&
			strings.Contains(source, "\nkind: LABEL\n") {
			return p.path + ".cites", set(p.node, "cites", "["+key+"]")
		}
	}
	return "", false
}

// identified copies a source that has an identifier under another name, with something of it changed.
func identified(name, field string, change func(string) string) kind {
	return kind{name: name, rule: "source-duplicate", in: "sources", apart: true, either: true,
		files: func(d *document) *mutant {
			id := value(get(d.root, "identifiers"), field)
			if id == "" {
				return nil
			}
			text := strings.Replace(d.text, "display_name: ", "display_name: Again ", 1)
			if _, rest, found := strings.Cut(text, "doi: "); found && field != "doi" {
				doi, _, _ := strings.Cut(rest, ",")
				text = strings.Replace(text, "doi: "+doi+", ", "", 1)
			}
			text = strings.Replace(strings.Replace(text, `display_name: Again "`, `display_name: "Again `, 1), id, change(id), 1)
			line, column := position(text, "identifiers."+field)
			return &mutant{files: map[string]string{"sources/zz-again.yaml": text}, file: "sources/zz-again.yaml", line: line,
				column: column}
		}}
}

var supportKinds = []kind{
	{name: "codes without a citation", rule: "code-without-citation", at: "codes", edit: without("cites")},
	{name: "a registration without a citation", rule: "code-without-citation", at: "registrations",
		edit: without("cites")},
	sourceChanged("a source about another drug", "source-about-other", "subjects", "[drugs/left-over]", false),
	sourceChanged("a source that was retracted", "source-retracted", "retraction", `{date: "2026-01-01", notice: Retracted by the editors.}`, true),
	{name: "a retraction in words alone", rule: "source-retraction-in-words", in: "sources",
		edit: with("note", "Retracted by the journal in 2025.")},
	{name: "a label status of one country that cites another's label", rule: "source-of-other-place", in: "drugs",
		at: "uses[].labels[]", edit: elsewhere},
	{name: "a result later than its sources", rule: "date-after-sources", in: "trials", at: "results[]",
		edit: func(p place) (string, bool) {
			cites := get(p.node, "cites")
			if cites == nil || !has(p.node, "date") {
				return "", false
			}
			for _, key := range cites.Content {
				if source := sourceOf(p.doc, key.Value); !dated(source) || strings.Contains(source, `"2026`) {
					return "", false
				}
			}
			return p.path + ".date", set(p.node, "date", `"2026-11-20"`)
		}},
	{name: "a review of before its sources", rule: "review-before-source", in: "conditions trials", at: "review.date",
		edit: func(p place) (string, bool) {
			for _, c := range p.doc.places("citations{}.source") {
				if source := mustRead(c.node.Value + ".yaml"); dated(source) && !strings.Contains(source, "reviewed:") &&
					(strings.Contains(source, "published:") || strings.Contains(source, "revised:")) {
					set(get(p.doc.root, "review"), "next_due", `"2027-01-01"`)
					return to("1999-01-01")(p)
				}
			}
			return "", false
		}},
	identified("a source twice by its DOI, in capitals", "doi", strings.ToUpper),
	identified("a source twice by its PMID", "pmid", func(id string) string { return id }),
	identified("a source twice by its address", "url", func(id string) string { return id }),
	{name: "a trial that asks what another one does", rule: "trial-duplicate", in: "trials", at: "registrations",
		apart: true, either: true, edit: func(p place) (string, bool) {
			question := "Do people with advanced soft tissue sarcoma live longer if olaratumab is added to doxorubicin?"
			return "registrations.nct", p.doc.name() != "trials/announce" && has(p.node, "nct") &&
				set(p.node, "nct", "NCT02451943") && set(p.doc.root, "question", question)
		}},
	{name: "the name of another condition", rule: "display-name-duplicate", in: "conditions", at: "display_name",
		apart: true, either: true, edit: func(p place) (string, bool) {
			if p.doc.name() == "conditions/chordoma" || has(p.doc.root, "replaced_by") {
				return "", false
			}
			return to("Chordoma")(p)
		}},
	{name: "the name of another effect", rule: "effect-name-duplicate", in: "effects", at: "display_name", apart: true,
		either: true, edit: func(p place) (string, bool) {
			if p.doc.name() == "effects/nausea" {
				return "", false
			}
			return to("Nausea")(p)
		}},
	{name: "an effect to which nothing refers", rule: "record-unreferenced", in: "effects", apart: true,
		files: func(d *document) *mutant {
			return &mutant{files: map[string]string{"effects/zz-left-over.yaml": strings.Replace(d.text, "display_name: ",
				"display_name: Zz ", 1)},
				file: "effects/zz-left-over.yaml", line: 2, column: 1}
		}},
	{name: "a code of a class in another main group than all others of it", rule: "atc-unlike-class", in: "drugs",
		at: "classes", apart: true, files: func(d *document) *mutant {
			classes := get(d.root, "classes")
			atc := value(get(d.root, "codes"), "atc")
			if classes == nil || atc == "" {
				return nil
			}
			other := map[bool]string{true: "M05BA9", false: "L01EX9"}[atc[0] == 'L']
			// Its classmates are elsewhere, and it is the one that differs.
			files := make(map[string]string)
			for i := range 5 {
				files[fmt.Sprintf("drugs/zz-other-%d.yaml", i)] = fmt.Sprintf("display_name: Zz other %d\ndepth: REGISTER\n"+
					"classes: [%s]\n"+
					"codes: {atc: %s%[1]d, cites: [atc]}\ncitations: {atc: {source: sources/who-atc}}\n", i,
					classes.Content[0].Value, other)
			}
			if slices.Contains([]string{"drugs/denosumab", "drugs/olaratumab"}, d.name()) {
				return nil // two of one class, in two groups
			}
			line, column := position(d.text, "classes[0]")
			return &mutant{files: files, file: d.file, line: line, column: column}
		}},
}

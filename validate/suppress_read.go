package validate

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/syntax"
)

// suppressionsOf reads the suppressions of a record, and finds those that cannot be read.
func (p *run) suppressionsOf(record *catalog.Record, known map[string]bool) *commentReader {
	r := &commentReader{p: p, record: record, known: known, offsets: directives(record.Text()), coverages: make(map[covered]*coverage)}
	file, err := syntax.Parse(record.Text())
	if err != nil {
		// The file is not read for other rules either, and a finding says why.
		return r
	}
	r.comments(file.Head, 0, true, "")
	r.walk(file.Root, "")
	r.lost(file.Root.Foot, len(record.Text()))
	return r
}

// directives finds where in a text comments may begin that suppress findings, by what they say, in order.
func directives(text []byte) map[string][]int {
	offsets := make(map[string][]int)
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(directive))
		if i < 0 {
			return offsets
		}
		begin := bytes.TrimRight(bytes.TrimRightFunc(text[:at+i], unicode.IsSpace), "#")
		at += i + len(directive)
		comment, _, _ := bytes.Cut(text[len(begin):], []byte("\n"))
		key := strings.TrimRight(string(comment), " \t\r")
		offsets[key] = append(offsets[key], len(begin))
	}
}

// walk reads the comments of what is in a node, to which a path leads.
func (r *commentReader) walk(n *syntax.Node, path string) {
	for i, e := range n.Entries {
		step := syntax.Step{Index: i}
		if e.Key != nil {
			step = syntax.Step{Name: e.Key.Value, Index: -1}
		}
		at := below(path, step)
		r.comments(e.Head, e.Start, false, at)
		if e.Line != "" {
			r.comments([]string{e.Line}, e.Start, true, at)
		}
		r.walk(e.Value, at)
		r.lost(e.Foot, e.Value.End)
		if len(e.Value.Entries) > 0 {
			r.lost(e.Value.Foot, e.Value.End)
		}
	}
}

// comments reads comments that stand behind an offset, or the last before it, and cover a path.
func (r *commentReader) comments(lines []string, offset int, behind bool, path string) {
	offsets := r.offsetsOf(lines, offset, behind)
	for i, line := range lines {
		s, problem, is := parseSuppression(line)
		if !is {
			continue
		}
		at := offsets[i]
		switch {
		case problem != "":
			r.problem(RuleSuppressionInvalid, at, problem)
			continue
		case !r.checkRules(s.rules, at):
			continue
		}
		r.cover(&placed{suppression: s, offset: at}, path)
	}
}

// cover notes what a suppression covers.
func (r *commentReader) cover(s *placed, path string) {
	r.found = append(r.found, s)
	for _, rule := range s.rules {
		c := r.coverages[covered{rule, path}]
		if c == nil {
			c = &coverage{}
			r.coverages[covered{rule, path}] = c
		}
		if c.holding == nil && !r.p.expired(s) {
			c.holding = s
		}
		s.coverages = append(s.coverages, c)
	}
}

// lost finds suppressions below the last field of something, where they cover nothing.
func (r *commentReader) lost(lines []string, offset int) {
	offsets := r.offsetsOf(lines, offset, offset < len(r.record.Text()))
	for i, line := range lines {
		if _, _, is := parseSuppression(line); is {
			r.problem(RuleSuppressionInvalid, offsets[i], "It stands below what it could cover. Put it above the field that it is about, or on its line.")
		}
	}
}

// checkRules says whether all rules of a suppression are ones that there are and that may be suppressed.
func (r *commentReader) checkRules(ids []string, at int) bool {
	for _, id := range ids {
		may, ok := r.known[id]
		switch {
		case !ok:
			r.problem(RuleSuppressionInvalid, at, "There is no rule "+id+"."+r.suggest(id))
			return false
		case !may:
			r.problem(RuleSuppressionInvalid, at, "Findings of "+id+" cannot be suppressed: while there is one, other rules have not seen all of the file. Mend it.")
			return false
		}
	}
	return true
}

// suggest gives the rule that may be meant by an ID that none has, or where all are listed. Of a file that is full of such, the first are enough.
func (r *commentReader) suggest(id string) string {
	if len(r.problems) < catalog.MaxProblems {
		if nearest, near := catalog.Nearest(id, slices.Sorted(maps.Keys(r.known))); near {
			return " Did you mean " + nearest + "?"
		}
	}
	return " `compendium rules` lists all."
}

// offsetsOf finds where comments stand that follow each other, from their texts and from what they belong to: they begin behind an offset, or
// end before it.
func (r *commentReader) offsetsOf(comments []string, from int, behind bool) []int {
	found := make([]int, len(comments))
	for i := range comments {
		if behind {
			found[i] = r.offset(comments[i], from, true)
			from = max(from, found[i]+1)
			continue
		}
		last := len(comments) - 1 - i
		found[last] = r.offset(comments[last], from, false)
		from = min(from, found[last])
	}
	return found
}

// offset finds the first place behind an offset where a comment stands, or the last before it.
func (r *commentReader) offset(comment string, from int, behind bool) int {
	offsets := r.offsets[comment]
	i, _ := slices.BinarySearch(offsets, from)
	if i > 0 && (!behind || i == len(offsets)) {
		i--
	}
	if i == len(offsets) {
		return from
	}
	return offsets[i]
}

// below gives a key for a path and one step more.
func below(path string, step syntax.Step) string {
	if step.Index >= 0 {
		return path + "[" + strconv.Itoa(step.Index) + "]"
	}
	return path + "[" + strconv.Quote(step.Name) + "]"
}

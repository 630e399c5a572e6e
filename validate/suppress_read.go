package validate

import (
	"maps"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/spelling"
)

// suppressionsOf reads the suppressions of a record and reports invalid ones.
func (p *run) suppressionsOf(record *catalog.Record, known map[string]bool) *commentReader {
	r := &commentReader{p: p, record: record, known: known, coverages: make(map[covered]*coverage)}
	comments, err := record.Document().Comments()
	if err != nil {
		// A finding of the reader says why.
		return r
	}
	for _, c := range comments {
		r.comment(c)
	}
	return r
}

// comment reads a comment and records what it covers.
func (r *commentReader) comment(c document.Comment) {
	s, problem, is := parseSuppression(c.Text)
	switch {
	case !is:
	case c.After:
		r.problem(RuleSuppressionInvalid, c, "The comment is below the last field and covers nothing. Move it above the "+
			"field with the finding, or onto its line.")
	case problem != "":
		r.problem(RuleSuppressionInvalid, c, problem)
	case r.checkRules(s.rules, c):
		var path strings.Builder
		for _, step := range c.Steps {
			path.WriteString(step.String())
		}
		r.cover(&placed{suppression: s, comment: c}, path.String())
	}
}

// cover records what a suppression covers.
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

// checkRules reports whether all rules of a suppression exist and may be suppressed.
func (r *commentReader) checkRules(ids []string, at document.Comment) bool {
	for _, id := range ids {
		may, ok := r.known[id]
		switch {
		case !ok:
			r.problem(RuleSuppressionInvalid, at, "There is no rule "+id+"."+r.suggest(id))
			return false
		case !may:
			r.problem(RuleSuppressionInvalid, at,
				"Findings of "+id+" cannot be suppressed: while there is one, other rules have not seen all of the file. Fix it.")
			return false
		}
	}
	return true
}

// suggest returns the end of a message that suggests the rule that an unknown ID may mean, or says where all are
// listed. It searches only for the first unknown IDs of a file.
func (r *commentReader) suggest(id string) string {
	if len(r.problems) < document.MaxProblems {
		if nearest, near := spelling.Nearest(id, slices.Sorted(maps.Keys(r.known))); near {
			return " Did you mean " + nearest + "?"
		}
	}
	return " `compendium rules` lists all."
}

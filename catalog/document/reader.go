package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/opencompendium/compendium/finding"
)

// reader makes the nodes of a document in one pass over its text. What it cannot read it reports, marks as broken, and
// skips up to the next line that is indented no more than the field or item it is in.
type reader struct {
	doc  *Document
	text string
	at   int // the next byte
	line int // where its line begins
	// ended is that there is no more content, or a line that begins or ends a document, whose offset is the marker.
	ended  bool
	marker int
	depth  int
	// deepest is the index after the first node that is nested too deep, or 0.
	deepest int
	// tabs is that the lines just skipped are indented with tabs.
	tabs bool
	// skipped is that some lines were, since it was false.
	skipped bool
	quiet   bool
	found   []fault
	odd     []place // what is reported for its bytes, in order

	// torn is that a quote or bracket is not closed. What follows may be a part of it.
	torn bool

	// The outermost value in brackets that is being read: how many spaces its further lines have at least, less one,
	// and how many of its brackets are open.
	floor    int
	brackets int
}

// fault is a finding that does not know its line yet.
type fault struct {
	place
	rule, message string
	first         place // of what is there twice
}

func (r *reader) reportf(rule string, at place, format string, args ...any) {
	if r.quiet || len(r.found) >= MaxProblems {
		return
	}
	r.found = append(r.found, fault{place: at, rule: rule, message: fmt.Sprintf(format, args...)})
}

// findings returns what was found in the order of the text.
func (r *reader) findings() []finding.Finding {
	if len(r.found) == 0 {
		return nil
	}
	slices.SortStableFunc(r.found, func(a, b fault) int { return cmp.Compare(a.begin, b.begin) })
	list := make([]finding.Finding, 0, len(r.found))
	for _, f := range r.found {
		found := finding.Finding{Rule: f.rule, Severity: finding.Error, Message: f.message}
		if f.begin >= 0 {
			if f.rule != RuleEncoding && f.rule != RuleLineTooLong && r.isOddLine(f.begin) {
				continue
			}
			found.Position, found.Span = r.doc.Place(f.begin, f.end)
		}
		if f.first.end > 0 {
			at, span := r.doc.Place(f.first.begin, f.first.end)
			found.Related = []finding.Location{{Position: at, Span: span, Message: "The first"}}
			found.Message = fmt.Sprintf("%s the first is on line %d. Keep one.", f.message, at.Line)
		}
		list = append(list, found)
	}
	return list
}

// unmerged reports the first mark of a merge that was not finished, and returns whether there is one. Such a file has
// two texts in one, and nothing of it can be told.
func (r *reader) unmerged() bool {
	first := -1
	for _, mark := range []string{"<<<<<<< ", "=======\n", ">>>>>>> "} {
		at := strings.Index(r.text, "\n"+mark) + 1
		if at == 0 && !strings.HasPrefix(r.text, mark) {
			continue
		}
		if first < 0 || at < first {
			first = at
		}
	}
	if first >= 0 {
		r.reportf(RuleSyntax, place{first, first + len("<<<<<<<")}, "This is the mark of a merge that was not finished. "+
			"Keep one of the two texts, and remove each line that begins with <<<<<<<, =======, ||||||| or >>>>>>>.")
	}
	return first >= 0
}

// file reads the one document of a file.
func (r *reader) file() {
	r.resume(int(r.doc.lines[0]))
	for r.marker >= 0 && r.text[r.marker] == '.' {
		r.mark()
	}
	r.directives()
	if r.marker >= 0 && r.text[r.marker] == '-' {
		r.mark()
	}
	if r.ended {
		r.empty()
		return
	}
	root := r.open()
	r.block(root, -1)
	r.close(root)
	if !r.ended {
		r.reportf(RuleSyntax, r.rest(), "This line is indented less than the first of the record. Indent both alike.")
		r.skip(-1)
	}
	r.breakOdd()
	for i := range r.deepest {
		if row := &r.doc.nodes[i]; int(row.next) >= r.deepest && (i > 0 || row.form == formSequence) {
			row.flags |= flagBroken
		}
	}
	if row := &r.doc.nodes[0]; row.form == formNull && row.flags&flagBroken == 0 {
		r.doc.nodes = r.doc.nodes[:0]
		r.empty()
		return
	}
	for r.marker >= 0 && r.text[r.marker] == '.' {
		r.mark()
	}
	if at := r.at; !r.ended || r.marker >= 0 {
		r.reportf(RuleDocuments, place{at, lineEnd(r.text, at)},
			"A second document begins here. One file holds one record; move it to a file of its own.")
	}
}

// empty reports a file without a record, unless that follows from what is reported.
func (r *reader) empty() {
	if len(r.found) > 0 {
		return
	}
	at := int(r.doc.lines[0])
	r.reportf(RuleEmpty, place{at, lineEnd(r.text, at)}, "The file holds no record. Write one, or remove the file.")
}

// directives skips lines such as %YAML 1.2.
func (r *reader) directives() {
	for !r.ended && r.at == r.line && r.text[r.at] == '%' {
		r.reportf(RuleSyntax, r.rest(),
			"Lines that begin with %% before the record are not read. Remove this one; none is needed.")
		r.advance()
	}
}

// mark goes over the line that begins or ends a document, which may hold a comment.
func (r *reader) mark() {
	r.at, r.marker, r.ended = r.marker+len("---"), -1, false
	if r.blanks(); !r.lineEnds() {
		r.reportf(RuleSyntax, r.rest(),
			"Only a comment may follow on the line of --- or .... Write this on a line of its own.")
	}
	r.advance()
}

// resume goes to the first content from a line on, which is -1 where there is no more.
func (r *reader) resume(line int) {
	for line >= 0 && !r.look(line) {
		line = nextLine(r.text, r.at)
	}
	if line < 0 {
		r.at, r.ended, r.marker = len(r.text), true, -1
	}
}

// advance goes to the first content below the line.
func (r *reader) advance() { r.resume(nextLine(r.text, r.at)) }

// look goes to the first character of a line and reports whether it has content.
func (r *reader) look(line int) bool {
	at := line + spacesOf(r.text, line)
	r.line, r.at = line, at
	if at < len(r.text) && r.text[at] >= utf8.RuneSelf {
		if wide, size := utf8.DecodeRuneInString(r.text[at:]); unicode.Is(unicode.Zs, wide) {
			r.wide(at, size)
			return false
		}
	}
	tab := at < len(r.text) && r.text[at] == '\t'
	if tab {
		at += len(r.text[at:]) - len(strings.TrimLeft(r.text[at:], " \t"))
	}
	switch {
	case isBreak(r.text, at):
		return false
	case r.text[at] == '#':
		r.at = at
		r.comment()
		return false
	case tab:
		r.tab(r.at)
		return false
	case at == line && isMarker(r.text, at):
		r.ended, r.marker = true, at
	}
	r.tabs = false
	return true
}

// tab reports a tab that indents a line, the first of several such lines.
func (r *reader) tab(at int) {
	if !r.tabs {
		r.reportf(RuleSyntax, place{at, at + 1}, "A tab indents this line. Indent it with spaces.")
	}
	r.tabs, r.skipped = true, true
}

// wide reports a space that is none to YAML, as word processors write them, at the beginning of a line.
func (r *reader) wide(at, size int) {
	r.reportf(RuleSyntax, place{at, at + size}, "A no-break or wide space begins this line. Write plain spaces.")
	r.skipped = true
}

// isBreak reports whether a line ends at a byte.
func isBreak(text string, at int) bool {
	if at < len(text) && text[at] == '\r' {
		at++
	}
	return at >= len(text) || text[at] == '\n'
}

// isSpace reports whether a word ends at a byte.
func isSpace(text string, at int) bool { return isBreak(text, at) || isBlank(text[at]) }

// isMarker reports whether a document begins or ends at the begin of a line.
func isMarker(text string, at int) bool {
	rest := text[at:]
	return (strings.HasPrefix(rest, "---") || strings.HasPrefix(rest, "...")) && isSpace(text, at+len("---"))
}

// comment notes the comment that begins at the next byte and goes to the end of the line.
func (r *reader) comment() {
	r.doc.comments = append(r.doc.comments, uint32(r.at))
	r.at = lineEnd(r.text, r.at)
}

func (r *reader) blanks() {
	for r.at < len(r.text) && isBlank(r.text[r.at]) {
		r.at++
	}
}

// lineEnds reports whether nothing but a comment follows on the line, and notes that.
func (r *reader) lineEnds() bool {
	if isBreak(r.text, r.at) {
		return true
	}
	if r.text[r.at] == '#' && (r.at == r.line || isBlank(r.text[r.at-1])) {
		r.comment()
		return true
	}
	return false
}

// column returns how many bytes are before the next one on its line.
func (r *reader) column() int { return r.at - r.line }

// rest returns the rest of the line.
func (r *reader) rest() place {
	line := r.text[r.at:lineEnd(r.text, r.at)]
	return place{r.at, r.at + max(1, len(strings.TrimRight(line, " \t")))}
}

// skip goes to the next line that is indented no more than by so many spaces.
func (r *reader) skip(indent int) {
	quiet := r.quiet
	r.quiet = true
	for r.advance(); !r.ended && r.column() > indent; r.advance() {
	}
	r.quiet = quiet
}

// open adds a node without anything.
func (r *reader) open() int {
	r.doc.nodes = append(r.doc.nodes, node{begin: uint32(r.at), end: uint32(r.at)})
	return len(r.doc.nodes) - 1
}

// close ends a node behind all that were added since.
func (r *reader) close(i int) {
	row := &r.doc.nodes[i]
	row.next = uint32(len(r.doc.nodes))
}

// broken marks a node that must not be decoded.
func (r *reader) broken(i int) { r.doc.nodes[i].flags |= flagBroken }

// scalar completes a node that has a single value.
func (r *reader) scalar(i int, form form, begin, end int) {
	row := &r.doc.nodes[i]
	if form == formPlain && end-begin <= len("null") && isNull(r.text[begin:end]) {
		form = formNull
	}
	row.form, row.begin, row.end = form, uint32(begin), uint32(end)
}

// enter goes into a mapping or list, and reports whether it is not too deep.
func (r *reader) enter(at int) bool {
	if r.depth++; r.depth <= MaxDepth {
		return true
	}
	if r.deepest == 0 {
		r.deepest = len(r.doc.nodes)
	}
	r.reportf(RuleTooDeep, place{at, at + 1},
		"Lists and mappings are nested more than %d deep. No record needs that.", MaxDepth)
	return false
}

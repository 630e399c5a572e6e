package document

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/opencompendium/compendium/catalog/spelling"
)

// beginsPlain reports whether a text may begin at a byte without quotes.
func beginsPlain(text string, at int, flow bool) bool {
	switch first := text[at]; first {
	case '-', '?', ':':
		if isSpace(text, at+1) || flow && (first == ':' || isFlowSign(text[at+1])) {
			return false
		}
		return true
	case ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`':
		return false
	default:
		return true
	}
}

// isFlowSign reports whether a byte opens, closes or divides what is in brackets.
func isFlowSign(b byte) bool { return b == ',' || b == '[' || b == ']' || b == '{' || b == '}' }

// noPlain reports a text that must not begin as it does.
func (r *reader) noPlain(i int) bool {
	r.broken(i)
	switch first := r.text[r.at]; {
	case first == '-' && isSpace(r.text, r.at+1):
		r.reportf(RuleSyntax, r.rest(),
			"An item of a list follows on the line of its field. Write each item on a line of its own, or the list in brackets.")
	case (first == '?' || first == ':') && isSpace(r.text, r.at+1):
		r.reportf(RuleSyntax, r.rest(), "Only a value may follow here. Put a text that begins with %c in quotes.", first)
	case isFlowSign(first):
		r.reportf(RuleSyntax, place{r.at, r.at + 1},
			"This %c closes or divides nothing. Remove it, or put a text that begins with it in quotes.", first)
	default:
		r.reportf(RuleSyntax, place{r.at, r.at + 1}, "A text may not begin with %c. Put it in quotes.", first)
	}
	return false
}

// plain reads a text without quotes, which may go on in lines that are indented more than by so many spaces. It reports
// whether the rest of the line is still to be looked at.
func (r *reader) plain(i, indent int) bool {
	if !beginsPlain(r.text, r.at, false) {
		return r.noPlain(i)
	}
	begin := r.at
	end, colon := r.plainLine()
	if colon >= 0 {
		r.scalar(i, formPlain, begin, r.at)
		r.broken(i)
		quotes := "quotes"
		if strings.IndexFunc(r.text[begin:colon], spelling.IsCurlyQuote) == 0 {
			quotes = "plain quotes, since curly ones are letters to YAML"
		}
		r.reportf(RuleSyntax, place{colon, colon + 1},
			"The text contains a colon and a space. Put it in %s, or write it below its key after >-.", quotes)
		return false
	}
	for {
		line, at := r.nextPlain(end, indent)
		if at < 0 {
			break
		}
		r.at = at
		next, colon := r.plainLine()
		if colon >= 0 {
			r.scalar(i, formPlain, begin, end)
			r.reportf(RuleSyntax, place{at, colon + 1},
				"This field is indented more than what it follows, which has its value already. "+
					"Indent both alike, or put the text in quotes.")
			r.line = line
			return false
		}
		end = next
		r.line = line
	}
	r.at = end
	r.scalar(i, formPlain, begin, end)
	return true
}

// plainLine returns the end of the text on the line, and where it has a colon that must not be in it, or -1.
func (r *reader) plainLine() (end, colon int) {
	at := r.at
	for ; at < len(r.text) && r.text[at] != '\n'; at++ {
		switch r.text[at] {
		case ':':
			if isSpace(r.text, at+1) {
				return at, at
			}
		case '#':
			if at > r.at && isBlank(r.text[at-1]) {
				return trimmed(r.text, r.at, at), -1
			}
		}
	}
	if at > r.at && r.text[at-1] == '\r' {
		at--
	}
	return trimmed(r.text, r.at, at), -1
}

// trimmed returns the end of a text before the blanks that end it.
func trimmed(text string, begin, end int) int {
	for end > begin && isBlank(text[end-1]) {
		end--
	}
	return end
}

// quoteWithin returns how a quote is written within a text in such quotes.
func quoteWithin(quote byte) string {
	if quote == '"' {
		return `\"`
	}
	return "''"
}

// nextPlain returns the line on which a text without quotes goes on, and where; -1 where it does not.
func (r *reader) nextPlain(end, indent int) (line, at int) {
	for at = end; at < len(r.text) && isBlank(r.text[at]); at++ {
	}
	for isBreak(r.text, at) {
		if line = nextLine(r.text, at); line < 0 {
			return 0, -1
		}
		column := spacesOf(r.text, line)
		at = line + column
		if at < len(r.text) && r.text[at] == '\t' {
			for at < len(r.text) && isBlank(r.text[at]) {
				at++
			}
			column = -1 // a tab does not indent
		}
		if !isBreak(r.text, at) {
			if column <= indent || r.text[at] == '#' || at == line && isMarker(r.text, at) {
				return 0, -1
			}
			return line, at
		}
	}
	return 0, -1
}

// quotedEnd returns the end of a text in quotes, or -1 where it is not closed before a byte.
func quotedEnd(text string, at, before int) int {
	quote := text[at]
	for at++; at < before; at++ {
		switch {
		case text[at] == '\\' && quote == '"':
			at++
		case text[at] == quote && quote == '\'' && at+1 < before && text[at+1] == quote:
			at++
		case text[at] == quote:
			return at + 1
		}
	}
	return -1
}

// quoted reads a text in quotes, whose further lines are indented by more spaces than the floor. It reports whether it
// is closed.
func (r *reader) quoted(i, floor int) bool {
	begin, quote := r.at, r.text[r.at]
	form := formSingle
	if quote == '"' {
		form = formDouble
	}
	valid := true
	for r.at++; r.at < len(r.text); r.at++ {
		switch b := r.text[r.at]; {
		case b == '\\' && quote == '"':
			valid = r.escape(valid)
		case b == quote && quote == '\'' && r.at+1 < len(r.text) && r.text[r.at+1] == quote:
			r.at++
		case b == quote:
			r.at++
			r.scalar(i, form, begin, r.at)
			if !valid {
				r.broken(i)
			}
			return true
		case b == '\n' && !r.goesOn(floor):
			return r.unclosed(i, begin)
		}
	}
	return r.unclosed(i, begin)
}

// goesOn reports whether the text in quotes or brackets goes on in the line below, since that is empty or indented
// enough.
func (r *reader) goesOn(floor int) bool {
	line := r.at + 1
	at := line
	for at < len(r.text) && isBlank(r.text[at]) {
		at++
	}
	return isBreak(r.text, at) || at-line > floor && (at > line || !isMarker(r.text, at))
}

// tear reports a quote or bracket that is not closed.
func (r *reader) tear(begin int) {
	r.torn = true
	r.reportf(RuleSyntax, place{begin, begin + 1}, "This is not YAML: this %c is not closed. Close it, or put a text "+
		"that begins with it in quotes.", r.text[begin])
}

// unclosed reports a quote that is not closed.
func (r *reader) unclosed(i, begin int) bool {
	r.tear(begin)
	row := &r.doc.nodes[i]
	row.form, row.begin, row.end = formPlain, uint32(begin), uint32(lineEnd(r.text, begin))
	r.broken(i)
	return false
}

// escape checks what follows a backslash in double quotes and goes to its last byte. Of a text, the first that is wrong
// is reported.
func (r *reader) escape(valid bool) bool {
	begin := r.at
	_, size := escaped(r.text[begin:])
	if size > 0 {
		r.at += size - 1
		return valid
	}
	if valid {
		_, width := utf8.DecodeRuneInString(r.text[begin+1:])
		r.reportf(RuleSyntax, place{begin, begin + 1 + width},
			`This backslash does not begin a known escape. Write \\ for a backslash, or put the text in single quotes.`)
	}
	if r.at+1 < len(r.text) && r.text[r.at+1] != '\n' {
		r.at++
	}
	return false
}

// escapes are the characters that a letter after a backslash means.
var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r",
	'e': "\x1b", ' ': " ",
	'"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// escaped returns what an escape at the begin of a text means, and its size; 0 where it is none. The end of a line may
// be escaped.
func escaped(text string) (means string, size int) {
	if isBreak(text, 1) {
		return "", min(len(text), 1)
	}
	var digits int
	switch text[1] {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		means = escapes[text[1]]
		if means == "" {
			return "", 0
		}
		return means, 2
	}
	if len(text) < 2+digits {
		return "", 0
	}
	code, err := strconv.ParseUint(text[2:2+digits], 16, 32)
	if err != nil || code > utf8.MaxRune || !utf8.ValidRune(rune(code)) {
		return "", 0
	}
	return string(rune(code)), 2 + digits
}

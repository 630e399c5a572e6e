package catalog

import (
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// quick reads a file that is written in the plain part of YAML in which nearly all records are, straight into a message. It says false for
// whatever it is not sure of, and a caller then reads the file with the YAML library: what is wrong in a file, and where, is found only
// there. Where it says true, the library would give an equal message and find no fault.
//
// The strings of the message are parts of text.
func quick(text string, kind Kind) (proto.Message, bool) {
	if strings.IndexByte(text, '\t') >= 0 || strings.IndexByte(text, '\r') >= 0 {
		return nil, false
	}
	record := kind.New()
	r := quickReader{text: text}
	r.line()
	if r.ended || r.indent != 0 || !r.block(record.ProtoReflect(), 0) || !r.ended {
		return nil, false
	}
	return record, true
}

// quickDepth is how deeply fields may be nested. It is more than the schema has, and less than MaxDepth.
const quickDepth = 12

// quickReader stands in a line that has content: at its first character, behind the spaces that indent it.
type quickReader struct {
	text   string
	start  int // of the line's content
	end    int // of the line's content, without the spaces at its end
	after  int // where the next line begins
	indent int
	depth  int
	ended  bool // there is no line any more
}

// line goes to the next line that is neither empty nor a comment.
func (r *quickReader) line() {
	for r.after < len(r.text) {
		begin := r.after
		end := strings.IndexByte(r.text[begin:], '\n')
		if end < 0 {
			end = len(r.text)
			r.after = end
		} else {
			end += begin
			r.after = end + 1
		}
		start := begin
		for start < end && r.text[start] == ' ' {
			start++
		}
		if start == end || r.text[start] == '#' {
			continue
		}
		for r.text[end-1] == ' ' {
			end--
		}
		r.start, r.end, r.indent = start, end, start-begin
		return
	}
	r.ended = true
}

// block reads the fields of a message, which stand one a line at an indentation.
func (r *quickReader) block(into protoreflect.Message, indent int) bool {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > quickDepth {
		return false
	}
	fields := into.Descriptor().Fields()
	var seen uint64
	for !r.ended && r.indent == indent {
		key, at := quickKey(r.text, r.start, r.end)
		field := fields.ByName(protoreflect.Name(key))
		if field == nil || !once(&seen, field) || !r.value(into, field, at) {
			return false
		}
	}
	return r.ended || r.indent < indent
}

// once says whether a field is met for the first time.
func once(seen *uint64, field protoreflect.FieldDescriptor) bool {
	if field.Index() >= 64 || *seen&(1<<field.Index()) != 0 {
		return false
	}
	*seen |= 1 << field.Index()
	return true
}

// value reads what stands behind a key: on its line, or on the lines below it. It ends on the line behind it.
func (r *quickReader) value(into protoreflect.Message, field protoreflect.FieldDescriptor, at int) bool {
	if at < r.end {
		if field.Kind() == protoreflect.StringKind && !field.IsList() && r.text[at] == '>' {
			return r.folded(into, field, at)
		}
		at = quickFlow{r.text[:r.end], r.depth}.value(into, field, at)
		return r.ends(at)
	}
	indent := r.indent
	if r.line(); r.ended {
		return false
	}
	switch {
	case field.IsList():
		return r.indent >= indent && r.text[r.start] == '-' && r.list(into.Mutable(field).List(), field, r.indent)
	case r.indent <= indent:
		return false
	case field.IsMap():
		return r.entries(into.Mutable(field).Map(), r.indent)
	case field.Message() != nil:
		return r.block(into.Mutable(field).Message(), r.indent)
	default:
		return false
	}
}

// ends says whether nothing but a comment stands behind a value, and goes to the next line. An index of -1 is a value that was not read.
func (r *quickReader) ends(at int) bool {
	if at < 0 || !quickEnd(r.text[:r.end], at) {
		return false
	}
	r.line()
	return true
}

func quickEnd(line string, at int) bool {
	rest := strings.TrimLeft(line[at:], " ")
	return rest == "" || rest[0] == '#' && len(rest) < len(line)-at
}

// list reads items, each on a line behind a hyphen at an indentation.
func (r *quickReader) list(list protoreflect.List, field protoreflect.FieldDescriptor, indent int) bool {
	for !r.ended && r.indent == indent && r.text[r.start] == '-' {
		at := r.start + 1
		if at == r.end || r.text[at] != ' ' {
			return false
		}
		for r.text[at] == ' ' {
			at++
		}
		if field.Message() == nil || r.text[at] == '{' {
			if !r.ends(quickFlow{r.text[:r.end], r.depth}.item(list, field, at, false)) {
				return false
			}
			continue
		}
		r.indent += at - r.start
		r.start = at
		if !r.block(list.AppendMutable().Message(), r.indent) {
			return false
		}
	}
	return r.ended || r.indent <= indent
}

// entries reads the entries of a map, one a line.
func (r *quickReader) entries(entries protoreflect.Map, indent int) bool {
	for !r.ended && r.indent == indent {
		key, at := quickKey(r.text, r.start, r.end)
		name := protoreflect.ValueOfString(key).MapKey()
		if !isQuickWord(key) || entries.Has(name) {
			return false
		}
		into := entries.Mutable(name).Message()
		if at < r.end {
			if !r.ends(quickFlow{r.text[:r.end], r.depth}.message(into, at)) {
				return false
			}
			continue
		}
		if r.line(); r.ended || r.indent <= indent || !r.block(into, r.indent) {
			return false
		}
	}
	return r.ended || r.indent < indent
}

// folded reads a text that is written as >- on the lines below its key, all of them indented alike.
func (r *quickReader) folded(into protoreflect.Message, field protoreflect.FieldDescriptor, at int) bool {
	if r.text[at:r.end] != ">-" {
		return false
	}
	parent, within, blank := r.indent, -1, false
	var lines []string
	for r.after < len(r.text) {
		line, _, closed := strings.Cut(r.text[r.after:], "\n")
		content := strings.TrimLeft(line, " ")
		indent := len(line) - len(content)
		if line == "" {
			blank = true // it belongs to the text only where that goes on behind it
			r.after++
			continue
		}
		if content != "" && indent <= parent {
			break
		}
		if within < 0 {
			within = indent
		}
		// A line of spaces alone, and what looks like a comment, may be parts of the text.
		if blank || content == "" || indent != within || !closed || line[len(line)-1] == ' ' {
			return false
		}
		lines = append(lines, content)
		r.after += len(line) + 1
	}
	r.line()
	if len(lines) == 0 || !r.ended && r.indent > parent {
		return false
	}
	into.Set(field, protoreflect.ValueOfString(strings.Join(lines, " ")))
	return true
}

// quickKey reads a key of small letters, digits, underscores and hyphens, and the spaces behind its colon.
func quickKey(text string, at, end int) (key string, behind int) {
	begin := at
	for at < end && isKeyByte(text[at]) {
		at++
	}
	key = text[begin:at]
	if at == end || text[at] != ':' || len(key) > MaxKeyBytes {
		return "", at
	}
	if at++; at < end && text[at] != ' ' {
		return "", at
	}
	for at < end && text[at] == ' ' {
		at++
	}
	if at < end && text[at] == '#' {
		return "", at // a comment where the value should be
	}
	return key, at
}

func isKeyByte(b byte) bool {
	return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '_' || b == '-'
}

// isQuickWord says whether a key of a map is a text for the library too, and neither a hyphen's item nor nothing.
func isQuickWord(key string) bool {
	return key != "" && 'a' <= key[0] && key[0] <= 'z' && key != "null"
}

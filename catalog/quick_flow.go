package catalog

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// quickFlow reads values that stand within one line.
type quickFlow struct {
	line  string
	depth int
}

// value reads the value of a field at an index, and gives the index behind it, or -1.
func (f quickFlow) value(into protoreflect.Message, field protoreflect.FieldDescriptor, at int) int {
	switch {
	case field.IsMap():
		return f.entries(into.Mutable(field).Map(), at)
	case field.IsList():
		return f.list(into.Mutable(field).List(), field, at)
	case field.Message() != nil:
		return f.message(into.Mutable(field).Message(), at)
	}
	return f.scalar(into, field, at, false)
}

func (f quickFlow) scalar(into protoreflect.Message, field protoreflect.FieldDescriptor, at int, within bool) int {
	text, plain, at := f.text(at, within)
	if at < 0 {
		return -1
	}
	value, ok := quickScalar(text, plain, field)
	if !ok {
		return -1
	}
	into.Set(field, value)
	return at
}

func quickScalar(text string, plain bool, field protoreflect.FieldDescriptor) (value protoreflect.Value, ok bool) {
	switch field.Kind() {
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(text), true
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(text == "true"), plain && (text == "true" || text == "false")
	case protoreflect.Int32Kind:
		n, err := strconv.ParseInt(text, 10, 32)
		return protoreflect.ValueOfInt32(int32(n)), err == nil && plain && strconv.FormatInt(n, 10) == text
	case protoreflect.EnumKind:
		named := field.Enum().Values().ByName(protoreflect.Name(text))
		if named == nil || named.Number() == 0 {
			return value, false
		}
		return protoreflect.ValueOfEnum(named.Number()), true
	default:
		return value, false
	}
}

// text reads a text, and says whether it is written without quotes. Within brackets, more characters end it.
func (f quickFlow) text(at int, within bool) (text string, plain bool, behind int) {
	switch first := f.line[at]; {
	case first == '"' || first == '\'':
		length := strings.IndexByte(f.line[at+1:], first)
		if length < 0 {
			return "", false, -1
		}
		text, behind = f.line[at+1:at+1+length], at+length+2
		if strings.IndexByte(text, '\\') >= 0 || behind < len(f.line) && f.line[behind] == first {
			return "", false, -1 // it is written with escapes
		}
		return text, false, behind
	case !beginsPlain(first):
		return "", false, -1
	}
	begin := at
	for ; at < len(f.line); at++ {
		switch f.line[at] {
		case ':':
			if at+1 == len(f.line) || f.line[at+1] == ' ' || within && !beginsPlain(f.line[at+1]) && f.line[at+1] != '/' {
				return "", false, -1
			}
		case '#':
			if f.line[at-1] == ' ' {
				if within {
					return "", false, -1
				}
				return plainText(f.line[begin:at], at)
			}
		case ',', ']', '}':
			if within {
				return plainText(f.line[begin:at], at)
			}
		case '[', '{', '?':
			if within {
				return "", false, -1
			}
		}
	}
	if within {
		return "", false, -1 // it goes on in the next line
	}
	return plainText(f.line[begin:], at)
}

// plainText gives a text without quotes, which ends before a comment, a comma or a bracket.
func plainText(text string, behind int) (trimmed string, plain bool, at int) {
	trimmed = strings.TrimRight(text, " ")
	switch trimmed {
	case "null", "Null", "NULL":
		return "", false, -1
	}
	return trimmed, true, behind - (len(text) - len(trimmed))
}

// beginsPlain says whether a text that begins so needs no quotes.
func beginsPlain(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '(' || b >= utf8.RuneSelf
}

func (f quickFlow) spaces(at int) int {
	for at < len(f.line) && f.line[at] == ' ' {
		at++
	}
	return at
}

// more goes behind the comma that stands behind an item, or the bracket. It gives the index, and whether there is another item.
func (f quickFlow) more(at int, bracket byte) (next int, another bool) {
	if at < 0 {
		return -1, false
	}
	at = f.spaces(at)
	switch {
	case at == len(f.line):
		return -1, false
	case f.line[at] == bracket:
		return at + 1, false
	case f.line[at] != ',':
		return -1, false
	}
	at = f.spaces(at + 1)
	if at == len(f.line) {
		return -1, false
	}
	return at, true
}

// opens goes behind a bracket, or gives -1 where it does not stand there.
func (f quickFlow) opens(at int, bracket byte) int {
	if f.line[at] != bracket || f.depth > quickDepth {
		return -1
	}
	if at = f.spaces(at + 1); at == len(f.line) {
		return -1
	}
	return at
}

func (f quickFlow) list(list protoreflect.List, field protoreflect.FieldDescriptor, at int) int {
	at = f.opens(at, '[')
	for another := at >= 0; another; {
		at, another = f.more(quickFlow{f.line, f.depth + 1}.item(list, field, at, true), ']')
	}
	return at
}

func (f quickFlow) item(list protoreflect.List, field protoreflect.FieldDescriptor, at int, within bool) int {
	if field.Message() != nil {
		return f.message(list.AppendMutable().Message(), at)
	}
	text, plain, at := f.text(at, within)
	if at < 0 {
		return -1
	}
	value, ok := quickScalar(text, plain, field)
	if !ok {
		return -1
	}
	list.Append(value)
	return at
}

func (f quickFlow) message(into protoreflect.Message, at int) int {
	at = f.opens(at, '{')
	fields, below := into.Descriptor().Fields(), quickFlow{f.line, f.depth + 1}
	var seen uint64
	for another := at >= 0; another; {
		key, behind := quickKey(f.line, at, len(f.line))
		field := fields.ByName(protoreflect.Name(key))
		if field == nil || behind == len(f.line) || !once(&seen, field) {
			return -1
		}
		if field.IsMap() || field.IsList() || field.Message() != nil {
			at = below.value(into, field, behind)
		} else {
			at = below.scalar(into, field, behind, true)
		}
		at, another = f.more(at, '}')
	}
	return at
}

func (f quickFlow) entries(entries protoreflect.Map, at int) int {
	at = f.opens(at, '{')
	for another := at >= 0; another; {
		key, behind := quickKey(f.line, at, len(f.line))
		name := protoreflect.ValueOfString(key).MapKey()
		if !isQuickWord(key) || behind == len(f.line) || entries.Has(name) {
			return -1
		}
		at, another = f.more(quickFlow{f.line, f.depth + 1}.message(entries.Mutable(name).Message(), behind), '}')
	}
	return at
}

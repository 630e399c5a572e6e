package ruletest

import "strings"

// Merge returns the text of a record with its top-level fields replaced by those of a change, a text of the same form.
// New fields are appended, and a field without a value is removed.
func Merge(record, change string) string {
	changes, order := topLevel(change)
	fields, oldOrder := topLevel(record)
	var b strings.Builder
	for _, name := range oldOrder {
		text, changed := changes[name]
		if !changed {
			text = fields[name]
		}
		if strings.TrimSpace(text) != name+":" {
			b.WriteString(text)
		}
	}
	for _, name := range order {
		if _, known := fields[name]; !known {
			b.WriteString(changes[name])
		}
	}
	return b.String()
}

// topLevel splits a record's text into the blocks of its top-level fields, each with the comments right above it.
func topLevel(text string) (blocks map[string]string, order []string) {
	blocks = make(map[string]string)
	name, begin, end := "", 0, 0
	for line := range strings.Lines(text) {
		end += len(line)
		switch line[0] {
		case '#':
			continue
		case ' ', '\n':
		default:
			name, _, _ = strings.Cut(line, ":")
			order = append(order, name)
		}
		blocks[name] += text[begin:end]
		begin = end
	}
	blocks[name] += text[begin:]
	return blocks, order
}

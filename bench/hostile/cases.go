package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// hostile is a file that is malformed or made to do harm.
type hostile struct {
	name string
	// rule and line identify the expected finding; line is 0 for the file as a whole.
	rule string
	line int
	// text writes the file.
	text func(io.Writer) error
}

// largest is just below the maximum size of a record. Files of this size are read completely.
const largest = 250 << 10

// unread returns files that are refused early.
func unread() []hostile {
	return []hostile{
		{"an empty file", "file-empty", 1, literal("")},
		{"a duplicate key", "yaml-duplicate-key", 2, literal("display_name: X\ndisplay_name: Y\n")},
		{"a second document", "yaml-multiple-documents", 2, literal("display_name: X\n---\ndisplay_name: Y\n")},
		{"an alias bomb of 9^20", "yaml-alias", 1, literal(bomb(20))},
		{"20,000 nested brackets on a line", "line-too-long", 1,
			literal(strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000))},
		{"20,000 nested brackets on 200 lines", "nesting-too-deep", 1,
			literal(strings.Repeat(strings.Repeat("[", 100)+"\n", 200))},
		{"mappings nested 500 deep by indentation", "nesting-too-deep", 33, literal(indented(500))},
		{"a map of 2 MB on a line", "file-too-large", 0, literal("{" + strings.Repeat("abcdefg: hi, ", 2<<20/13) + "}")},
		{"bytes that are not UTF-8", "yaml-encoding", 1, literal("display_name: \xff\xfe\n")},
		{"indentation by tabs", "yaml-syntax", 3, literal("display_name: X\nnames:\n\t- {text: a}\n")},
		{"100 MB", "file-too-large", 0, hundredMegabytes},
	}
}

// full returns files of the largest size that is read, wrong throughout.
func full() []hostile {
	return []hostile{
		{"an unterminated quote", "yaml-syntax", 1, literal("display_name: \"" + fill("a b a b a b a b a b\n  "))},
		{"empty documents only", "file-empty", 1, literal(fill("---\n"))},
		{"unknown fields only", "field-unknown", 1, literal(numbered("k%d: v\n"))},
		{"50,000 unknown fields in braces", "field-unknown", 1,
			literal("names: [" + fill(strings.Repeat("{a},", 1000)+"\n ") + "]\n")},
		{"aliases only", "yaml-alias", 2, literal("a: &a x\nb: [" + fill(strings.Repeat("*a, ", 1000)+"\n ") + "]\n")},
		{"a name of 250 kB", "field-too-long", 1, literal("display_name: " + fill("a b a b a b a b a b\n  "))},
		{"items that break the schema", "field-required", 3, literal("names:\n" + fill("  - locale: x\n"))},
		{"the same name throughout", "name-duplicate", 3, literal("names:\n" + fill("  - {text: a, type: INN}\n"))},
		{"unknown citation keys", "cite-unresolved", 2,
			literal("side_effects:\n" + numbered("  - {term: a, cites: [b%d]}\n", 2) + "citations:\n" +
				numbered("  a%d: {source: sources/a}\n", 2))},
		{"unused suppressions", "suppression-unused", 1,
			literal(fill("# compendium:ignore off-label-unset -- y\n") + "display_name: X\n")},
		{"suppressions of an unknown rule", "suppression-invalid", 1,
			literal(fill("# compendium:ignore of-label-unset -- y\n") + "display_name: X\n")},
	}
}

// literal returns a function that writes text.
func literal(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// hundredMegabytes writes 100 MB that would parse as a record.
func hundredMegabytes(w io.Writer) error {
	line := bytes.Repeat([]byte("notes: x\n"), 1000)
	for written := 0; written < 100<<20; written += len(line) {
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// bomb returns nested anchors, each an alias list of nine times the previous one.
func bomb(levels int) string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x,x,x,x,x,x,x,x,x]\n")
	for i := range levels {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i), 9), ","))
	}
	return b.String()
}

func indented(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// fill repeats a text up to the largest size.
func fill(text string) string { return strings.Repeat(text, largest/len(text)) }

// numbered repeats a line with increasing numbers, up to the largest size divided by parts.
func numbered(line string, parts ...int) string {
	size := largest
	for _, n := range parts {
		size /= n
	}
	var b strings.Builder
	for i := 0; b.Len() < size-len(line)-8; i++ {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// hostile is a file that nobody writes by hand, or that somebody writes to do harm.
type hostile struct {
	name string
	// rule is that of the finding which says what is wrong, and line where it stands; 0 for the file as a whole.
	rule string
	line int
	// text writes it.
	text func(io.Writer) error
}

// largest is just below the most bytes that a record may have. Files of this size are read, so that what is in them may cost something.
const largest = 250 << 10

// unread are files of which little is read: what is wrong with them is seen at once.
func unread() []hostile {
	return []hostile{
		{"an empty file", "file-empty", 1, whole("")},
		{"a key twice", "yaml-duplicate-key", 2, whole("display_name: X\ndisplay_name: Y\n")},
		{"a second document", "yaml-multiple-documents", 2, whole("display_name: X\n---\ndisplay_name: Y\n")},
		{"an alias bomb of 9^20", "yaml-alias", 1, whole(bomb(20))},
		{"20,000 nested brackets on a line", "line-too-long", 1, whole(strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000))},
		{"20,000 nested brackets on 200 lines", "nesting-too-deep", 1, whole(strings.Repeat(strings.Repeat("[", 100)+"\n", 200))},
		{"mappings nested 500 deep by indentation", "nesting-too-deep", 33, whole(indented(500))},
		{"a map of 1 MB on a line", "file-too-large", 0, whole("{" + strings.Repeat("abcdefg: hi, ", 1<<20/13) + "}")},
		{"bytes that are not UTF-8", "yaml-encoding", 1, whole("display_name: \xff\xfe\n")},
		{"indentation by tabs", "yaml-syntax", 3, whole("display_name: X\nnames:\n\t- {text: a}\n")},
		{"100 MB", "file-too-large", 0, hundredMegabytes},
	}
}

// full are files of the largest size that is read, in which everything is wrong.
func full() []hostile {
	return []hostile{
		{"a quote that is never closed", "yaml-syntax", 1, whole("display_name: \"" + fill("a b a b a b a b a b\n  "))},
		{"nothing but documents", "file-empty", 1, whole(fill("---\n"))},
		{"unknown fields only", "field-unknown", 1, whole(numbered("k%d: v\n"))},
		{"50,000 unknown fields in braces", "field-unknown", 1, whole("names: [" + fill(strings.Repeat("{a},", 1000)+"\n ") + "]\n")},
		{"aliases only", "yaml-alias", 2, whole("a: &a x\nb: [" + fill(strings.Repeat("*a, ", 1000)+"\n ") + "]\n")},
		{"a name of 250 kB", "field-too-long", 1, whole("display_name: " + fill("a b a b a b a b a b\n  "))},
		{"items that break the schema", "field-required", 3, whole("names:\n" + fill("  - locale: x\n"))},
		{"the same name throughout", "name-duplicate", 3, whole("names:\n" + fill("  - {text: a, type: INN}\n"))},
		{"citations that there are not", "cite-unresolved", 2, whole("side_effects:\n" + numbered("  - {term: a, cites: [b%d]}\n", 2) + "citations:\n" + numbered("  a%d: {source: sources/a}\n", 2))},
		{"suppressions without a use", "suppression-unused", 1, whole(fill("# compendium:ignore off-label-unset -- y\n") + "display_name: X\n")},
		{"suppressions of no rule", "suppression-invalid", 1, whole(fill("# compendium:ignore of-label-unset -- y\n") + "display_name: X\n")},
	}
}

// whole writes a text.
func whole(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// hundredMegabytes writes 100 MB that would be a record.
func hundredMegabytes(w io.Writer) error {
	line := bytes.Repeat([]byte("notes: x\n"), 1000)
	for written := 0; written < 100<<20; written += len(line) {
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// bomb is an anchor of nine values, and levels of anchors that are nine of the one before.
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

// numbered repeats a line with numbers, up to the largest size or a part of it.
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

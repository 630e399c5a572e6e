package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
)

// indentJSON is the indentation of a level of JSON.
const indentJSON = "  "

// encodeJSON writes a value as indented JSON.
func encodeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", indentJSON)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

// streamed is a list in a JSON value whose items are made and written one at a time, so that a report of many findings
// takes no more memory than one of few.
type streamed struct {
	// key is the key of the list, which is empty in the value.
	key string
	// depth is the number of objects and lists around the key.
	depth int
	items iter.Seq[any]
}

// encodeStreamed writes a value as encodeJSON does, with the items of its lists, in the order of the value.
func encodeStreamed(w io.Writer, value any, lists ...streamed) error {
	var text bytes.Buffer
	if err := encodeJSON(&text, value); err != nil {
		return err
	}
	rest := text.Bytes()
	for _, list := range lists {
		// A line of JSON never begins within a string, so nothing else matches.
		key := fmt.Sprintf("\n%s%q: ", strings.Repeat(indentJSON, list.depth), list.key)
		before, after, found := bytes.Cut(rest, []byte(key+"[]"))
		if !found {
			return fmt.Errorf("write JSON: no empty list %q at depth %d", list.key, list.depth)
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, key); err != nil {
			return err
		}
		if err := encodeItems(w, list.depth, list.items); err != nil {
			return err
		}
		rest = after
	}
	_, err := w.Write(rest)
	return err
}

// encodeItems writes a list at a depth as encodeJSON does, without a line break after it.
func encodeItems(w io.Writer, depth int, items iter.Seq[any]) error {
	outer := "\n" + strings.Repeat(indentJSON, depth)
	inner := outer + indentJSON
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent(inner[1:], indentJSON)
	encoder.SetEscapeHTML(false)
	before, end := "["+inner, "[]"
	for item := range items {
		text.Reset()
		if err := encoder.Encode(item); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, bytes.TrimSuffix(text.Bytes(), []byte("\n"))); err != nil {
			return err
		}
		before, end = ","+inner, outer+"]"
	}
	_, err := io.WriteString(w, end)
	return err
}

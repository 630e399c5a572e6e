package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
)

// table is a flat table, row by row.
type table struct {
	text string
	rows *csv.Reader
}

// newTable returns a table as a mapping says how it is written. Lines may end as on any system.
func newTable(from io.Reader, mapping *configv1.Mapping) (*table, error) {
	read, err := io.ReadAll(from)
	if err != nil {
		return nil, fmt.Errorf("read the table: %w", err)
	}
	if mapping.GetEncoding() == configv1.Mapping_WINDOWS_1252 {
		if read, err = charmap.Windows1252.NewDecoder().Bytes(read); err != nil {
			return nil, fmt.Errorf("read the table: %w", err)
		}
	} else if err := checkUTF8(read); err != nil {
		return nil, err
	}
	text := strings.TrimPrefix(string(read), "\ufeff")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	t := &table{text: text, rows: csv.NewReader(strings.NewReader(text))}
	t.rows.FieldsPerRecord = -1
	if mapping.GetDelimiter() != "" {
		t.rows.Comma, _ = utf8.DecodeRuneInString(mapping.GetDelimiter())
	}
	return t, nil
}

// checkUTF8 returns an error for a text that is not UTF-8: nothing in it says what else it is, and a wrong guess would
// misspell names.
func checkUTF8(text []byte) error {
	at := bytes.IndexByte(text, 0) // UTF-16 has it in each letter
	if !utf8.Valid(text) {
		at = 0
		for at < len(text) {
			r, size := utf8.DecodeRune(text[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
	}
	if at < 0 {
		return nil
	}
	return fmt.Errorf("line %d is not UTF-8; save the table as UTF-8, which Excel calls CSV UTF-8. If it comes from "+
		"Windows or is Latin-1, write encoding: WINDOWS_1252 into the mapping", bytes.Count(text[:at], []byte("\n"))+1)
}

// next returns the next row and its place, or io.EOF. A quote within a cell is part of it, as in tables that do not
// quote cells.
func (t *table) next() (place string, values []string, err error) {
	start := t.rows.InputOffset()
	values, err = t.rows.Read()
	var invalid *csv.ParseError
	if errors.As(err, &invalid) && invalid.StartLine == invalid.Line {
		line := csv.NewReader(strings.NewReader(t.text[start:t.rows.InputOffset()]))
		line.FieldsPerRecord, line.Comma, line.LazyQuotes = -1, t.rows.Comma, true
		values, err = line.Read()
		return fmt.Sprintf("line %d", invalid.Line), values, err
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return "", nil, fmt.Errorf("read the table: %w; a cell that begins with a quotation mark ends with one, and those "+
			"within it are doubled", err)
	}
	if err == nil {
		line, _ := t.rows.FieldPos(0)
		place = fmt.Sprintf("line %d", line)
	}
	return place, values, err
}

// oneLine returns a text without line breaks and runs of spaces.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

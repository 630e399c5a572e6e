package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// FuzzFormats writes a finding with any message, path, file and line in every format: each output has the shape that it
// has for a finding of plain words, so that nothing in a finding is taken for something else.
func FuzzFormats(f *testing.F) {
	f.Add(hostile, hostileFile, hostile, "lifecycle: "+hostile, 1, 14, 20)
	f.Add("plain", "content/drugs/x.yaml", "lifecycle", "lifecycle: APROVED\n", 1, 12, 19)
	f.Add("\r\n::error::x", "-->", "]]>", strings.Repeat("x", 500), 1, 400, 3)
	f.Add("", "/a b", "", "\ufeff\u0301\t\r\n", 2, 1, 1)
	f.Fuzz(func(t *testing.T, message, file, path, text string, line, column, endColumn int) {
		c, _, err := catalog.Load(fstest.MapFS{"drugs/x.yaml": {Data: []byte(text)}}, "content")
		if err != nil {
			t.Fatal(err)
		}
		newReport := func(message, file, path string) *report.Report {
			return report.New([]finding.Finding{
				{Rule: "enum-unknown", Severity: finding.Error, Message: message, Resource: "drugs/x", Path: path,
					File:     "content/drugs/x.yaml",
					Position: finding.Position{Line: line, Column: column},
					Span:     finding.Span{End: finding.Position{Line: line, Column: endColumn}},
					Related:  []finding.Location{{File: file, Message: message}}},
				{Rule: "file-misplaced", Severity: finding.Warning, Message: message, File: file},
			}, reportStatistics, []*catalog.Catalog{c},
				report.Options{Rules: reportRules, AsOf: ruletest.AsOf, FailOn: finding.Error, Statistics: true,
					NotRun: []validate.NotRun{{Resource: "drugs/x", File: file, Rules: []string{"never-fires"}}}})
		}
		other := "content/y.yaml"
		if file == "content/drugs/x.yaml" {
			other = file // both findings are of one file then
		}
		odd, plain := newReport(message, file, path), newReport("A message.", other, strings.Repeat("p", min(len(path), 1)))
		for _, format := range report.Formats() {
			got, want := write(t, format, odd), write(t, format, plain)
			if !utf8.ValidString(got) {
				t.Errorf("%s is not UTF-8: %q", format.Name, got)
			}
			if g, w := shapeOf(t, format.Name, got), shapeOf(t, format.Name, want); g != w {
				t.Errorf("%s has the shape\n%s\nwant\n%s\nin\n%s", format.Name, g, w, got)
			}
		}
	})
}

// shapeOf returns what a reader of a report takes for its structure. What the report is, JSON, JSON lines, XML, HTML or
// plain text, shows in how it begins.
func shapeOf(t *testing.T, format, text string) string {
	t.Helper()
	var shape strings.Builder
	first, _, _ := strings.Cut(text, "\n")
	switch {
	case json.Valid([]byte(text)):
		return shapeOfJSON(t, text)
	case json.Valid([]byte(first)):
		for line := range strings.Lines(text) {
			shape.WriteString(shapeOfJSON(t, line) + "\n")
		}
	case strings.HasPrefix(text, "<?xml "):
		for decoder := xml.NewDecoder(strings.NewReader(text)); ; {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%v in\n%s", err, text)
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local != "testsuite" {
				shape.WriteString(start.Name.Local + " ")
			}
		}
	case strings.HasPrefix(text, "<!doctype html>"):
		root, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && n.Data != "pre" && n.Data != "span" && n.Data != "mark" {
				shape.WriteString(n.Data + " ")
			}
		}
	default:
		for line := range strings.Lines(text) {
			for _, r := range strings.TrimSuffix(line, "\n") {
				if !unicode.IsPrint(r) {
					t.Errorf("%s shows %U in %q", format, r, line)
				}
			}
			if format != "text" { // where a line begins with a file
				shape.WriteString(line[:min(len(line), 2)])
			}
			shape.WriteString("\n")
		}
	}
	return shape.String()
}

func shapeOfJSON(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if delimiter, ok := token.(json.Delim); ok {
			b.WriteString(delimiter.String())
		}
	}
}

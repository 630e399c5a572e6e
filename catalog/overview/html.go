package overview

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
)

//go:embed page.tmpl
var pageText string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	// words writes a word of the schema as people read it: OFF_LABEL as off label.
	"words": func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", " ")) },
	"overdue": func(reviews []Review) (n int) {
		for _, r := range reviews {
			if r.Overdue {
				n++
			}
		}
		return n
	},
}).Parse(pageText))

// Findings are the counts of what lint found in the content, for the page to show.
type Findings struct{ Errors, Warnings, Infos int }

// WriteHTML writes the overview as one page that needs nothing else: no script, font or picture comes from elsewhere. Version names the
// program that writes it.
func (o *Overview) WriteHTML(w io.Writer, findings Findings, version string) error {
	return page.Execute(w, struct {
		*Overview

		Findings Findings
		Version  string
	}{o, findings, version})
}

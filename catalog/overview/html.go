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
	// words formats an enum value for display: OFF_LABEL as "off label".
	"words": func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", " ")) },
	"safetyKinds": func() (names []string) {
		for _, kind := range SafetyKinds() {
			names = append(names, kind.String())
		}
		return names
	},
	"overdue": func(reviews []Review) (n int) {
		for _, r := range reviews {
			if r.Overdue {
				n++
			}
		}
		return n
	},
}).Parse(pageText))

// Findings counts the lint findings shown on the page.
type Findings struct{ Errors, Warnings, Infos int }

// WriteHTML writes the overview as a self-contained HTML page, without external scripts, fonts or images. version is
// that of the program.
func (o *Overview) WriteHTML(w io.Writer, findings Findings, version string) error {
	return page.Execute(w, struct {
		*Overview

		Findings Findings
		Version  string
	}{o, findings, version})
}

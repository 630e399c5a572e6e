package main

import (
	"bytes"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
)

// TestHostileFiles reads each of the files: what is wrong with it is a finding with its file and line, and a file that
// is wrong everywhere does not bury it in as many findings as it has bytes.
func TestHostileFiles(t *testing.T) {
	for _, h := range append(unread(), full()...) {
		t.Run(h.name, func(t *testing.T) {
			var text bytes.Buffer
			if err := h.text(&text); err != nil {
				t.Fatal(err)
			}
			c, problems, err := catalog.Load(fstest.MapFS{hostileFile: {Data: text.Bytes()}}, "content")
			if err != nil {
				t.Fatal(err)
			}
			result, err := validate.Run(t.Context(), c, problems,
				validate.Options{Rules: rules.All(), AsOf: asOf, Suppressions: true})
			if err != nil {
				t.Fatal(err)
			}
			at := func(f finding.Finding) bool {
				return f.Rule == h.rule && f.File == "content/"+hostileFile && f.Position.Line == h.line
			}
			if !slices.ContainsFunc(result.Findings, at) {
				t.Errorf("no finding of %s on line %d among %d findings", h.rule, h.line, len(result.Findings))
			}
			for _, f := range result.Findings {
				if len(f.Message) > 2000 {
					t.Errorf("the message of %s has %d bytes", f.Rule, len(f.Message))
				}
			}
		})
	}
}

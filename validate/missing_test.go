package validate_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestMissingFieldsDoNotPanic takes each part of each record of the example catalog away, or empties it, and runs all
// rules.
func TestMissingFieldsDoNotPanic(t *testing.T) {
	files := ruletest.Overlay(richer)
	content, problems, err := catalog.Load(files, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	runs := 0
	for path, file := range files {
		var document yaml.Node
		if err := yaml.Load(file.Data, &document); err != nil {
			t.Fatal(err)
		}
		mutate(&document, func() {
			runs++
			text, err := yaml.Dump(&document)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if r := recover(); r != nil {
					t.Fatalf("a rule panics: %v\n-- %s --\n%s", r, path, text)
				}
			}()
			changed, problems := content.With(map[string][]byte{path: text})
			if _, err := validate.Run(t.Context(), changed, problems,
				validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf, Archive: fstest.MapFS{}}); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		})
	}
	if runs < 1000 {
		t.Errorf("only %d changes were tried", runs)
	}
}

// richer has what the example catalog has none of.
const richer = `-- drugs/examplinib.yaml --
access_decisions:
  - {body: regulators/payer, use: sarcoma, decision: RECOMMENDED, date: "2012", cites: [page]}
gaps:
  - {field: codes.unii, reason: Not searched., cites: [page]}
conflicts:
  - field: administrations.dose_form
    statements:
      - {says: The page says tablets., cites: [page]}
      - {says: The label says capsules., cites: [label]}
    resolution: {decision: Capsules., by_role: content editor, date: "2026-01-01", cites: [label]}
notes:
  - {text: A note., cites: [page]}
-- sources/other.yaml --
display_name: Other source
kind: JOURNAL_ARTICLE
publisher: Journal
title: An article
identifiers: {doi: 10.1000/182, application_numbers: [NDA 1]}
dates: {published: "2020", revised: "2021-02", reviewed: "2022", accessed: "2026-01-01", copyright: "2020"}
archive: {file: other.txt, sha256: 88e9aa0cdf6062dc8df3ea5b908b90c2285a109ab00e5cba9f16a65b96105d86}
truncated_sections:
  - {section: Effects, lost: The list.}
references:
  - {source: sources/page, printed: A page., problem: misspelled}
-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: [drugs/examplinib]
-- conditions/other.yaml --
display_name: Other condition
kind: NEOPLASM
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
cites: [other]
citations:
  other: {source: sources/other, section: Effects,
    passage: {words: 5, sha256: 88e9aa0cdf6062dc8df3ea5b908b90c2285a109ab00e5cba9f16a65b96105d86}}
`

// mutate changes a tree in one place at a time, calls what is to see it, and changes it back.
func mutate(node *yaml.Node, see func()) {
	with := func(change yaml.Node) {
		old := *node
		*node = change
		see()
		*node = old
	}
	switch node.Kind {
	case yaml.ScalarNode:
		for _, value := range []string{"", "x", strings.Repeat("9", 400)} {
			with(yaml.Node{Kind: yaml.ScalarNode, Style: yaml.DoubleQuotedStyle, Value: value})
		}
	case yaml.SequenceNode, yaml.MappingNode:
		with(yaml.Node{Kind: node.Kind, Style: yaml.FlowStyle})
	}
	step := 1
	if node.Kind == yaml.MappingNode {
		step = 2
	}
	for i := 0; i+step <= len(node.Content); i += step {
		if node.Kind != yaml.DocumentNode {
			all := node.Content
			node.Content = append(append([]*yaml.Node(nil), all[:i]...), all[i+step:]...)
			see()
			node.Content = all
		}
		mutate(node.Content[i+step-1], see)
	}
}

// TestRunProgressAndCancellation checks that a run reports its progress and ends with its context.
func TestRunProgressAndCancellation(t *testing.T) {
	c, problems, err := catalog.Load(catalog.Files{"targets/a.yaml": []byte("display_name: A\n")}, "")
	if err != nil {
		t.Fatal(err)
	}
	var calls, all atomic.Int64
	options := validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf, Progress: func(_, of int) {
		calls.Add(1)
		all.Store(int64(of))
	}}
	if _, err := validate.Run(t.Context(), c, problems, options); err != nil || calls.Load() != all.Load() {
		t.Errorf("%d calls for %d records: %v", calls.Load(), all.Load(), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	calls.Store(0)
	options.Progress = func(int, int) {
		cancel()
		calls.Add(1)
	}
	if _, err := validate.Run(ctx, c, problems, options); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v of a canceled run", err)
	}
	if most := 2*int64(runtime.GOMAXPROCS(0)) + 1; calls.Load() > most {
		t.Errorf("%d records are checked after the run was canceled, want at most %d", calls.Load(), most)
	}
}

package validate_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestParseBaselineRefuses(t *testing.T) {
	const good = `{"rule": "a", "resource": "r", "path": "p", "message": "m", "fingerprint": "00000000000000000000000000000000"}`
	for name, test := range map[string]struct{ text, want string }{
		"nothing":          {"", "1:1: the file ends too early"},
		"a cut":            {"{\"version\": 1,\n\"findings\": [\n", "2:14: the file ends too early"},
		"no object":        {"[]", `1:2: unexpected "[", want "{"`},
		"another version":  {`{"version": 2, "findings": []}`, "1:31: unsupported version 2, want 1"},
		"no version":       {`{"findings": []}`, "1:17: unsupported version 0, want 1"},
		"an unknown field": {"{\"version\": 1,\n  \"known\": []}", `2:10: unknown field "known"`},
		"an unknown field within": {"{\"version\": 1, \"findings\": [\n{\"rule\": \"a\", \"line\": 1}]}",
			`2:25: json: unknown field "line"`},
		"no list": {`{"version": 1, "findings": {}}`, `unexpected "{", want "["`},
		"no rule": {`{"version": 1, "findings": [{}]}`, "a finding has no rule"},
		"no fingerprint": {`{"version": 1, "findings": [{"rule": "a", "fingerprint": "0"}]}`,
			"a finding of a has no fingerprint of 32 hexadecimal digits"},
		"twice": {"{\"version\": 1, \"findings\": [" + good + ",\n" + good + "]}",
			"a finding of a is listed twice"},
		"something behind":          {`{"version": 1, "findings": []} {}`, "unexpected text after the end"},
		"a conflict of a merge":     {"{\"version\": 1, \"findings\": [\n<<<<<<< HEAD\n", "2:1: invalid character '<'"},
		"a text that is none":       {`{"version": "1"}`, "cannot unmarshal string"},
		"what a text editor leaves": {"\ufeff{}", "invalid character"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := validate.ParseBaseline("known.json", []byte(test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) ||
				!strings.HasPrefix(err.Error(), "baseline known.json:") {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

// TestBaselineMatchesFindings moves and renames things around a finding that a baseline knows.
func TestBaselineMatchesFindings(t *testing.T) {
	const source = "-- drugs/trialimab.yaml --\nnames:\n"
	load := func(change string) ([]finding.Finding, *catalog.Catalog) {
		c, problems, err := catalog.Load(ruletest.Overlay(change), "")
		if err != nil {
			t.Fatal(err)
		}
		result, err := validate.Run(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
		if err != nil {
			t.Fatal(err)
		}
		return result.Findings, c
	}
	findings, c := load(source + "  - {text: trialimab, type: INN}\n  - {text: Trialix, type: BRAND}\n")
	empty, err := validate.ParseBaseline("known.json", []byte(`{"version": 1, "findings": []}`))
	if err != nil {
		t.Fatal(err)
	}
	text, entries, err := empty.Compare(rules.All(), findings, false, c).Accepted(c)
	if err != nil {
		t.Fatal(err)
	}
	known, err := validate.ParseBaseline("known.json", text)
	if err != nil || entries != 1 {
		t.Fatalf("%d entries, %v in\n%s", entries, err, text)
	}
	for _, test := range []struct {
		name, names string
		new, stale  int
	}{
		{"as it was", "  - {text: trialimab, type: INN}\n  - {text: Trialix, type: BRAND}\n", 0, 0},
		{"on another line, at another index",
			"  # A comment.\n  - {text: Trialix, type: BRAND}\n\n  - {text: trialimab, type: INN}\n", 0, 0},
		{"another beside it", "  - {text: Trialax, type: BRAND}\n  - {text: Trialix, type: BRAND}\n  - {text: trialimab, " +
			"type: INN}\n", 1, 0},
		{"another in its place", "  - {text: Trialax, type: BRAND}\n  - {text: trialimab, type: INN}\n", 1, 1},
		{"mended", "  - {text: trialimab, type: INN}\n  - {text: Trialix, type: BRAND, jurisdictions: [US]}\n", 0, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			findings, c := load(source + test.names)
			compared := known.Compare(rules.All(), findings, false, c)
			if got := finding.Count(compared.Findings, finding.Info); got != test.new {
				t.Errorf("%d new findings, want %d: %v", got, test.new, compared.Findings)
			}
			if got := len(compared.Stale); got != test.stale {
				t.Errorf("%d stale entries, want %d", got, test.stale)
			}
			summary := report.Summarize(compared.Findings, validate.Statistics{})
			if got, want := summary.Known, 1-test.stale; got != want {
				t.Errorf("%d known findings, want %d", got, want)
			}
		})
	}
}

// FuzzBaseline reads any baseline. One that is read is written as one that is read as the same.
func FuzzBaseline(f *testing.F) {
	f.Add(
		`{"version": 1, "findings": [{"rule": "a", "resource": "r", "path": "p", "message": "m", "fingerprint": "00000000000000000000000000000000"}]}`)
	f.Add("{\n  \"findings\": [],\n  \"version\": 1\n}\n")
	f.Add(
		`{"version": 1, "findings": [{"RULE": "ä", "fingerprint": "00000000000000000000000000000000", "path": "\u0000\ud800"}], "findings": []}`)
	f.Add(`{"version": 1e0, "findings": [[[[[`)
	f.Fuzz(func(t *testing.T, text string) {
		baseline, err := validate.ParseBaseline("known.json", []byte(text))
		if err != nil {
			return
		}
		compared := baseline.Compare(rules.All(), nil, true)
		for _, f := range compared.Stale {
			if line := f.Position.Line; line < 1 || line > strings.Count(text, "\n")+1 {
				t.Errorf("an entry is said to be on line %d", line)
			}
		}
		if shrunk, err := compared.Shrunk(); err != nil || strings.Contains(string(shrunk), "fingerprint") {
			t.Errorf("what is gone is kept: %v\n%s", err, shrunk)
		}
		// Entries about archived texts are kept where none are given.
		archived := strings.ReplaceAll(text, `"a"`, `"fingerprint-not-found"`)
		baseline, err = validate.ParseBaseline("known.json", []byte(archived))
		if err != nil {
			return
		}
		once, err := baseline.Compare(rules.All(), nil, false).Shrunk()
		if err != nil {
			t.Fatal(err)
		}
		again, err := validate.ParseBaseline("known.json", once)
		if err != nil {
			t.Fatalf("what was written is not read: %v\n%s", err, once)
		}
		twice, err := again.Compare(rules.All(), nil, false).Shrunk()
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("what was written changes: %v\n%s", err, cmp.Diff(string(once), string(twice)))
		}
	})
}

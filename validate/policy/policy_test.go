package policy_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate/policy"
)

const drug = `display_name: Examplinib
lifecycle: ACTIVE
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US]}
mechanism: {summary: Blocks an example., cites: [label]}
uses:
  - {id: sarcoma, labels: [{jurisdiction: US, off_label: false}, {jurisdiction: CA, off_label: true}]}
  - {id: chordoma, labels: [{jurisdiction: US, off_label: true}]}
review: {date: "2026-01-01"}
citations:
  page: {source: sources/page}
  label: {source: sources/label}
`

// record reads the drug of the tests, or another text.
func record(tb testing.TB, text string) *catalog.Record {
	tb.Helper()
	c, _, err := catalog.Load(fstest.MapFS{"drugs/examplinib.yaml": {Data: []byte(text)}}, "content")
	if err != nil {
		tb.Fatal(err)
	}
	r, _ := c.Get("drugs/examplinib")
	return r
}

// rule reads a configuration with one rule.
func rule(tb testing.TB, path, expression string) *policy.Rule {
	tb.Helper()
	p, problems := policy.Parse(policy.FileName, []byte(configOf(path, expression)), nil)
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return p.Rules()[0]
}

func configOf(path, expression string) string {
	return "custom_rules:\n  - id: acme-x\n    collections: [drugs]\n    message: Wrong.\n    severity: WARNING\n" +
		"    path: '" + path +
		"'\n    expression: '" + strings.ReplaceAll(expression, "'", "''") + "'\n"
}

func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		path, expression string
		want             []string
	}{
		"the record holds":    {"", `this.display_name == record.display_name`, nil},
		"the record does not": {"", `has(record.codes)`, []string{""}},
		"an enum":             {"", `this.lifecycle == Drug.Lifecycle.WITHDRAWN`, []string{""}},
		"a text": {"display_name", `this.startsWith("Ex") && this.size() > 20`,
			[]string{"display_name"}},
		"a text that is absent": {"review.by_role", `this == ""`, nil},
		"a list as a whole":     {"uses", `this.size() == 2`, nil},
		"items of lists of lists": {"uses[].labels[]", `!this.off_label`,
			[]string{"uses[0].labels[1]", "uses[1].labels[0]"}},
		"a field of items": {"uses[].labels[].off_label", `!this`,
			[]string{"uses[0].labels[1].off_label", "uses[1].labels[0].off_label"}},
		"a list of items":  {"names[].jurisdictions", `this.size() > 0`, []string{"names[0].jurisdictions"}},
		"texts of a list":  {"names[].jurisdictions[]", `this == "CA"`, []string{"names[1].jurisdictions[0]"}},
		"an enum of items": {"names[].type", `this == Name.Type.INN`, []string{"names[1].type"}},
		"a map, sorted": {"citations[]", `this.source.startsWith("trials/")`,
			[]string{`citations["label"]`, `citations["page"]`}},
		"a field of a map's values": {"citations[].source", `this != "sources/page"`,
			[]string{`citations["page"].source`}},
		"through a message":              {"mechanism.summary", `this.size() > 100`, []string{"mechanism.summary"}},
		"through a message that is none": {"codes.ncit", `false`, nil},
		"the day":                        {"review.date", `this > as_of`, []string{"review.date"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := rule(t, test.path, test.expression).Check(t.Context(), record(t, drug), "2026-06-01")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCheckFails(t *testing.T) {
	many := strings.Replace(drug, "citations:\n",
		"side_effects:\n"+strings.Repeat("  - {term: headache}\n", 2000)+"citations:\n", 1)
	for name, test := range map[string]struct{ path, expression, want string }{
		"no such key": {"", `record.citations["paper"].source != ""`,
			"no such key: paper; test with has() or in what may be absent"},
		"too costly": {"", `record.side_effects.all(a, record.side_effects.all(b, a.term == b.term))`,
			"it costs more than 100000 steps over one record"},
		"too costly, its items together": {"side_effects[]", `record.side_effects.all(b, this.term == b.term)`,
			"it costs more than 100000 steps over one record"},
		"a long pattern on a long record": {"side_effects[]",
			`record.side_effects.exists(b, (b.term + b.term + b.term + b.term).matches("^(a|b|h)*x$"))`,
			"it costs more than 100000 steps over one record"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := rule(t, test.path, test.expression).Check(t.Context(), record(t, many), "2026-06-01")
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestCheckEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := rule(t, "",
		`record.uses.all(u, u.labels.all(l, l.jurisdiction != "" && record.names.all(n, record.names.all(m, n.text + m.text != ""))))`).Check(ctx, record(t, drug), "2026-06-01")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it is canceled", err)
	}
}

// TestNone checks that content without a configuration is bound by none.
func TestNone(t *testing.T) {
	p := policy.None
	if _, set := p.Severity("source-unused"); set || p.Document() != nil || p.Name() != "" || p.Rules() != nil ||
		p.Exclusions() != nil || p.Jurisdictions() != nil || p.Coverage("regulators/fda") != nil {
		t.Error("no configuration asks for something")
	}
	if years := p.Ages().Source(compendiumv1.Source_GUIDELINE); years != asof.SourceYears(compendiumv1.Source_GUIDELINE) {
		t.Errorf("no configuration sets an age of %d", years)
	}
	for number, name := range compendiumv1.Drug_Depth_name {
		if number > 0 && !slices.Contains(p.Depths(), compendiumv1.Drug_Depth(number)) {
			t.Errorf("without a configuration, drugs of depth %s are refused", name)
		}
	}
}

// FuzzParse reads any configuration: each problem is at a place of the file, and what holds is what was checked.
func FuzzParse(f *testing.F) {
	f.Add("rules:\n  source-unused: {severity: OFF, reason: Because.}\nexclude: [{files: 'drugs/**', reason: Drafts.}]\n")
	f.Add("source_ages: [{kind: LABEL, years: 3}]\njurisdictions: [US]\ncoverages: [{regulator: regulators/fda, " +
		"every_drug: true}]\n")
	f.Add(configOf("uses[].labels[]", `this.jurisdiction != ""`))
	f.Add("custom_rules:\n  - expression: |\n      \"\n  - expression: '''x'\n  - expression: \"\\u00e4 +\"\n")
	f.Add("rules: &a {x: *a}\n--- !!x\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, problems := policy.Parse(policy.FileName, []byte(text),
			policy.Builtin{"source-unused": false, "yaml-syntax": true})
		lines := strings.Count(text, "\n") + 1
		for _, problem := range problems {
			if problem.Message == "" || problem.Rule == "" || problem.Position.Line < 0 || problem.Position.Line > lines {
				t.Errorf("the file has %d lines, and a problem is %+v", lines, problem)
			}
		}
		r := record(t, drug)
		for _, own := range p.Rules() {
			if _, err := own.Check(t.Context(), r, "2026-06-01"); err != nil && err.Error() == "" {
				t.Error("an error says nothing")
			}
		}
		for _, e := range p.Exclusions() {
			e.Covers("source-unused", "drugs/examplinib.yaml")
		}
	})
}

// FuzzExpression compiles any expression at any path, and evaluates what can be compiled.
func FuzzExpression(f *testing.F) {
	f.Add("uses[]", `this.labels.all(l, l.jurisdiction in ["US", "CA"])`)
	f.Add("", `record.citations.exists(k, k.startsWith("a")) ? true : size(as_of) > 3`)
	f.Add("citations[]", `[1, 2][size(this.source)] == 1 || this.source.matches("^a*$")`)
	f.Add("mechanism.summary", `timestamp(as_of + "T00:00:00Z") < timestamp(this)`)
	f.Add("names[].jurisdictions[]", `{"a": this}[this] == dyn(record)`)
	f.Add("uses", `this.map(u, u.labels.map(l, [l, u, this])).size() / 0 > duration("1s").getSeconds()`)
	f.Fuzz(func(t *testing.T, path, expression string) {
		text := configOf(path, expression)
		p, problems := policy.Parse(policy.FileName, []byte(text), nil)
		for _, problem := range problems {
			if problem.Position.Line < 0 || problem.Position.Line > strings.Count(text, "\n")+1 {
				t.Errorf("a problem is at line %d", problem.Position.Line)
			}
		}
		r := record(t, drug)
		for _, own := range p.Rules() {
			first, err := own.Check(t.Context(), r, "2026-06-01")
			second, again := own.Check(t.Context(), r, "2026-06-01")
			if diff := cmp.Diff(first, second); diff != "" || (err == nil) != (again == nil) {
				t.Errorf("a second run differs: %s, %v, %v", diff, err, again)
			}
		}
	})
}

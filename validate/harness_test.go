package validate_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/example"
	"github.com/opencompendium/compendium/validate/policy"
)

// asOf is the day for which the tests check.
const asOf = date.Day("2026-06-01")

// ruleCase is one row of a rule's table.
type ruleCase struct {
	name string
	// change is laid over the example catalog, as a rule's examples are; its files below archive/ are archived texts, compendium.yaml
	// is the configuration and lint-baseline.json the baseline.
	change string
	// want are the findings of the rule, as "file:line:column severity path", in order.
	want []string
}

// testRule runs the rows of a rule's table and compares the findings of that rule.
func testRule(t *testing.T, id string, cases []ruleCase) {
	t.Helper()
	if _, ok := validate.RuleByID(id); !ok {
		t.Fatalf("there is no rule %s", id)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range lint(t, c.change) {
				if f.Rule == id {
					got = append(got, fmt.Sprintf("%s:%d:%d %s %s", f.File, f.Position.Line, f.Position.Column, f.Severity, f.Path))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("findings of %s (-want +got):\n%s", id, diff)
			}
		})
	}
}

// lint runs all rules over the example catalog with a change laid over it.
func lint(t *testing.T, change string) []finding.Finding {
	t.Helper()
	c, problems, err := catalog.Load(overlay(t, change), "")
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	options := validate.Options{AsOf: asOf, Suppressions: true}
	if texts := archived(change); len(texts) > 0 {
		options.Archive = texts
	}
	if text, ok := beside(change, policy.FileName); ok {
		config, more := validate.ParsePolicy(policy.FileName, text)
		options.Policy = config
		problems = append(problems, more...)
	}
	result, err := validate.Run(c, problems, options)
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	text, ok := beside(change, baselineFile)
	result.Findings = slices.DeleteFunc(result.Findings, func(f finding.Finding) bool { return f.Suppression != nil })
	if !ok {
		return result.Findings
	}
	baseline, err := validate.ParseBaseline(baselineFile, text)
	if err != nil {
		t.Fatalf("baseline: %v", err)
	}
	compared := baseline.Compare(result.Findings, options.Archive != nil, c)
	return append(slices.DeleteFunc(compared.Findings, func(f finding.Finding) bool { return f.Suppression != nil }), compared.Stale...)
}

// baselineFile is the name of the baseline that a change may bring.
const baselineFile = "lint-baseline.json"

// beside gives a file of a change that is no content.
func beside(change, name string) (text []byte, ok bool) {
	for _, f := range txtar.Parse([]byte(change)).Files {
		if f.Name == name {
			return f.Data, true
		}
	}
	return nil, false
}

// archived gives the archived texts that a change brings: its files below archive/.
func archived(change string) fstest.MapFS {
	texts := make(fstest.MapFS)
	for _, f := range txtar.Parse([]byte(change)).Files {
		if name, ok := strings.CutPrefix(f.Name, "archive/"); ok {
			texts[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return texts
}

// overlay lays a txtar archive over the example catalog. A file that the catalog has is changed field by field, at the top level of
// its text; another is added as it is.
func overlay(t *testing.T, change string) fstest.MapFS {
	t.Helper()
	base, err := os.ReadFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := make(fstest.MapFS)
	for _, f := range txtar.Parse(base).Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	for _, f := range txtar.Parse([]byte(change)).Files {
		if strings.HasPrefix(f.Name, "archive/") || f.Name == policy.FileName || f.Name == baselineFile {
			continue
		}
		data := string(f.Data)
		if old, ok := files[f.Name]; ok {
			data = example.Merge(string(old.Data), data)
		}
		files[f.Name] = &fstest.MapFile{Data: []byte(data)}
	}
	return files
}

func TestExampleCatalogHasNoFinding(t *testing.T) {
	for _, f := range lint(t, "") {
		t.Errorf("%s:%d:%d: %s: %s", f.File, f.Position.Line, f.Position.Column, f.Rule, f.Message)
	}
}

// abbreviated are the rules whose bad example stands for one that a page cannot show. Their own tests show that they fire.
var abbreviated = []string{catalog.RuleLineTooLong, catalog.RuleTooLarge, catalog.RuleUnreadable}

func TestEveryRuleIsDocumentedAndItsExamplesHold(t *testing.T) {
	for _, rule := range validate.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			if rule.Title == "" || rule.Explanation == "" || rule.Bad == "" || rule.Good == "" || rule.Severity == 0 {
				t.Fatalf("the rule lacks a title, an explanation, an example or a severity: %+v", rule)
			}
			bad := lint(t, rule.Bad)
			fired := slices.Contains(abbreviated, rule.ID)
			for _, f := range bad {
				fired = fired || f.Rule == rule.ID
				// One root cause, one finding: an example may set off its own rule only.
				if f.Rule != rule.ID && f.Severity > finding.Info {
					t.Errorf("the bad example also sets off %s at %s:%d: %s", f.Rule, f.File, f.Position.Line, f.Message)
				}
			}
			if !fired {
				t.Errorf("the bad example does not set off the rule; findings: %v", bad)
			}
			for _, f := range lint(t, rule.Good) {
				if f.Severity > finding.Info {
					t.Errorf("the good example sets off %s at %s:%d: %s", f.Rule, f.File, f.Position.Line, f.Message)
				}
			}
		})
	}
}

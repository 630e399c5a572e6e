// Package ruletest runs table tests of rules over the example catalog.
package ruletest

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/policy"
	"github.com/opencompendium/compendium/validate/rules"
)

// AsOf is the day of the checks.
const AsOf = date.Day("2026-06-01")

//go:embed base.txtar
var base []byte

// Case is a row of the table of a rule.
type Case struct {
	// Name is what the row tests.
	Name string
	// Change is an overlay of the example catalog. Its files below archive/ are archived texts, those below base/ are the
	// catalog that it extends, compendium.yaml is the configuration, compendium.lock the lock of what it extends, and
	// lint-baseline.json the baseline.
	Change string
	// Want are the findings of the rule, as "file:line:column severity path", in order.
	Want []string
}

// Run runs the rows of the table of a rule and compares the findings of that rule.
func Run(t *testing.T, id string, cases []Case) {
	t.Helper()
	if _, ok := rules.All().ByID(id); !ok {
		t.Fatalf("there is no rule %s", id)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			var got []string
			for _, f := range Lint(t, c.Change) {
				if f.Rule == id {
					got = append(got, fmt.Sprintf("%s:%d:%d %s %s", f.File, f.Position.Line, f.Position.Column, f.Severity, f.Path))
				}
			}
			if diff := cmp.Diff(c.Want, got); diff != "" {
				t.Errorf("findings of %s (-want +got):\n%s", id, diff)
			}
		})
	}
}

// Lint runs all rules over the example catalog with an overlay, and returns the findings that are not suppressed.
func Lint(t *testing.T, change string) []finding.Finding {
	t.Helper()
	return LintBeside(t, change, nil, nil)
}

// LintBeside runs all rules as Lint does, over the example catalog and other records in one catalog. Of a record that
// both have, the one of the example catalog is taken. Records that the cache knows are not checked again.
func LintBeside(t *testing.T, change string, others catalog.Files, cache *validate.Cache) []finding.Finding {
	t.Helper()
	c, problems, err := catalog.Load(overlay(change, others), "", extending(t, change)...)
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	options := validate.Options{Rules: rules.All(), AsOf: AsOf, Suppressions: true, Cache: cache}
	if texts := Archived(change); len(texts) > 0 {
		options.Archive = texts
	}
	if text, ok := beside(change, policy.FileName); ok {
		config, more := rules.All().ParsePolicy(policy.FileName, text)
		options.Policy = config
		var lock policy.Lock
		if text, ok := beside(change, policy.LockName); ok {
			if lock, err = policy.ParseLock(policy.LockName, text); err != nil {
				t.Fatalf("lock: %v", err)
			}
		}
		problems = slices.Concat(problems, more, config.CheckBase(c, lock))
	}
	result, err := validate.Run(t.Context(), c, problems, options)
	if err != nil {
		t.Fatalf("run: %v", err)
	}
	findings := reported(result.Findings)
	text, ok := beside(change, baselineFile)
	if !ok {
		return findings
	}
	baseline, err := validate.ParseBaseline(baselineFile, text)
	if err != nil {
		t.Fatalf("baseline: %v", err)
	}
	compared := baseline.Compare(rules.All(), findings, options.Archive != nil, c)
	return append(reported(compared.Findings), compared.Stale...)
}

// extending returns the option for the catalog that an overlay extends, if it extends one.
func extending(t *testing.T, change string) []catalog.Option {
	t.Helper()
	files := make(catalog.Files)
	for _, f := range txtar.Parse([]byte(change)).Files {
		if name, ok := strings.CutPrefix(f.Name, extendedDir); ok {
			files[name] = f.Data
		}
	}
	if len(files) == 0 {
		return nil
	}
	c, problems, err := catalog.Load(files, "")
	if err != nil || len(problems) > 0 {
		t.Fatalf("load the base: %v, %v", problems, err)
	}
	described := &compendiumv1.Base{Origin: "base", Digest: c.Digest()}
	return []catalog.Option{catalog.Extending(&catalog.Base{Catalog: c, Description: described})}
}

// reported returns the findings that are not suppressed.
func reported(findings []finding.Finding) []finding.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f finding.Finding) bool { return f.Suppression != nil })
}

// baselineFile is the name of the baseline in an overlay.
const baselineFile = "lint-baseline.json"

// extendedDir is the directory of the files of the extended catalog in an overlay.
const extendedDir = "base/"

// beside returns a file of an overlay that is not content.
func beside(change, name string) (text []byte, ok bool) {
	for _, f := range txtar.Parse([]byte(change)).Files {
		if f.Name == name {
			return f.Data, true
		}
	}
	return nil, false
}

// Archived returns the archived texts of an overlay: its files below archive/.
func Archived(change string) fstest.MapFS {
	texts := make(fstest.MapFS)
	for _, f := range txtar.Parse([]byte(change)).Files {
		if name, ok := strings.CutPrefix(f.Name, "archive/"); ok {
			texts[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return texts
}

// Base returns the files of the example catalog.
func Base() []txtar.File { return txtar.Parse(base).Files }

// Overlay returns the example catalog with the content files of a txtar archive as an overlay. Files that the catalog
// has are merged, as by Merge; others are added.
func Overlay(change string) fstest.MapFS { return overlay(change, nil) }

func overlay(change string, others catalog.Files) fstest.MapFS {
	files := make(fstest.MapFS)
	for name, text := range others {
		files[name] = &fstest.MapFile{Data: text}
	}
	for _, f := range Base() {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	for _, f := range txtar.Parse([]byte(change)).Files {
		if strings.HasPrefix(f.Name, "archive/") || strings.HasPrefix(f.Name, extendedDir) ||
			f.Name == policy.FileName || f.Name == baselineFile {
			continue
		}
		data := string(f.Data)
		if old, ok := files[f.Name]; ok {
			data = Merge(string(old.Data), data)
		}
		files[f.Name] = &fstest.MapFile{Data: []byte(data)}
	}
	return files
}

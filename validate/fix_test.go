package validate_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

func anyFile(string) bool { return true }

// mend fixes the example catalog with a change laid over it.
func mend(t *testing.T, files fstest.MapFS, archive fstest.MapFS) validate.FixResult {
	t.Helper()
	c, problems, err := catalog.Load(files, "")
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	options := validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf}
	if len(archive) > 0 {
		options.Archive = archive
	}
	mended, err := validate.Fix(t.Context(), c, problems, options, anyFile)
	if err != nil {
		t.Fatalf("fix: %v", err)
	}
	return mended
}

const (
	archivedText = "-- archive/page.txt --\nThe example drug was given by mouth.\n"
	page2        = "-- sources/page2.yaml --\ndisplay_name: Archived page\nkind: PATIENT_PAGE\npublisher: " +
		"Society\ntitle: An archived page\ndates: {revised: \"2025-06-01\"}\n"
	pinned = page2 + "archive: {file: page.txt, sha256: " +
		"a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}\n"
	page2Used  = "-- sources/page.yaml --\nreferences:\n  - {source: sources/page2}\n"
	tombstones = "-- drugs/oldimab.yaml --\ndisplay_name: Oldimab\nlifecycle: RETIRED\nreplaced_by: [drugs/newimab]\n" +
		"-- drugs/newimab.yaml --\ndisplay_name: Newimab\nlifecycle: RETIRED\nreplaced_by: [drugs/trialimab]\n"
)

func TestFix(t *testing.T) {
	for _, c := range []struct {
		name, change string
		file         string
		before       string // the file
		after        string // what it becomes; "" where nothing is changed
	}{
		{"a misspelled key", "-- targets/example.yaml --\nkind:\nknd: GENE # of the person\n", "targets/example.yaml",
			"knd: GENE # of the person", "kind: GENE # of the person"},
		{"a misspelled key in quotes", "-- targets/example.yaml --\nkind:\n\"knd\": GENE\n", "targets/example.yaml",
			`"knd": GENE`, "kind: GENE"},
		{"a key that is there already", "-- targets/example.yaml --\nkind: GENE\nknd: GENE\n", "targets/example.yaml",
			"knd: GENE", ""},
		{"a key near to nothing", "-- targets/example.yaml --\ncolor: blue\n", "targets/example.yaml", "color: blue", ""},
		{"a key whose value would not fit", "-- targets/example.yaml --\nnote: A text.\n", "targets/example.yaml",
			"note: A text.", ""},
		{"a misspelled value", "-- targets/example.yaml --\nkind: 'GEN' # of the person\n", "targets/example.yaml", "'GEN' #",
			"'GENE' #"},
		{"a value in small letters", "-- targets/example.yaml --\nkind: gene\n", "targets/example.yaml", "kind: gene",
			"kind: GENE"},
		{"a value near to nothing", "-- targets/example.yaml --\nkind: PLANET\n", "targets/example.yaml", "PLANET", ""},
		{
			"a value between two", "-- drugs/examplinib.yaml --\nside_effects:\n" +
				"  - {term: headache, frequencies: [{band: NCOMMON, cites: [label]}], scope: DRUG, cites: [label]}\n",
			"drugs/examplinib.yaml", "NCOMMON", "",
		},
		{
			"the order of events", `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      # the second
      - {id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]} # in May
      # the first
      - id: refusal
        regulator: regulators/agency
        indication: lymphoma
        event: APPROVED
        date: "2006"
        cites: [label]
        # no more of it
      # the end
`, "drugs/examplinib.yaml",
			`      # the second
      - {id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]} # in May
      # the first
      - id: refusal
        regulator: regulators/agency
        indication: lymphoma
        event: APPROVED
        date: "2006"
        cites: [label]
        # no more of it
      # the end
`,
			`      # the first
      - id: refusal
        regulator: regulators/agency
        indication: lymphoma
        event: APPROVED
        date: "2006"
        cites: [label]
        # no more of it
      # the second
      - {id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]} # in May
      # the end
`,
		},
		{"a retired name, in the end", tombstones + "-- trials/example.yaml --\ntested: [drugs/oldimab]\n",
			"trials/example.yaml", "[drugs/oldimab]", "[drugs/trialimab]"},
		{"a retired name beside what replaced it",
			strings.Replace(tombstones, "newimab]\n", "trialimab]\n",
				1) + "-- trials/example.yaml --\ntested: [drugs/oldimab, drugs/trialimab]\n", "trials/example.yaml",
			"drugs/oldimab", ""},
		{
			"a retired code, in the end", `-- drugs/examplinib.yaml --
codes:
  snomed: "10819511000001106" # of the register
  retired:
    - {system: snomed, code: "10819511000001106", replaced_by: "446457007"}
    - {system: snomed, code: "446457007", replaced_by: "421448007"}
`, "drugs/examplinib.yaml", `  snomed: "10819511000001106" # of`, `  snomed: "421448007" # of`,
		},
		{
			"a retired code that what replaced it stands beside", `-- drugs/examplinib.yaml --
codes: {atc: L01EA01, further_atc: [L01XE01], retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
`, "drugs/examplinib.yaml", "[L01XE01]", "",
		},
		{
			"a digest in capitals",
			page2Used + page2 + "archive: {file: page.txt, sha256: " +
				"A12FDB8D44735D1D4FC863B4CDA58838545D8AD2B27E980EAB1B1BB3FB70C6AD}\n",
			"sources/page2.yaml", "A12FDB8D44735D1D4FC863B4CDA58838545D8AD2B27E980EAB1B1BB3FB70C6AD",
			"a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad",
		},
		{
			"the digest of an archived text",
			page2Used + page2 + archivedText + "-- sources/page2.yaml --\n" + strings.SplitN(page2, "\n", 2)[1] +
				"archive: {file: page.txt}\n",
			"sources/page2.yaml", "archive: {file: page.txt}",
			"archive: {file: page.txt, sha256: a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}",
		},
		{
			"the words of a passage", archivedText + pinned + `-- trials/example.yaml --
notes:
  - {text: It was given by mouth., cites: [passage]}
citations:
  page: {source: sources/page}
  passage:
    source: sources/page2
    passage: # found by hand
      sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1 # the whole page
`, "trials/example.yaml", "# the whole page\n", "# the whole page\n      words: 7\n",
		},
		{
			"the words of a passage that is gone", archivedText + pinned + `-- trials/example.yaml --
notes:
  - {text: It was given by mouth., cites: [passage]}
citations:
  page: {source: sources/page}
  passage:
    source: sources/page2
    passage: {sha256: 5a6f5a5b3e3ab3c0d3b1c1c6a8c9a1e7c0ffee00c0ffee00c0ffee00c0ffee00}
`, "trials/example.yaml", "passage: {sha256", "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := ruletest.Overlay(c.change)
			before := string(files[c.file].Data)
			if !strings.Contains(before, c.before) {
				t.Fatalf("the file does not hold %q:\n%s", c.before, before)
			}
			mended := mend(t, files, ruletest.Archived(c.change))
			if c.after == "" {
				if len(mended.Files) > 0 || len(mended.Fixed) > 0 {
					t.Fatalf("fixed %v", mended.Fixed)
				}
				return
			}
			want := strings.Replace(before, c.before, c.after, 1)
			if diff := cmp.Diff(want, string(mended.Files[c.file])); diff != "" {
				t.Fatalf("the file (-want +got):\n%s", diff)
			}
			for path, text := range mended.Files {
				files[path] = &fstest.MapFile{Data: text}
			}
			if again := mend(t, files, ruletest.Archived(c.change)); len(again.Files) > 0 || len(again.Fixed) > 0 {
				t.Errorf("a second run fixed %v", again.Fixed)
			}
		})
	}
}

// unfixedExamples are the rules whose example needs an archive or another value than the one that their fix mends.
var unfixedExamples = []string{"field-required", "field-invalid"}

func TestFixesFixTheirExamples(t *testing.T) {
	for _, rule := range rules.All().All() {
		if rule.Fix == "" || slices.Contains(unfixedExamples, rule.ID) {
			continue
		}
		t.Run(rule.ID, func(t *testing.T) {
			mended := mend(t, ruletest.Overlay(rule.Bad), ruletest.Archived(rule.Bad))
			fixed := false
			for _, f := range mended.Fixed {
				fixed = fixed || f.Finding.Rule == rule.ID
			}
			if !fixed {
				t.Errorf("its bad example was not fixed; findings: %v", mended.Result.Findings)
			}
			for _, f := range mended.Result.Findings {
				if f.Severity > finding.Info {
					t.Errorf("it leaves %s at %s:%d: %s", f.Rule, f.File, f.Position.Line, f.Message)
				}
			}
		})
	}
}

func TestFixChangesOnlyAllowedFiles(t *testing.T) {
	c, problems, err := catalog.Load(
		ruletest.Overlay("-- targets/example.yaml --\nkind: GEN\n-- conditions/sarcoma.yaml --\nkind: NEOPLSM\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	mended, err := validate.Fix(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf},
		func(file string) bool { return strings.HasPrefix(file, "targets/") })
	if err != nil {
		t.Fatal(err)
	}
	if len(mended.Files) != 1 || mended.Files["targets/example.yaml"] == nil {
		t.Errorf("changed %d files: %v", len(mended.Files), mended.Fixed)
	}
}

func TestFixLeavesFrozenCatalogUnchanged(t *testing.T) {
	c, problems, err := catalog.Load(os.DirFS("testdata/frozen"), "")
	if err != nil {
		t.Fatal(err)
	}
	mended, err := validate.Fix(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf},
		anyFile)
	if err != nil || len(mended.Files) > 0 {
		t.Errorf("fixed %v, %v", mended.Fixed, err)
	}
}

// FuzzFix changes a drug's file: what fixes make of it has no more errors than it had, and a second run changes
// nothing.
func FuzzFix(f *testing.F) {
	for _, rule := range rules.All().All() {
		if rule.Fix == "" {
			continue
		}
		f.Add([]byte(rule.Bad))
	}
	base := make(fstest.MapFS)
	drug, err := fs.ReadFile(os.DirFS("testdata/frozen"), "drugs/olaratumab.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(drug)
	for _, slip := range [][2]string{{"event: REVOKED", "event: REVOKD"}, {"holder:", "# c\n    holdr:"},
		{"2016-10-19", "2026-10-19"}} {
		f.Add([]byte(strings.Replace(string(drug), slip[0], slip[1], 1)))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		if len(base) == 0 {
			base = ruletest.Overlay("")
		}
		files := maps.Clone(base)
		files["drugs/examplinib.yaml"] = &fstest.MapFile{Data: source}
		c, problems, err := catalog.Load(files, "")
		if err != nil {
			t.Fatal(err)
		}
		before, err := validate.Run(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
		if err != nil {
			t.Fatal(err)
		}
		mended := mend(t, files, nil)
		for path, text := range mended.Files {
			files[path] = &fstest.MapFile{Data: text}
		}
		after, left, err := catalog.Load(files, "")
		if err != nil {
			t.Fatal(err)
		}
		if len(left) > len(problems) ||
			len(problems) == 0 &&
				finding.Count(mended.Result.Findings, finding.Error) > finding.Count(before.Findings, finding.Error) {
			t.Errorf("fixes brought errors: %v\nfrom %v", left, mended.Fixed)
		}
		result, err := validate.Run(t.Context(), after, left, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(list(result.Findings), list(mended.Result.Findings)); diff != "" {
			t.Errorf("findings (-of the changed files +as fixing said):\n%s", diff)
		}
		if again := mend(t, files, nil); len(again.Files) > 0 {
			t.Errorf("a second run fixed %v", again.Fixed)
		}
	})
}

func list(findings []finding.Finding) []string {
	var lines []string
	for _, f := range findings {
		lines = append(lines, fmt.Sprintf("%s:%d:%d %s %s", f.File, f.Position.Line, f.Position.Column, f.Rule, f.Message))
	}
	return lines
}

package validate_test

import (
	"crypto/sha256"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/memory"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/policy"
)

// moment is what a run is made for.
type moment struct {
	change, config string
	day            date.Day
}

// TestRememberedVerdicts has a run find what has come since the run that is remembered, by whatever way it came: by the record itself, one that it
// refers to, one that it has referred to in vain, a regulator, the configuration or the day.
func TestRememberedVerdicts(t *testing.T) {
	const archived = `-- sources/later.yaml --
display_name: Archived
kind: REGISTER
publisher: Society
title: Archived
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}
`
	const citing = `-- trials/example.yaml --
citations:
  page: {source: sources/later}
`
	const everyDrug = "coverages:\n  - {regulator: regulators/agency, every_drug: true}\n"
	const another = `-- drugs/another.yaml --
display_name: Another
lifecycle: INVESTIGATIONAL
names:
  - {text: another, type: INN}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, unknown: Nobody has looked.}
    cites: [page]
citations:
  page: {source: sources/page}
`
	for _, c := range []struct {
		name         string
		before, then moment
		// rule finds something then, and did not before.
		rule string
	}{
		{"the record", moment{}, moment{change: "-- trials/example.yaml --\nquestion: \"\"\n"}, "field-required"},
		{"a source that it cites", moment{change: citing + archived[:len(archived)-len("archive: {file: page.txt, sha256: a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}\n")]},
			moment{change: citing + archived}, "citation-unpinned"},
		{"a source that it cited in vain", moment{change: citing}, moment{change: citing + archived}, "citation-unpinned"},
		{"a regulator", moment{}, moment{change: "-- regulators/agency.yaml --\ncoverages:\n"}, "coverage-undeclared"},
		{"a regulator that comes", moment{change: "-- drugs/examplinib.yaml --\nproducts:\n  - brand: Exampla\n    jurisdiction: US\n    authorizations:\n" +
			"      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\", cites: [label]}\n" +
			"      - {regulator: regulators/office, use: sarcoma, event: EXPANDED, date: \"2011-05-01\", cites: [label]}\n"},
			moment{change: "-- drugs/examplinib.yaml --\nproducts:\n  - brand: Exampla\n    jurisdiction: US\n    authorizations:\n" +
				"      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\", cites: [label]}\n" +
				"      - {regulator: regulators/office, use: sarcoma, event: EXPANDED, date: \"2011-05-01\", cites: [label]}\n" +
				"-- regulators/office.yaml --\ndisplay_name: Office\nkind: LICENSING\nmandates:\n  - {jurisdiction: CA}\n"}, "authorization-wrong-regulator"},
		{"a drug that the rules for a regulator look at", moment{config: everyDrug}, moment{config: everyDrug, change: another}, "coverage-missing"},
		{"a configuration", moment{}, moment{config: "jurisdictions: [US, CA]\n"}, "label-jurisdiction-missing"},
		{"another configuration", moment{config: "jurisdictions: [US]\n"}, moment{config: "jurisdictions: [US, CA]\n"}, "label-jurisdiction-missing"},
		{"a rule of its own", moment{}, moment{config: "custom_rules:\n  - {id: acme-x, collections: [trials], expression: 'false', message: Wrong., severity: ERROR}\n"}, "acme-x"},
		{"another day", moment{}, moment{day: "2027-06-01"}, "review-overdue"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "memory")
			for i, m := range []moment{c.before, c.then, c.before} {
				options, problems := validate.Options{AsOf: asOf, Suppressions: true}, []finding.Finding(nil)
				if m.day != "" {
					options.AsOf = m.day
				}
				if m.config != "" {
					options.Policy, problems = validate.ParsePolicy(policy.FileName, []byte(m.config))
				}
				got := runRemembered(t, path, m.change, problems, options)
				whole, _, err := catalog.Load(overlay(t, m.change), "")
				if err != nil {
					t.Fatal(err)
				}
				want, err := validate.Run(whole, problems, options)
				if err != nil {
					t.Fatal(err)
				}
				checkSame(t, want, got)
				found := false
				for _, f := range got.All {
					found = found || f.Rule == c.rule
				}
				if found != (i == 1) {
					t.Errorf("run %d: %s found: %t", i, c.rule, found)
				}
			}
		})
	}
}

// TestArchiveLooksAgain has a run with an archive find what is wrong there, though one without has found nothing in the record, and the other way
// round.
func TestArchiveLooksAgain(t *testing.T) {
	const change = `-- sources/archived.yaml --
display_name: Archived
kind: REGISTER
publisher: Society
title: Archived
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}
-- trials/example.yaml --
citations:
  page: {source: sources/archived, passage: {words: 7, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}}
`
	path := filepath.Join(t.TempDir(), "memory")
	for i, text := range []string{"", "Another page.\n", "", "The example drug was given by mouth.\n", "Another page.\n"} {
		options, want := validate.Options{AsOf: asOf}, 0
		if text != "" {
			options.Archive = fstest.MapFS{"page.txt": {Data: []byte(text)}}
		}
		if text == "Another page.\n" {
			want = 1
		}
		if got := runRemembered(t, path, change, nil, options); len(got.Findings) != want {
			t.Errorf("run %d finds %v", i, got.Findings)
		}
	}
}

// FuzzRemembered has a run take anything for what it has noted of a record. It finds what it may, and goes on.
func FuzzRemembered(f *testing.F) {
	text := []byte("display_name: Example target\nkind: GENE\nsymbol: EXM\n")
	fsys := fstest.MapFS{"targets/example.yaml": {Data: text}}
	seed := filepath.Join(f.TempDir(), "seed")
	c, _, err := catalog.Load(fsys, "", catalog.Sparing(validate.Extract, memory.Open(seed, [sha256.Size]byte{})))
	if err != nil {
		f.Fatal(err)
	}
	if err := c.Remember(make([]catalog.Verdict, 1)); err != nil {
		f.Fatal(err)
	}
	good := memory.Open(seed, [sha256.Size]byte{}).Find("targets/example.yaml")
	f.Add(good.Notes, []byte{})
	f.Add("\x01\x00\x04uses\x08drugs/xy"+good.Notes[1:], []byte{8, 1})
	f.Add("\xff\xff\xff\xff\x07", []byte("record"))
	path := filepath.Join(f.TempDir(), "memory")
	f.Fuzz(func(t *testing.T, notes string, record []byte) {
		entry := memory.Entry{Path: "targets/example.yaml", Digest: sha256.Sum256(text), Notes: notes}
		if err := memory.Open(path, [sha256.Size]byte{}).Save(slices.Values([]memory.Kept{{Entry: entry, Record: record}})); err != nil {
			t.Fatal(err)
		}
		m := memory.Open(path, [sha256.Size]byte{})
		defer m.Close()
		c, problems, err := catalog.Load(fsys, "", catalog.Sparing(validate.Extract, m))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := validate.Run(c, problems, validate.Options{AsOf: asOf}); err != nil {
			t.Error(err)
		}
	})
}

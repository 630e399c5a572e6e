package migrate_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/migrate"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestWholeCatalog migrates a catalog of before the break: nothing is left to do, no error is in it, and nothing
// changes a second time.
func TestWholeCatalog(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/before.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte)
	for _, f := range archive.Files {
		files[f.Name] = f.Data
	}
	changed, left := migrate.Content(files)
	if len(left) > 0 || len(changed) != 3 {
		t.Fatalf("%d files change; left: %v", len(changed), left)
	}
	maps.Copy(files, changed)
	c, problems, err := catalog.Load(catalog.Files(files), "")
	if err != nil {
		t.Fatal(err)
	}
	result, err := validate.Run(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		if f.Severity == finding.Error {
			t.Errorf("%s:%d: %s: %s", f.File, f.Position.Line, f.Rule, f.Message)
		}
	}
	if again, left := migrate.Content(files); len(again)+len(left) > 0 {
		t.Errorf("a second time it changes %v and leaves %v", again, left)
	}
}

func TestContent(t *testing.T) {
	for _, c := range []struct {
		name, file, before, after string
		left                      []string // as "path: todo"
	}{
		{"a tombstone has no depth, and a list of replacements", "drugs/old.yaml",
			"display_name: Old\nlifecycle: RETIRED\nreplaced_by: drugs/new\n",
			"display_name: Old\nlifecycle: RETIRED\nreplaced_by: [drugs/new]\n", nil},
		{"products of one brand and events of one day", "drugs/x.yaml", `depth: REGISTER
products:
  - brand: Brand X # of the first holder
    jurisdiction: US
    authorizations:
      - {event: APPROVED, use: a, date: "2006"}
      - {event: APPROVED, indication: "a disease with a name of many words, and more",
         date: "2006"}
      - {event: APPROVED, date: "2006"}
      - {event: REVOKED, date: "2010-05-01"}
  - {brand: Brand X, jurisdiction: US}
  - {jurisdiction: GB}
`, `depth: REGISTER
products:
  - brand: Brand X # of the first holder
    jurisdiction: US
    authorizations:
      - {event: APPROVED, use: a, date: "2006", id: approved-2006-a}
      - {event: APPROVED, indication: "a disease with a name of many words, and more",
         date: "2006", id: approved-2006-a-disease-with-a-name-of-many-words-and}
      - {event: APPROVED, date: "2006", id: approved-2006}
      - {event: REVOKED, date: "2010-05-01", id: revoked-2010-05-01}
    id: brand-x-us
  - {brand: Brand X, jurisdiction: US, id: brand-x-us-2}
  - {jurisdiction: GB, id: x-gb}
`, nil},
		{"no longer sold", "drugs/x.yaml", `depth: REGISTER
products:
  - id: a
    authorizations:
      - {id: one, event: APPROVED, reference: NDA 1}
      - {id: two, event: DISCONTINUED, date: "2019-07-02", reference: NDA 1, cites: [r], or_earlier: true}
  - id: b
    authorizations:
      - {id: one, event: DISCONTINUED, date: "2019-07-02", reason: It earned too little., cites: [r]}
  - id: c
    authorizations:
      - {id: one, event: DISCONTINUED, use: x, date: "2019-07-02", cites: [r]}
`, `depth: REGISTER
products:
  - id: a
    authorizations:
      - {id: one, event: APPROVED, reference: NDA 1}
    marketing: [{event: NOT_MARKETED, cites: [r]}]
  - id: b
    marketing: [{event: DISCONTINUED, date: "2019-07-02", reason: It earned too little., cites: [r]}]
  - id: c
    authorizations:
      - {id: one, event: DISCONTINUED, use: x, date: "2019-07-02", cites: [r]}
`, []string{"products[2].authorizations[0]: Move this event to marketing by hand: it says more than that the product is no " +
			"longer sold."}},
		{"effects", "procedures/x.yaml", `side_effects:
  - {term: a, frequency_band: COMMON, cites: [l]} # as it was
  - {term: b, seriousness: MILD}
  - {term: c, seriousness: SERIOUS}
  - {term: d, seriousness: MODERATE, severity: [SEVERE]}
`, `side_effects:
  - {term: a, cites: [l], frequencies: [{band: COMMON, cites: [l]}]} # as it was
  - {term: b, severity: [MILD]}
  - {term: c, seriousness: SERIOUS}
  - {term: d, seriousness: MODERATE, severity: [SEVERE]}
`, []string{"side_effects[3].seriousness: There is a field severity already. Move what seriousness says there by hand."}},
		{"a band with a comment", "classes/x.yaml",
			"side_effects:\n  - term: a\n    # as the label has it\n    frequency_band: RARE\n",
			"side_effects:\n  - term: a\n    # as the label has it\n    frequency_band: RARE\n    frequencies: [{band: RARE}]\n",
			[]string{"side_effects[0].frequency_band: Not migrated: edit side_effects[0].frequency_band: it has " +
				"comments, which would be lost. Do it by hand."}},
		{"timing", "regimens/x.yaml", "uses:\n  - {id: a, timing: [PALLIATIVE]}\n" +
			"  - {id: b, timing: [ADJUVANT, SUPPORTIVE]}\n  - {id: c, timing: [PALLIATIVE, SUPPORTIVE]}\n",
			"uses:\n  - {id: a, intent: PALLIATIVE}\n  - {id: b, intent: SUPPORTIVE, timing: [ADJUVANT]}\n" +
				"  - {id: c, timing: [PALLIATIVE, SUPPORTIVE]}\n",
			[]string{"uses[2].timing: Say in intent what the treatment is to achieve, and keep in timing only when it " +
				"is given."}},
		{"a trial", "trials/x.yaml", "status: STOPPED # early\n", "status: TERMINATED # early\n", nil},
		{"what cannot be read", "trials/x.yaml", "status: [\n", "",
			[]string{": It cannot be read: This is not YAML: this [ is " +
				"not closed. Close it, or put a text that begins with it in quotes."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed, remainders := migrate.Content(map[string][]byte{c.file: []byte(c.before)})
			after := string(changed[c.file])
			if after == "" && c.after == c.before {
				after = c.before
			}
			if diff := cmp.Diff(c.after, after); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			var left []string
			for _, r := range remainders {
				left = append(left, r.Path+": "+r.Todo)
			}
			if diff := cmp.Diff(c.left, left); diff != "" {
				t.Errorf("left (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCoverages moves coverages with the citations that they name.
func TestCoverages(t *testing.T) {
	changed, left := migrate.Content(map[string][]byte{
		"regulators/ema.yaml": []byte(`coverages:
  - {drug: drugs/a, jurisdiction: EU, complete_as_of: "2020-01-01", basis: Read., cites: [register, label]}
  - {drug: drugs/none, jurisdiction: EU, complete_as_of: "2020-01-01", basis: Read., cites: [register]}
  - {drug: drugs/b, jurisdiction: GB, complete_as_of: "2020-01-01", basis: Read., cites: [label]}
notes:
  - {text: It is so., cites: [note]}
citations:
  register: {source: sources/register}
  label: {source: sources/label, passage: {words: 9, sha256: "00"}}
  note: {source: sources/note}
`),
		"drugs/a.yaml": []byte("depth: MONOGRAPH\ncitations:\n" +
			"  l: {source: sources/label, passage: {words: 9, sha256: \"00\"}}\n" +
			"  register: {source: sources/other}\n"),
		"drugs/b.yaml": []byte("depth: MONOGRAPH\n"),
	})
	want := map[string]string{
		"regulators/ema.yaml": `coverages:
  - {drug: drugs/none, jurisdiction: EU, complete_as_of: "2020-01-01", basis: Read., cites: [register]}
notes:
  - {text: It is so., cites: [note]}
citations:
  register: {source: sources/register}
  note: {source: sources/note}
`,
		"drugs/a.yaml": "depth: MONOGRAPH\ncitations:\n  l: {source: sources/label, passage: {words: 9, sha256: \"00\"}}\n" +
			"  register: {source: sources/other}\n  register-2: {source: sources/register}\n" +
			"coverage: [{regulator: regulators/ema, jurisdiction: EU, complete_as_of: \"2020-01-01\", basis: Read., cites: " +
			"[register-2, l]}]\n",
		"drugs/b.yaml": "depth: MONOGRAPH\ncitations: {label: {source: sources/label, passage: {words: 9, sha256: " +
			"\"00\"}}}\n" +
			"coverage: [{regulator: regulators/ema, jurisdiction: GB, complete_as_of: \"2020-01-01\", basis: Read., cites: " +
			"[label]}]\n",
	}
	got := make(map[string]string)
	for name, text := range changed {
		got[name] = string(text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	if len(left) != 2 || left[0].Path != "coverage[0]" || left[1].File != "regulators/ema.yaml" {
		t.Errorf("left %v", left)
	}
}

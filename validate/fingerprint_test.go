package validate_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// fingerprinted returns the fingerprints of the findings over the example catalog with a drug laid over it, by rule.
func fingerprinted(t *testing.T, base, drug string) map[string][]string {
	t.Helper()
	c, problems, err := catalog.Load(ruletest.Overlay("-- drugs/examplinib.yaml --\n"+drug), base)
	if err != nil {
		t.Fatal(err)
	}
	result, err := validate.Run(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
	if err != nil {
		t.Fatal(err)
	}
	byRule := make(map[string][]string)
	for i, fingerprint := range validate.Fingerprints(result.Findings, c) {
		byRule[result.Findings[i].Rule] = append(byRule[result.Findings[i].Rule], fingerprint)
	}
	return byRule
}

const (
	unsetUse = `  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - jurisdiction: US
        cites: [label]
    cites: [page]
`
	otherUse = `  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    labels:
      - jurisdiction: US
        off_label: true
        cites: [label]
    cites: [page]
`
)

func TestFingerprintsFollowTheField(t *testing.T) {
	first := fingerprinted(t, "", "uses:\n"+unsetUse)["off-label-unset"]
	if len(first) != 1 || !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(first[0]) {
		t.Fatalf("fingerprints: %q", first)
	}
	for name, drug := range map[string]string{
		"lines before it":   "# A comment.\n\nuses:\n\n  # Another.\n" + unsetUse,
		"an item before it": "uses:\n" + otherUse + unsetUse,
		"an item after it":  "uses:\n" + unsetUse + otherUse,
		"a label before it": "uses:\n" + strings.Replace(unsetUse, "      - jurisdiction: US",
			"      - {jurisdiction: CA, unknown: No.}\n      - jurisdiction: US", 1),
		"another way to say it": "uses: [{id: sarcoma, condition: conditions/sarcoma, strength: STANDARD_FIRST, labels: " +
			"[{jurisdiction: US, cites: [label]}], cites: [page]}]\n",
	} {
		if got := fingerprinted(t, "elsewhere", drug)["off-label-unset"]; !slices.Equal(got, first) {
			t.Errorf("%s: fingerprint %q, want %q", name, got, first)
		}
	}
	for name, drug := range map[string]string{
		"another use":          "uses:\n" + strings.Replace(unsetUse, "id: sarcoma", "id: chordoma", 1),
		"another jurisdiction": "uses:\n" + strings.Replace(unsetUse, "jurisdiction: US", "jurisdiction: CA", 1),
	} {
		if got := fingerprinted(t, "", drug)["off-label-unset"]; len(got) != 1 || got[0] == first[0] {
			t.Errorf("%s: fingerprint %q, want another than %q", name, got, first)
		}
	}
}

func TestFingerprintsIgnoreWording(t *testing.T) {
	c, _, err := catalog.Load(fstest.MapFS{"drugs/x.yaml": {Data: []byte("uses: [{id: a}, {id: b}]\n")}}, "content")
	if err != nil {
		t.Fatal(err)
	}
	given := finding.Finding{Rule: "r", Resource: "drugs/x", Path: "uses[0]", File: "content/drugs/x.yaml",
		Message: "One."}
	change := func(f func(*finding.Finding)) finding.Finding { g := given; f(&g); return g }
	one := validate.Fingerprints([]finding.Finding{given}, c)
	reworded := change(func(f *finding.Finding) { f.Message = "Two."; f.Position.Line = 9; f.Severity = finding.Info })
	if got := validate.Fingerprints([]finding.Finding{reworded}, c); got[0] != one[0] {
		t.Errorf("a finding that is worded anew, elsewhere: %s, want %s", got[0], one[0])
	}
	all := validate.Fingerprints([]finding.Finding{
		given, given, given,
		change(func(f *finding.Finding) { f.Rule = "s" }),
		change(func(f *finding.Finding) { f.Path = "uses[1]" }),
		change(func(f *finding.Finding) { f.Path = "" }),
		change(func(f *finding.Finding) { f.Resource = "drugs/y" }),
		change(func(f *finding.Finding) { f.Resource = ""; f.File = "content/z" }),
		change(func(f *finding.Finding) { f.Resource = ""; f.File = "content/y" }),
	}, c)
	if all[0] != one[0] {
		t.Errorf("the first of several: %s, want %s", all[0], one[0])
	}
	slices.Sort(all)
	if distinct := slices.Compact(slices.Clone(all)); len(distinct) != len(all) {
		t.Errorf("of %d different findings, %d fingerprints differ", len(all), len(distinct))
	}
}

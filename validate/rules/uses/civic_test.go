package uses_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// responses are what a use says for a kind of evidence in testdata/civic.tsv: evidence for (+) or against (-) a tumor
// that is sensitive (S) or resistant (R).
var responses = map[string]string{"+S": "SENSITIVE", "-R": "SENSITIVE", "+R": "RESISTANCE", "-S": "RESISTANCE"}

// TestCIViC writes the evidence of CIViC (CC0), as of February 2021, of all groups of a variant, disease and therapy
// that contradict each other: 22 in which a tumor is sensitive and is not, 34 with those in which it is resistant and
// is not. Each is a finding, until something tells the uses apart, or a conflict names both.
func TestCIViC(t *testing.T) {
	text, err := os.ReadFile("testdata/civic.tsv")
	if err != nil {
		t.Fatal(err)
	}
	groups, sensitive := 0, 0
	for line := range strings.Lines(string(text)) {
		columns := strings.Split(strings.TrimSpace(line), "\t")
		if columns[0] == "gene" {
			continue
		}
		var kinds, said []string
		for evidence := range strings.FieldsSeq(columns[4]) {
			kind, _, _ := strings.Cut(evidence, ":")
			kinds, said = append(kinds, kind), append(said, responses[kind])
		}
		groups++
		if slices.Contains(kinds, "+S") && (slices.Contains(kinds, "+R") || slices.Contains(kinds, "-S")) {
			sensitive++
		}
		slices.Sort(said)
		var uses []string
		for _, response := range slices.Compact(said) {
			uses = append(uses, fmt.Sprintf("INVESTIGATIONAL, response: %s, condition: conditions/chordoma, biomarkers: "+
				"[{target: targets/example, alteration: MUTATION, variant: %q}]", response, columns[1]))
		}
		change := drug(uses...)
		for name, c := range map[string]struct {
			change string
			want   int
		}{
			"as they are":         {change, 1},
			"with a conflict":     {change + conflict(`uses["one"].response`, `uses["two"].response`, ""), 0},
			"of another variant":  {strings.Replace(change, columns[1], "another", 1), 0},
			"in different extent": {strings.Replace(change, "response: SENS", "extent: [METASTATIC], response: SENS", 1), 0},
		} {
			found := 0
			for _, f := range ruletest.Lint(t, c.change) {
				if f.Rule == "use-contradiction" {
					found++
				}
			}
			if found != c.want {
				t.Errorf("%v, %s: %d findings, want %d\n%s", columns, name, found, c.want, c.change)
			}
		}
	}
	if groups != 34 || sensitive != 22 {
		t.Errorf("%d groups, of which %d are of sensitivity", groups, sensitive)
	}
}

package compare_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog/compare"
)

// TestRegimenLabel checks that a change of a drug's license shows at the regimens that it changes the label of, and
// that nothing else of a derived label does.
func TestRegimenLabel(t *testing.T) {
	files := func(from, to string) map[string][]byte {
		files := example(t)
		regimen := string(files["regimens/example-regimen.yaml"])
		files["regimens/example-regimen.yaml"] = []byte(strings.Replace(regimen,
			"  - {drug: drugs/trialimab, role: ADDED, cites: [page]}\n",
			"  - {procedure: procedures/example-procedure, role: ADDED, cites: [page]}\n"+
				"uses: [{id: a, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}]\n", 1))
		drug := strings.Replace(string(files["drugs/examplinib.yaml"]), "    condition: conditions/sarcoma\n",
			"    condition: conditions/sarcoma\n    partners: [regimens/example-regimen]\n", 1)
		files["drugs/examplinib.yaml"] = []byte(strings.Replace(drug, from, to, 1))
		return files
	}
	for _, c := range []struct {
		name, old, new string
		want           []string
	}{
		{"the license ended", "cites: [label]}]\nuses:",
			"cites: [label]}, {id: end, regulator: regulators/agency, event: REVOKED, " +
				"date: \"2020\", reason: Failed., cites: [label]}]\nuses:",
			[]string{`changed regimens/example-regimen uses[a].labels[US].status: "ON_LABEL" "FORMERLY_ON_LABEL" label-status-changed`}},
		{"the register was read again", "2026-01-01", "2026-02-01", nil},
		{"the license is for another condition", "use: sarcoma,", "use: chordoma,",
			[]string{`changed regimens/example-regimen uses[a].labels[US].status: "ON_LABEL" "OFF_LABEL" label-status-changed`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, change := range compare.Catalogs(read(t, files("", "")), read(t, files(c.old, c.new)), "2026-06-01") {
				if change.Resource == "regimens/example-regimen" {
					got = append(got, show(change))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

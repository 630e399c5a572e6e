package validate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestRelatedPlaces has the other place beside the one at fault, with its end.
func TestRelatedPlaces(t *testing.T) {
	for _, c := range []struct{ rule, change, want string }{
		{"yaml-duplicate-key", "-- targets/example.yaml --\ndisplay_name: A\nkind: GENE\ndisplay_name: B\n",
			"targets/example.yaml:1:1-13 The first"},
		{"list-duplicate", "-- drugs/examplinib.yaml --\nuses:\n  - {id: sarcoma, condition: conditions/sarcoma, extent: " +
			"[METASTATIC, RECURRENT, METASTATIC], cites: [page]}\n",
			"drugs/examplinib.yaml:19:59-69 The first\ndrugs/examplinib.yaml:19:82-92 The second"},
		{"off-label-contradicts-events", "-- drugs/examplinib.yaml --\nuses:\n  - id: sarcoma\n    condition: " +
			"conditions/sarcoma\n    labels:\n      - {jurisdiction: US, off_label: true, cites: [label]}\n",
			"drugs/examplinib.yaml:17:88-96 The last event on record about the use"},
		{"date-order", "-- sources/label.yaml --\ndates: {published: \"2020-01-01\", revised: " +
			"\"2019-01-01\"}\n", "sources/label.yaml:5:20-32 The date that should be earlier"},
		{"dose-form-contradicts-products", "-- drugs/examplinib.yaml --\nproducts:\n  - id: exampla-us\n" +
			"    brand: Exampla\n    jurisdiction: " +
			"US\n    dose_forms: [CAPSULE]\n", "drugs/examplinib.yaml:17:5-15 The dose forms of Exampla"},
		{"reference-circular", "-- conditions/sarcoma.yaml --\nparents: [conditions/chordoma]\n-- conditions/chordoma.yaml " +
			"--\nparents: [conditions/sarcoma]\n",
			"conditions/sarcoma.yaml:7:11-30 The circle goes on to conditions/chordoma"},
		{"coverage-without-mandate", "-- drugs/examplinib.yaml --\ncoverage:\n" +
			"  - {regulator: regulators/agency, jurisdiction: " +
			"CA, complete_as_of: \"2026-01-01\", basis: It was read., cites: [label]}\n",
			"regulators/agency.yaml:3:1-9 The mandates of Agency"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			var got []string
			for _, f := range ruletest.Lint(t, c.change) {
				if f.Rule != c.rule {
					continue
				}
				for _, l := range f.Related {
					got = append(got,
						fmt.Sprintf("%s:%d:%d-%d %s", l.File, l.Position.Line, l.Position.Column, l.Span.End.Column, l.Message))
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("other places (-want +got):\n%s", diff)
			}
		})
	}
}

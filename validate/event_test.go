package validate_test

import (
	"slices"
	"testing"

	"github.com/opencompendium/compendium/validate"
)

// TestASlipInAnEventIsOneFinding has one finding for an event that is wrong, and none for the label that it would prove; but for a label that
// other events prove.
func TestASlipInAnEventIsOneFinding(t *testing.T) {
	const before = `-- regulators/office.yaml --
display_name: Office
kind: LICENSING
mandates:
  - {jurisdiction: CA}
-- regulators/payer.yaml --
display_name: Payer
kind: HEALTH_TECHNOLOGY_ASSESSMENT
mandates:
  - {jurisdiction: US}
-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {`
	const after = `, event: APPROVED, date: "2010-05-01", cites: [label]}
`
	for _, c := range []struct{ name, event, want string }{
		{"no slip", "regulator: regulators/agency, use: sarcoma", ""},
		{"a use with a letter missing", "regulator: regulators/agency, use: sarcma", "use-unknown"},
		{"a regulator with a letter missing", "regulator: regulators/agncy, use: sarcoma", "reference-unresolved"},
		{"a regulator of another country", "regulator: regulators/office, use: sarcoma", "authorization-wrong-regulator"},
		{"a body that pays", "regulator: regulators/payer, use: sarcoma", "access-decision-as-label"},
		{"another indication", "regulator: regulators/agency, indication: lymphoma", "off-label-contradicts-events"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range lint(t, before+c.event+after) {
				if f.Severity == validate.Error && f.File == "drugs/examplinib.yaml" {
					got = append(got, f.Rule)
				}
			}
			if want := []string{c.want}; !slices.Equal(got, want) && (c.want != "" || len(got) > 0) {
				t.Errorf("it finds %q, not %q", got, c.want)
			}
		})
	}
}

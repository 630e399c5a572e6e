package validate_test

import (
	"slices"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestEventSlipIsOneFinding has one finding for an event that is wrong, and none for the label that it would prove; but
// for a label that other events prove.
func TestEventSlipIsOneFinding(t *testing.T) {
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
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      - {id: approval, `
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
			for _, f := range ruletest.Lint(t, before+c.event+after) {
				if f.Severity == finding.Error && f.File == "drugs/examplinib.yaml" {
					got = append(got, f.Rule)
				}
			}
			if want := []string{c.want}; !slices.Equal(got, want) && (c.want != "" || len(got) > 0) {
				t.Errorf("it finds %q, not %q", got, c.want)
			}
		})
	}
}

// TestWrongFlagIsReportedBesideEvent has the label reported where the finding of the event that it would follow from is
// not.
func TestWrongFlagIsReportedBesideEvent(t *testing.T) {
	event, labels := []string{"access-decision-as-label"}, []string{"withdrawn-as-standard",
		"off-label-contradicts-events"}
	drug := func(comment, regulator string) string {
		return `-- regulators/payer.yaml --
display_name: Payer
kind: HEALTH_TECHNOLOGY_ASSESSMENT
mandates:
  - {jurisdiction: US}
-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      - id: approval
        regulator: ` + regulator + comment + `
        use: sarcoma
        event: APPROVED
        date: "2010-05-01"
        cites: [label]
`
	}
	shown := func(findings []finding.Finding) (rules []string) {
		for _, f := range finding.Primary(findings) {
			if f.Suppression == nil && f.Severity == finding.Error && f.File == "drugs/examplinib.yaml" {
				rules = append(rules, f.Rule)
			}
		}
		return rules
	}
	run := func(t *testing.T, content, config string) (validate.Result, *catalog.Catalog) {
		t.Helper()
		c, problems, err := catalog.Load(ruletest.Overlay(content), "")
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		policy, problems := rules.All().ParsePolicy("compendium.yaml", []byte(config))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		result, err := validate.Run(t.Context(), c, nil,
			validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf, Policy: policy, Suppressions: true})
		if err != nil {
			t.Fatal(err)
		}
		return result, c
	}
	for _, c := range []struct {
		name, comment, regulator, config string
		want                             []string
	}{
		{"the event is reported", "", "payer", "", event},
		{"a comment", " # compendium:ignore access-decision-as-label -- it is one", "payer", "", labels},
		{"off", "", "payer", "rules:\n  access-decision-as-label: {severity: OFF, reason: Because.}\n", labels},
		{"a warning", "", "payer", "rules:\n  access-decision-as-label: {severity: WARNING}\n", labels},
		{"left out", "", "payer", "exclude:\n  - {files: 'drugs/*', rules: [access-decision-as-label], reason: Because.}\n",
			labels},
		{"a regulator of another rule", " # compendium:ignore reference-unresolved -- it comes", "nobody", "", labels},
	} {
		t.Run(c.name, func(t *testing.T) {
			result, _ := run(t, drug(c.comment, "regulators/"+c.regulator), c.config)
			if got := shown(result.Findings); !slices.Equal(got, c.want) {
				t.Errorf("it finds %q, not %q", got, c.want)
			}
		})
	}
	t.Run("a flag with a reason", func(t *testing.T) {
		result, _ := run(t, `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
      # compendium:ignore off-label-unset -- both are meant
      - {jurisdiction: CA, off_label: false, unknown: Not covered., cites: [label]}
    cites: [page]
`, "")
		if got := shown(result.Findings); !slices.Equal(got, []string{"coverage-undeclared"}) {
			t.Errorf("it finds %q", got)
		}
	})
	t.Run("a baseline", func(t *testing.T) {
		result, c := run(t, drug("", "regulators/payer"), "")
		none, err := validate.ParseBaseline("known.json", []byte(`{"version": 1, "findings": []}`))
		if err != nil {
			t.Fatal(err)
		}
		for _, known := range []struct {
			name     string
			findings []finding.Finding
			want     []string
		}{{"the event", result.Findings, labels}, {"all", result.All, nil}} {
			text, _, err := none.Compare(rules.All(), known.findings, false, c).Accepted(c)
			if err != nil {
				t.Fatal(err)
			}
			baseline, err := validate.ParseBaseline("known.json", text)
			if err != nil {
				t.Fatal(err)
			}
			compared := baseline.Compare(rules.All(), result.All, false, c)
			if got := shown(compared.Findings); !slices.Equal(got, known.want) || len(compared.Stale) > 0 {
				t.Errorf("a baseline that knows %s leaves %q and %d stale, not %q", known.name, got, len(compared.Stale),
					known.want)
			}
		}
	})
}

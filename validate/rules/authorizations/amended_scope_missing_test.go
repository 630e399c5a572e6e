package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAmendedScopeMissing(t *testing.T) {
	history := func(first, event, fields string) string {
		return `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    jurisdiction: US
    authorizations:
      - {id: first, regulator: regulators/agency, event: APPROVED, date: "2010-05-01", ` + first + `, cites: [label]}
      - {id: other, regulator: regulators/agency, event: EXPANDED, date: "2011-05-01", use: chordoma, cites: [label]}
      - {id: later, regulator: regulators/agency, event: ` + event + `, date: "2014", reason: A trial., ` + fields + `cites: [label]}
      - {id: renewed, regulator: regulators/agency, event: RENEWED, date: "2015", amends: later, cites: [label]}
`
	}
	const (
		scoped = "scopes: [{conditions: [conditions/sarcoma]}]"
		after  = "scopes: [{conditions: [conditions/sarcoma], line: [SECOND]}], "
		at     = "drugs/examplinib.yaml:19:9 error products[0].authorizations[2]"
	)
	ruletest.Run(t, "amended-scope-missing", []ruletest.Case{
		{Name: "narrowed to scopes", Change: history(scoped, "RESTRICTED", "amends: first, "+after)},
		{Name: "narrowed, to what is not known", Change: history(scoped, "RESTRICTED",
			"amends: first, indication_unknown: true, ")},
		{Name: "narrowed to a use", Change: history(scoped, "RESTRICTED", "amends: first, use: chordoma, ")},
		{Name: "a license for a use narrowed", Change: history("use: sarcoma", "RESTRICTED",
			"amends: first, use: sarcoma, ")},
		{Name: "one in words narrowed", Change: history("indication: cancer", "RESTRICTED",
			"amends: first, indication: cancer, ")},
		{Name: "widened to scopes", Change: history(scoped, "EXPANDED", "amends: first, "+after)},
		{Name: "another indication, in words", Change: history(scoped, "EXPANDED", "indication: pain, ")},
		{Name: "ended in words", Change: history(scoped, "REVOKED", "amends: first, indication: cancer, ")},
		{Name: "suspended", Change: history(scoped, "SUSPENDED", "amends: first, ")},
		{Name: "went to another holder", Change: history(scoped, "TRANSFERRED", "amends: first, ")},
		{Name: "narrowed, before any scopes", Change: history("use: sarcoma", "RESTRICTED", "use: sarcoma, ")},
		{Name: "another license in words narrowed", Change: history(scoped, "RESTRICTED", "indication: pain, ")},

		{Name: "narrowed", Change: history(scoped, "RESTRICTED", "amends: first, "), Want: []string{at}},
		{Name: "narrowed in words", Change: history(scoped, "RESTRICTED", "amends: first, indication: cancer, "),
			Want: []string{at}},
		{Name: "widened in words", Change: history(scoped, "EXPANDED", "amends: first, indication: cancer, "),
			Want: []string{at}},
		{Name: "something of the product narrowed", Change: history(scoped, "RESTRICTED", ""), Want: []string{at}},
		{Name: "narrowed, named by its words", Change: history("indication: cancer, "+scoped, "RESTRICTED",
			"indication: cancer, "),
			Want: []string{at}},
		{Name: "narrowed to scopes, of which license is not said", Change: history(scoped, "RESTRICTED", after),
			Want: []string{at}},
	})
	ruletest.Run(t, "amended-scope-missing", []ruletest.Case{
		{Name: "what was amended before", Change: `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    jurisdiction: US
    authorizations:
      - {id: first, regulator: regulators/agency, event: APPROVED, date: "2010-05-01", ` + scoped + `, cites: [label]}
      - {id: renewed, regulator: regulators/agency, event: RENEWED, date: "2011", amends: first, cites: [label]}
      - {id: later, regulator: regulators/agency, event: RESTRICTED, date: "2014", reason: A trial., amends: renewed,
          cites: [label]}
`, Want: []string{at}},
	})
}

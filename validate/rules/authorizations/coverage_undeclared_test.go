package authorizations_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCoverageUndeclared(t *testing.T) {
	const head = `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
`
	const tail = `
    cites: [page]
`
	union := func(procedures string) string {
		return `-- drugs/trialimab.yaml --
coverage:
  - {regulator: regulators/union, jurisdiction: EU, complete_as_of: "2026-01-01", basis: It was read., procedures: ` +
			procedures + `, cites: [page]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: EU, off_label: true, cites: [page]}
    cites: [page]
-- regulators/union.yaml --
display_name: Union
kind: LICENSING
mandates:
  - {jurisdiction: EU}
`
	}
	ruletest.Run(t, "coverage-undeclared", []ruletest.Case{
		{Name: "no coverage, flagged off label",
			Change: head + `      - {jurisdiction: CA, off_label: true, cites: [label]}` + tail,
			Want:   []string{"drugs/examplinib.yaml:24:39 error uses[0].labels[1].off_label"}},
		{Name: "no event, flagged on label",
			Change: head + `      - {jurisdiction: CA, off_label: false, cites: [label]}` + tail,
			Want:   []string{"drugs/examplinib.yaml:24:39 error uses[0].labels[1].off_label"}},
		{Name: "no coverage, and said so", Change: head + `      - {jurisdiction: CA, unknown: Not covered.}` + tail},
		{Name: "flag and reason are another rule's",
			Change: head + `      - {jurisdiction: CA, off_label: true, unknown: Not covered., cites: [label]}` + tail},
		{Name: "neither flag nor reason is another rule's",
			Change: head + `      - {jurisdiction: CA, cites: [label]}` + tail},
		{Name: "no jurisdiction is another rule's", Change: head + `      - {off_label: true, cites: [label]}` + tail},
		{Name: "coverage proves unlicensed", Change: head + `      - {jurisdiction: CA, off_label: true, cites: [label]}` + tail + `coverage:
  - {regulator: regulators/office, jurisdiction: CA, complete_as_of: "2026-01-01", basis: The whole register was read.,
      cites: [label]}
-- regulators/office.yaml --
display_name: Office
kind: LICENSING
mandates:
  - {jurisdiction: CA}
`},
		{Name: "coverage of another drug proves nothing", Change: "-- drugs/trialimab.yaml --\ncoverage:\n",
			Want: []string{"drugs/trialimab.yaml:14:39 error uses[0].labels[0].off_label"}},
		{Name: "an event proves a flag without coverage", Change: "-- drugs/examplinib.yaml --\ncoverage:\n",
			Want: []string{"drugs/examplinib.yaml:29:39 error uses[1].labels[0].off_label"}},
		{Name: "coverage of one of two procedures", Change: union("[CENTRALIZED]"),
			Want: []string{"drugs/trialimab.yaml:14:39 error uses[0].labels[0].off_label"}},
		{Name: "coverage of both procedures", Change: union("[CENTRALIZED, NATIONAL]")},
		{Name: "coverage of the only procedure", Change: union("[CENTRALIZED], only_procedure: true")},
		{Name: "the coverage's regulator is at fault", Change: "-- drugs/trialimab.yaml --\n" +
			"coverage: [{regulator: regulators/agncy, jurisdiction: US, complete_as_of: \"2026-01-01\", " +
			"basis: Read., cites: [page]}]\n"},
		{Name: "a year that is not over leaves it open", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2026", cites: [label]}
`, Want: []string{"drugs/examplinib.yaml:23:39 error uses[0].labels[0].off_label", "drugs/examplinib.yaml:30:39 error uses[1].labels[0].off_label"}},
		{Name: "a flag that the events contradict is another rule's", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
`},
		{Name: "a mandate that has ended leaves it open", Change: head + `      - {jurisdiction: GB, off_label: false, cites: [label]}` + tail + `-- regulators/agency.yaml --
mandates:
  - {jurisdiction: US}
  - {jurisdiction: GB, until: "2020-12-31"}
`, Want: []string{"drugs/examplinib.yaml:24:39 error uses[0].labels[1].off_label"}},
	})
}

// TestCoverageUndeclaredNamesTheReason checks that coverage, which is declared, is not asked for where something else
// leaves it open.
func TestCoverageUndeclaredNamesTheReason(t *testing.T) {
	const union = `-- regulators/union.yaml --
display_name: Union
kind: LICENSING
mandates: [{jurisdiction: EU}]
-- regulators/republic.yaml --
display_name: Republic
kind: LICENSING
mandates: [{jurisdiction: DE}]
`
	drug := func(procedures, products string) string {
		return `-- drugs/trialimab.yaml --
coverage:
  - {regulator: regulators/union, jurisdiction: EU, complete_as_of: "2026-01-01", basis: It was read., ` + procedures +
			`, cites: [page]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: EU, off_label: true, cites: [page]}]
    cites: [page]
products:
  - {id: a, brand: Trialima, jurisdiction: ` + products + `}
` + union
	}
	const only = "procedures: [CENTRALIZED], only_procedure: true"
	for name, c := range map[string]struct{ change, want string }{
		"an approval for what is not known": {
			`-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      - {id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {id: listed, regulator: regulators/agency, event: APPROVED, indication_unknown: true, date: "2012-01-01",
          cites: [label]}
`, "What the approval listed is for is not known."},
		"the other procedure": {
			drug("procedures: [CENTRALIZED]", "EU"), "Of the procedures of the EU the coverage names one only"},
		"an approval for what is not known, by the only procedure": {
			drug(only, `EU, authorizations: [{id: listed, regulator: regulators/union, event: APPROVED, `+
				`indication_unknown: true, date: "2012-01-01", cites: [page]}]`), "What the approval listed is for"},
		"a license of a member": {
			drug(only, `DE, authorizations: [{id: a, regulator: regulators/republic, event: APPROVED, use: sarcoma, `+
				`date: "2012-01-01", cites: [page]}]`), "In DE it is licensed nationally"},
		"a year that is not over": {
			drug(only, `EU, authorizations: [{id: a, regulator: regulators/union, event: APPROVED, use: sarcoma, `+
				`date: "2026", cites: [page]}]`), "The records are declared complete, but the date of an event is too imprecise"},
	} {
		var got []string
		for _, f := range ruletest.Lint(t, c.change) {
			if f.Rule == "coverage-undeclared" {
				got = append(got, f.Message)
			}
		}
		if len(got) != 1 || !strings.Contains(got[0], c.want) {
			t.Errorf("%s: got %q, want one that says %q", name, got, c.want)
		}
	}
}

func TestCoverageUndeclaredNamesTheProof(t *testing.T) {
	message := func(flag string) string {
		for _, f := range ruletest.Lint(t, `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
      - {jurisdiction: GB, off_label: `+flag+`, cites: [label]}
    cites: [page]
-- regulators/former.yaml --
display_name: Former
kind: LICENSING
mandates:
  - {jurisdiction: GB, until: "2020-12-31"}
-- regulators/office.yaml --
display_name: Office
kind: LICENSING
mandates:
  - {jurisdiction: GB}
-- regulators/watchdog.yaml --
display_name: Watchdog
kind: HEALTH_TECHNOLOGY_ASSESSMENT
mandates:
  - {jurisdiction: GB}
`) {
			if f.Rule == "coverage-undeclared" {
				return f.Message
			}
		}
		return ""
	}
	if got := message("true"); !strings.Contains(got,
		"declare under coverage that the records of regulators/office are complete, or") {
		t.Errorf("the regulator that can declare coverage is not named: %s", got)
	}
	if got := message("false"); strings.Contains(got, "under coverage") ||
		!strings.Contains(got, "Add the approval") {
		t.Errorf("coverage never proves that a use is on label: %s", got)
	}
}

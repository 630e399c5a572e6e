package labels_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLabelJurisdictionMissing(t *testing.T) {
	use := func(labels, cites string) string {
		return `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
` + labels + `    cites: ` + cites + `
citations:
  label: {source: sources/label}
  page: {source: sources/page}
  other: {source: sources/other}
  further: {source: sources/further}
`
	}
	source := func(id, kind string) string {
		return `-- sources/` + id + `.yaml --
display_name: Another source
kind: ` + kind + `
publisher: Charity
title: Another source
dates: {revised: "2025-06-01"}
`
	}
	const approved = `{id: a, regulator: regulators/elsewhere, event: APPROVED, indication: Another one., ` +
		`date: "2010-05-01", cites: [label]}`
	license := func(jurisdiction string, events ...string) string {
		change := `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      - {id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`
		for i, list := range events {
			change += fmt.Sprintf("  - {id: zz-%d, jurisdiction: %s, authorizations: [%s]}\n", i, jurisdiction, list)
		}
		return change + "-- regulators/elsewhere.yaml --\ndisplay_name: Elsewhere\nkind: LICENSING\nmandates: " +
			"[{jurisdiction: " + jurisdiction + "}]\n"
	}
	const gb = "jurisdiction: GB\n"
	ruletest.Run(t, "label-jurisdiction-missing", []ruletest.Case{
		{Name: "a patient page of elsewhere", Change: use("", "[page, other]") + source("other", "PATIENT_PAGE") + gb,
			Want: []string{"drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{Name: "a label of elsewhere", Change: use("", "[other]") + source("other", "LABEL") + gb,
			Want: []string{"drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{Name: "a guideline of elsewhere", Change: use("", "[other]") + source("other", "GUIDELINE") + gb,
			Want: []string{"drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{Name: "two sources of one jurisdiction are one finding",
			Change: use("", "[other, further]") + source("other", "GUIDELINE") + gb + source("further", "LABEL") + gb,
			Want:   []string{"drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{Name: "two jurisdictions are two findings",
			Change: use("", "[other, further]") + source("other", "GUIDELINE") + gb + source("further", "LABEL") +
				"jurisdiction: EU\n",
			Want: []string{"drugs/examplinib.yaml:22:5 error uses[0].labels",
				"drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{Name: "a label that is unknown is one",
			Change: use("      - {jurisdiction: GB, unknown: Not covered.}\n", "[page, other]") + source("other",
				"PATIENT_PAGE") + gb},
		{Name: "an article speaks for nobody", Change: use("", "[page, other]") + source("other", "JOURNAL_ARTICLE") + gb},
		{Name: "a decision about paying is no license's business",
			Change: use("", "[page, other]") + source("other", "HTA_GUIDANCE") + gb},
		{Name: "a source without a jurisdiction", Change: use("", "[page, other]") + source("other", "GUIDELINE")},
		{Name: "a source that labels cite and the use does not",
			Change: use("      - {jurisdiction: CA, unknown: Not covered., cites: [other]}\n", "[page]") + source("other",
				"LABEL") + gb},
		{Name: "a source that is not there", Change: use("", "[page, other, nowhere]")},
		{Name: "no labels at all are another rule's", Change: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    cites: [page]
`},
		{Name: "a license of a place without a label", Change: use("", "[page]") + license("JP", approved),
			Want: []string{"drugs/examplinib.yaml:24:5 warning uses[0].labels"}},
		{Name: "two licenses of one place are one finding", Change: use("", "[page]") + license("JP", approved,
			approved), Want: []string{"drugs/examplinib.yaml:25:5 warning uses[0].labels"}},
		{Name: "a license of a place whose label is unknown", Change: use("      - {jurisdiction: JP, unknown: Not read.}\n",
			"[page]") + license("JP", approved)},
		{Name: "a product of a place without a license", Change: use("", "[page]") + license("JP", "")},
		{Name: "a license that has ended", Change: use("", "[page]") + license("JP", approved+
			`, {id: b, regulator: regulators/elsewhere, event: REVOKED, date: "2020-02-25", reason: It failed., cites: [label]}`)},
		{Name: "a license whose day is within an imprecise one", Change: use("", "[page]") + license("JP",
			strings.Replace(approved, "2010-05-01", "2026", 1)),
			Want: []string{"drugs/examplinib.yaml:24:5 warning uses[0].labels"}},
		{Name: "a license of the Union, and a label of a member", Change: use(
			"      - {jurisdiction: DE, unknown: Not read.}\n", "[page]") + license("EU", approved)},
		{Name: "a license of a member, and a label of the Union", Change: use(
			"      - {jurisdiction: EU, unknown: Not read.}\n", "[page]") + license("DE", approved)},
	})
}

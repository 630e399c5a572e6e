package validate_test

import "testing"

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
	const gb = "jurisdiction: GB\n"
	testRule(t, "label-jurisdiction-missing", []ruleCase{
		{name: "a patient page of elsewhere", change: use("", "[page, other]") + source("other", "PATIENT_PAGE") + gb, want: []string{"drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{name: "a label of elsewhere", change: use("", "[other]") + source("other", "LABEL") + gb, want: []string{"drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{name: "a guideline of elsewhere", change: use("", "[other]") + source("other", "GUIDELINE") + gb, want: []string{"drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{name: "two sources of one jurisdiction are one finding", change: use("", "[other, further]") + source("other", "GUIDELINE") + gb + source("further", "LABEL") + gb,
			want: []string{"drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{name: "two jurisdictions are two findings", change: use("", "[other, further]") + source("other", "GUIDELINE") + gb + source("further", "LABEL") + "jurisdiction: EU\n",
			want: []string{"drugs/examplinib.yaml:22:5 error uses[0].labels", "drugs/examplinib.yaml:22:5 error uses[0].labels"}},
		{name: "a label that is unknown is one", change: use("      - {jurisdiction: GB, unknown: Not covered.}\n", "[page, other]") + source("other", "PATIENT_PAGE") + gb},
		{name: "an article speaks for nobody", change: use("", "[page, other]") + source("other", "JOURNAL_ARTICLE") + gb},
		{name: "a decision about paying is no license's business", change: use("", "[page, other]") + source("other", "HTA_GUIDANCE") + gb},
		{name: "a source without a jurisdiction", change: use("", "[page, other]") + source("other", "GUIDELINE")},
		{name: "a source that labels cite and the use does not", change: use("      - {jurisdiction: CA, unknown: Not covered., cites: [other]}\n", "[page]") + source("other", "LABEL") + gb},
		{name: "a source that is not there", change: use("", "[page, other, nowhere]")},
		{name: "no labels at all are another rule's", change: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    cites: [page]
`},
	})
}

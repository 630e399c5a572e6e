package validate_test

import "testing"

func TestCitationTruncated(t *testing.T) {
	testRule(t, "citation-truncated", []ruleCase{
		{name: "another section", change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: What it is}
`},
		{name: "no section", change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
`},
		{name: "the truncated one, in other letters", change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: SIDE EFFECTS}
`,
			want: []string{"procedures/example-procedure.yaml:3:9 error cites[0]"}},
		{name: "a gap may cite it", change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
gaps:
  - {field: side_effects, reason: The list is lost., cites: [lost]}
citations:
  page: {source: sources/page}
  lost: {source: sources/page, section: Side effects}
`},
	})
}

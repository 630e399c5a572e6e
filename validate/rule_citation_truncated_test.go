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
		{name: "a part of the truncated one", change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: "Side effects: common"}
`,
			want: []string{`procedures/example-procedure.yaml:3:9 error cites[0]`}},
		{name: "spaces around it", change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: " side effects "}
`,
			want: []string{`procedures/example-procedure.yaml:3:9 error cites[0]`}},
		{name: "a longer word that begins alike", change: `-- sources/page.yaml --
truncated_sections:
  - {section: Table 1, lost: The last row.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: Table 12}
`},
		{name: "the whole of which a part is truncated", change: `-- sources/page.yaml --
truncated_sections:
  - {section: "Side effects: common", lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: Side effects}
`},
		{name: "a conflict may cite it", change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
conflicts:
  - field: description
    statements:
      - {says: One., cites: [lost]}
      - {says: Two., cites: [page]}
    resolution: {decision: Two., by_role: content editor, date: "2026-01-01", cites: [page]}
citations:
  page: {source: sources/page}
  lost: {source: sources/page, section: Side effects}
`},
		{name: "two truncated parts, one finding", change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items.}
  - {section: "Side effects: common", lost: The items.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: "Side effects: common"}
`,
			want: []string{`procedures/example-procedure.yaml:3:9 error cites[0]`}},
	})
}

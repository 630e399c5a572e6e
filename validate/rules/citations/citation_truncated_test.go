package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCitationTruncated(t *testing.T) {
	ruletest.Run(t, "citation-truncated", []ruletest.Case{
		{Name: "another section", Change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: What it is}
`},
		{Name: "no section", Change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
`},
		{Name: "the truncated one, in other letters", Change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: SIDE EFFECTS}
`,
			Want: []string{"procedures/example-procedure.yaml:3:9 error cites[0]"}},
		{Name: "a gap may cite it", Change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
gaps:
  - {field: side_effects, reason: The list is lost., cites: [lost]}
citations:
  page: {source: sources/page}
  lost: {source: sources/page, section: Side effects}
`},
		{Name: "a part of the truncated one", Change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: "Side effects: common"}
`,
			Want: []string{`procedures/example-procedure.yaml:3:9 error cites[0]`}},
		{Name: "spaces around it", Change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: " side effects "}
`,
			Want: []string{`procedures/example-procedure.yaml:3:9 error cites[0]`}},
		{Name: "a longer word that begins alike", Change: `-- sources/page.yaml --
truncated_sections:
  - {section: Table 1, lost: The last row.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: Table 12}
`},
		{Name: "the whole of which a part is truncated", Change: `-- sources/page.yaml --
truncated_sections:
  - {section: "Side effects: common", lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: Side effects}
`},
		{Name: "a conflict may cite it", Change: `-- sources/page.yaml --
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
		{Name: "two truncated parts, one finding", Change: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items.}
  - {section: "Side effects: common", lost: The items.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: "Side effects: common"}
`,
			Want: []string{`procedures/example-procedure.yaml:3:9 error cites[0]`}},
	})
}

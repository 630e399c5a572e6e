package files_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFileMisplaced(t *testing.T) {
	ruletest.Run(t, "file-misplaced", []ruletest.Case{
		{Name: "a note to editors and a hidden file", Change: `-- targets/README.md --
A note.
-- targets/.other.yaml --
Hidden.
-- README.md --
A note.
`},
		{Name: "a folder of another name", Change: `-- target/other.yaml --
display_name: Other target
kind: GENE
`,
			Want: []string{"target:0:0 error "}},
		{Name: "a folder within a collection", Change: `-- targets/more/other.yaml --
display_name: Other target
kind: GENE
`,
			Want: []string{"targets/more:0:0 error "}},
		{Name: "another ending", Change: `-- targets/other.yml --
display_name: Other target
kind: GENE
`,
			Want: []string{"targets/other.yml:0:0 warning "}},
		{Name: "other endings of files that hold no record",
			Change: "-- targets/other.yaml~ --\nold\n-- targets/notes.txt --\nold\n" +
				"-- targets/A note.docx --\nold\n-- mkdocs.yml --\nsite_name: Content\n",
			Want: []string{"mkdocs.yml:0:0 warning ", "targets/A note.docx:0:0 warning ", "targets/notes.txt:0:0 warning ",
				"targets/other.yaml~:0:0 warning "}},
		{Name: "another ending of a record that is referred to", Change: `-- targets/other.yml --
display_name: Other target
kind: GENE
-- drugs/examplinib.yaml --
mechanism: {summary: Blocks an example., targets: [targets/example, targets/other], cites: [label]}
`,
			Want: []string{"targets/other.yml:0:0 error "}},
		{Name: "copies beside a record", Change: "-- targets/example.yaml~ --\nold\n-- targets/example.yml --\nold\n" +
			"-- targets/example.yaml.orig --\nold\n",
			Want: []string{"targets/example.yaml.orig:0:0 warning ", "targets/example.yaml~:0:0 warning ",
				"targets/example.yml:0:0 warning "}},
		{Name: "a record in the folder of another collection, and what refers to it", Change: `-- conditions/other.yaml --
# yaml-language-server: $schema=../../schema/json/targets.json
display_name: Other target
-- drugs/examplinib.yaml --
mechanism: {summary: Blocks an example., targets: [targets/example, targets/other], cites: [label]}
`,
			Want: []string{"conditions/other.yaml:2:1 error "}},
		{Name: "fields of another collection", Change: `-- targets/other.yaml --
display_name: Other
registrations: {nct: NCT01234567}
status: COMPLETED
`,
			Want: []string{"targets/other.yaml:1:1 error "}},
		{Name: "one field that is misspelled, and one of another collection", Change: `-- targets/other.yaml --
display_name: Other
knid: GENE
lifecycle: ACTIVE
`},
		{Name: "a schema of its own, and one elsewhere", Change: `-- targets/other.yaml --
# yaml-language-server: $schema=https://example.org/targets.schema.json
display_name: Other
kind: GENE
-- targets/another.yaml --
# yaml-language-server: $schema=https://example.org/content.json
display_name: Another
kind: GENE
`},
		{Name: "a record outside of all collections", Change: `-- other.yaml --
display_name: Other target
kind: GENE
`,
			Want: []string{"other.yaml:0:0 error "}},
	})
}

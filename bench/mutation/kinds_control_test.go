package mutation_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/validate/policy"
)

// configured makes a defect in a compendium.yaml beside the content, for each record of some collections.
func configured(name, rule, in, text string, line, column int) kind {
	return kind{name: name, rule: rule, in: in, apart: true, files: func(d *document) *mutant {
		config := text
		if in != "" {
			config = fmt.Sprintf(text, d.name())
		}
		return &mutant{config: config, file: policy.FileName, line: line, column: column}
	}}
}

// ownRule is a rule of a project's own, of which the expression is missing.
const ownRule = "custom_rules:\n  - id: acme-own\n    collections: [regimens]\n    message: Wrong in %s.\n" +
	"    severity: WARNING\n    expression: "

var controlKinds = []kind{
	configured("a rule that is off without a reason", "config-invalid", "regimens",
		"# Beside %s.\nrules:\n  source-unused: {severity: OFF}\n", 3, 3),
	configured("a rule that is misspelled in the configuration", "config-rule-unknown", "regimens",
		"# Beside %s.\nrules:\n  source-unusd: {severity: ERROR}\n", 3, 3),
	configured("a file that is excluded and not there", "config-exclude-unused", "procedures",
		"exclude:\n  - files: %s.yml\n    reason: It is a draft.\n", 2, 12),
	configured("a field that is misspelled in a rule of one's own", "config-expression-invalid", "regimens",
		ownRule+"this.display_nam != \"\"\n", 6, 22),
	configured("a key that not every record has, in a rule of one's own", "config-expression-failed", "regimens",
		ownRule+"record.citations[\"none\"].source != \"\"\n", 6, 17),
	{name: "coverage that is asked of every drug and is not there", rule: "coverage-missing", in: "drugs", apart: true,
		files: func(d *document) *mutant {
			if len(d.places("coverage[]")) != 1 || value(d.places("coverage[]")[0].node, "regulator") != "regulators/fda" ||
				!remove(d.root, "coverage") {
				return nil
			}
			text := d.String()
			for _, label := range d.places("uses[].labels[]") {
				if value(label.node, "jurisdiction") == "US" {
					line, column := position(text, label.path)
					return &mutant{files: map[string]string{d.file: text}, config: "coverages:\n" +
						"  - {regulator: regulators/fda, every_drug: true}\n", file: d.file, line: line, column: column}
				}
			}
			return nil
		}},
	{name: "an entry of the baseline that was fixed", rule: "baseline-stale", in: "sources", apart: true,
		files: func(d *document) *mutant {
			if value(d.root, "kind") != "LABEL" || !has(get(d.root, "dates"), "unknown") {
				return nil
			}
			set(d.root, "dates", `{revised: "2026-01-01"}`)
			return &mutant{files: map[string]string{d.file: d.String()}, mended: d.name()}
		}},
	{name: "a suppression without a reason", rule: "suppression-invalid",
		write: commented("# compendium:ignore off-label-unset")},
	{name: "a suppression of a rule that there is not", rule: "suppression-invalid",
		write: commented("# compendium:ignore off-label-unsett -- A draft.")},
	{name: "a suppression that has expired", rule: "suppression-expired",
		write: commented("# compendium:ignore off-label-unset until=2026-11-22 -- A draft.")},
	{name: "a suppression of nothing", rule: "suppression-unused",
		write: commented("# compendium:ignore off-label-unset -- A draft.")},
}

// commented puts a comment above each field of a record.
func commented(comment string) func(*document, *texts) {
	return func(d *document, t *texts) {
		lines := strings.SplitAfter(d.text, "\n")
		for i := 0; i+1 < len(d.root.Content); i += 2 {
			line := d.root.Content[i].Line
			t.add(strings.Join(slices.Insert(slices.Clone(lines), line-1, comment+"\n"), ""), line, 1)
		}
	}
}

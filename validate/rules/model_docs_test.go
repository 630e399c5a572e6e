package rules_test

import (
	"os"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestModelAsDocumented lays the YAML examples of docs/model.md over the example catalog: lint must find no error or
// warning. An example changes drugs/examplinib.yaml, or is the file that its first line names as
// "# trials/example.yaml"; those files are there for all examples of their section.
func TestModelAsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/model.md")
	if err != nil {
		t.Fatal(err)
	}
	for section := range strings.SplitSeq(string(page), "\n## ") {
		title, _, _ := strings.Cut(section, "\n")
		t.Run(title, func(t *testing.T) {
			files, changes := "", []string{""}
			for _, example := range examplesOf(t, section) {
				first, rest, _ := strings.Cut(example, "\n")
				if name, ok := strings.CutPrefix(first, "# "); ok && strings.HasSuffix(name, ".yaml") {
					files += "-- " + name + " --\n" + rest
				} else {
					changes = append(changes, "-- drugs/examplinib.yaml --\n"+example)
				}
			}
			if len(changes) > 1 {
				changes = changes[1:]
			}
			for _, change := range changes {
				for _, f := range ruletest.Lint(t, files+change) {
					if f.Severity > finding.Info {
						t.Errorf("%s:%d: %s: %s\n%s", f.File, f.Position.Line, f.Rule, f.Message, files+change)
					}
				}
			}
		})
	}
}

// examplesOf returns the YAML examples of a part of a page.
func examplesOf(t *testing.T, text string) []string {
	t.Helper()
	var examples []string
	for {
		_, rest, more := strings.Cut(text, "```yaml\n")
		if !more {
			return examples
		}
		example, after, closed := strings.Cut(rest, "```\n")
		if !closed {
			t.Fatalf("an example is not closed:\n%s", example)
		}
		examples, text = append(examples, example), after
	}
}

package rules_test

import (
	"os"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestModelAsDocumented lays each YAML example of docs/model.md over the example catalog: lint must find nothing. An
// example changes drugs/examplinib.yaml, or the file that its first line names as "# trials/example.yaml".
func TestModelAsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/model.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, more := strings.Cut(string(page), "```yaml\n")
	for more {
		example, after, closed := strings.Cut(rest, "```\n")
		if !closed {
			t.Fatalf("docs/model.md does not close an example:\n%s", example)
		}
		file := "drugs/examplinib.yaml"
		if first, below, _ := strings.Cut(example, "\n"); strings.HasPrefix(first, "# ") && strings.HasSuffix(first, ".yaml") {
			file, example = strings.TrimPrefix(first, "# "), below
		}
		for _, f := range ruletest.Lint(t, "-- "+file+" --\n"+example) {
			t.Errorf("%s:%d: %s: %s\n%s", f.File, f.Position.Line, f.Rule, f.Message, example)
		}
		_, rest, more = strings.Cut(after, "```yaml\n")
	}
}

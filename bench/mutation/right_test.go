package mutation_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
)

// rightDir holds a catalog of facts that look wrong and are right. A comment above each names the rule that may fall
// for it.
var rightDir = filepath.Join("testdata", "right")

// rightFact is such a comment: "# right: name-duplicate: A brand belongs to another drug in another country."
var rightFact = regexp.MustCompile(`(?m)^ *# right: ([a-z0-9-]+): (.+)$`)

// rightTable lints the right catalog and returns the table of what it holds, with the false alarms of each rule: any
// finding that is more than an info.
func rightTable(t *testing.T) string {
	t.Helper()
	fsys := os.DirFS(rightDir)
	c, problems, err := catalog.Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	result, err := validate.Run(t.Context(), c, problems,
		validate.Options{Rules: rules.All(), AsOf: asOf, Suppressions: true})
	if err != nil {
		t.Fatal(err)
	}
	alarms, all := make(map[string]int), 0
	for _, f := range result.Findings {
		if f.Severity > finding.Info {
			alarms[f.Rule]++
			all++
			t.Errorf("a false alarm: %s", describe(f))
		}
	}
	var rows strings.Builder
	facts := 0
	seen := make(map[string]bool)
	names, err := fs.Glob(fsys, "*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range rightFact.FindAllStringSubmatch(string(text), -1) {
			rule, says := m[1], m[2]
			if _, ok := rules.All().ByID(rule); !ok {
				t.Errorf("%s: there is no rule %s", name, rule)
			}
			if seen[rule+says] {
				continue // the other half of a pair
			}
			seen[rule+says] = true
			facts++
			fmt.Fprintf(&rows, "| %s | [`%s`](rules/%[2]s.md) | %d |\n", says, rule, alarms[rule])
		}
	}
	return fmt.Sprintf(rightHead, facts, all) + rows.String()
}

const rightHead = `
## Facts that look wrong

The catalog of [bench/mutation/testdata/right](../bench/mutation/testdata/right) has %d facts that look wrong and are
right, each with the rule that could fall for it. A finding that is more than an info is a false alarm; infos are worth
knowing and may be right.

False alarms: **%d**.

| fact | rule | false alarms |
| --- | --- | ---: |
`

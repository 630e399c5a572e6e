package configuration_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestConfigExpressionFailed(t *testing.T) {
	own := func(expression string) string {
		return `-- compendium.yaml --
custom_rules:
  - {id: acme-x, collections: [drugs, trials], message: Wrong., severity: WARNING, expression: '` + expression + `'}
`
	}
	failed := []string{"compendium.yaml:2:96 error custom_rules[0].expression"}
	uses := func(n int) string {
		var b strings.Builder
		b.WriteString("-- drugs/trialimab.yaml --\nside_effects:\n")
		for range n {
			b.WriteString("  - {term: tiredness, cites: [page]}\n")
		}
		return b.String()
	}
	const cubic = `!has(record.display_name) || [1, 2, 3].all(i, record.citations.all(a, record.citations.all(b, a.size() + b.size() + i > 0)))`
	const costly = `record.display_name != "Trialimab" || dyn(record).side_effects.all(a, dyn(record).side_effects.all(b, dyn(record).side_effects.all(c, a.term == b.term)))`
	ruletest.Run(t, "config-expression-failed", []ruletest.Case{
		{Name: "no such key, in two records", Change: own(`record.citations["label"].source != ""`), Want: failed},
		{Name: "no such key where it is asked first",
			Change: own(`!("label" in record.citations) || record.citations["label"].source != ""`)},
		{Name: "a costly one over a small record", Change: own(cubic)},
		{Name: "over a large one", Change: own(costly) + uses(150), Want: failed},
		{Name: "no item", Change: own(`[true][record.citations.size() + 7]`), Want: failed},
	})
}

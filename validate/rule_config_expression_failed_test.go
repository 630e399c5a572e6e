package validate_test

import (
	"strings"
	"testing"
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
	testRule(t, "config-expression-failed", []ruleCase{
		{name: "no such key, in two records", change: own(`record.citations["label"].source != ""`), want: failed},
		{name: "no such key where it is asked first", change: own(`!("label" in record.citations) || record.citations["label"].source != ""`)},
		{name: "a costly one over a small record", change: own(cubic)},
		{name: "over a large one", change: own(costly) + uses(150), want: failed},
		{name: "no item", change: own(`[true][record.citations.size() + 7]`), want: failed},
	})
}

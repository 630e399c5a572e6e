package document

import (
	"strings"
	"testing"
	"time"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestHostileFiles reads files of the largest size in which everything is wrong. None costs more than a multiple of one
// that is right.
func TestHostileFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures times, which the race detector multiplies, and starts no goroutine")
	}
	fill := func(text string) string { return strings.Repeat(text, (MaxFileBytes-100)/len(text)) }
	for _, c := range []struct{ name, text, rule string }{
		{"a quote that is never closed", "display_name: \"" + fill("a b a b a b a b a b\n  "), RuleSyntax},
		{"quotes that are not closed", fill("a: \"b\n"), RuleSyntax},
		{"quotes that are not closed, each deeper", fill(" a: 'b\n") + "c", RuleSyntax},
		{"nothing but documents", fill("---\n"), RuleEmpty},
		{"unknown fields in braces", "names: [" + fill("{a},{a},{a},{a},{a},{a},{a},{a}\n ,") + "]\n", RuleUnknownField},
		{"one key throughout", fill("a: b\n"), RuleDuplicateKey},
		{"one key throughout, in braces", "{" + fill("a,a,a,a,\n") + "}", RuleDuplicateKey},
		{"aliases", "a: &a x\nb: [" + fill("*a, *a, *a, *a,\n ") + "]\n", RuleAlias},
		{"brackets that are not closed", fill("a: [b\n"), RuleSyntax},
		{"brackets within brackets", fill(strings.Repeat("[", 100) + "\n"), RuleTooDeep},
		{"hyphens within hyphens", strings.Repeat("- ", MaxLineBytes/2), RuleTooDeep},
		{"lines that are indented more and more", stairs(700), RuleTooDeep},
		{"lines that are no fields", fill("a\n"), RuleWrongType},
		{"colons", fill(": \n"), RuleWrongType},
		{"colons within a text", "a: " + fill("b: c\n  "), RuleSyntax},
		{"tabs", fill("\ta: b\n"), RuleSyntax},
		{"empty lines in a text", "a: |+\n" + fill("\n") + "  b", RuleUnknownField},
		{"empty lines below a text", "a: b\n" + fill("\n") + "  c", RuleUnknownField},
		{"comments", fill("#\n"), RuleEmpty},
		{"comments within brackets", "a: [\n" + fill("#\n"), RuleSyntax},
		{"controls", fill("a: \x01\n"), RuleEncoding},
		{"bytes that are no text", fill("a: \xff\n"), RuleEncoding},
		{"carriage returns", fill("\r"), RuleEncoding},
		{"a record with an empty line after each", "side_effects:\n" + fill("  - term: a\n\n"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			begun := time.Now()
			d, findings := Parse([]byte(c.text))
			findings = append(findings, d.Decode(&compendiumv1.Drug{})...)
			if took := time.Since(begun); took > 2*time.Second {
				t.Errorf("it takes %v", took)
			}
			if len(findings) > 2*MaxProblems {
				t.Errorf("there are %d findings", len(findings))
			}
			switch {
			case c.rule == "" && len(findings) > 0:
				t.Errorf("there are findings: %v", findings[0])
			case c.rule != "" && (len(findings) == 0 || !has(findings, c.rule)):
				t.Errorf("there is no finding of %s but %v", c.rule, findings)
			}
			if comments, err := d.Comments(); err == nil && len(comments) > strings.Count(c.text, "#") {
				t.Errorf("there are %d comments", len(comments))
			}
			t.Logf("%v, %d findings, %d nodes", time.Since(begun), len(findings), len(d.nodes))
		})
	}
}

// stairs is so many keys, each below the one before.
func stairs(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

package validate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestRecordFullOfFaults names the first of its faults and says how many more there are, so that they bury nothing
// else.
func TestRecordFullOfFaults(t *testing.T) {
	const many = 250
	for _, c := range []struct{ name, rule, text, more string }{
		{"fields of the schema", "field-required", "names:\n" + repeat("  - {type: INN}\n", many),
			"The record violates the schema in 153 more places."},
		{"suppressions of no rule", "suppression-invalid", repeat("# compendium:ignore no-such-rule -- why %d\n", many),
			"The file has more such suppressions than these 100."},
		{"suppressions of no use", "suppression-unused",
			"names:\n" + repeat("  # compendium:ignore off-label-unset -- why\n  - {text: n%d, type: INN}\n", many),
			"The file has more such suppressions than these 100."},
	} {
		t.Run(c.name, func(t *testing.T) {
			loaded, problems, err := catalog.Load(catalog.Files{"drugs/a.yaml": []byte("display_name: A\n" + c.text)}, "")
			if err != nil {
				t.Fatal(err)
			}
			result, err := validate.Run(t.Context(), loaded, problems,
				validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf, Suppressions: true})
			if err != nil {
				t.Fatal(err)
			}
			var found []finding.Finding
			for _, f := range result.Findings {
				if f.Rule == c.rule {
					found = append(found, f)
				}
			}
			if len(found) > document.MaxProblems || len(found) < document.MaxProblems-3 {
				t.Fatalf("there are %d findings", len(found))
			}
			last := 0
			for i, f := range found {
				if f.Position.Line <= last {
					t.Fatalf("finding %d is on line %d, and the one before it on %d", i, f.Position.Line, last)
				}
				last = f.Position.Line
			}
			if got := found[len(found)-1].Message; !strings.HasSuffix(got, c.more) {
				t.Errorf("the last says: %s", got)
			}
		})
	}
}

// TestMessageLength cuts what of the content is too long to be valid.
func TestMessageLength(t *testing.T) {
	text := "display_name: " + strings.Repeat("ä", 5000) + "\nlifecycle: ACTIVE\n"
	loaded, problems, err := catalog.Load(catalog.Files{"drugs/a.yaml": []byte(text)}, "")
	if err != nil {
		t.Fatal(err)
	}
	result, err := validate.Run(t.Context(), loaded, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Findings) == 0 {
		t.Error("there is no finding")
	}
	for _, f := range result.Findings {
		if len(f.Message) > 1000 {
			t.Errorf("the message of %s has %d bytes", f.Rule, len(f.Message))
		}
	}
}

func repeat(line string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Replace(line, "%d", fmt.Sprint(i), 1))
	}
	return b.String()
}

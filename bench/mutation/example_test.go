package mutation_test

import (
	"slices"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestExamplesAmongRealRecords lays the example of each rule beside the frozen catalog. What is wrong in the bad one is
// found there too, and found by its rule alone; the good one adds no finding.
func TestExamplesAmongRealRecords(t *testing.T) {
	t.Parallel()
	others := make(catalog.Files)
	for name, text := range frozenFiles(t) {
		others[name] = []byte(text)
	}
	known, cache := make(map[string]bool), validate.NewCache(nil, "")
	for _, change := range []string{"", "-- archive/other.txt --\nA text.\n"} {
		for _, f := range ruletest.LintBeside(t, change, others, cache) {
			known[identity(f)] = true
		}
	}
	cache = cache.Next()
	added := func(t *testing.T, change string) []finding.Finding {
		return slices.DeleteFunc(ruletest.LintBeside(t, change, others, cache),
			func(f finding.Finding) bool { return known[identity(f)] })
	}
	for _, rule := range rules.All().All() {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()
			fired := slices.Contains(abbreviated, rule.ID)
			for _, f := range added(t, rule.Bad) {
				fired = fired || f.Rule == rule.ID
				if f.Rule != rule.ID && f.Severity > finding.Info {
					t.Errorf("the bad example also sets off %s", describe(f))
				}
			}
			if !fired {
				t.Error("the bad example does not set off its rule")
			}
			for _, f := range added(t, rule.Good) {
				if f.Severity > finding.Info {
					t.Errorf("the good example sets off %s", describe(f))
				}
			}
		})
	}
}

// abbreviated are the rules whose bad example replaces one that a page cannot show. Other kinds of defect show that
// they fire.
var abbreviated = []string{"line-too-long", "file-too-large", catalog.RuleUnreadable}

package validate_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// runCached runs the rules over the example catalog with a change, with a cache of a text, and returns the findings and
// the new text.
func runCached(t *testing.T, change string, text []byte, program string) ([]finding.Finding, []byte) {
	t.Helper()
	c, problems, err := catalog.Load(ruletest.Overlay(change), "")
	if err != nil {
		t.Fatal(err)
	}
	cache := validate.NewCache(text, program)
	options := validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf, Suppressions: true, Cache: cache}
	result, err := validate.Run(t.Context(), c, problems, options)
	if err != nil {
		t.Fatal(err)
	}
	if kept, changed := cache.Text(); changed {
		text = kept
	}
	return result.Findings, text
}

// TestCachedRunFindsTheSame runs each rule's bad example with the cache of the example catalog, and again with that of
// the run itself.
func TestCachedRunFindsTheSame(t *testing.T) {
	_, base := runCached(t, "", nil, "test")
	for _, rule := range rules.All().All() {
		t.Run(rule.ID, func(t *testing.T) {
			want, _ := runCached(t, rule.Bad, nil, "test")
			got, own := runCached(t, rule.Bad, base, "test")
			again, same := runCached(t, rule.Bad, own, "test")
			for _, findings := range [][]finding.Finding{got, again} {
				if diff := cmp.Diff(want, findings, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("findings with a cache (-without +with):\n%s", diff)
				}
			}
			if !bytes.Equal(own, same) {
				t.Error("a second run keeps another text")
			}
		})
	}
}

func TestForeignCachesAreEmpty(t *testing.T) {
	_, text := runCached(t, "", nil, "test")
	if _, again := runCached(t, "", text, "test"); !bytes.Equal(text, again) {
		t.Fatal("a second run keeps another text")
	}
	flipped := bytes.Clone(text)
	flipped[len(flipped)/2] ^= 1
	for name, damaged := range map[string][]byte{
		"flipped": flipped, "short": text[:len(text)-1], "long": append(bytes.Clone(text), 'x'), "foreign": []byte("foreign"),
	} {
		if _, kept := runCached(t, "", damaged, "test"); !bytes.Equal(kept, text) {
			t.Errorf("a %s cache is not made anew", name)
		}
	}
	if _, kept := runCached(t, "", text, "another"); bytes.Equal(kept, text) {
		t.Error("another program keeps the same keys")
	}
}

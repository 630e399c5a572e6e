package words_test

import (
	"testing"

	"github.com/opencompendium/compendium/catalog/words"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func TestOf(t *testing.T) {
	for v, want := range map[compendiumv1.Use_Extent]string{
		compendiumv1.Use_LOCALLY_ADVANCED: "locally advanced",
		compendiumv1.Use_METASTATIC:       "metastatic",
		0:                                 "",
		9999:                              "9999",
	} {
		if got := words.Of(v); got != want {
			t.Errorf("%v is %q in words, want %q", v, got, want)
		}
	}
}

func TestList(t *testing.T) {
	for want, texts := range map[string][]string{
		"": nil, "1": {"1"}, "1 and 8": {"1", "8"}, "1, 8 and 15": {"1", "8", "15"},
	} {
		if got := words.List(texts, "and"); got != want {
			t.Errorf("%q is %q as a list, want %q", texts, got, want)
		}
	}
}

package fold_test

import (
	"slices"
	"testing"

	"github.com/opencompendium/compendium/catalog/fold"
)

func TestName(t *testing.T) {
	for _, same := range [][]string{
		{"Glivec™", "glivec", "GLIVEC®", "Ｇｌｉｖｅｃ"}, {"STI-571", "sti 571", "STI571"}, {"interferon-α", "Interferon alpha"},
		{"naïve", "NAIVE"}, {"TGF-β1", "tgfbeta1"}, {"", "™", " - "}, {"Straße", " ＳＴＲＡＳＳＥ"},
	} {
		for _, text := range same {
			if got, want := fold.Name(text), fold.Name(same[0]); got != want {
				t.Errorf("%q folds to %q, and %q to %q", text, got, same[0], want)
			}
		}
	}
	for _, c := range [][2]string{{"2-12", "21-2"}, {"1.5", "15"}, {"imatinib", "imatinid"}, {"аlfa", "alfa"}} {
		if fold.Name(c[0]) == fold.Name(c[1]) {
			t.Errorf("%q and %q fold to the same", c[0], c[1])
		}
	}
}

func TestWithoutStrength(t *testing.T) {
	for text, want := range map[string]string{
		"Glivec 400 mg": "Glivec", "Methotrexate 2.5mg": "Methotrexate", "Xgeva 120 mg/1.7 mL": "Xgeva",
		"Efudix 5%": "Efudix", "Glivec": "Glivec", "STI 571": "STI 571", "Interferon alfa-2b": "Interferon alfa-2b",
		"400 mg": "400 mg", "Factor 9 g of it": "Factor 9 g of it",
	} {
		if got, ok := fold.WithoutStrength(text); got != want || ok != (got != text) {
			t.Errorf("WithoutStrength(%q) = %q, %t, want %q", text, got, ok, want)
		}
	}
}

func TestTerms(t *testing.T) {
	for text, want := range map[string][]string{
		"Anaemia, severe":        {"anaemia", "severe", "anemia"},
		"OEDEMA and diarrhœa":    {"oedema", "and", "diarrhœa", "edema", "diarrhea"},
		"leucopenia":             {"leucopenia", "leukopenia"},
		"Tumours; iron sulphate": {"tumours", "iron", "sulphate", "tumors", "sulfate"},
		"anemia":                 {"anemia"},
	} {
		if got := fold.Terms(text); !slices.Equal(got, want) {
			t.Errorf("%q has the terms %q, want %q", text, got, want)
		}
	}
}

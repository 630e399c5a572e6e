package salt_test

import (
	"testing"

	"github.com/opencompendium/compendium/catalog/salt"
)

func TestStrip(t *testing.T) {
	for _, c := range []struct {
		name, base string
		ok         bool
	}{
		{"imatinib mesylate", "imatinib", true},
		{"imatinib mesilate", "imatinib", true},
		{"imatinib", "imatinib", false},
		{"dexamethasone sodium phosphate", "dexamethasone", true},
		{"methylprednisolone sodium succinate", "methylprednisolone", true},
		{"irinotecan hydrochloride trihydrate", "irinotecan", true},
		{"zoledronic acid monohydrate", "zoledronic acid", true},
		{"sodium chloride", "sodium chloride", false},
		{"strontium-89 chloride", "strontium-89 chloride", false},
		{"strontium 89 chloride", "strontium 89 chloride", false},
		{"potassium citrate", "potassium citrate", false},
		{"sodium", "sodium", false},
		{"arginine hydrochloride", "arginine", true},
		{"fluticasone propionate", "fluticasone propionate", false},
		{"trastuzumab emtansine", "trastuzumab emtansine", false},
		{"calcium folinate", "calcium folinate", false},
		{"", "", false},
	} {
		if base, ok := salt.Strip(c.name); base != c.base || ok != c.ok {
			t.Errorf("Strip(%q) = %q, %t; want %q, %t", c.name, base, ok, c.base, c.ok)
		}
	}
}

func TestIs(t *testing.T) {
	for text, want := range map[string]bool{
		"mesilate": true, "as mesilate": true, "as hydrochloride trihydrate": true, "imatinib mesilate": false, "as": false,
		"": false, "mesilate as": false,
	} {
		if got := salt.Is(text); got != want {
			t.Errorf("Is(%q) = %t, want %t", text, got, want)
		}
	}
}

package spelling_test

import (
	"testing"

	"github.com/opencompendium/compendium/catalog/spelling"
)

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		word       string
		candidates []string
		want       string
	}{
		{"lifecicle", []string{"lifecycle", "classes"}, "lifecycle"},
		{"warn", []string{"error", "warning"}, "warning"},
		{"drugs/imatinb", []string{"drugs/imatinib", "drugs/mesna"}, "drugs/imatinib"},
		{"drug/imatinib", []string{"drugs/imatinib", "drugs/mesna"}, "drugs/imatinib"},
		{"drugs/none", []string{"drugs/mesna", "drugs/sodium"}, ""},
		{"dose", []string{"dose_form", "frequency", "route"}, ""},
		{"dose", []string{"doses", "notes", "codes"}, "doses"},
		{"“route”", []string{"route", "frequency"}, "route"},
		{"\u00a0route", []string{"route", "frequency"}, "route"},
		{"zzz", []string{"route"}, ""},
	} {
		if got, ok := spelling.Nearest(c.word, c.candidates); got != c.want || ok != (c.want != "") {
			t.Errorf("Nearest(%q, %q) = %q, %t, want %q", c.word, c.candidates, got, ok, c.want)
		}
	}
}

func TestSuggestName(t *testing.T) {
	kinds := []string{"JOURNAL_ARTICLE", "LABEL", "PATIENT_PAGE", "PATIENT_LEAFLET"}
	for name, want := range map[string]string{
		"ARTICLE": " Did you mean JOURNAL_ARTICLE?",
		"Article": " Did you mean JOURNAL_ARTICLE?",
		"LABLE":   " Did you mean LABEL?",
		"PATIENT": " Write one of PATIENT_PAGE, PATIENT_LEAFLET.",
		"NEWS":    " Write one of JOURNAL_ARTICLE, LABEL, PATIENT_PAGE, PATIENT_LEAFLET.",
		"":        " Write one of JOURNAL_ARTICLE, LABEL, PATIENT_PAGE, PATIENT_LEAFLET.",
	} {
		if got := spelling.SuggestName(name, kinds); got != want {
			t.Errorf("SuggestName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestIsSwap(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"021588", "021858"}: true, {"150", "105"}: true, {"12", "21"}: true,
		{"021588", "021589"}: false, {"021588", "21588"}: false, {"1234", "2143"}: false, {"150", "150"}: false,
		{"", ""}: false,
	} {
		if got := spelling.IsSwap(pair[0], pair[1]); got != want {
			t.Errorf("IsSwap(%q, %q) = %t", pair[0], pair[1], got)
		}
	}
}

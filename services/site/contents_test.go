package site_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/services/site"
)

// TestPartsAreNamed checks that parts of a list in the order of names say which names they hold.
func TestPartsAreNamed(t *testing.T) {
	s := generated(t)
	for page, want := range map[string]string{"drugs.html": ">Gen–Gen</b>", "due.html": ">1</b>"} {
		text, err := s.Render(page)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), `<b aria-current="page"`+want) {
			t.Errorf("%s does not name its part %s", page, want)
		}
	}
}

func TestPagesListTheirHeadings(t *testing.T) {
	s := frozen(t, site.Options{})
	anchors := regexp.MustCompile(`"(#[^"]+)"`)
	for page, want := range map[string]string{
		"drugs/imatinib.html": "#safety #uses #doses #effects #licenses #access #lists #mechanism #names #notes #gaps " +
			"#references",
		"conditions/chordoma.html": "#uses #broader #names #references",
		"regulators/fda.html":      "", // it has two headings
		"index.html":               "",
	} {
		text, err := s.Render(page)
		if err != nil {
			t.Fatal(err)
		}
		_, list, found := strings.Cut(string(text), `aria-label="On this page"`)
		list, _, _ = strings.Cut(list, "</nav>")
		var got []string
		for _, match := range anchors.FindAllStringSubmatch(list, -1) {
			got = append(got, match[1])
		}
		if strings.Join(got, " ") != want || found != (want != "") {
			t.Errorf("%s lists %s, want %s", page, got, want)
		}
	}
}

package site_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/services/site"
)

func TestPagesListTheirHeadings(t *testing.T) {
	s := frozen(t, site.Options{})
	anchors := regexp.MustCompile(`"(#[^"]+)"`)
	for page, want := range map[string]string{
		"drugs/imatinib.html":      "#safety #uses #doses #effects #licenses #access #mechanism #names #notes #gaps #references",
		"conditions/chordoma.html": "#uses #broader #names #references",
		"targets/kit.html":         "", // it has two headings
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

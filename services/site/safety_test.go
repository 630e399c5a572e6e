package site_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestStatementsOnce checks that the page of a drug says once what several of its products say in the same words, with
// where each says it, and apart what differs in who it is about or has ended.
func TestStatementsOnce(t *testing.T) {
	const drug = `display_name: X
products:
  - {id: one, brand: Exa, jurisdiction: US}
  - {id: two, brand: Exo, jurisdiction: US}
  - {id: three, brand: Exi, jurisdiction: US}
safety:
  - {kind: BOXED_WARNING, text: It can stop the heart., jurisdictions: [US], products: [one], since: "2024", cites: [a]}
  - {kind: BOXED_WARNING, none: true, jurisdictions: [US], products: [three], cites: [a]}
  - {kind: BOXED_WARNING, text: It can stop the heart., jurisdictions: [US], products: [two], cites: [b]}
  - {kind: WARNING, text: It burns., population: above all children, cites: [a]}
  - {kind: WARNING, text: It burns., population: men, cites: [a]}
  - {kind: WARNING, text: It burns., population: men, until: "2020", cites: [a]}
citations: {a: {source: sources/a}, b: {source: sources/b}}
`
	page := pageOf(t, siteOf(t, map[string]string{"drugs/x": drug}), "drugs/x.html")
	for text, want := range map[string]int{
		"It can stop the heart.":    1,
		"<small>Exa</small>":        1,
		"<small>Exo</small>":        1,
		"<small>since 2024</small>": 1,
		"The label has none.":       1,
		"It burns.":                 3,
		"who: above all children":   1,
		"who: men":                  2,
	} {
		if got := strings.Count(page, text); got != want {
			t.Errorf("the page says %d times, not %d: %s", got, want, text)
		}
	}
}

// TestInteractionsBySeverity checks that what must not be given together comes first, on the page of the drug that says
// so and on that of the other drug, that what has no stated management comes before what is only watched, and that what
// has ended and labels that have nothing come last.
func TestInteractionsBySeverity(t *testing.T) {
	const drug = `display_name: X
safety:
  - {kind: INTERACTION, none: true, jurisdictions: [GB]}
  - {kind: INTERACTION, management: CONTRAINDICATED, with_text: A, text: One., until: "2020"}
  - {kind: INTERACTION, with: [drugs/y], text: Two.}
  - {kind: INTERACTION, management: MONITOR, with: [drugs/y], text: Three.}
  - {kind: INTERACTION, management: CONTRAINDICATED, with: [drugs/y], text: Four.}
  - {kind: INTERACTION, management: AVOID, with_text: B, text: Five.}
`
	s := siteOf(t, map[string]string{"drugs/x": drug, "drugs/y": "display_name: Y\n"})
	for path, want := range map[string]string{
		"drugs/x.html": "Four. Five. Two. Three. One. none.",
		"drugs/y.html": "Four. Two. Three.",
	} {
		_, section, _ := strings.Cut(pageOf(t, s, path), `<h2 id="safety">`)
		section, _, _ = strings.Cut(section, "</section>")
		found := regexp.MustCompile(`(One|Two|Three|Four|Five|none)\.`).FindAllString(section, -1)
		if got := strings.Join(found, " "); got != want {
			t.Errorf("%s says %s, want %s", path, got, want)
		}
	}
}

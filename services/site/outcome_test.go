package site_test

import (
	"strings"
	"testing"
)

// TestOutcomes checks that the page of a trial writes each number with its measure and its unit, where it has one.
func TestOutcomes(t *testing.T) {
	const trial = `display_name: X
outcomes:
  - {id: a, endpoint: OVERALL_SURVIVAL, measure: PERCENT, value: "76", p: ".04", timepoint: {value: "10", unit: a}}
  - {id: b, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, value: "0.5", p: "<0.01"}
  - {id: c, endpoint: OTHER, endpoint_words: Time without pain., measure: MEDIAN, value: "4", unit: mo}
`
	page := pageOf(t, siteOf(t, map[string]string{"trials/x": trial}), "trials/x.html")
	for _, want := range []string{
		"<b>overall survival</b> at 10 years: 76%, p = .04.",
		"<b>overall survival</b>: hazard ratio 0.5, p &lt;0.01.",
		"<b>Time without pain</b>: median 4 months.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say: %s", want)
		}
	}
}

// TestArms checks that arms are named by what they are given, with what tells two of the same apart.
func TestArms(t *testing.T) {
	page := pageOf(t, siteOf(t, map[string]string{"drugs/y": "display_name: Yellow\n", "trials/x": `display_name: X
arms:
  - {id: yellow, kind: EXPERIMENTAL, therapies: [drugs/y], participants: 20}
  - {id: after-surgery, therapies: [drugs/y], words: Three doses.}
  - {id: none, kind: PLACEBO_COMPARATOR, words: A placebo.}
  - {id: old-care}
outcomes:
  - {id: a, endpoint: SAFETY, measure: COUNT, value: "7", arms: [after-surgery, none]}
  - {id: b, endpoint: SAFETY, measure: COUNT, value: "8", arms: [old-care]}
`}), "trials/x.html")
	for _, want := range []string{
		`<li><b><a href="../drugs/y.html">Yellow</a> (yellow)</b>, experimental, 20 people</li>`,
		`<li><b><a href="../drugs/y.html">Yellow</a> (after surgery)</b>. Three doses.</li>`,
		"<li><b>A placebo</b>, placebo comparator</li>", "<li><b>old care</b></li>",
		"<b>safety</b>: 7 people.<br><small>Yellow (after surgery) against A placebo</small>",
		"<small>old care</small>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say: %s", want)
		}
	}
}

// TestUnitsStayWithNumbers checks that a number and its unit are on one line.
func TestUnitsStayWithNumbers(t *testing.T) {
	page := pageOf(t, siteOf(t, map[string]string{"drugs/x": `display_name: X
doses:
  - id: a
    steps: [{amount: {value: "75", unit: mg/m2}}]
    reductions: [{when: Bilirubin above 2 mg/dL., amount: {value: "50", unit: mg/m2}}]
`}), "drugs/x.html")
	for _, want := range []string{"<p>75\u00a0mg/m²", "<li>Bilirubin above 2\u00a0mg/dL: 50\u00a0mg/m²."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say: %s", want)
		}
	}
}

package site_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/services/site"
)

// TestOutcomes checks that the page of a trial writes each number with its measure and its unit, where it has one.
func TestOutcomes(t *testing.T) {
	const trial = `display_name: X
outcomes:
  - {id: a, endpoint: OVERALL_SURVIVAL, measure: PERCENT, value: "76", p: ".04", timepoint: {value: "10", unit: a}}
  - {id: b, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, value: "0.5", p: "<0.01"}
  - {id: c, endpoint: OTHER, endpoint_words: Time without pain., measure: MEDIAN, value: "4", unit: mo}
`
	c, problems, err := catalog.Load(fstest.MapFS{"trials/x.yaml": {Data: []byte(trial)}}, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	page, err := site.New(c, site.Options{AsOf: "2026-06-01"}).Render("trials/x.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<b>overall survival</b> at 10 years: 76 %, p = .04.",
		"<b>overall survival</b>: hazard ratio 0.5, p &lt;0.01.",
		"<b>Time without pain</b>: median 4 months.",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not say: %s", want)
		}
	}
}

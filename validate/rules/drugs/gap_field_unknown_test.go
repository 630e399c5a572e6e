package drugs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestGapFieldUnknown(t *testing.T) {
	ruletest.Run(t, "gap-field-unknown", []ruletest.Case{
		{Name: "a field that exists", Change: `-- targets/example.yaml --
gaps:
  - {field: codes.hgnc, reason: Not verified.}
`},
		{Name: "a slip", Change: `-- targets/example.yaml --
gaps:
  - {field: codes.hgcn, reason: Not verified.}
`,
			Want: []string{"targets/example.yaml:5:13 error gaps[0].field"}},
		{Name: "below a text", Change: `-- targets/example.yaml --
gaps:
  - {field: symbol.more, reason: Not verified.}
`,
			Want: []string{"targets/example.yaml:5:13 error gaps[0].field"}},
		{Name: "below the citations", Change: `-- trials/example.yaml --
gaps:
  - {field: citations.page, reason: Not verified.}
`,
			Want: []string{"trials/example.yaml:11:13 error gaps[0].field"}},
		{Name: "of a conflict", Change: `-- trials/example.yaml --
conflicts:
  - field: testd
    statements:
      - {says: One drug., cites: [page]}
      - {says: Two drugs., cites: [page]}
    resolution: {decision: One., by_role: content editor, date: "2026-01-01", cites: [page]}
`,
			Want: []string{"trials/example.yaml:11:12 error conflicts[0].field"}},
		{Name: "of what a conflict is against", Change: `-- drugs/examplinib.yaml --
conflicts:
  - field: uses["chordoma"].strength
    statements:
      - {says: It is used., cites: [page]}
      - {says: It is not., cites: [label]}
    against: ['uses["sarcoma"].strength', 'uses["nothing"].strength']
`,
			Want: []string{`drugs/examplinib.yaml:41:43 error conflicts[0].against[1]`}},
		{Name: "items by their keys", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'uses["chordoma"].duration', reason: Not stated.}
  - {field: 'uses["chordoma"].labels["US"].rest', reason: Not stated.}
  - {field: 'side_effects["headache"].action', reason: Not stated.}
  - {field: 'names["Exampla"].locale', reason: Not stated.}
  - {field: 'citations["page"].section', reason: Not stated.}
  - {field: products.holder, reason: Not stated.}
`},
		{Name: "items that are not there", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'uses["chordom"].duration', reason: Not stated.}
  - {field: 'uses["chordoma"].labels["CA"]', reason: Not stated.}
  - {field: 'side_effects["nausea"]', reason: Not stated.}
  - {field: 'citations["pages"].section', reason: Not stated.}
  - {field: 'products["exampla-gb"].holder', reason: Not stated.}
`,
			Want: []string{
				"drugs/examplinib.yaml:37:13 error gaps[0].field",
				"drugs/examplinib.yaml:38:13 error gaps[1].field",
				"drugs/examplinib.yaml:39:13 error gaps[2].field",
				"drugs/examplinib.yaml:40:13 error gaps[3].field",
				"drugs/examplinib.yaml:41:13 error gaps[4].field",
			}},
		{Name: "a key that the schema lists, without an item", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'safety["PREGNANCY"]', reason: Not stated.}
`},
		{Name: "a field of such an item", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'safety["OVERDOSE"].action', reason: Not stated.}
`,
			Want: []string{"drugs/examplinib.yaml:37:13 error gaps[0].field"}},
		{Name: "a key that the schema does not list", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'safety["PREGNANT"]', reason: Not stated.}
  - {field: 'safety["KIND_UNSPECIFIED"]', reason: Not stated.}
`,
			Want: []string{
				"drugs/examplinib.yaml:37:13 error gaps[0].field",
				"drugs/examplinib.yaml:38:13 error gaps[1].field",
			}},
		{Name: "a key where there are none", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'administrations["ORAL"].frequency', reason: Not stated.}
  - {field: 'classes["classes/example-class"]', reason: Not stated.}
  - {field: 'codes["ncit"]', reason: Not stated.}
`,
			Want: []string{
				"drugs/examplinib.yaml:37:13 error gaps[0].field",
				"drugs/examplinib.yaml:38:13 error gaps[1].field",
				"drugs/examplinib.yaml:39:13 error gaps[2].field",
			}},
		{Name: "what is no path is another rule's", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'products[0].holder', reason: Not stated.}
  - {field: "uses['chordoma'].line", reason: Not stated.}
`},
		{Name: "no field is another rule", Change: `-- targets/example.yaml --
gaps:
  - {reason: Not verified.}
`},
	})
}

// TestGapFieldHints keeps what is offered in place of a path that leads nowhere.
func TestGapFieldHints(t *testing.T) {
	for field, want := range map[string]string{
		"interactions":          `interactions leads nowhere: there is no field interactions. Did you mean safety["INTERACTION"]?`,
		"pregnancy":             `pregnancy leads nowhere: there is no field pregnancy. Did you mean safety["PREGNANCY"]?`,
		"code.unii":             "code.unii leads nowhere: there is no field code. Did you mean codes?",
		"codes.uni":             "codes.uni leads nowhere: there is no field uni. Did you mean codes.unii?",
		"safety.lactation":      `safety.lactation leads nowhere: there is no field lactation. Did you mean safety["LACTATION"]?`,
		"uses.chordoma":         `uses.chordoma leads nowhere: there is no field chordoma. Did you mean uses["chordoma"]?`,
		"citations.page":        `citations.page leads nowhere: there is no field page. Did you mean citations["page"]?`,
		`safety["PREGNANT"]`:    `safety["PREGNANT"] leads nowhere: safety has no item "PREGNANT". Did you mean safety["PREGNANCY"]?`,
		`uses["chordom"].line`:  `uses["chordom"].line leads nowhere: uses has no item "chordom". Did you mean uses["chordoma"]?`,
		`products["x"].brand`:   `products["x"].brand leads nowhere: products has no item "x".`,
		"something":             "something leads nowhere: there is no field something.",
		`codes["ncit"]`:         `codes["ncit"] leads nowhere: codes is not a list. Did you mean codes.ncit?`,
		"display_name.language": "display_name.language leads nowhere: there is no field language.",
	} {
		var got []string
		for _, f := range ruletest.Lint(t, "-- drugs/examplinib.yaml --\ngaps:\n  - {field: '"+field+"', reason: None.}\n") {
			if f.Rule == "gap-field-unknown" {
				got = append(got, f.Message)
			}
		}
		if diff := cmp.Diff([]string{want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", field, diff)
		}
	}
}

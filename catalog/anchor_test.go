package catalog_test

import (
	"testing"
	"testing/fstest"
)

func TestAnchors(t *testing.T) {
	const text = `display_name: X
classes: [classes/a, classes/b, classes/a]
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/fda, use: a, event: APPROVED, date: "2010-05-01"}
      - {regulator: regulators/fda, use: a, event: REVOKED, date: "2020-05-01"}
  - {id: exampla-ca, brand: Exampla, jurisdiction: CA, authorizations: [{id: first, regulator: regulators/hc}]}
safety:
  - {kind: WARNING, text: One.}
  - {kind: WARNING, text: Two.}
uses:
  - id: a
    condition: conditions/a
    labels:
      - {jurisdiction: US, off_label: true}
      - {jurisdiction: CA, off_label: true}
      - {jurisdiction: US, off_label: false}
      - {off_label: true}
      - [list]
citations:
  "a.b]": {source: sources/a}
`
	c, _ := load(t, fstest.MapFS{"drugs/x.yaml": {Data: []byte(text)},
		"drugs/bad.yaml": {Data: []byte("title: a\n  b: c\n")}, "drugs/empty.yaml": {}})
	for _, test := range []struct{ record, path, want string }{
		{"drugs/x", "", ""},
		{"drugs/x", "display_name", "display_name"},
		{"drugs/x", "classes", "classes"},
		{"drugs/x", "classes[1]", `classes["classes/b"]`},
		{"drugs/x", "classes[2]", `classes["classes/a"#2]`},
		{"drugs/x", "products[0].authorizations[1].date", `products["Exampla US"].authorizations["regulators/fda a REVOKED 2020-05-01"].date`},
		// An item that has a key is known by it alone.
		{"drugs/x", "products[1].authorizations[0].regulator", `products["exampla-ca"].authorizations["first"].regulator`},
		{"drugs/x", "safety[1].text", `safety["WARNING"#2].text`},
		{"drugs/x", "uses[0]", `uses["a"]`},
		{"drugs/x", "uses[0].labels[1].off_label", `uses["a"].labels["CA"].off_label`},
		{"drugs/x", "uses[0].labels[2]", `uses["a"].labels["US"#2]`},
		// An item that nothing tells keeps its index.
		{"drugs/x", "uses[0].labels[3].off_label", `uses["a"].labels[3].off_label`},
		{"drugs/x", "uses[0].labels[4][0]", `uses["a"].labels[4]["list"]`},
		{"drugs/x", `citations["a.b]"].source`, `citations["a.b]"].source`},
		// What leads nowhere stays, from where it does.
		{"drugs/x", "uses[0].labels[9].off_label", `uses["a"].labels[9].off_label`},
		{"drugs/x", "uses[0].missing[0]", `uses["a"].missing[0]`},
		{"drugs/x", "mechanism.targets[0]", "mechanism.targets[0]"},
		{"drugs/x", "uses[", "uses["},
		{"drugs/bad", "uses[0]", "uses[0]"},
		{"drugs/empty", "uses[0]", "uses[0]"},
	} {
		record, ok := c.Get(test.record)
		if !ok {
			t.Fatalf("there is no %s", test.record)
		}
		if got := record.Anchor(test.path); got != test.want {
			t.Errorf("anchor of %s in %s is %s, want %s", test.path, test.record, got, test.want)
		}
	}
}

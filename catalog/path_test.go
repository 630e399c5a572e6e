package catalog_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
)

func TestPaths(t *testing.T) {
	const text = `display_name: X
lifecycle: ACTIVE
products:
  - {id: a-us, brand: A, jurisdiction: US, holder: Maker, authorizations: [{id: first, event: APPROVED}]}
  - {brand: B, jurisdiction: CA}
safety:
  - {kind: WARNING, text: One.}
  - {kind: WARNING, text: Two., action: Stop.}
  - {kind: PREGNANCY, none: true}
uses:
  - {id: a, condition: conditions/a, labels: [{jurisdiction: US, off_label: true}]}
codes: {ncit: C1}
mechanism: {}
citations:
  page: {source: sources/a}
`
	c, problems := load(t, fstest.MapFS{"drugs/x.yaml": {Data: []byte(text)}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	record, _ := c.Get("drugs/x")
	paths := catalog.NewPaths(record.Message().ProtoReflect())
	for _, test := range []struct {
		path string
		want []catalog.Place
	}{
		{"display_name", []catalog.Place{{Path: "display_name", Filled: true}}},
		{"display_name.more", nil},
		{"codes.ncit", []catalog.Place{{Path: "codes.ncit", Filled: true}}},
		{"codes.unii", []catalog.Place{{Path: "codes.unii"}}},
		{"pharmacokinetics.summary", []catalog.Place{{Path: "pharmacokinetics.summary"}}},
		// A message with nothing in it is no value.
		{"mechanism", []catalog.Place{{Path: "mechanism"}}},
		{"doses", []catalog.Place{{Path: "doses"}}},
		{"doses.route", nil},
		{"products", []catalog.Place{{Path: "products", Filled: true}}},
		// Without a key a path leads to the field of each item.
		{"products.holder", []catalog.Place{{Path: "products[0].holder", Filled: true}, {Path: "products[1].holder"}}},
		{`products["a-us"].holder`, []catalog.Place{{Path: "products[0].holder", Filled: true}}},
		{`products["a-us"].strengths`, []catalog.Place{{Path: "products[0].strengths"}}},
		{`products["a-us"].authorizations["first"].date`, []catalog.Place{{Path: "products[0].authorizations[0].date"}}},
		{`products["b-ca"].holder`, nil},
		// An item without a key has none, not the empty one.
		{`products[""].holder`, nil},
		{`products["holder"]`, nil},
		{`uses["a"].labels["US"].unknown`, []catalog.Place{{Path: "uses[0].labels[0].unknown"}}},
		// A key may name several items.
		{`safety["WARNING"].action`, []catalog.Place{{Path: "safety[0].action"}, {Path: "safety[1].action", Filled: true}}},
		{`safety["PREGNANCY"]`, []catalog.Place{{Path: "safety[2]", Filled: true}}},
		{`safety["LACTATION"]`, nil},
		{`citations["page"].section`, []catalog.Place{{Path: `citations["page"].section`}}},
		{`citations["other"]`, nil},
		{"citations.page", nil},
		{`["products"]`, nil},
		{"products[0].holder", nil},
		{"", nil},
		{"products[", nil},
	} {
		if diff := cmp.Diff(test.want, paths.Find(test.path)); diff != "" {
			t.Errorf("places of %s (-want +got):\n%s", test.path, diff)
		}
	}
}

// TestItemKeys keeps what names the items of a list: a field that a content file can be expected to have.
func TestItemKeys(t *testing.T) {
	for _, kind := range catalog.Kinds() {
		if catalog.ItemKey(kind.Descriptor()) != nil {
			t.Errorf("records of %s are named by their file, and have no key", kind)
		}
	}
	drug := catalog.Drugs.Descriptor()
	for list, want := range map[string]string{"products": "id", "uses": "id", "safety": "kind", "side_effects": "term",
		"names": "text", "doses": "id", "access_decisions": "id"} {
		field := drug.Fields().ByName(protoreflect.Name(list))
		if key := catalog.ItemKey(field.Message()); key == nil || string(key.Name()) != want {
			t.Errorf("the key of %s is %v, want %s", list, key, want)
		}
	}
}

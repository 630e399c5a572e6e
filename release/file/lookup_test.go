package file_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// combined returns a file with a combination, one of its ingredients and a drug of a salt.
func combined(t *testing.T) *file.File {
	t.Helper()
	b := file.NewBuilder(asOf, nil)
	for _, drug := range []*compendiumv1.Drug{
		{
			Name: "drugs/firstinib", DisplayName: "Firstinib",
			Codes: &compendiumv1.DrugCodes{Unii: "AAAAAAAAAA", Other: []*compendiumv1.Code{
				{System: compendiumv1.Code_CAS, Code: "50-78-2"},
				{System: compendiumv1.Code_CHEMBL, Code: "CHEMBL941", Relation: compendiumv1.Code_NARROWER},
				{System: compendiumv1.Code_MESH, Code: "D012509", Relation: compendiumv1.Code_BROADER},
			}},
			Products: []*compendiumv1.Product{
				{Id: "first-ca", Codes: []*compendiumv1.Code{{System: compendiumv1.Code_DIN, Code: "02253275"}}},
			},
		},
		{
			Name: "drugs/lonely-pair", DisplayName: "Lonely pair", Ingredients: []string{"drugs/firstinib", "drugs/secondinib"},
		},
		{Name: "drugs/secondinib", DisplayName: "Secondinib"},
		{Name: "drugs/secondinib-citrate", DisplayName: "Secondinib citrate"},
	} {
		if err := b.Add(catalog.Drugs, drug.Name, drug); err != nil {
			t.Fatal(err)
		}
	}
	data, err := b.Build("digest", file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := file.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestLookup(t *testing.T) {
	f := combined(t)
	type key = compendiumv1.LookupDrugsRequest_Key
	for _, c := range []struct {
		name string
		key  *key
		want []string
	}{
		{"a name", &key{Value: "FIRSTINIB"}, []string{"drugs/firstinib"}},
		{"a salt", &key{Value: "Firstinib mesylate"}, []string{"drugs/firstinib"}},
		{"a salt with a record of its own", &key{Value: "secondinib citrate"}, []string{"drugs/secondinib-citrate"}},
		{"another salt of it", &key{Value: "secondinib sodium"}, []string{"drugs/secondinib"}},
		{"a salt of nothing", &key{Value: "thirdinib sodium"}, nil},
		{"a code of a field", &key{System: compendiumv1.LookupDrugsRequest_Key_UNII, Value: "AAAAAAAAAA"},
			[]string{"drugs/firstinib"}},
		{"another code", &key{CodeSystem: compendiumv1.Code_CAS, Value: "50-78-2"}, []string{"drugs/firstinib"}},
		{"a code of a product", &key{CodeSystem: compendiumv1.Code_DIN, Value: "02253275"}, []string{"drugs/firstinib"}},
		{"a narrower code", &key{CodeSystem: compendiumv1.Code_CHEMBL, Value: "CHEMBL941"}, []string{"drugs/firstinib"}},
		{"a broader code", &key{CodeSystem: compendiumv1.Code_MESH, Value: "D012509"}, nil},
		{"a code of another system", &key{CodeSystem: compendiumv1.Code_DIN, Value: "50-78-2"}, nil},
		{"a code as a name", &key{Value: "50-78-2"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, f.Lookup(c.key)); diff != "" {
				t.Errorf("drugs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCombinations(t *testing.T) {
	f := combined(t)
	for drug, want := range map[string][]string{
		"drugs/firstinib": {"drugs/lonely-pair"}, "drugs/secondinib": {"drugs/lonely-pair"}, "drugs/lonely-pair": nil,
		"drugs/missing": nil,
	} {
		if diff := cmp.Diff(want, f.Combinations([]string{drug})); diff != "" {
			t.Errorf("combinations of %s (-want +got):\n%s", drug, diff)
		}
	}
	if got := f.Combinations([]string{"drugs/firstinib", "drugs/secondinib"}); len(got) != 1 {
		t.Errorf("combinations of both: %v", got)
	}
	ingredients, ok := f.Table(catalog.Drugs).Index().Path("ingredients")
	if !ok {
		t.Fatal("ingredients are not indexed, so that a filter on them decodes all drugs")
	}
	if _, found := ingredients.From(protoreflect.ValueOfString("drugs/firstinib")); !found {
		t.Error("the index does not have drugs/firstinib")
	}
}

func TestSearchFindsCombinationsAndSalts(t *testing.T) {
	f := combined(t)
	for _, c := range []struct {
		query string
		want  []string // name, match, text
	}{
		{"firstinib", []string{"drugs/firstinib DISPLAY_NAME Firstinib", "drugs/lonely-pair INGREDIENT Firstinib"}},
		{"lonely", []string{"drugs/lonely-pair DISPLAY_NAME Lonely pair"}},
		{"firstinib mesylate", []string{"drugs/firstinib DISPLAY_NAME Firstinib", "drugs/lonely-pair INGREDIENT Firstinib"}},
		{"secondinib citrate", []string{"drugs/secondinib-citrate DISPLAY_NAME Secondinib citrate"}},
		{"02253275", []string{"drugs/firstinib CODE 02253275", "drugs/lonely-pair INGREDIENT 02253275"}},
	} {
		t.Run(c.query, func(t *testing.T) {
			var got []string
			for _, h := range f.Search(c.query) {
				got = append(got, h.Name+" "+h.Match.String()+" "+h.Text)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("hits (-want +got):\n%s", diff)
			}
		})
	}
}

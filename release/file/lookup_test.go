package file_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
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
			Codes: &compendiumv1.DrugCodes{Unii: "AAAAAAAAAA", Ncit: "C1234", Other: []*compendiumv1.Code{
				{System: compendiumv1.Code_CAS, Code: "50-78-2"},
				{System: compendiumv1.Code_CHEMBL, Code: "CHEMBL941", Relation: compendiumv1.Code_NARROWER},
				{System: compendiumv1.Code_MESH, Code: "D012509", Relation: compendiumv1.Code_BROADER},
			}},
			Products: []*compendiumv1.Product{
				{Id: "first-ca", Holder: "Accord Healthcare",
					Codes: []*compendiumv1.Code{{System: compendiumv1.Code_DIN, Code: "02253275"}}},
			},
		},
		{
			Name: "drugs/interferon", DisplayName: "Interferon alpha",
			Names: []*compendiumv1.Name{{Text: "ABC-123", Type: compendiumv1.Name_CODE_NAME}},
			Codes: &compendiumv1.DrugCodes{Retired: []*compendiumv1.DrugCodes_Retired{{System: "atc", Code: "L01XE01"}}},
		},
		{
			Name: "drugs/lonely-pair", DisplayName: "Lonely pair", Ingredients: []string{"drugs/firstinib", "drugs/secondinib"},
			Names: []*compendiumv1.Name{{Text: "Onco-Gel", Type: compendiumv1.Name_BRAND}},
		},
		{Name: "drugs/secondinib", DisplayName: "Secondinib", Names: []*compendiumv1.Name{
			{Text: "Depo-Provera", Type: compendiumv1.Name_BRAND}, {Text: "Film", Type: compendiumv1.Name_BRAND}}},
		{Name: "drugs/secondinib-citrate", DisplayName: "Secondinib citrate",
			Products: []*compendiumv1.Product{{Id: "second-eu", Holder: "Dr. Beta's Laboratories"}}},
	} {
		if err := b.Add(catalog.Drugs, drug.Name, drug); err != nil {
			t.Fatal(err)
		}
	}
	condition := &compendiumv1.Condition{DisplayName: "Growth"}
	if err := b.Add(catalog.Conditions, "conditions/growth", condition); err != nil {
		t.Fatal(err)
	}
	f := opened(t, b)
	return f
}

func TestLookup(t *testing.T) {
	f := combined(t)
	unii := file.System(compendiumv1.LookupRequest_Key_UNII)
	first := []string{"drugs/firstinib"}
	for _, c := range []struct {
		name   string
		value  string
		system file.System
		want   []string
	}{
		{"a name", "FIRSTINIB", 0, first},
		{"with a trademark sign", "Firstinib™", 0, first},
		{"in wide letters", "ｆｉｒｓｔｉｎｉｂ", 0, first},
		{"a part of a name", "First", 0, nil},
		{"a later word of a name", "pair", 0, nil},
		{"with a space", "first inib", 0, first},
		{"a salt", "Firstinib mesylate", 0, first},
		{"a salt with a record of its own", "secondinib citrate", 0, []string{"drugs/secondinib-citrate"}},
		{"another salt of it", "secondinib sodium", 0, []string{"drugs/secondinib"}},
		{"a salt of nothing", "thirdinib sodium", 0, nil},
		{"a strength", "Firstinib 400 mg", 0, first},
		{"a salt and a strength", "Firstinib mesylate 400mg", 0, first},
		{"a combination with strengths", "Firstinib 400 mg / thirdinib 10 mg", 0, nil},
		{"a dose form", "Firstinib film-coated tablets", 0, first},
		{"a strength and a dose form", "Firstinib 400 mg film-coated tablets", 0, first},
		{"a dose form and a strength", "FIRSTINIB Tablet;Oral 400MG", 0, first},
		{"a strength in parentheses", "Firstinib (400 mg) hard capsules", 0, first},
		{"a salt, a strength and a dose form", "Firstinib mesylate 0.1 % eye drops", 0, nil},
		{"a salt, a strength and a known dose form", "Firstinib mesylate 0.1 % ophthalmic drops", 0, first},
		{"a long form", "Firstinib-bbdz 100 mg/5 mL powder for concentrate for solution for infusion", 0, first},
		{"a form in a container", "Firstinib 120 mg solution for injection in pre-filled syringe", 0, first},
		{"a plural", "firstinib suppositories", 0, first},
		{"a salt in parentheses", "Firstinib (as mesilate)", 0, first},
		{"a salt in parentheses between a strength and a form", "Firstinib 400 mg (as mesilate) capsules", 0, first},
		{"a salt of two words in parentheses", "Firstinib (hydrochloride trihydrate) tablets", 0, first},
		{"a salt in parentheses with a record of its own", "Secondinib 40 mg (as citrate)", 0,
			[]string{"drugs/secondinib-citrate"}},
		{"parentheses with more than a salt", "Firstinib (as thirdinib mesilate)", 0, nil},
		{"as what is no salt", "Firstinib as thirdinib", 0, nil},
		{"a holder", "Firstinib Accord", 0, first},
		{"a holder in full, with a strength and a form", "Firstinib ACCORD Healthcare 400 mg film-coated tablets", 0, first},
		{"a holder of another drug", "Firstinib Dr. Beta's", 0, first},
		{"a salt and a holder", "Firstinib mesylate Accord", 0, first},
		{"a salt with a record of its own and a holder", "Secondinib citrate Accord", 0,
			[]string{"drugs/secondinib-citrate"}},
		{"a part of the first word of a holder", "Firstinib Acc", 0, nil},
		{"a later word of a holder", "Firstinib Healthcare", 0, nil},
		{"two letters that a holder begins with, as a country has", "Firstinib Dr", 0, nil},
		{"a word that is no holder", "Firstinib emtansine", 0, nil},
		{"nothing but a holder", "Accord", 0, nil},
		{"a condition with a holder", "growth Accord", 0, nil},
		{"the kind of a record", "Growth condition", 0, []string{"conditions/growth"}},
		{"the kind of a drug", "firstinib drug", 0, first},
		{"the kind of another record", "growth regimen", 0, nil},
		{"a kind that is not at the end", "condition growth", 0, nil},
		{"a route", "firstinib intrathecal", 0, first},
		{"a form that tells drugs apart", "firstinib liposomal injection", 0, nil},
		{"a brand that ends in a form", "Onco-Gel 40 mg powder", 0, []string{"drugs/lonely-pair"}},
		{"a brand that begins like one", "Depo-Provera 150 mg/ml suspension for injection", 0,
			[]string{"drugs/secondinib"}},
		{"a brand of a form", "Film", 0, []string{"drugs/secondinib"}},
		{"the dose form of a combination", "Firstinib and thirdinib tablets", 0, nil},
		{"nothing but a form", "oral tablets", 0, nil},
		{"a condition with a route", "growth intrathecal", 0, nil},
		{"a condition", "growth", 0, []string{"conditions/growth"}},
		{"a suffix", "firstinib-bbdz", 0, first},
		{"a word that is no suffix", "firstinib-beta", 0, nil},
		{"a letter in Greek", "interferon-α", 0, []string{"drugs/interferon"}},
		{"its name", "Interferon alpha", 0, []string{"drugs/interferon"}},
		{"a code name without its hyphen", "abc123", 0, []string{"drugs/interferon"}},
		{"digits that stand apart", "ABC-12-3", 0, nil},
		{"a code of a field", "AAAAAAAAAA", unii, first},
		{"in small letters", "aaaaaaaaaa", unii, first},
		{"of any system", "aaaaaaaaaa", 0, first},
		{"another code", "50-78-2", file.SystemOf(compendiumv1.Code_CAS), first},
		{"a code of a product", "02253275", file.SystemOf(compendiumv1.Code_DIN), first},
		{"a narrower code", "CHEMBL941", file.SystemOf(compendiumv1.Code_CHEMBL), first},
		{"a broader code", "D012509", file.SystemOf(compendiumv1.Code_MESH), nil},
		{"a code of another system", "50-78-2", file.SystemOf(compendiumv1.Code_DIN), nil},
		{"a name as a code", "firstinib", unii, nil},
		{"a retired code", "L01XE01", file.System(compendiumv1.LookupRequest_Key_ATC), []string{"drugs/interferon"}},
		{"a code in a system with a field elsewhere", "C1234", file.SystemOf(compendiumv1.Code_NCIT), first},
		{"nothing", " - ", 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, h := range f.Lookup(c.value, c.system, false) {
				got = append(got, h.Name)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("drugs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLookupOfDrugs looks up a drug with a form that is also the title of a source.
func TestLookupOfDrugs(t *testing.T) {
	b := file.NewBuilder(asOf, nil)
	for name, record := range map[string]proto.Message{
		"sources/label":   &compendiumv1.Source{DisplayName: "Firstinib (oral)"},
		"drugs/firstinib": &compendiumv1.Drug{DisplayName: "Firstinib"},
	} {
		kind, _ := catalog.ParseKind(name[:strings.IndexByte(name, '/')])
		if err := b.Add(kind, name, record); err != nil {
			t.Fatal(err)
		}
	}
	f := opened(t, b)
	for drugs, want := range map[bool]int{false: 2, true: 1} {
		if hits := f.Lookup("firstinib oral", 0, drugs); len(hits) != want || hits[0].Name != "drugs/firstinib" {
			t.Errorf("drugs alone %t: %v, want %d hits, and first drugs/firstinib", drugs, hits, want)
		}
	}
}

// TestLookupOfALongName looks up a name that is longer than the keys of the index, and one that differs at its end.
func TestLookupOfALongName(t *testing.T) {
	name := strings.Repeat("long name ", 15)
	b := file.NewBuilder(asOf, nil)
	if err := b.Add(catalog.Sources, "sources/long", &compendiumv1.Source{DisplayName: name + "a"}); err != nil {
		t.Fatal(err)
	}
	f := opened(t, b)
	if hits := f.Lookup(name+"A", 0, false); len(hits) != 1 {
		t.Errorf("the name finds %v", hits)
	}
	if hits := f.Lookup(name+"b", 0, false); len(hits) != 0 {
		t.Errorf("another name finds %v", hits)
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
		{"growth condition", []string{"conditions/growth DISPLAY_NAME Growth"}},
		{"secondinib citrate", []string{"drugs/secondinib-citrate DISPLAY_NAME Secondinib citrate"}},
		{"firstinib 400 mg", []string{"drugs/firstinib DISPLAY_NAME Firstinib", "drugs/lonely-pair INGREDIENT Firstinib"}},
		{"abc1", []string{"drugs/interferon SYNONYM ABC-123"}},
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

package codes_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestCodeOtherShape checks, for each system, codes that are right and some that are not.
func TestCodeOtherShape(t *testing.T) {
	systems := []struct {
		system       compendiumv1.Code_System
		right, wrong []string
	}{
		{compendiumv1.Code_DRUGBANK, []string{"DB00619"}, []string{"DB619", "db00619", "DB00619 "}},
		{compendiumv1.Code_CHEMBL, []string{"CHEMBL941", "CHEMBL1201583"}, []string{"941", "CHEMBL0941"}},
		{compendiumv1.Code_CAS, []string{"152459-95-5", "50-78-2", "7732-18-5"},
			[]string{"152459-95-6", "152495-95-5", "50782"}},
		{compendiumv1.Code_PUBCHEM, []string{"5291"}, []string{"CID5291", "05291"}},
		{compendiumv1.Code_DIN, []string{"02253275"}, []string{"2253275", "022532755"}},
		{compendiumv1.Code_DPD, []string{"75059"}, []string{"02253275"}},
		{compendiumv1.Code_EMA_PRODUCT_NUMBER, []string{"EMEA/H/C/000406", "EMEA/H/W/002652"},
			[]string{"EMEA/H/C/406", "EMEA/H/C/000406/II/0110"}},
		{compendiumv1.Code_NDC, []string{"0078-0401", "50242-091", "55513-0730"},
			[]string{"0078-0401-34", "00780401", "078-0401"}},
		{compendiumv1.Code_DRUGSATFDA_PRODUCT, []string{"021588/001"}, []string{"21588/1", "NDA021588/001"}},
		{compendiumv1.Code_SPL_SET_ID, []string{"211ef2da-2868-4a77-8055-1cb2cd78e24b",
			"211EF2DA-2868-4A77-8055-1CB2CD78E24B"},
			[]string{"211ef2da28684a7780551cb2cd78e24b", "211ef2da-2868-4a77-8055-1cb2cd78e24"}},
		{compendiumv1.Code_SNOMED_CT, []string{"424952003", "73211009"},
			[]string{"424952004", "424925003", "12345"}},
		{compendiumv1.Code_DOID, []string{"DOID:1115"}, []string{"1115", "DOID1115"}},
		{compendiumv1.Code_MESH, []string{"D012509", "C000600", "D000077157"}, []string{"012509", "E012509"}},
		{compendiumv1.Code_ICD10, []string{"C49", "C49.9", "M80.05"}, []string{"C499", "C4", "C49."}},
		{compendiumv1.Code_ICD11, []string{"2B5K", "2B58.Z", "2B5K&XH54X9", "1A00"},
			[]string{"2B5", "2BOK", "C49.9", "2B5K&"}},
		{compendiumv1.Code_ICD_O_3, []string{"8890/3", "9370/3"}, []string{"8890", "88903", "8890/5"}},
		{compendiumv1.Code_ORPHANET, []string{"3394"}, []string{"ORPHA:3394"}},
		{compendiumv1.Code_UMLS, []string{"C0238198"}, []string{"C238198", "0238198"}},
		{compendiumv1.Code_HPO, []string{"HP:0002018"}, []string{"HP:2018", "0002018"}},
		{compendiumv1.Code_LOINC, []string{"34066-1", "34084-4"}, []string{"34066-2", "34606-1", "34066"}},
		{compendiumv1.Code_NCBI_GENE, []string{"3815"}, []string{"KIT", "03815"}},
		{compendiumv1.Code_ENSEMBL, []string{"ENSG00000157404"},
			[]string{"ENSG00000157404.15", "ENST00000288135"}},
		{compendiumv1.Code_UNIPROT, []string{"P10721", "A0A024R161"}, []string{"P1072", "KIT_HUMAN"}},
		{compendiumv1.Code_NCIT, []string{"C3868"}, []string{"3868", "C03868"}},
		{compendiumv1.Code_INCHIKEY, []string{"KTUFNOKKBVMGRW-UHFFFAOYSA-N"},
			[]string{"KTUFNOKKBVMGRW", "ktufnokkbvmgrw-uhfffaoysa-n"}},
		{compendiumv1.Code_KEGG_DRUG, []string{"D08066"}, []string{"C08066", "D8066"}},
	}
	if want := len(compendiumv1.Code_System_name) - 1; len(systems) != want {
		t.Errorf("%d systems of %d are tested", len(systems), want)
	}
	for _, s := range systems {
		var change strings.Builder
		fmt.Fprintf(&change, "-- targets/example.yaml --\ncodes:\n  other:\n")
		var want []string
		for _, code := range s.right {
			fmt.Fprintf(&change, "    - {code: %q, system: %s, relation: NARROWER}\n", code, s.system)
		}
		for i, code := range s.wrong {
			fmt.Fprintf(&change, "    - {code: %q, system: %s, relation: NARROWER}\n", code, s.system)
			item := len(s.right) + i
			want = append(want, fmt.Sprintf("targets/example.yaml:%d:14 error codes.other[%d].code", 6+item, item))
		}
		ruletest.Run(t, "code-other-shape", []ruletest.Case{{Name: s.system.String(), Change: change.String(), Want: want}})
	}
}

func TestCodeOtherShapePlaces(t *testing.T) {
	ruletest.Run(t, "code-other-shape", []ruletest.Case{
		{Name: "a drug", Change: `-- drugs/examplinib.yaml --
codes: {other: [{system: DRUGBANK, code: "619"}]}
`, Want: []string{"drugs/examplinib.yaml:7:42 error codes.other[0].code"}},
		{Name: "a product", Change: `-- drugs/examplinib.yaml --
products:
  - {id: exampla-ca, brand: Exampla, jurisdiction: CA, codes: [{system: DIN, code: "619"}]}
`, Want: []string{"drugs/examplinib.yaml:14:84 error products[0].codes[0].code"}},
		{Name: "a condition", Change: `-- conditions/sarcoma.yaml --
codes: {other: [{system: DOID, code: "1115"}]}
`, Want: []string{"conditions/sarcoma.yaml:7:38 error codes.other[0].code"}},
		{Name: "an effect", Change: `-- effects/nausea.yaml --
display_name: Nausea
codes: {other: [{system: HPO, code: "2018"}]}
`, Want: []string{"effects/nausea.yaml:2:37 error codes.other[0].code"}},
	})
}

// TestSystemsAreDocumented fails unless docs/model.md has a row for each system.
func TestSystemsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../../docs/model.md")
	if err != nil {
		t.Fatal(err)
	}
	for number, name := range compendiumv1.Code_System_name {
		if number != 0 && !strings.Contains(string(text), "| `"+name+"` |") {
			t.Errorf("docs/model.md has no row for codes of %s", name)
		}
	}
}

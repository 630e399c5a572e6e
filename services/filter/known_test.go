package filter

import (
	"os"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
)

// TestImpossibleValues asks the frozen catalog for what no value of a closed list is, and for its right twin, which may
// find nothing.
func TestImpossibleValues(t *testing.T) {
	r, err := release.FromFS(t.Context(), os.DirFS("../../validate/testdata/frozen"), "content", "test",
		release.Options{AsOf: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	uses, err := r.File.Uses("2026-06-01")
	if err != nil {
		t.Fatal(err)
	}
	drugs, sources := r.File.Table(catalog.Drugs), r.File.Table(catalog.Sources)
	for _, c := range []struct {
		table   *file.Table
		message proto.Message
		wrong   string
		problem string // "" for a filter that is taken
		right   string
	}{
		{drugs, &compendiumv1.Drug{}, `uses.id = "chordomaa"`, `there is no ID "chordomaa"; did you mean "chordoma"?`, `uses.id = "Chordoma"`},
		{drugs, &compendiumv1.Drug{}, `uses.id = "zzz*"`, `there is no ID "zzz*"`, `uses.id = "chord*"`},
		{drugs, &compendiumv1.Drug{}, `uses.id : "chordomaa"`, `there is no ID "chordomaa"; did you mean "chordoma"?`, `uses.id : "tumor"`},
		{drugs, &compendiumv1.Drug{}, `NOT any(uses, id = "chordomaa")`, `did you mean "chordoma"?`, `NOT any(uses, id = "chordoma")`},
		{drugs, &compendiumv1.Drug{}, `uses.name = "drugs/imatinib/uses/chordomaa"`, `did you mean "drugs/imatinib/uses/chordoma"?`,
			`uses.name = "drugs/imatinib/uses/chordoma"`},
		{uses, &compendiumv1.Use{}, `id != "chordomaa"`, `did you mean "chordoma"?`, `id != "chordoma"`},
		{uses, &compendiumv1.Use{}, `labels.products = "gleevec-uss"`, `there is no ID "gleevec-uss"; did you mean "gleevec-us"?`,
			`labels.products = "gleevec-us"`},
		// An ID that no field of its own has, but an item elsewhere.
		{drugs, &compendiumv1.Drug{}, `safety.products = "gleevec-uss"`, `did you mean "gleevec-us"?`, `safety.products = "gleevec-us"`},
		{drugs, &compendiumv1.Drug{}, `codes.atc = "XX"`, `atc cannot be "XX". This is not an ATC code of a substance.`,
			`codes.atc = "L01XX99"`},
		{drugs, &compendiumv1.Drug{}, `codes.atc : "XX"`, `atc cannot be "XX".`, `codes.atc : "l01 ea 99"`},
		{drugs, &compendiumv1.Drug{}, `codes.atc = "XX*"`, `atc cannot be "XX*"`, `codes.atc = "L99*"`},
		{drugs, &compendiumv1.Drug{}, `codes.atc = "*XX"`, `atc cannot be "*XX"`, `codes.atc = "*XX99"`},
		{drugs, &compendiumv1.Drug{}, `codes.ncit = "62035"`, `as in C62035`, `codes.ncit = "c99999"`},
		{drugs, &compendiumv1.Drug{}, `doses.steps.amount.unit = "mgs"`, `unit has no value "mgs"`, `doses.steps.amount.unit = "MBq/kg"`},
		{drugs, &compendiumv1.Drug{}, `side_effects.frequencies.percent > "abc"`, `percent cannot be "abc". This is not a decimal number.`,
			`side_effects.frequencies.percent > 99.5`},
		// Digits stay apart, and a text that is not a number has no order among numbers.
		{drugs, &compendiumv1.Drug{}, `side_effects.frequencies.percent >= "1,5"`, `percent cannot be "1,5"`,
			`side_effects.frequencies.percent >= "-1.5"`},
		{drugs, &compendiumv1.Drug{}, `side_effects.frequencies.percent < "+5"`, `percent cannot be "+5"`,
			`side_effects.frequencies.percent < "5"`},
		{drugs, &compendiumv1.Drug{}, `side_effects.frequencies.percent = "5 %"`, `percent cannot be "5 %"`,
			`side_effects.frequencies.percent = "5.0"`},
		{drugs, &compendiumv1.Drug{}, `uses.therapy = "drugs/imatinib"`, `only ListUses has therapy`,
			`name = "drugs/imatinib"`},
		{drugs, &compendiumv1.Drug{}, `any(uses, therapy:*)`, `only ListUses has therapy`, `any(uses, condition:*)`},
		{uses, &compendiumv1.Use{}, `therapy = "conditions/chordoma"`, `so it is never "conditions/chordoma"`,
			`therapy = "regimens/map"`},
		{drugs, &compendiumv1.Drug{}, `gaps.field = "dose.steps"`, `Drug has no field "dose"; did you mean doses?`,
			`gaps.field = "doses.steps"`},
		{drugs, &compendiumv1.Drug{}, `any(gaps, field != "warnings")`, `Drug has no field "warnings"; it has name,`,
			`any(gaps, field = "safety[\"PREGNANCY\"]")`},
		{drugs, &compendiumv1.Drug{}, `conflicts.field = "strengths"`, `Drug has no field "strengths"`,
			`conflicts.field : "strengths"`},
		{drugs, &compendiumv1.Drug{}, `codes.rxcui = "28 2388"`, `rxcui cannot be "28 2388"`, `codes.rxcui = "282389"`},
		{drugs, &compendiumv1.Drug{}, `products.authorizations.date = "abc*"`, `date cannot be "abc*"`, `products.authorizations.date = "1999-1*"`},
		{drugs, &compendiumv1.Drug{}, `products.authorizations.date : "2006-99"`, `date cannot be "2006-99"`,
			`products.authorizations.date : "1999-12"`},
		{drugs, &compendiumv1.Drug{}, `classes = "tyrosine*"`, `did you mean "classes/tyrosine-kinase-inhibitor"?`,
			`classes = "classes/tyrosine*"`},
		{drugs, &compendiumv1.Drug{}, `citations.source = "sources/none*"`, `there is no record "sources/none*"`, `citations.source = "*a"`},
		{drugs, &compendiumv1.Drug{}, `classes = "drugs/imat*"`, `there is no record "drugs/imat*"; classes names classes`,
			`classes != "classes/tyrosine*"`},
		// A record that is there, and that no drug names.
		{drugs, &compendiumv1.Drug{}, `ingredients = "drugs/imatinibb*"`, `did you mean "drugs/imatinib"?`, `ingredients = "drugs/imat*"`},
		{drugs, &compendiumv1.Drug{}, `names.jurisdictions = "XX*"`, `there is no region "XX*"`, `names.jurisdictions = "F*"`},
		// What is said of the EU is said of its members. Of a place of which nothing is said, there is nothing to find.
		{drugs, &compendiumv1.Drug{}, `any(names, jurisdictions != "FR")`,
			`jurisdictions is never FR, but EU, which holds there; write covers(jurisdictions, "FR")`,
			`any(names, covers(jurisdictions, "FR"))`},
		{drugs, &compendiumv1.Drug{}, `names.jurisdictions = "JP"`, "", `within(names.jurisdictions, "EU")`},
		{uses, &compendiumv1.Use{}, `NOT status("FR") = ON_LABEL`, `no use has a label for FR; there are labels for CA, EU, GB`,
			`NOT status("EU") = ON_LABEL`},
		{sources, &compendiumv1.Source{}, `identifiers.doi = "https://doi.org/10.1000/x"`, `Write it without https://doi.org/`,
			`identifiers.doi = "10.1000/x"`},
		// Texts and the keys of citations are open.
		{drugs, &compendiumv1.Drug{}, `names.text = "Nonesuch"`, "", `display_name = "none*"`},
		{drugs, &compendiumv1.Drug{}, `products.holder : "nobody"`, "", `uses.cites = "none"`},
		{drugs, &compendiumv1.Drug{}, `in_use = "yes"`, `in_use must be true or false, not "yes"`, `in_use = "true"`},
	} {
		in := fileCatalog{r.File, c.table}
		_, err := Parse(c.wrong, c.message.ProtoReflect().Descriptor(), in)
		if err == nil && c.problem != "" || err != nil && (c.problem == "" || !strings.Contains(err.Error(), c.problem)) {
			t.Errorf("%s: error %v, want %q", c.wrong, err, c.problem)
		}
		if _, err := Parse(c.right, c.message.ProtoReflect().Descriptor(), in); err != nil {
			t.Errorf("%s is refused: %v", c.right, err)
		}
	}
}

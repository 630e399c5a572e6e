package uses_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// biomarkers returns the setting of a use for chordoma with biomarkers of the target example, each given by all but the
// target.
func biomarkers(of ...string) string {
	return ", condition: conditions/chordoma, biomarkers: [" + example(of...) + "]"
}

func example(of ...string) string {
	var list []string
	for _, b := range of {
		list = append(list, "{target: targets/example, "+b+"}")
	}
	return strings.Join(list, ", ")
}

// scope returns an overlay in which a product of examplinib is licensed for chordoma with biomarkers.
func scope(match string, of ...string) string {
	return `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - regulator: regulators/agency
        indication: Chordoma.
        scopes:
          - conditions: [conditions/chordoma]
            biomarkers:
              match: ` + match + `
              of: [` + example(of...) + `]
        event: APPROVED
        date: "2010-05-01"
        cites: [label]
`
}

func TestBiomarkerContradiction(t *testing.T) {
	second := func(column string) []string {
		return []string{"drugs/trialimab.yaml:10:" + column + " error uses[0].biomarkers[1]"}
	}
	ruletest.Run(t, "biomarker-contradiction", []ruletest.Case{
		{Name: "lost and expressed",
			Change: drug("INVESTIGATIONAL" + biomarkers("alteration: LOSS", "alteration: EXPRESSION")),
			Want:   second("132")},
		{Name: "expressed and lost",
			Change: drug("INVESTIGATIONAL" + biomarkers("alteration: EXPRESSION", "alteration: LOSS")),
			Want:   second("138")},
		{Name: "wild type and mutated", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: MUTATION, variant: D842V", "alteration: WILD_TYPE")), Want: second("152")},
		{Name: "present and absent", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: FUSION", "alteration: FUSION, presence: ABSENT")), Want: second("134")},
		{Name: "a variant, and no mutation at all", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: MUTATION, presence: ABSENT", "alteration: MUTATION, variant: D842V")), Want: second("154")},
		{Name: "all of a scope", Change: scope("ALL", "alteration: LOSS", "alteration: EXPRESSION"),
			Want: []string{"drugs/examplinib.yaml:24:65 error products[0].authorizations[1].scopes[0].biomarkers.of[1]"}},
		{Name: "of a regimen", Change: "-- regimens/example-regimen.yaml --\nuses:\n  - {id: one, strength: MAY_BE_USED" +
			biomarkers("alteration: LOSS", "alteration: EXPRESSION") + ", cites: [page]}\n",
			Want: []string{"regimens/example-regimen.yaml:9:128 error uses[0].biomarkers[1]"}},

		{Name: "any is enough", Change: drug("INVESTIGATIONAL" + biomarkers("alteration: LOSS", "alteration: EXPRESSION") +
			", biomarkers_match: ANY")},
		{Name: "any of a scope", Change: scope("ANY", "alteration: LOSS", "alteration: EXPRESSION")},
		{Name: "not expressed and lost", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: LOSS", "alteration: EXPRESSION, presence: ABSENT"))},
		{Name: "mutated, and not in one way", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: MUTATION", "alteration: MUTATION, variant: D842V, presence: ABSENT"))},
		{Name: "two variants", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: WILD_TYPE, variant: exon 9", "alteration: MUTATION, variant: exon 11"))},
		{Name: "two absent ones", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: FUSION, presence: ABSENT", "alteration: FUSION, presence: ABSENT"))},
		{Name: "inherited, and not in the tumor", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: MUTATION, origin: GERMLINE", "alteration: MUTATION, presence: ABSENT"))},
		{Name: "two limits of a test", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: EXPRESSION, test: 1 % at least",
				"alteration: EXPRESSION, test: 50 % at least, presence: ABSENT"))},
		{Name: "amplified and of the wild type", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: WILD_TYPE", "alteration: AMPLIFICATION"))},
	})
}

func TestBiomarkerDuplicate(t *testing.T) {
	ruletest.Run(t, "biomarker-duplicate", []ruletest.Case{
		{Name: "twice",
			Change: drug("INVESTIGATIONAL" + biomarkers("alteration: LOSS", "alteration: LOSS, presence: PRESENT")),
			Want:   []string{"drugs/trialimab.yaml:10:132 warning uses[0].biomarkers[1]"}},
		{Name: "twice of any", Change: scope("ANY", "alteration: LOSS", "alteration: LOSS"),
			Want: []string{"drugs/examplinib.yaml:24:65 warning products[0].authorizations[1].scopes[0].biomarkers.of[1]"}},
		{Name: "two variants", Change: drug("INVESTIGATIONAL" + biomarkers("alteration: MUTATION, variant: D842V",
			"alteration: MUTATION, variant: V561D"))},
		{Name: "present and absent",
			Change: drug("INVESTIGATIONAL" + biomarkers("alteration: LOSS", "alteration: LOSS, presence: ABSENT"))},
		{Name: "several without biomarkers_match",
			Change: drug("INVESTIGATIONAL" + biomarkers("alteration: LOSS", "alteration: DELETION"))},
		{Name: "no target is another rule's", Change: drug("INVESTIGATIONAL, condition: conditions/chordoma, " +
			"biomarkers: [{alteration: LOSS}, {alteration: LOSS}]")},
	})
}

func TestBiomarkerUnclear(t *testing.T) {
	ruletest.Run(t, "biomarker-unclear", []ruletest.Case{
		{Name: "no wild type", Change: drug("INVESTIGATIONAL" + biomarkers("alteration: WILD_TYPE, presence: ABSENT")),
			Want: []string{"drugs/trialimab.yaml:10:146 warning uses[0].biomarkers[0].presence"}},
		{Name: "a wild type", Change: drug("INVESTIGATIONAL" + biomarkers("alteration: WILD_TYPE, presence: PRESENT"))},
		{Name: "an allele without a name", Change: drug("INVESTIGATIONAL" + biomarkers("alteration: ALLELE")),
			Want: []string{"drugs/trialimab.yaml:10:125 warning uses[0].biomarkers[0].alteration"}},
		{Name: "an allele", Change: drug("INVESTIGATIONAL" + biomarkers(`alteration: ALLELE, variant: "A*02:01"`))},
		{Name: "a group without a variant",
			Change: drug("INVESTIGATIONAL" + biomarkers("alteration: MUTATION, variant_of: exon 18")),
			Want:   []string{"drugs/trialimab.yaml:10:147 warning uses[0].biomarkers[0].variant_of"}},
		{Name: "a variant in a group", Change: drug("INVESTIGATIONAL" +
			biomarkers("alteration: MUTATION, variant: D842V, variant_of: exon 18"))},
		{Name: "an absent mutation", Change: drug("INVESTIGATIONAL" + biomarkers("alteration: MUTATION, presence: ABSENT"))},
	})
}

func TestSignatureTargetKind(t *testing.T) {
	signature := "-- targets/example.yaml --\nkind: SIGNATURE\n"
	ruletest.Run(t, "signature-target-kind", []ruletest.Case{
		{Name: "a gene", Change: drug("INVESTIGATIONAL" + biomarkers("alteration: SIGNATURE")),
			Want: []string{"drugs/trialimab.yaml:10:125 error uses[0].biomarkers[0].alteration"}},
		{Name: "a signature", Change: drug("INVESTIGATIONAL"+biomarkers("alteration: SIGNATURE")) + signature},
		{Name: "a mutation of a gene", Change: drug("INVESTIGATIONAL" + biomarkers("alteration: MUTATION"))},
		{Name: "an unknown target is another rule's", Change: drug(
			"INVESTIGATIONAL, condition: conditions/chordoma, biomarkers: [{target: targets/none, alteration: SIGNATURE}]")},
		{Name: "a target without a kind is another rule's",
			Change: drug("INVESTIGATIONAL"+biomarkers("alteration: SIGNATURE")) +
				"-- targets/example.yaml --\nkind:\n"},
	})
}

package uses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// drug returns an overlay in which trialimab has uses: each is its strength and what it says of its setting, on one
// line. The first is called one, the second two, and so on.
func drug(uses ...string) string {
	text := "-- drugs/trialimab.yaml --\nuses:\n"
	for i, use := range uses {
		text += "  - {id: " + []string{"one", "two", "three", "four"}[i] + ", strength: " + use +
			", labels: [{jurisdiction: US, off_label: true, cites: [page]}], cites: [page]}\n"
	}
	return text
}

// conflict names two uses of trialimab.
func conflict(field, against, resolution string) string {
	return `conflicts:
  - field: ` + field + `
    against: ['` + against + `']
    statements:
      - {says: It may be used., cites: [page]}
      - {says: It may not., cites: [page]}
` + resolution
}

func TestUseContradiction(t *testing.T) {
	const (
		chordoma = ", condition: conditions/chordoma"
		second   = chordoma + ", line: SECOND, extent: [METASTATIC, RECURRENT]"
		opposed  = "drugs/trialimab.yaml:11:25 error uses[1].strength"
		resolved = `    resolution: {decision: One., by_role: content editor, date: "2026-01-01", cites: [page]}` + "\n"
		variant  = chordoma + ", biomarkers: [{target: targets/example, alteration: MUTATION, variant: D842V}]"
	)
	ruletest.Run(t, "use-contradiction", []ruletest.Case{
		{Name: "used and advised against",
			Change: drug("MAY_BE_USED"+second, "NOT_RECOMMENDED"+second), Want: []string{opposed}},
		{Name: "standard and no better than it", Change: drug("STANDARD_FIRST"+second, "NO_BETTER_THAN_STANDARD"+second),
			Want: []string{opposed}},
		{Name: "the other way round",
			Change: drug("NOT_RECOMMENDED"+second, "SOMETIMES_USED"+second), Want: []string{opposed}},
		{Name: "lists in another order", Change: drug("MAY_BE_USED"+second,
			"NOT_RECOMMENDED, condition: conditions/chordoma, extent: [RECURRENT, METASTATIC], line: SECOND"),
			Want: []string{opposed}},
		{Name: "words in another case", Change: drug("MAY_BE_USED"+second+", population: Adults.",
			"NOT_RECOMMENDED"+second+", population: adults"), Want: []string{opposed}},
		{Name: "biomarkers in another order, with defaults", Change: drug(
			"MAY_BE_USED"+chordoma+", biomarkers_match: ALL, biomarkers: [{target: targets/example, alteration: LOSS}, "+
				"{target: targets/example, alteration: MUTATION, variant: D842V}]",
			"NOT_RECOMMENDED"+chordoma+", biomarkers: [{target: targets/example, alteration: MUTATION, variant: d842v, "+
				"variant_of: exon 18}, {target: targets/example, alteration: LOSS, presence: PRESENT}]"),
			Want: []string{opposed}},
		{Name: "the same age", Change: drug("MAY_BE_USED"+second+`, age: {from: "12"}`,
			"NOT_RECOMMENDED"+second+`, age: {from: "12", unit: a}`), Want: []string{opposed}},
		{Name: "one duration is stated", Change: drug("MAY_BE_USED"+second+", duration: Up to 3 years.",
			"NOT_RECOMMENDED"+second), Want: []string{opposed}},
		{Name: "a third one", Change: drug("MAY_BE_USED"+second, "MAY_BE_USED"+chordoma, "NOT_RECOMMENDED"+chordoma,
			"NOT_RECOMMENDED"+second), Want: []string{
			"drugs/trialimab.yaml:12:27 error uses[2].strength", "drugs/trialimab.yaml:13:26 error uses[3].strength"}},
		{Name: "two durations", Change: drug("MAY_BE_USED"+second+", duration: 3 years",
			"NOT_RECOMMENDED"+second+", duration: 1 year")},
		{Name: "another line", Change: drug("MAY_BE_USED"+second, "NOT_RECOMMENDED"+chordoma+", line: FIRST")},
		{Name: "less specific", Change: drug("MAY_BE_USED"+second, "NOT_RECOMMENDED"+chordoma)},
		{Name: "one with a biomarker", Change: drug("MAY_BE_USED"+chordoma, "NOT_RECOMMENDED"+variant)},
		{Name: "another variant", Change: drug("NOT_RECOMMENDED"+variant,
			"MAY_BE_USED"+chordoma+", biomarkers: [{target: targets/example, alteration: MUTATION, variant: V561D}]")},
		{Name: "present and absent", Change: drug("NOT_RECOMMENDED"+variant, "MAY_BE_USED"+chordoma+
			", biomarkers: [{target: targets/example, alteration: MUTATION, variant: D842V, presence: ABSENT}]")},
		{Name: "any and all of several", Change: drug(
			"MAY_BE_USED"+chordoma+", biomarkers: [{target: targets/example, alteration: LOSS}, "+
				"{target: targets/example, alteration: DELETION}]",
			"NOT_RECOMMENDED"+chordoma+", biomarkers: [{target: targets/example, alteration: LOSS}, "+
				"{target: targets/example, alteration: DELETION}]"+
				", biomarkers_match: ANY")},
		{Name: "with a partner", Change: drug("NO_BETTER_THAN_STANDARD"+chordoma+", partners: [drugs/examplinib]",
			"MAY_BE_USED"+chordoma)},
		{Name: "another resectability, course, intent and timing", Change: drug(
			"MAY_BE_USED"+chordoma+", resectability: [CANNOT_BE_RESECTED]", "NOT_RECOMMENDED"+chordoma+", course: [RELAPSED]",
			"NOT_RECOMMENDED"+chordoma+", intent: PALLIATIVE", "NOT_RECOMMENDED"+chordoma+", timing: [AFTER_SURGERY]")},
		{Name: "earlier treatment", Change: drug("MAY_BE_USED"+chordoma+", prior_therapies: [drugs/examplinib]",
			"NOT_RECOMMENDED"+chordoma+", prior_none: [drugs/examplinib]",
			"NOT_RECOMMENDED"+chordoma+", prior_any: [drugs/examplinib]",
			"NOT_RECOMMENDED"+chordoma+", prior_therapy_note: Within a year.")},
		{Name: "investigational opposes nothing", Change: drug("INVESTIGATIONAL"+second, "NOT_RECOMMENDED"+second+
			", summary: Not outside trials.", "INVESTIGATIONAL"+chordoma, "STANDARD_FIRST"+chordoma)},
		{Name: "standard and sometimes", Change: drug("STANDARD_FIRST"+second, "SOMETIMES_USED"+second)},
		{Name: "another condition", Change: drug("MAY_BE_USED"+chordoma, "NOT_RECOMMENDED, condition: conditions/sarcoma")},
		{Name: "no condition", Change: drug("MAY_BE_USED", "NOT_RECOMMENDED")},

		// As CIViC has them: evidence for and against one drug, disease and variant.
		{Name: "sensitive and resistant", Change: drug("INVESTIGATIONAL"+variant+", response: SENSITIVE",
			"INVESTIGATIONAL"+variant+", response: RESISTANCE"),
			Want: []string{"drugs/trialimab.yaml:11:163 error uses[1].response"}},
		{Name: "sensitive and resistant, other variants", Change: drug("INVESTIGATIONAL"+variant+", response: SENSITIVE",
			"INVESTIGATIONAL"+chordoma+", response: RESISTANCE, biomarkers: "+
				"[{target: targets/example, alteration: MUTATION, variant: V561D}]")},
		{Name: "sensitive and less sensitive", Change: drug("INVESTIGATIONAL"+variant+", response: SENSITIVE",
			"INVESTIGATIONAL"+variant+", response: REDUCED_SENSITIVITY")},
		{Name: "resistant and not said", Change: drug("INVESTIGATIONAL"+variant+", response: RESISTANCE",
			"INVESTIGATIONAL"+variant)},

		{Name: "an open conflict names both", Change: drug("MAY_BE_USED"+second, "NOT_RECOMMENDED"+second) +
			conflict(`uses["one"].strength`, `uses["two"].strength`, "")},
		{Name: "a resolved conflict names both", Change: drug("MAY_BE_USED"+second, "NOT_RECOMMENDED"+second) +
			conflict(`uses["two"]`, `uses["one"]`, resolved)},
		{Name: "a conflict names one", Change: drug("MAY_BE_USED"+second, "NOT_RECOMMENDED"+second) +
			conflict(`uses["one"].strength`, `side_effects`, ""), Want: []string{opposed}},
		{Name: "a conflict names the uses, not which", Change: drug("MAY_BE_USED"+second, "NOT_RECOMMENDED"+second) +
			conflict(`uses.strength`, `uses`, ""), Want: []string{opposed}},

		// Two records of one trial: it has no better use with interferon, and may be used in another tumor.
		{Name: "interferon", Change: drug(
			"NO_BETTER_THAN_STANDARD, condition: conditions/sarcoma, timing: [MAINTENANCE], "+
				"partners: [regimens/example-regimen]",
			"MAY_BE_USED, condition: conditions/chordoma")},
		// A drug that is no better when added to a regimen after surgery, and is used after a relapse.
		{Name: "ifosfamide", Change: drug(
			"NO_BETTER_THAN_STANDARD"+chordoma+", timing: [AFTER_SURGERY], partners: [regimens/example-regimen]",
			"MAY_BE_USED"+chordoma+", extent: [RECURRENT]")},

		{Name: "of a procedure", Change: `-- procedures/example-procedure.yaml --
uses:
  - {id: one, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
  - {id: two, condition: conditions/sarcoma, strength: NOT_RECOMMENDED, cites: [page]}
`, Want: []string{"procedures/example-procedure.yaml:9:56 error uses[1].strength"}},
	})
}

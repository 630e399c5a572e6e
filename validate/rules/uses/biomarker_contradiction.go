package uses

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var biomarkerContradiction = validate.Rule{
	ID:       "biomarker-contradiction",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for s := range settings(p) {
			if !s.allNeeded {
				continue
			}
			byTarget := make(map[string][]int)
			for j, b := range s.biomarkers {
				for _, i := range byTarget[b.GetTarget()] {
					if why := exclusion(s.biomarkers[i], b); why != "" {
						p.Report(facts.ItemPath(s.biomarkersPath, j, ""), "%s cannot be %s. If one of the biomarkers is enough, say ANY "+
							"instead of ALL; otherwise correct one.", b.GetTarget(), why).
							Related(p.Record, facts.ItemPath(s.biomarkersPath, i, ""), "What it excludes")
						break
					}
				}
				byTarget[b.GetTarget()] = append(byTarget[b.GetTarget()], j)
			}
		}
	},
}

// exclusion returns why two biomarkers of one target exclude each other, or "". An inherited one tells nothing of the
// tumor, and two variants or two tests may differ.
func exclusion(a, b *compendiumv1.Biomarker) string {
	const germline = compendiumv1.Biomarker_GERMLINE
	if (a.GetOrigin() == germline) != (b.GetOrigin() == germline) {
		return ""
	}
	if absent(a) {
		a, b = b, a
	}
	switch {
	case absent(a): // both
		return ""
	case absent(b):
		if a.GetAlteration() == b.GetAlteration() && covers(b, a) && foldWords(a.GetTest()) == foldWords(b.GetTest()) {
			return "altered and not altered in the same way"
		}
		return ""
	}
	for range 2 {
		switch {
		case a.GetAlteration() == compendiumv1.Biomarker_WILD_TYPE &&
			b.GetAlteration() == compendiumv1.Biomarker_MUTATION && covers(a, b):
			return "of the wild type and mutated"
		case a.GetAlteration() == compendiumv1.Biomarker_LOSS &&
			b.GetAlteration() == compendiumv1.Biomarker_EXPRESSION && covers(a, b):
			return "lost and expressed"
		}
		a, b = b, a
	}
	return ""
}

func absent(b *compendiumv1.Biomarker) bool { return b.GetPresence() == compendiumv1.Biomarker_ABSENT }

// covers reports whether what a says of variants holds for the variants of b.
func covers(a, b *compendiumv1.Biomarker) bool {
	return a.GetVariant() == "" || foldWords(a.GetVariant()) == foldWords(b.GetVariant())
}

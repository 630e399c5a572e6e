package finding

import "slices"

// Primary returns the findings without those that another one causes: a finding that is CausedBy a field is left out as
// long as a finding about that field is reported that is at least as severe. Where that one is suppressed, switched off
// or lowered, nothing speaks for the caused finding, and it stays. A finding that is CausedBy its own field gives way
// to another about that field.
func Primary(findings []Finding) []Finding {
	if !slices.ContainsFunc(findings, func(f Finding) bool { return f.CausedBy != (Field{}) }) {
		return findings
	}
	reported := make(map[Field]Severity)
	report := func(f Finding) {
		if at := (Field{f.File, f.Path}); f.Suppression == nil {
			reported[at] = max(reported[at], f.Severity)
		}
	}
	caused := func(f Finding) bool {
		return f.CausedBy != (Field{}) && f.Suppression == nil && reported[f.CausedBy] >= f.Severity
	}
	byItself := func(f Finding) bool { return f.CausedBy == Field{f.File, f.Path} }
	for _, f := range findings {
		if !byItself(f) {
			report(f)
		}
	}
	kept := slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool { return byItself(f) && caused(f) })
	for _, f := range kept {
		if byItself(f) {
			report(f)
		}
	}
	return slices.DeleteFunc(kept, func(f Finding) bool { return !byItself(f) && caused(f) })
}

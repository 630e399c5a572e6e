package labels

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var withdrawnAsStandard = validate.Rule{
	ID:       "withdrawn-as-standard",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, use := range d.Uses {
			switch use.GetStrength() {
			case compendiumv1.Use_STANDARD_FIRST:
				checkStandard(p, d, i, use)
			case compendiumv1.Use_MAY_BE_USED, compendiumv1.Use_SOMETIMES_USED:
				if d.Lifecycle == compendiumv1.Drug_WITHDRAWN {
					p.Report(facts.UsePath(i, "strength"),
						"%s is WITHDRAWN, but its use %s is presented as usable: %s. Check whether the source is older than the "+
							"withdrawal.",
						d.DisplayName, use.GetId(), use.GetStrength()).
						Related(p.Record, "lifecycle", "The lifecycle").CausedBy(lifecycleOf(p)).Lower(finding.Warning)
				}
			}
		}
	},
}

// checkStandard reports a standard first treatment that is not available.
func checkStandard(p *validate.RecordPass, d *compendiumv1.Drug, i int, use *compendiumv1.Use) {
	const todo = "Lower the strength, or correct the %s."
	switch {
	case d.Lifecycle == compendiumv1.Drug_WITHDRAWN || d.Lifecycle == compendiumv1.Drug_INVESTIGATIONAL:
		p.Report(facts.UsePath(i, "strength"), "%s is %s, but its use %s is presented as the standard first treatment. "+todo,
			d.DisplayName, d.Lifecycle, use.GetId(), "lifecycle").
			Related(p.Record, "lifecycle", "The lifecycle").CausedBy(lifecycleOf(p))
	case licensedNowhere(p, use):
		fault, unread := eventOfLabelsAtFault(p, d, use)
		if unread {
			return
		}
		p.Report(facts.UsePath(i, "strength"),
			"%s is not licensed for %s in any jurisdiction of its labels as of %s: the license ended, or there never was one. "+
				"But the use is presented as the standard first treatment. "+todo,
			d.DisplayName, use.GetId(), p.AsOf, "events").
			Related(p.Record, facts.UsePath(i, "labels"), "The labels of the use").CausedBy(fault)
	}
}

// lifecycleOf returns the lifecycle as a field that may be at fault: lifecycle-contradicts-licenses reports it.
func lifecycleOf(p *validate.RecordPass) finding.Field {
	return finding.Field{File: p.Record.File(), Path: "lifecycle"}
}

// licensedNowhere reports whether a use has labels and, in each of their jurisdictions, its license has ended or never
// existed.
func licensedNowhere(p *validate.RecordPass, use *compendiumv1.Use) bool {
	for _, l := range use.GetLabels() {
		switch p.Status(use.GetId(), l.GetJurisdiction()).Status {
		case compendiumv1.Label_FORMERLY_ON_LABEL, compendiumv1.Label_UNLICENSED:
		default:
			return false
		}
	}
	return len(use.GetLabels()) > 0
}

// eventOfLabelsAtFault is facts.EventAtFault over all jurisdictions that a use has labels for.
func eventOfLabelsAtFault(p *validate.RecordPass, d *compendiumv1.Drug,
	use *compendiumv1.Use) (at finding.Field, unread bool) {
	for _, l := range use.GetLabels() {
		fault, lost := facts.EventAtFault(p, d, use.GetId(), l.GetJurisdiction())
		unread = unread || lost
		if at == (finding.Field{}) {
			at = fault
		}
	}
	return at, unread
}

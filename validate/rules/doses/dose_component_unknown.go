package doses

import (
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseComponentUnknown = validate.Rule{
	ID:       "dose-component-unknown",
	Severity: finding.Error,
	Record: validate.On(func(p *validate.RecordPass, regimen *compendiumv1.Regimen) {
		known := make(map[string]bool)
		var misnamed finding.Field // a component that is no record may be any of those that are missing
		for i, c := range regimen.GetComponents() {
			known[c.GetDrug()], known[c.GetProcedure()] = true, true
			if _, ok := p.Get(c.GetDrug()); c.GetDrug() != "" && !ok {
				misnamed = finding.Field{File: p.Record.File(), Path: facts.ItemPath("components", i, "drug")}
			}
		}
		check := func(path, name string) {
			if name != "" && !known[name] {
				p.Report(path, "%s is not a component of %s. Correct the name, or add the component.", name, p.Record.Name()).
					CausedBy(misnamed)
			}
		}
		for i, b := range regimen.GetBlocks() {
			for j, part := range b.GetParts() {
				check(partPath(i, j, "drug"), part.GetDrug())
				check(partPath(i, j, "procedure"), part.GetProcedure())
			}
		}
		for _, s := range stepsOf(p.Record) {
			check(s.at("share.drug"), s.GetShare().GetDrug())
			if component := s.GetAfter().GetComponent(); strings.HasPrefix(component, "drugs/") {
				check(s.at("after.component"), component)
			}
		}
	}),
}

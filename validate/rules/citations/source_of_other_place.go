package citations

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceOfOtherPlace = validate.Rule{
	ID:       "source-of-other-place",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, use := range d.GetUses() {
			for j, l := range use.GetLabels() {
				if l.OffLabel != nil {
					checkPlace(p, facts.LabelPath(i, j, "cites"), facts.LabelPath(i, j, "jurisdiction"), "The label status",
						l.GetJurisdiction(), "", l.GetCites())
				}
			}
		}
		for e := range facts.Events(d) {
			checkPlace(p, e.Path("cites"), facts.ItemPath("products", e.ProductIndex, "jurisdiction"), "The "+e.Words(),
				e.Product.GetJurisdiction(), e.GetRegulator(), e.GetCites())
		}
	},
}

// checkPlace reports a fact of a jurisdiction, and of a regulator if it is one's act, if each of its sources is of
// another. The jurisdiction is stated at a path of its own.
func checkPlace(p *validate.RecordPass, path, at, fact, jurisdiction, regulator string, cites []string) {
	first := ""
	for _, key := range cites {
		source := facts.Cited(p, catalog.Citations(p.Record.Message()), key)
		where, there := placeOf(source)
		switch {
		case there && !label.HoldsIn(source.GetJurisdiction(), jurisdiction) &&
			!haveOneRegulator(p, source.GetJurisdiction(), jurisdiction):
		case regulator != "" && source.GetRegulator() != "" && source.GetRegulator() != regulator:
			where = source.GetRegulator()
		default:
			return
		}
		if first == "" {
			first = where
		}
	}
	if first != "" {
		p.Report(path, "%s in %s rests only on sources from %s. Cite one from %[2]s.", fact, jurisdiction, first).
			CausedBy(finding.Field{File: p.Record.File(), Path: at})
	}
}

// haveOneRegulator reports whether a regulator has, or had, a mandate for two jurisdictions, as EMA had for the EU and
// the United Kingdom.
func haveOneRegulator(p *validate.RecordPass, a, b string) bool {
	return slices.ContainsFunc(p.Regulators.All(), func(r *compendiumv1.Regulator) bool {
		has := func(jurisdiction string) bool {
			return slices.ContainsFunc(r.GetMandates(),
				func(m *compendiumv1.Regulator_Mandate) bool { return m.GetJurisdiction() == jurisdiction })
		}
		return has(a) && has(b)
	})
}

// placeOf returns the place whose licenses a source is about. It returns ok=false if it may be about any.
func placeOf(source *compendiumv1.Source) (where string, ok bool) {
	switch source.GetKind() {
	case compendiumv1.Source_LABEL, compendiumv1.Source_REGULATORY_NOTICE, compendiumv1.Source_REGISTER:
		return source.GetJurisdiction(), source.GetJurisdiction() != ""
	default:
		return "", false
	}
}

package citations

import (
	"slices"
	"strings"

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
						[]string{l.GetJurisdiction()}, "", l.GetCites())
				}
			}
		}
		products := make(map[string]int)
		for i, product := range d.GetProducts() {
			products[product.GetId()] = i
		}
		for e := range facts.Events(d) {
			checkPlace(p, e.Path("cites"), facts.ItemPath("products", e.ProductIndex, "jurisdiction"), "The "+e.Words(),
				[]string{e.Product.GetJurisdiction()}, e.GetRegulator(), e.GetCites())
		}
		for i, item := range d.GetSafety() {
			path := facts.ItemPath("safety", i, "")
			checkPlace(p, path+".cites", path+".jurisdictions", item.GetKind().String(),
				item.GetJurisdictions(), "", item.GetCites())
		}
		for i, effect := range d.GetSideEffects() {
			for j, f := range effect.GetFrequencies() {
				if k, ok := products[f.GetProduct()]; ok {
					path := facts.ItemPath(facts.ItemPath("side_effects", i, "frequencies"), j, "")
					checkPlace(p, path+".cites", path+".product", "How often it occurs",
						[]string{d.GetProducts()[k].GetJurisdiction()}, "", f.GetCites())
				}
			}
		}
		for i, one := range d.GetDoses() {
			path := facts.ItemPath("doses", i, "")
			checkPlace(p, path+".cites", path+".jurisdictions", "The dose", one.GetJurisdictions(), "", one.GetCites())
			for j, r := range one.GetReductions() {
				checkPlace(p, facts.ItemPath(path+".reductions", j, "cites"), path+".jurisdictions", "The rule for the dose",
					one.GetJurisdictions(), "", r.GetCites())
			}
		}
	},
}

// checkPlace reports a fact of jurisdictions, and of a regulator if it is one's act, if each of its sources is of
// another. The jurisdictions are stated at a path of their own.
func checkPlace(p *validate.RecordPass, path, at, fact string, jurisdictions []string, regulator string,
	cites []string) {
	if len(jurisdictions) == 0 {
		return
	}
	first := ""
	for _, key := range cites {
		source := facts.Cited(p, catalog.Citations(p.Record.Message()), key)
		where, there := placeOf(source)
		switch {
		case there && !slices.ContainsFunc(jurisdictions, func(jurisdiction string) bool {
			return label.HoldsIn(where, jurisdiction) || haveOneRegulator(p, where, jurisdiction)
		}):
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
		p.Report(path, "%s in %s rests only on sources from %s. Cite one from %[2]s.", fact,
			strings.Join(jurisdictions, ", "), first).
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

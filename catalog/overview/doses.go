package overview

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/dose"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Dose is a dose of a drug, or how a regimen is given.
type Dose struct {
	Resource, Name string
	// For lists the uses, products and jurisdictions that the dose is limited to. Empty means all.
	For string
	// Basis is the schema's name of the authority, such as "LABEL". It is empty for a regimen.
	Basis string
	// Lines is the dose as text.
	Lines []string
}

// doses adds the doses of a record.
func (o *Overview) doses(r *catalog.Record) {
	switch m := r.Message().(type) {
	case *compendiumv1.Drug:
		for _, d := range m.GetDoses() {
			limits := slices.Concat(d.GetUses(), d.GetProducts(), d.GetJurisdictions())
			o.Doses = append(o.Doses, Dose{Resource: m.GetName(), Name: m.GetDisplayName(), For: strings.Join(limits, ", "),
				Basis: d.GetBasis().String(), Lines: []string{dose.Text(d)}})
		}
	case *compendiumv1.Regimen:
		if text := dose.RegimenText(m); text != "" {
			o.Doses = append(o.Doses, Dose{Resource: m.GetName(), Name: m.GetDisplayName(), Lines: strings.Split(text, "\n")})
		}
	}
}

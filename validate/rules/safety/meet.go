package safety

import (
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// meet reports whether two items of a drug surely hold in one jurisdiction, for one product, on one day.
func meet(p *validate.RecordPass, d *compendiumv1.Drug, a, b *compendiumv1.SafetyItem) bool {
	return meetInPlace(p, d, a, b) && meetInProduct(a, b) && meetInTime(a, b)
}

// meetInPlace reports whether two items surely share a jurisdiction.
func meetInPlace(p *validate.RecordPass, d *compendiumv1.Drug, a, b *compendiumv1.SafetyItem) bool {
	return facts.Overlap(jurisdictions(p, d, a), jurisdictions(p, d, b))
}

// jurisdictions returns where an item holds: where it says, else where the labels that it cites hold.
func jurisdictions(p *validate.RecordPass, d *compendiumv1.Drug, item *compendiumv1.SafetyItem) []string {
	if len(item.Jurisdictions) > 0 {
		return item.Jurisdictions
	}
	var list []string
	for _, key := range item.Cites {
		source := facts.Cited(p, d.Citations, key)
		if source.GetKind() == compendiumv1.Source_LABEL && source.GetJurisdiction() != "" {
			list = append(list, source.GetJurisdiction())
		}
	}
	return list
}

// meetInProduct reports whether two items share a product. An item that names none is about all.
func meetInProduct(a, b *compendiumv1.SafetyItem) bool {
	return len(a.Products) == 0 || len(b.Products) == 0 || facts.Overlap(a.Products, b.Products)
}

// meetInTime reports whether two items surely hold on one day.
func meetInTime(a, b *compendiumv1.SafetyItem) bool { return !mayPrecede(a, b) && !mayPrecede(b, a) }

// mayPrecede reports whether an item has ended and may have done so before another began.
func mayPrecede(a, b *compendiumv1.SafetyItem) bool {
	end, _, ended := facts.Days(a.Until)
	_, begin, begun := facts.Days(b.Since)
	return ended && (!begun || end <= begin)
}

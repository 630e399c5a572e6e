package asof

import (
	"cmp"
	"slices"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// lifecycleDate returns the newest date on which what is known of a drug's licenses is stated: by the sources of its
// products, or by a declared coverage.
func lifecycleDate(drug *compendiumv1.Drug, dates Dates) string {
	latest := ""
	for _, product := range drug.GetProducts() {
		latest = date.Newest(latest, productDate(drug, product, dates))
	}
	for _, c := range drug.GetCoverage() {
		latest = date.Newest(latest, c.GetCompleteAsOf())
	}
	return latest
}

// productDate returns the newest date on which the sources of a product state whether it is licensed and can be had.
func productDate(drug *compendiumv1.Drug, product *compendiumv1.Product, dates Dates) string {
	latest := ""
	add := func(cites []string) { latest = date.Newest(latest, newest(drug.GetCitations(), cites, dates)) }
	for _, e := range product.GetAuthorizations() {
		add(e.GetCites())
	}
	for _, m := range product.GetMarketing() {
		add(m.GetCites())
	}
	return latest
}

// inUseDate returns the newest date on which what is known of some products is stated: by their sources, or by a
// coverage that is declared for their jurisdictions.
func inUseDate(drug *compendiumv1.Drug, products []*compendiumv1.Product, dates Dates) string {
	latest := ""
	for _, product := range products {
		latest = date.Newest(latest, productDate(drug, product, dates))
		for _, c := range drug.GetCoverage() {
			if c.GetJurisdiction() == product.GetJurisdiction() {
				latest = date.Newest(latest, c.GetCompleteAsOf())
			}
		}
	}
	return latest
}

// marketedDate returns the newest date on which it is stated whether the products of a label can be had: by the sources
// of the events that tell so, or, if none of them has a date, by the events.
func marketedDate(drug *compendiumv1.Drug, l *compendiumv1.Label, dates Dates, day date.Day) string {
	if l.Marketed == nil {
		return ""
	}
	stated, began := "", ""
	for _, product := range drug.GetProducts() {
		if !slices.Contains(l.GetProducts(), product.GetId()) {
			continue
		}
		event := label.Market(product, day)
		if sold := label.CanBeHad(event); sold != nil && *sold == l.GetMarketed() {
			stated = date.Newest(stated, newest(drug.GetCitations(), event.GetCites(), dates))
			began = date.Newest(began, event.GetDate())
		}
	}
	return cmp.Or(stated, began)
}

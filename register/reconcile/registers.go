// Package reconcile compares content with registers, offline, by rules that run and report as those of lint do.
//
// It knows registers, records and the engine of rules. Registers tell of products and their licenses as a whole;
// nothing here takes the date of a product's first license for that of an indication, or a missing row for a refusal.
package reconcile

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/fold"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register/dmd"
	"github.com/opencompendium/compendium/register/dpd"
	"github.com/opencompendium/compendium/register/drugsatfda"
	"github.com/opencompendium/compendium/register/ema"
)

// Registers are the registers to compare with. Each may be nil.
type Registers struct {
	FDA *drugsatfda.Register
	DPD *dpd.Register
	EMA *ema.Register
	DMD []dmd.Moiety
	// FDABefore, DPDBefore and EMABefore are older files of the same registers, to tell what changed since.
	FDABefore *drugsatfda.Register
	DPDBefore *dpd.Register
	EMABefore *ema.Register
}

// lookup finds the entries of products.
type lookup struct {
	Registers

	fdaProducts map[string][]drugsatfda.Product // by application
	byDIN       map[string]*dpd.Product
	wasByDIN    map[string]*dpd.Product // in DPDBefore
	byNumber    map[string]ema.Medicine // by product number of the EMA
	byBrand     map[string][]ema.Medicine
}

func newLookup(r Registers) *lookup {
	l := &lookup{Registers: r, fdaProducts: make(map[string][]drugsatfda.Product),
		byNumber: make(map[string]ema.Medicine), byBrand: make(map[string][]ema.Medicine)}
	if r.FDA != nil {
		for _, p := range r.FDA.Products {
			l.fdaProducts[p.Application] = append(l.fdaProducts[p.Application], p)
		}
	}
	l.byDIN, l.wasByDIN = byDIN(r.DPD), byDIN(r.DPDBefore)
	if r.EMA != nil {
		for _, m := range r.EMA.Medicines {
			l.byNumber[m.Number] = m
			l.byBrand[fold.Name(m.Name)] = append(l.byBrand[fold.Name(m.Name)], m)
		}
	}
	return l
}

// byDIN returns the products of a register, which may be nil, by their drug identification numbers.
func byDIN(r *dpd.Register) map[string]*dpd.Product {
	products := make(map[string]*dpd.Product)
	if r == nil {
		return products
	}
	for _, p := range r.Products {
		if p.DIN != "" {
			products[p.DIN] = p
		}
	}
	return products
}

// applications returns the numbers of the FDA's applications that a product names, as six digits, with how it names
// them.
func applications(p *compendiumv1.Product) map[string]string {
	found := make(map[string]string)
	for _, number := range p.GetApplicationNumbers() {
		if d := digits(number); d != "" {
			found[d] = number
		}
	}
	for _, e := range p.GetAuthorizations() {
		if e.GetRegulator() != "regulators/fda" {
			continue
		}
		for number := range strings.SplitSeq(e.GetReference(), ",") {
			if d := digits(number); d != "" {
				found[d] = strings.TrimSpace(number)
			}
		}
	}
	return found
}

// dins returns the drug identification numbers of a product.
func dins(p *compendiumv1.Product) []string {
	var list []string
	for _, c := range p.GetCodes() {
		if c.GetSystem() == compendiumv1.Code_DIN {
			list = append(list, c.GetCode())
		}
	}
	return list
}

// entries returns what registers say of a product, in a stable order.
func (l *lookup) entries(p *compendiumv1.Product) []*entry {
	var list []*entry
	switch p.GetJurisdiction() {
	case "US":
		if l.FDA == nil {
			break
		}
		for number := range applications(p) {
			if l.FDA.Applications[number] != nil {
				list = append(list, fdaEntry(l.FDA, l.fdaProducts[number], number, p.GetBrand()))
			}
		}
	case "CA":
		for _, din := range dins(p) {
			if found := l.byDIN[din]; found != nil {
				list = append(list, dpdEntry(l.DPD, found))
			}
		}
	case "EU":
		if m, ok := l.medicine(p); ok {
			list = append(list, emaEntry(l.EMA, m))
		}
	}
	slices.SortFunc(list, func(a, b *entry) int { return strings.Compare(a.number, b.number) })
	return list
}

// medicine returns the row of the EMA's table for a product: by its number, or by its brand if one medicine that is or
// was licensed has that, or if one row has.
func (l *lookup) medicine(p *compendiumv1.Product) (ema.Medicine, bool) {
	for _, c := range p.GetCodes() {
		if c.GetSystem() == compendiumv1.Code_EMA_PRODUCT_NUMBER {
			m, ok := l.byNumber[c.GetCode()]
			return m, ok
		}
	}
	named := l.byBrand[fold.Name(p.GetBrand())]
	of := slices.DeleteFunc(slices.Clone(named), func(m ema.Medicine) bool { return !m.IsLicensed() })
	if len(of) == 0 {
		of = named
	}
	if p.GetBrand() == "" || len(of) != 1 {
		return ema.Medicine{}, false
	}
	return of[0], true
}

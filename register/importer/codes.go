package importer

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// code is a code that identifies a drug, with the field of its system.
type code struct{ system, value string }

// codesOf returns the codes of a drug, with those that it had.
func codesOf(d *compendiumv1.Drug) []code {
	c := d.GetCodes()
	list := []code{{"rxcui", c.GetRxcui()}, {"atc", c.GetAtc()}, {"ncit", c.GetNcit()}, {"unii", c.GetUnii()},
		{"snomed", c.GetSnomed()}}
	for _, atc := range c.GetFurtherAtc() {
		list = append(list, code{"atc", atc})
	}
	for _, r := range c.GetRetired() {
		list = append(list, code{r.GetSystem(), r.GetCode()})
	}
	return slices.DeleteFunc(list, func(c code) bool { return c.value == "" })
}

// takenCodes returns the codes of the drugs of a catalog, which may be nil, for which of holds.
func takenCodes(c *catalog.Catalog, of func(*catalog.Record) bool) map[code]bool {
	taken := make(map[code]bool)
	if c == nil {
		return taken
	}
	for _, r := range c.Records(catalog.Drugs) {
		if !of(r) {
			continue
		}
		for _, code := range codesOf(r.Drug()) {
			taken[code] = true
		}
	}
	return taken
}

// dropSharedCodes leaves out the codes that several drugs of the import have, or that one of the catalog has: a code
// identifies one drug, and nothing here says which.
func (b *builder) dropSharedCodes() {
	first, shared := make(map[code]*compendiumv1.Drug), make(map[code]bool)
	for _, r := range b.Records {
		d, _ := r.Message.(*compendiumv1.Drug)
		for _, code := range codesOf(d) {
			if first[code] == nil {
				first[code] = d
			}
			shared[code] = shared[code] || first[code] != d || b.known.codes[code]
		}
	}
	for _, r := range b.Records {
		d, _ := r.Message.(*compendiumv1.Drug)
		for _, code := range codesOf(d) {
			if !shared[code] {
				continue
			}
			removeCode(d.GetCodes(), code)
			b.left(r.Path(), code.value, "the code is one of several records, and would be none's alone")
		}
		if len(codesOf(d)) == 0 && d != nil {
			d.Codes = nil
		}
	}
}

// removeCode removes a code. The first further ATC code takes the place of the first.
func removeCode(c *compendiumv1.DrugCodes, gone code) {
	if gone.system == "atc" && c.GetAtc() == gone.value {
		c.Atc = ""
		if len(c.GetFurtherAtc()) > 0 {
			c.Atc, c.FurtherAtc = c.GetFurtherAtc()[0], c.GetFurtherAtc()[1:]
		}
	}
	fields := map[string]*string{"rxcui": &c.Rxcui, "ncit": &c.Ncit, "unii": &c.Unii, "snomed": &c.Snomed}
	for system, field := range fields {
		if gone == (code{system, *field}) {
			*field = ""
		}
	}
	c.FurtherAtc = slices.DeleteFunc(c.FurtherAtc, func(atc string) bool { return gone == code{"atc", atc} })
	c.Retired = slices.DeleteFunc(c.Retired, func(r *compendiumv1.DrugCodes_Retired) bool {
		return gone == code{r.GetSystem(), r.GetCode()}
	})
}

package codes

import (
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var codeDuplicate = validate.Rule{
	ID:       "code-duplicate",
	Severity: finding.Error,
	Title:    "Two records have the same code",
	Explanation: "A code of a terminology identifies one concept. If two drugs, conditions or targets share a code, a " +
		"system that matches by code takes one for the other. Correct the wrong one; retired codes count too.",
	Catalog: func(p *validate.CatalogPass) {
		type code struct {
			kind          catalog.Kind
			system, value string
		}
		type use struct {
			record *catalog.Record
			path   string
		}
		first := make(map[code]use)
		for _, r := range p.Catalog.All() {
			for _, c := range codesOf(r.Message()) {
				key := code{r.Kind(), c.system, c.value}
				other, taken := first[key]
				switch {
				case !taken:
					first[key] = use{r, c.path}
				case other.record != r: // a code repeated within one record is not ambiguous
					p.Report(r, c.path, "The code %s (%s) is also a code of %s. A code identifies one thing: correct the wrong one.",
						c.value, c.system, other.record.Name()).Related(other.record, other.path, "The same code there")
				}
			}
		}
	},
}

// codeAt is a code, its terminology and its path.
type codeAt struct{ system, value, path string }

// codesOf returns the codes of a drug, condition or target.
func codesOf(record proto.Message) []codeAt {
	var list []codeAt
	add := func(system, value, path string) {
		if value != "" {
			list = append(list, codeAt{system, value, path})
		}
	}
	switch m := record.(type) {
	case *compendiumv1.Drug:
		codes := m.GetCodes()
		add("rxcui", codes.GetRxcui(), "codes.rxcui")
		add("atc", codes.GetAtc(), "codes.atc")
		for i, atc := range codes.GetFurtherAtc() {
			add("atc", atc, facts.ItemPath("codes.further_atc", i, ""))
		}
		add("ncit", codes.GetNcit(), "codes.ncit")
		add("unii", codes.GetUnii(), "codes.unii")
		add("snomed", codes.GetSnomed(), "codes.snomed")
		for i, retired := range codes.GetRetired() {
			add(retired.GetSystem(), retired.GetCode(), facts.ItemPath("codes.retired", i, "code"))
		}
	case *compendiumv1.Condition:
		add("ncit", m.GetCodes().GetNcit(), "codes.ncit")
		add("mondo", m.GetCodes().GetMondo(), "codes.mondo")
		add("oncotree", m.GetCodes().GetOncotree(), "codes.oncotree")
	case *compendiumv1.Target:
		add("hgnc", m.GetCodes().GetHgnc(), "codes.hgnc")
		add("ncit", m.GetCodes().GetNcit(), "codes.ncit")
	}
	return list
}

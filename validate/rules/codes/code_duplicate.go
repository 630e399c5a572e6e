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
	Explanation: "A code of a terminology stands for one concept. Where two drugs, conditions or targets have the same one, a system that matches by " +
		"code takes one for the other. Correct the one that is wrong; retired codes count too.",
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
				case other.record != r: // a code that a record itself has twice leads to no other
					p.Report(r, c.path, "The code %s (%s) is one of %s too. A code stands for one thing: correct the one that is wrong.",
						c.value, c.system, other.record.Name()).Related(other.record, other.path, "The same code there")
				}
			}
		}
	},
}

type codeAt struct{ system, value, path string }

// codesOf gives the codes of a drug, condition or target.
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

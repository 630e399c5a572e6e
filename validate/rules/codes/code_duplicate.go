package codes

import (
	"cmp"

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
			for _, c := range append(codesOf(r.Message()), equivalentCodes(r.Message())...) {
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

// codesOf returns the codes of a record that have fields of their own.
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
		add("symbol", m.GetSymbol(), "symbol")
		add("hgnc", m.GetCodes().GetHgnc(), "codes.hgnc")
		add("ncit", m.GetCodes().GetNcit(), "codes.ncit")
	case *compendiumv1.Effect:
		add("ncit", m.GetCodes().GetNcit(), "codes.ncit")
		add("ctcae", m.GetCodes().GetCtcae(), "codes.ctcae")
	}
	return list
}

// otherCode is a code in a system that has no field of its own, and its path.
type otherCode struct {
	*compendiumv1.Code

	path      string
	ofProduct bool
}

// otherCodes returns the codes of a record, and of its products, that have no field of their own.
func otherCodes(record proto.Message) []otherCode {
	var list []otherCode
	add := func(path string, codes []*compendiumv1.Code, ofProduct bool) {
		for i, c := range codes {
			list = append(list, otherCode{c, facts.ItemPath(path, i, ""), ofProduct})
		}
	}
	switch m := record.(type) {
	case *compendiumv1.Drug:
		add("codes.other", m.GetCodes().GetOther(), false)
		for i, product := range m.GetProducts() {
			add(facts.ItemPath("products", i, "codes"), product.GetCodes(), true)
		}
	case *compendiumv1.Condition:
		add("codes.other", m.GetCodes().GetOther(), false)
	case *compendiumv1.Target:
		add("codes.other", m.GetCodes().GetOther(), false)
	case *compendiumv1.Effect:
		add("codes.other", m.GetCodes().GetOther(), false)
	}
	return list
}

// equivalentCodes returns the codes without a field of their own that identify the record or a product of it.
func equivalentCodes(record proto.Message) []codeAt {
	var list []codeAt
	for _, c := range otherCodes(record) {
		if c.GetCode() == "" || !equivalent(c.Code) || c.GetSystem() == compendiumv1.Code_SPL_SET_ID {
			continue
		}
		list = append(list, codeAt{cmp.Or(named[c.GetSystem()], c.GetSystem().String()), c.GetCode(), c.path + ".code"})
	}
	return list
}

// named are the systems that have a field of their own in some records, by the name of the field.
var named = map[compendiumv1.Code_System]string{
	compendiumv1.Code_NCIT: "ncit", compendiumv1.Code_SNOMED_CT: "snomed",
}

// equivalent reports whether a code means the same as its record.
func equivalent(c *compendiumv1.Code) bool {
	return c.GetRelation() == compendiumv1.Code_RELATION_UNSPECIFIED || c.GetRelation() == compendiumv1.Code_EQUIVALENT
}

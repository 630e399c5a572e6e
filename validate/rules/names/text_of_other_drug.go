package names

import (
	"slices"
	"strings"
	"sync"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var textOfOtherDrug = validate.Rule{
	ID:       "text-of-other-drug",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		named, brands := facts.NamesOfDrugs(p.Catalog), facts.BrandsOfDrugs(p.Catalog)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			isOther := func(name string) bool {
				return name != r.Name() && !r.RefersTo(name) && !facts.AreForms(p.Catalog, name, r.Name())
			}
			summary := r.Drug().GetMechanism().GetSummary()
			about := named.At(summary)
			if len(about) > 0 && !facts.HaveOne(p.Catalog, about, []string{r.Name()}) {
				p.Report(r, "mechanism.summary", "The summary begins with %s, and the record is about %s. Correct it, or begin "+
					"with what this drug does.", about[0], r.Name())
			}
			checkBrands(p, brands, r, isOther)
		}
	},
}

// checkBrands reports texts of a drug with the brand of another one that the record does not refer to.
func checkBrands(p *validate.CatalogPass, brands *facts.Named, r *catalog.Record, isOther func(string) bool) {
	sentences().Visit(r.Message().ProtoReflect(), func(m protoreflect.Message, field protoreflect.FieldDescriptor,
		path string) {
		if aside(path) {
			return
		}
		text := m.Get(field).String()
		for _, name := range brands.In(text) {
			if brand := brandIn(p.Catalog, name, text); brand != "" && isOther(name) {
				p.Report(r, path, "The text has %s, a brand of %s, but the record is about %s and does not refer to that "+
					"drug. Correct the name, or refer to the drug.", brand, name, r.Name())
				return
			}
		}
	})
}

// aside reports whether texts at a path are about other records as well, such as sources and what is missing, or are
// those of registers, whose words for strengths are brands, too: INH, of an inhaler, is a brand of isoniazid.
func aside(path string) bool {
	for _, list := range []string{"names[", "products[", "citations[", "conflicts[", "gaps[", "coverage["} {
		if strings.HasPrefix(path, list) {
			return true
		}
	}
	return false
}

// brandIn returns the brand of a drug that a text has in the same letters, or "".
func brandIn(c *catalog.Catalog, name, text string) string {
	drug, _ := c.Message(name).(*compendiumv1.Drug)
	for _, brand := range facts.Brands(drug) {
		if strings.Contains(text, brand) {
			return brand
		}
	}
	return ""
}

// sentences is the walk to the fields that hold sentences about a drug.
var sentences = sync.OnceValue(func() *catalog.Walk {
	fields := []string{"text", "summary", "action", "expected_effect", "population", "instructions", "words", "unknown",
		"indication", "reason", "with_text"}
	return catalog.NewWalk(func(field protoreflect.FieldDescriptor) bool {
		return field.Kind() == protoreflect.StringKind && !field.IsList() && slices.Contains(fields, string(field.Name()))
	})
})

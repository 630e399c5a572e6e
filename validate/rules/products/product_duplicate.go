package products

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var productDuplicate = validate.Rule{
	ID:       "product-duplicate",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		alike := make(map[string][]int)
		for i, product := range d.GetProducts() {
			key, ok := identity(product)
			if !ok {
				continue
			}
			for _, j := range alike[key] {
				difference := compareDetails(d.GetProducts()[j], product)
				if difference == different {
					continue
				}
				report := p.Report(facts.ItemPath(productsList, i, ""),
					"%s in %s is listed above, and nothing sets the two apart. Merge them, or state what does: holder, forms, "+
						"strengths, application_numbers or codes.", called(product), product.GetJurisdiction()).
					Related(p.Record, facts.ItemPath(productsList, j, ""), "The first")
				if difference == oneSided {
					report.Lower(finding.Warning)
				}
				break
			}
			if len(alike[key]) < validate.MaxHints {
				alike[key] = append(alike[key], i)
			}
		}
	},
}

// identity returns what two records of one product agree in: the brand, or else the holder. It returns ok=false for a
// product with neither, of which there may be many.
func identity(product *compendiumv1.Product) (key string, ok bool) {
	called := fold.Name(product.GetBrand())
	if called == "" {
		called = "held by " + fold.Name(product.GetHolder())
	}
	return called + " in " + product.GetJurisdiction(), product.GetBrand() != "" || product.GetHolder() != ""
}

// details is how two products that look alike compare in what may set them apart.
type details int

const (
	same      details = iota // both state the same
	oneSided                 // one states what the other does not
	different                // they state different things
)

// compareDetails compares the holders, forms, routes, strengths, application numbers and codes of two products.
func compareDetails(a, b *compendiumv1.Product) details {
	found := same
	for _, stated := range [][2][]string{
		{holder(a), holder(b)},
		{words(a.GetDoseForms()), words(b.GetDoseForms())},
		{words(a.GetRoutes()), words(b.GetRoutes())},
		{texts(a.GetStrengths()), texts(b.GetStrengths())},
		{normalized(a.GetApplicationNumbers()), normalized(b.GetApplicationNumbers())},
		{texts(a.GetCodes()), texts(b.GetCodes())},
	} {
		switch {
		case slices.Equal(stated[0], stated[1]):
		case len(stated[0]) == 0 || len(stated[1]) == 0:
			found = max(found, oneSided)
		default:
			return different
		}
	}
	return found
}

// holder returns the holder of a product as it is compared, or none.
func holder(product *compendiumv1.Product) []string {
	if product.GetHolder() == "" {
		return nil
	}
	return []string{fold.Name(product.GetHolder())}
}

// words returns the sorted names of values of an enum.
func words[E fmt.Stringer](values []E) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = v.String()
	}
	slices.Sort(list)
	return list
}

// texts returns messages as sorted texts that are equal where they are.
func texts[M proto.Message](list []M) []string {
	encoded := make([]string, len(list))
	for i, m := range list {
		text, err := proto.MarshalOptions{Deterministic: true}.Marshal(m)
		if err != nil {
			return nil // the text of a record is valid UTF-8, so that this cannot be
		}
		encoded[i] = string(text)
	}
	slices.Sort(encoded)
	return encoded
}

func normalized(numbers []string) []string {
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = applicationNumber(n)
	}
	slices.Sort(list)
	return list
}

// called returns what to call a product in a message.
func called(product *compendiumv1.Product) string {
	return cmp.Or(product.GetBrand(), product.GetId(), "the product of "+product.GetHolder())
}

// applicationNumber returns the number of an application in the form in which it is compared: "NDA21588" for "NDA
// 021588".
func applicationNumber(s string) string {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	letters := strings.TrimRight(s, "0123456789")
	return letters + strings.TrimLeft(s[len(letters):], "0")
}

package importer

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/schema/violation"
)

// entry adds a row as an entry of the list.
func (c *csvImport) entry(place string, row []string, cells []cell) error {
	e := &compendiumv1.DrugList_Entry{Cites: cites()}
	var gaps []*compendiumv1.Gap
	for _, cell := range cells {
		if len(cell.values) == 0 {
			if cell.GetGap() != "" {
				gaps = append(gaps, &compendiumv1.Gap{Field: cell.GetField(), Reason: cell.GetGap(), Cites: cites()})
			}
			continue
		}
		if cell.GetField() == "drug" {
			name, ok := c.resolve(cell.values[0])
			if !ok {
				c.left(place, cell.values[0], "no record, or more than one, has the name of a drug")
				return nil
			}
			if !c.byProduct() {
				product, brand := brandOf(c.catalog, name, cell.values[0], c.list.GetJurisdictions())
				if brand && product == "" {
					c.left(place, cell.values[0], "the name is a brand, and no product, or more than one, of the drug has it there")
					return nil
				}
				e.Product = product
			}
			cell.values = []string{name}
		}
		if err := set(e.ProtoReflect(), cell.field, cell.values); err != nil {
			return fmt.Errorf("%s: %w", place, err)
		}
	}
	if e.GetDrug() == "" || e.GetStatus() == compendiumv1.DrugList_Entry_STATUS_UNSPECIFIED {
		c.left(place, oneLine(strings.Join(row, " ")), "the row has no drug or no status")
		return nil
	}
	if !c.valid(place, e) {
		return nil
	}
	if e.GetId() == "" {
		parts := []string{strings.TrimPrefix(e.GetDrug(), "drugs/"), e.GetUse(), e.GetProduct()}
		parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
		e.Id = strings.Join(parts, "-")
	}
	base := e.GetId()
	for n := 2; c.entries[e.GetId()]; n++ {
		e.Id = fmt.Sprintf("%s-%d", base, n)
	}
	c.entries[e.GetId()] = true
	for _, gap := range gaps {
		gap.Field = fmt.Sprintf("entries[%q].%s", e.GetId(), gap.GetField())
		c.list.Gaps = append(c.list.Gaps, gap)
	}
	c.list.Entries = append(c.list.Entries, e)
	return nil
}

// byProduct reports whether the mapping says which product of a drug an entry is about.
func (c *csvImport) byProduct() bool {
	return slices.ContainsFunc(c.fields, func(t target) bool { return t.is("product") })
}

// product adds a row as a product of the drug that it names. Rows of one drug agree in what is not the product's.
func (c *csvImport) product(place string, cells []cell) error {
	d, p := c.drug("", "sources/"+c.mapping.GetName()), &compendiumv1.Product{Cites: cites()}
	d.Lifecycle = compendiumv1.Drug_LIFECYCLE_UNSPECIFIED
	hasProduct := false
	var gaps []*compendiumv1.Gap
	for _, cell := range cells {
		field, ofProduct := strings.CutPrefix(cell.GetField(), "products.")
		hasProduct = hasProduct || ofProduct && cell.GetColumn() != "" && len(cell.values) > 0
		if cell.isAlone(cells) {
			continue
		}
		var err error
		switch {
		case len(cell.values) == 0 && cell.GetGap() != "":
			gap := &compendiumv1.Gap{Field: field, Reason: cell.GetGap(), Cites: cites()}
			if ofProduct {
				gaps = append(gaps, gap)
			} else {
				d.Gaps = append(d.Gaps, gap)
			}
		case field == "strengths" && ofProduct:
			for _, text := range cell.values {
				p.Strengths = append(p.Strengths, strengthOf(text, c.mapping.GetDecimal()))
			}
		case ofProduct:
			err = set(p.ProtoReflect(), cell.field, cell.values)
		default:
			err = set(d.ProtoReflect(), cell.field, cell.values)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", place, err)
		}
	}
	if d.GetDisplayName() == "" {
		c.left(place, "", "the row has no display_name")
		return nil
	}
	if !c.valid(place, d) || hasProduct && !c.valid(place, p) || d.GetDisplayName() == "" {
		return nil
	}
	for _, e := range p.GetAuthorizations() {
		e.Id = cmp.Or(e.GetId(), strings.ToLower(strings.ReplaceAll(e.GetEvent().String(), "_", "-"))+"-"+e.GetDate())
	}
	if known := c.known(place, d); hasProduct {
		c.addProduct(place, known, p, gaps)
	}
	return nil
}

// addProduct adds a product to its drug, unless that has it from another row.
func (c *csvImport) addProduct(
	place string, known *compendiumv1.Drug, p *compendiumv1.Product, gaps []*compendiumv1.Gap,
) {
	said, _ := proto.MarshalOptions{Deterministic: true}.Marshal(p)
	key := known.GetDisplayName() + "\n" + string(said)
	if c.said[key] {
		c.left(place, known.GetDisplayName(), "the row says what another row says")
		return
	}
	c.said[key] = true
	p.Id = fmt.Sprintf("%s-%d", strings.ToLower(cmp.Or(p.GetJurisdiction(), "product")), len(known.GetProducts())+1)
	for _, gap := range gaps {
		gap.Field = fmt.Sprintf("products[%q].%s", p.GetId(), gap.GetField())
		known.Gaps = append(known.Gaps, gap)
	}
	known.Products = append(known.Products, p)
}

// valid reports whether the schema admits what a row says. What its fields say together is for lint. A product is valid
// without a value that is not, since each of its values is true by itself; an entry of a list is not.
func (c *csvImport) valid(place string, m proto.Message) bool {
	for _, v := range c.violations(m) {
		_, message := violation.Of(v.Violation, protovalidate.FieldPathString(v.Proto.GetField()))
		what := v.path // that is missing
		if v.FieldValue.IsValid() {
			what = cut(fmt.Sprint(v.FieldValue), maxTitle)
		}
		c.left(place, what, "a value of "+v.path+" is not valid: "+message)
		v.of.clear(m.ProtoReflect())
		if c.list != nil {
			return false
		}
	}
	return len(c.violations(m)) == 0
}

// invalid is a violation of a field that a row fills.
type invalid struct {
	*protovalidate.Violation

	path string
	of   target
}

// violations returns what the schema does not admit of what a row says.
func (c *csvImport) violations(m proto.Message) []invalid {
	var found *protovalidate.ValidationError
	if !errors.As(protovalidate.Validate(m), &found) {
		return nil
	}
	var list []invalid
	for _, v := range found.Violations {
		path := protovalidate.FieldPathString(v.Proto.GetField())
		i := slices.IndexFunc(c.fields, func(t target) bool { return t.is(path) })
		if i >= 0 {
			list = append(list, invalid{v, path, c.fields[i]})
		}
	}
	return list
}

// known returns the record of a row's drug. It makes one of the first row.
func (c *csvImport) known(place string, d *compendiumv1.Drug) *compendiumv1.Drug {
	key := fold.Name(d.GetDisplayName())
	if known := c.drugs[key]; known != nil {
		if !sameButProducts(known, d) {
			c.left(place, d.GetDisplayName(), "the row says something else of its drug than the first row of it")
		}
		return known
	}
	c.drugs[key] = d
	resource, exists := c.record(d.GetDisplayName())
	if exists {
		return d // it is none of the import's
	}
	d.Names = append([]*compendiumv1.Name{{Text: d.GetDisplayName(), Type: compendiumv1.Name_SYNONYM, Cites: cites()}},
		d.GetNames()...)
	if d.GetCodes() != nil {
		d.Codes.Cites = cites()
	}
	c.add(catalog.Drugs, strings.TrimPrefix(resource, "drugs/"), d)
	return d
}

// sameButProducts reports whether two rows say the same of their drug.
func sameButProducts(known, d *compendiumv1.Drug) bool {
	a, _ := proto.Clone(known).(*compendiumv1.Drug)
	b, _ := proto.Clone(d).(*compendiumv1.Drug)
	for _, drug := range []*compendiumv1.Drug{a, b} {
		drug.DisplayName, drug.Products, drug.Gaps, drug.Names = "", nil, nil, nil
		if drug.GetCodes() != nil {
			drug.Codes.Cites = nil
		}
	}
	return proto.Equal(a, b)
}

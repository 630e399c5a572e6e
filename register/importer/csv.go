package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/schema/violation"
)

// Resolve returns the resource name of the drug that a name or code leads to, and whether there is just one.
type Resolve func(name string) (string, bool)

// CSV returns the records of a flat table by a mapping: a list with an entry for each row, or drugs with a product for
// each row. Drugs are looked up in known, which may be nil. The error is for a mapping or table that cannot be used at
// all.
func CSV(table io.Reader, mapping *configv1.Mapping, known *catalog.Catalog) (*Import, error) {
	day := cmp.Or(mapping.GetSource().GetDates().GetRevised(), mapping.GetSource().GetDates().GetPublished())
	if len(day) != len(time.DateOnly) {
		return nil, errors.New("the mapping has no day: add source.dates.revised or published, the day of the table")
	}
	c := &csvImport{
		builder: newBuilder(mapping.GetName(), day, Known(known, mapping.GetName())), mapping: mapping,
		resolve: Resolver(known), catalog: known,
		entries: make(map[string]bool), drugs: make(map[string]*compendiumv1.Drug),
	}
	rows, err := newTable(table, mapping)
	if err != nil {
		return nil, err
	}
	if err := c.findColumns(rows); err != nil {
		return nil, err
	}
	if err := c.findFields(); err != nil {
		return nil, err
	}
	if mapping.GetList() != nil {
		c.list, _ = proto.Clone(mapping.GetList()).(*compendiumv1.DrugList)
		c.list.Review, c.list.Cites = c.review(), cites()
		c.list.Citations = map[string]*compendiumv1.Citation{cite: {Source: "sources/" + mapping.GetName()}}
		c.list.Date = cmp.Or(c.list.GetDate(), day)
		c.add(catalog.Lists, mapping.GetName(), c.list)
	}
	for {
		place, values, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := c.row(place, values); err != nil {
			return nil, err
		}
	}
	c.addShared(catalog.Sources, mapping.GetName(), mapping.GetSource())
	return c.finish(), nil
}

type csvImport struct {
	*builder

	mapping *configv1.Mapping
	columns []int    // of each column of the mapping, or -1 for a constant
	fields  []target // of each column of the mapping
	width   int      // of the table
	resolve Resolve
	catalog *catalog.Catalog       // where drugs are looked up, or nil
	list    *compendiumv1.DrugList // nil if rows are products
	entries map[string]bool        // IDs
	drugs   map[string]*compendiumv1.Drug
}

// findColumns finds the columns of the mapping in the first row that has all of their names, and reports what is above
// it and the columns that stay unused.
func (c *csvImport) findColumns(rows *table) error {
	header := c.mapping.GetHeader()
	var first []string
	for !c.namesColumns(header) {
		place, values, err := rows.next()
		if errors.Is(err, io.EOF) && first == nil {
			return errors.New("the table is empty; one of its rows names the columns")
		}
		if errors.Is(err, io.EOF) {
			return c.missing(first)
		}
		if err != nil {
			return err
		}
		if first == nil {
			first = values
		} else {
			c.left(place, strings.Join(header, ","), "the row is above the names of the columns")
		}
		header = values
	}
	used := make(map[int]bool)
	c.width = len(header)
	for _, column := range c.mapping.GetColumns() {
		at := columnOf(header, column.GetColumn())
		if at >= 0 && columnOf(header[at+1:], column.GetColumn()) >= 0 {
			return fmt.Errorf("the table has the column %q twice; name each otherwise", column.GetColumn())
		}
		used[at] = true
		c.columns = append(c.columns, at)
	}
	for i, name := range header {
		if !used[i] {
			c.left("column", oneLine(name), "the mapping does not name the column")
		}
	}
	return nil
}

// namesColumns reports whether a row has the names of all columns of the mapping.
func (c *csvImport) namesColumns(row []string) bool {
	return len(row) > 0 && !slices.ContainsFunc(c.mapping.GetColumns(), func(column *configv1.Mapping_Column) bool {
		return column.GetColumn() != "" && columnOf(row, column.GetColumn()) < 0
	})
}

// missing returns the error of a table without a row that names the columns. It shows the first row.
func (c *csvImport) missing(row []string) error {
	for _, column := range c.mapping.GetColumns() {
		if column.GetColumn() != "" && columnOf(row, column.GetColumn()) < 0 {
			shown := slices.DeleteFunc(slices.Clone(row), func(name string) bool { return name == "" })
			return fmt.Errorf("no row of the table has the names of all columns of the mapping. The first has no %q; it has "+
				"%q. If these are several, set delimiter in the mapping; if they are no names, write those as header there",
				column.GetColumn(), shown)
		}
	}
	return nil
}

// columnOf returns the index of a column in a row of names, or -1 if there is none. Line breaks count as spaces.
func columnOf(row []string, name string) int {
	if name == "" {
		return -1 // a constant
	}
	return slices.IndexFunc(row, func(h string) bool { return oneLine(h) == oneLine(name) })
}

// findFields finds the fields that the columns of the mapping fill.
func (c *csvImport) findFields() error {
	var list *compendiumv1.DrugList_Entry
	var drug *compendiumv1.Drug
	var product *compendiumv1.Product
	filled := make(map[string]bool)
	for _, column := range c.mapping.GetColumns() {
		of, path := list.ProtoReflect().Descriptor(), column.GetField()
		if c.mapping.GetList() == nil {
			of = drug.ProtoReflect().Descriptor()
			if below, ok := strings.CutPrefix(path, "products."); ok {
				of, path = product.ProtoReflect().Descriptor(), below
			}
		}
		field, err := targetOf(of, path)
		if err != nil {
			return err
		}
		if filled[column.GetField()] && !field.last().IsList() {
			return fmt.Errorf("the mapping fills the field %s twice", column.GetField())
		}
		filled[column.GetField()] = true
		c.fields = append(c.fields, field)
	}
	return nil
}

// cell is the values of a column of the mapping in a row, and the field that they fill.
type cell struct {
	*configv1.Mapping_Column

	field  target
	values []string
}

// isAlone reports whether a cell is a constant of a message of a list, such as the regulator of an event, of which the
// row says nothing else.
func (c cell) isAlone(cells []cell) bool {
	of := c.field[:len(c.field)-1]
	return c.GetColumn() == "" && len(of) > 0 && of.last().IsList() && !slices.ContainsFunc(cells, func(o cell) bool {
		return o.GetColumn() != "" && len(o.values) > 0 && slices.Equal(o.field[:len(o.field)-1], of)
	})
}

// row adds a row. The error is for a mapping that fits no row.
func (c *csvImport) row(place string, values []string) error {
	var cells []cell
	if len(values) > c.width && strings.Join(values[c.width:], "") != "" {
		c.left(place, strings.Join(values, ","), "the row has more columns than the table")
		return nil
	}
	for i, column := range c.mapping.GetColumns() {
		text := column.GetConstant()
		if at := c.columns[i]; at >= 0 {
			if at >= len(values) {
				c.left(place, strings.Join(values, ","), "the row has fewer columns than the table")
				return nil
			}
			text = oneLine(values[at])
		}
		list := []string{text}
		if column.GetSplit() != "" {
			list = strings.Split(text, column.GetSplit())
		}
		var mapped []string
		for _, word := range list {
			if word = strings.TrimSpace(word); word == "" {
				continue
			}
			value, why := c.value(column, word)
			if why != "" {
				c.left(place, column.GetColumn()+": "+text, why)
				if c.list == nil {
					continue // what else the row says of the product is true without it
				}
				return nil
			}
			mapped = append(mapped, value)
		}
		cells = append(cells, cell{column, c.fields[i], mapped})
	}
	if c.list != nil {
		return c.entry(place, values, cells)
	}
	return c.product(place, cells)
}

// value returns what a word of a column is in the field, or why it is nothing.
func (c *csvImport) value(column *configv1.Mapping_Column, word string) (value, why string) {
	if words := column.GetValues(); len(words) > 0 {
		mapped, ok := lookUp(words, word)
		if !ok {
			return "", "the mapping has no value for a word of " + column.GetField()
		}
		word = mapped
	}
	return day(word, column.GetDateFormat())
}

// lookUp returns what a word is in the field, and whether the mapping has it.
func lookUp(words []*configv1.Mapping_Word, word string) (string, bool) {
	for _, w := range words {
		if strings.EqualFold(w.GetFrom(), word) {
			return w.GetTo(), true
		}
	}
	return "", false
}

// day returns a date of a format as an ISO 8601 date, or why it is none. A text without a format stays as it is.
func day(text, format string) (date, why string) {
	if format == "" {
		return text, ""
	}
	layout := strings.NewReplacer("YYYY", "2006", "MMM", "Jan", "MM", "01", "DD", "02").Replace(format)
	at, err := time.Parse(layout, text)
	if err != nil {
		return "", "a date is not written as " + format
	}
	return at.Format(time.DateOnly), ""
}

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
		c.left(place, strings.Join(row, " "), "the row has no drug or no status")
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
	known := c.known(place, d)
	if !hasProduct {
		return nil
	}
	p.Id = fmt.Sprintf("%s-%d", strings.ToLower(cmp.Or(p.GetJurisdiction(), "product")), len(known.GetProducts())+1)
	for _, gap := range gaps {
		gap.Field = fmt.Sprintf("products[%q].%s", p.GetId(), gap.GetField())
		known.Gaps = append(known.Gaps, gap)
	}
	known.Products = append(known.Products, p)
	return nil
}

// valid reports whether the schema admits what a row says. What its fields say together is for lint. A product is valid
// without a value that is not, since each of its values is true by itself; an entry of a list is not.
func (c *csvImport) valid(place string, m proto.Message) bool {
	for _, v := range c.violations(m) {
		_, message := violation.Of(v.Violation)
		c.left(place, cut(fmt.Sprint(v.FieldValue), maxTitle), "a value of "+v.path+" is not valid: "+message)
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

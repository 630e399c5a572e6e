package importer

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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
	text, err := readText(table)
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(strings.NewReader(text))
	rows.FieldsPerRecord = -1
	if mapping.GetDelimiter() != "" {
		rows.Comma = []rune(mapping.GetDelimiter())[0]
	}
	header, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the table is empty; its first row names the columns")
	}
	if err != nil {
		return nil, fmt.Errorf("read the names of the columns: %w", err)
	}
	if err := c.findColumns(header); err != nil {
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
		values, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read the table: %w", err)
		}
		line, _ := rows.FieldPos(0)
		if err := c.row(fmt.Sprintf("line %d", line), values); err != nil {
			return nil, err
		}
	}
	c.addShared(catalog.Sources, mapping.GetName(), mapping.GetSource())
	return c.finish(), nil
}

// readText returns the text of a table. What is no UTF-8 is refused: nothing says what else it is, and a wrong guess
// would misspell names.
func readText(table io.Reader) (string, error) {
	read, err := io.ReadAll(table)
	if err != nil {
		return "", fmt.Errorf("read the table: %w", err)
	}
	text := strings.TrimPrefix(string(read), "\ufeff")
	at := strings.IndexByte(text, 0) // UTF-16 has it in each letter
	if !utf8.ValidString(text) {
		at = 0
		for i, r := range text {
			if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
				at = i
				break
			}
		}
	}
	if at < 0 {
		return text, nil
	}
	return "", fmt.Errorf("line %d is not UTF-8; save the table as UTF-8, which Excel calls CSV UTF-8",
		strings.Count(text[:at], "\n")+1)
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

// findColumns finds the columns of the mapping in the table, and reports those that stay unused.
func (c *csvImport) findColumns(header []string) error {
	used := make(map[int]bool)
	c.width = len(header)
	for _, column := range c.mapping.GetColumns() {
		at := -1
		if column.GetColumn() != "" {
			is := func(h string) bool { return strings.TrimSpace(h) == column.GetColumn() }
			at = slices.IndexFunc(header, is)
			if at < 0 {
				return fmt.Errorf("the table has no column %q; it has %q. If these are several, set delimiter in the mapping",
					column.GetColumn(), header)
			}
			if slices.ContainsFunc(header[at+1:], is) {
				return fmt.Errorf("the table has the column %q twice; name each otherwise", column.GetColumn())
			}
			used[at] = true
		}
		c.columns = append(c.columns, at)
	}
	for i, name := range header {
		if !used[i] {
			c.left("column", name, "the mapping does not name the column")
		}
	}
	return nil
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
			text = strings.Join(strings.Fields(values[at]), " ")
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
				return nil
			}
			mapped = append(mapped, value)
		}
		cells = append(cells, cell{column, c.fields[i], mapped})
	}
	if c.list != nil {
		return c.entry(place, cells)
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
func (c *csvImport) entry(place string, cells []cell) error {
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
		c.left(place, fmt.Sprint(cells[0].values), "the row has no drug or no status")
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
				p.Strengths = append(p.Strengths, strength(text, ""))
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
	if !c.valid(place, d) || hasProduct && !c.valid(place, p) {
		return nil
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

// valid reports whether the schema admits what a row says. What its fields say together is for lint.
func (c *csvImport) valid(place string, m proto.Message) bool {
	var invalid *protovalidate.ValidationError
	if !errors.As(protovalidate.Validate(m), &invalid) {
		return true
	}
	for _, v := range invalid.Violations {
		field := protovalidate.FieldPathString(v.Proto.GetField())
		if !slices.ContainsFunc(c.fields, func(t target) bool { return t.is(field) }) {
			continue // the row says nothing of it
		}
		_, message := violation.Of(v)
		c.left(place, cut(fmt.Sprint(v.FieldValue), maxTitle), "a value of "+field+" is not valid: "+message)
		return false
	}
	return true
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

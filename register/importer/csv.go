package importer

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
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
		said: make(map[string]bool),
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
	if len(mapping.GetOnly()) > 0 && c.kept == 0 {
		return nil, errors.New("no row of the table has the words that only asks for; correct them in the mapping")
	}
	c.addShared(catalog.Sources, mapping.GetName(), mapping.GetSource())
	return c.finish(), nil
}

type csvImport struct {
	*builder

	mapping *configv1.Mapping
	columns []int    // of each column of the mapping, or -1 for a constant; then of each of only
	fields  []target // of each column of the mapping
	width   int      // of the table
	kept    int      // rows that only lets through
	resolve Resolve
	catalog *catalog.Catalog       // where drugs are looked up, or nil
	list    *compendiumv1.DrugList // nil if rows are products
	entries map[string]bool        // IDs
	drugs   map[string]*compendiumv1.Drug
	said    map[string]bool // what rows say of products, with the name of the drug
}

// findColumns finds the columns of the mapping in the first row that has all of their names, and reports what is above
// it and the columns that stay unused.
func (c *csvImport) findColumns(rows *table) error {
	header := c.mapping.GetHeader()
	for _, name := range c.names() {
		if len(header) > 0 && name != "" && columnOf(header, name) < 0 {
			return fmt.Errorf("the mapping has the column %q, and its header has not; it has %q. Correct one of them",
				name, header)
		}
	}
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
			c.left(place, oneLine(strings.Join(header, ",")), "the row is above the names of the columns")
		}
		header = values
	}
	used := make(map[int]bool)
	c.width = len(header)
	for _, name := range c.names() {
		at := columnOf(header, name)
		if at >= 0 && columnOf(header[at+1:], name) >= 0 {
			return fmt.Errorf("the table has the column %q twice; name each otherwise", name)
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

// names returns the names of the columns of the mapping, which are empty for constants, and then those of only.
func (c *csvImport) names() []string {
	var names []string
	for _, column := range c.mapping.GetColumns() {
		names = append(names, column.GetColumn())
	}
	for _, only := range c.mapping.GetOnly() {
		names = append(names, only.GetColumn())
	}
	return names
}

// namesColumns reports whether a row has the names of all columns of the mapping.
func (c *csvImport) namesColumns(row []string) bool {
	return len(row) > 0 && !slices.ContainsFunc(c.names(), func(name string) bool {
		return name != "" && columnOf(row, name) < 0
	})
}

// missing returns the error of a table without a row that names the columns. It shows the first row.
func (c *csvImport) missing(row []string) error {
	for _, column := range c.names() {
		if column != "" && columnOf(row, column) < 0 {
			shown := slices.DeleteFunc(slices.Clone(row), func(name string) bool { return name == "" })
			return fmt.Errorf("no row of the table has the names of all columns of the mapping. The first has no %q; it has "+
				"%q. If these are several, set delimiter in the mapping; if they are no names, write those as header there",
				column, shown)
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
		c.left(place, oneLine(strings.Join(values, ",")), "the row has more columns than the table")
		return nil
	}
	if slices.Max(c.columns) >= len(values) {
		c.left(place, oneLine(strings.Join(values, ",")), "the row has fewer columns than the table")
		return nil
	}
	for i, only := range c.mapping.GetOnly() {
		word := oneLine(values[c.columns[len(c.mapping.GetColumns())+i]])
		if !slices.ContainsFunc(only.GetWords(), func(w string) bool { return strings.EqualFold(w, word) }) {
			c.left(place, word, "the mapping imports only rows with other words of "+only.GetColumn())
			return nil
		}
	}
	c.kept++
	for i, column := range c.mapping.GetColumns() {
		text := column.GetConstant()
		if at := c.columns[i]; at >= 0 {
			text = oneLine(values[at])
		}
		list := []string{text}
		if column.GetSplit() != "" {
			list = strings.Split(text, column.GetSplit())
		}
		var mapped []string
		isRead := true
		for _, word := range list {
			word = strings.TrimSpace(word)
			if word == "" || len(column.GetValues()) == 0 && saysNothing(word) {
				continue
			}
			value, why := c.value(column, word)
			if why != "" {
				c.left(place, column.GetColumn()+": "+text, why)
				if c.list == nil {
					isRead = false
					continue // what else the row says of the product is true without it
				}
				return nil
			}
			mapped = append(mapped, value)
		}
		if isRead || len(mapped) > 0 { // a value that is left out is not a gap of the table
			cells = append(cells, cell{column, c.fields[i], mapped})
		}
	}
	if c.list != nil {
		return c.entry(place, values, cells)
	}
	return c.product(place, cells)
}

// saysNothing reports whether people write a word where they have nothing to say, such as a dash.
func saysNothing(word string) bool {
	return slices.Contains([]string{"n/a", "n.a.", "not applicable"}, strings.ToLower(word)) ||
		!strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
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

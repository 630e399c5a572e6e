// Package dpd reads the data extract of Health Canada's Drug Product Database: zips of quoted tables without headers.
//
// It knows the files and their traps, and nothing of records or of what the words in them mean.
package dpd

import (
	"archive/zip"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/opencompendium/compendium/register/extract"
)

// Register is what the files say.
type Register struct {
	// Day is the newest day on which a product was updated.
	Day string
	// Products are the products, by the code of the database.
	Products []*Product
	// Unread are the rows that cannot be read.
	Unread []Unread
}

// Product is a product with its drug identification number.
type Product struct {
	// Code is the code of the database, and DIN the identification number, or "" if it has none.
	Code, DIN string
	// Class is "Human", "Veterinary", "Disinfectant" or "Radiopharmaceutical".
	Class, Brand, Holder string
	// Forms, Routes and ATC are the words and codes of the product.
	Forms, Routes, ATC []string
	Ingredients        []Ingredient
	// History are its states, oldest first, and Current is the state now.
	History []State
	Current State
	// Biosimilar reports whether the database has it as one.
	Biosimilar bool
}

// Ingredient is an active ingredient and how much of it a product has.
type Ingredient struct {
	Name string
	// Strength and Unit are how much, and PerValue and PerUnit in how much. PerValue is "" for one.
	Strength, Unit, PerValue, PerUnit string
}

// State is a state of a product: "APPROVED", "MARKETED", "DORMANT", "CANCELLED POST MARKET".
type State struct {
	Status string
	// Date is an ISO 8601 date, or "" if the register has none that can be.
	Date string
}

// Unread is a row that cannot be read.
type Unread struct {
	// Place is its file and line. Reason says why it cannot be read.
	Place, Text, Reason string
}

// tables are the tables that are read, and the least number of their columns.
var tables = []struct {
	name    string
	columns int
	row     func(r *reader, place string, v []string)
}{
	{"drug", 10, (*reader).drug},
	{"comp", 5, (*reader).company},
	{"form", 3, func(r *reader, _ string, v []string) {
		r.with(v, func(p *Product) { p.Forms = append(p.Forms, v[2]) })
	}},
	{"route", 3, func(r *reader, _ string, v []string) {
		r.with(v, func(p *Product) { p.Routes = append(p.Routes, v[2]) })
	}},
	{"ingred", 10, func(r *reader, _ string, v []string) {
		r.with(v, func(p *Product) {
			p.Ingredients = append(p.Ingredients,
				Ingredient{Name: v[2], Strength: v[4], Unit: v[5], PerValue: v[7], PerUnit: v[9]})
		})
	}},
	{"ther", 2, //nolint:misspell // the name of the file of therapeutic classes
		func(r *reader, _ string, v []string) {
			r.with(v, func(p *Product) { p.ATC = append(p.ATC, v[1]) })
		}},
	{"status", 4, (*reader).status},
	{"biosimilar", 2, func(r *reader, _ string, v []string) {
		r.with(v, func(p *Product) { p.Biosimilar = v[1] == "Biosimilar" })
	}},
}

// suffixes are those of the files' names: of marketed, dormant, cancelled and approved products.
var suffixes = []string{"", "_dr", "_ia", "_ap"}

type reader struct {
	*Register

	byCode map[string]*Product
}

// Read reads the zips of the extract. A product in several of them is read once, from the first.
func Read(archives ...*zip.Reader) (*Register, error) {
	var parts []*Register
	for _, archive := range archives {
		part, _, err := read(archive)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	all := merge(parts)
	if len(all.Products) == 0 {
		return nil, errors.New("read the Drug Product Database: no row of the zips is a product; they may be damaged")
	}
	return all, nil
}

// ReadEditions reads zips of several editions of the extract. Of each kind of zip (of marketed, dormant or cancelled
// products), it takes the newest and the one before. before is nil if no kind has two. A product in several kinds is
// read from the newest of them: a directory may have older zips of approved products beside newer ones of marketed
// products.
func ReadEditions(archives ...*zip.Reader) (last, before *Register, err error) {
	byKind := make(map[string][]*Register)
	var kinds []string
	for _, archive := range archives {
		part, kind, err := read(archive)
		if err != nil {
			return nil, nil, err
		}
		if byKind[kind] == nil {
			kinds = append(kinds, kind)
		}
		byKind[kind] = append(byKind[kind], part)
	}
	newestFirst := func(a, b *Register) int { return strings.Compare(b.Day, a.Day) }
	var newest, older []*Register
	for _, kind := range kinds {
		parts := byKind[kind]
		slices.SortStableFunc(parts, newestFirst)
		newest = append(newest, parts[0])
		if len(parts) > 1 {
			older = append(older, parts[1])
		}
	}
	slices.SortStableFunc(newest, newestFirst)
	slices.SortStableFunc(older, newestFirst)
	if len(older) > 0 {
		before = merge(older)
	}
	return merge(newest), before, nil
}

// read reads a zip, and returns of which kind it is: the suffixes of its files.
func read(archive *zip.Reader) (part *Register, kind string, err error) {
	part = &Register{}
	for _, suffix := range suffixes {
		if _, err := archive.Open("drug" + suffix + ".txt"); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		kind += suffix + ";"
		r := &reader{Register: part, byCode: make(map[string]*Product)}
		for _, table := range tables {
			if err := r.readTable(archive, table.name+suffix+".txt", table.columns, table.row); err != nil {
				return nil, "", err
			}
		}
		for _, p := range r.byCode {
			slices.SortStableFunc(p.History, func(a, b State) int { return strings.Compare(a.Date, b.Date) })
			part.Products = append(part.Products, p)
		}
	}
	if kind == "" {
		return nil, "", errors.New("read the Drug Product Database: the zip has no drug.txt, drug_dr.txt, drug_ia.txt or " +
			"drug_ap.txt")
	}
	return part, kind, nil
}

// merge returns the products of all parts, by code. A product in several of them is the first part's.
func merge(parts []*Register) *Register {
	all := &Register{}
	known := make(map[string]bool)
	for _, part := range parts {
		all.Day = max(all.Day, part.Day)
		all.Unread = append(all.Unread, part.Unread...)
		first := len(all.Products)
		for _, p := range part.Products {
			if !known[p.Code] {
				all.Products = append(all.Products, p)
			}
		}
		for _, p := range all.Products[first:] {
			known[p.Code] = true
		}
	}
	slices.SortFunc(all.Products, func(a, b *Product) int {
		return cmp.Or(cmp.Compare(len(a.Code), len(b.Code)), strings.Compare(a.Code, b.Code))
	})
	return all
}

func (r *reader) readTable(archive *zip.Reader, name string, columns int, row func(*reader, string, []string)) error {
	text, err := extract.Text(archive, name)
	if errors.Is(err, fs.ErrNotExist) && strings.HasPrefix(name, "biosimilar") {
		return nil // older extracts have none
	}
	if err != nil {
		return fmt.Errorf("read the Drug Product Database: %w", err)
	}
	table := csv.NewReader(strings.NewReader(text))
	table.FieldsPerRecord = -1
	table.LazyQuotes = true
	for {
		values, err := table.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s of the Drug Product Database: %w", name, err)
		}
		line, _ := table.FieldPos(0)
		place := fmt.Sprintf("%s:%d", name, line)
		// No row of the extract has more than one line; a quotation mark without its other half would swallow rows.
		if slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, "\n") }) {
			return fmt.Errorf("read the Drug Product Database: %s: a quotation mark is not closed; the file may be damaged "+
				"or incomplete", place)
		}
		if len(values) < columns {
			r.unread(place, strings.Join(values, ","), fmt.Sprintf("the row has %d columns; at least %d are needed",
				len(values), columns))
			continue
		}
		for i := range values {
			values[i] = strings.Join(strings.Fields(values[i]), " ")
		}
		row(r, place, values)
	}
}

func (r *reader) unread(place, text, reason string) {
	r.Unread = append(r.Unread, Unread{place, text, reason})
}

// with calls a function with the product of a row, if there is one.
func (r *reader) with(v []string, do func(*Product)) {
	if p := r.byCode[v[0]]; p != nil {
		do(p)
	}
}

func (r *reader) drug(place string, v []string) {
	din := v[3]
	if strings.Trim(din, "0123456789") != "" {
		din = "" // "Not Applicable/non applicable"
	}
	r.byCode[v[0]] = &Product{Code: v[0], Class: v[2], DIN: din, Brand: v[4]}
	if day, ok := parseDate(v[9]); ok {
		r.Day = max(r.Day, day)
	} else if v[9] != "" {
		r.unread(place, v[9], "the date is not one of the form 31-JAN-2026")
	}
}

func (r *reader) company(_ string, v []string) {
	// "DIN OWNER" until March 2025.
	if strings.ReplaceAll(v[4], " ", "_") == "DIN_OWNER" {
		r.with(v, func(p *Product) { p.Holder = v[3] })
	}
}

func (r *reader) status(place string, v []string) {
	day, ok := parseDate(v[3])
	if !ok {
		r.unread(place, v[3], "the date is not one of the form 31-JAN-2026")
	}
	r.with(v, func(p *Product) {
		state := State{v[2], day}
		p.History = append(p.History, state)
		if v[1] == "Y" {
			p.Current = state
		}
	})
}

// parseDate returns the ISO 8601 date of "31-JAN-2026", and whether it is one.
func parseDate(text string) (string, bool) {
	day, err := time.Parse("02-Jan-2006", text)
	if err != nil {
		return "", false
	}
	return day.Format(time.DateOnly), true
}

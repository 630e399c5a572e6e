// Package register maps the dose forms and routes that product registers name to values of the schema. Each register
// has a table of forms and one of routes, in files beside this one; docs/registers.md says how they came about and why
// some words have no value.
//
// It knows the schema's enums alone, and reads no register itself.
package register

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Register is a register of products.
type Register string

// The registers whose words are known.
const (
	// DrugsAtFDA is Drugs@FDA, the products that the FDA has approved. Its Form has a form and a route; see SplitForm.
	DrugsAtFDA Register = "drugsatfda"
	// DPD is the Drug Product Database of Health Canada.
	DPD Register = "dpd"
)

// Relation is how a word of a register relates to values of the schema.
type Relation string

// The relations.
const (
	// One means that the word says just this value.
	One Relation = "one"
	// Any means that the register says less than the schema: each of the values agrees with the word. The first is the
	// value for the word alone.
	Any Relation = "any"
	// All means that what has the word has each of the values: a pack of several forms, a product for several routes.
	All Relation = "all"
	// None means that no value fits, for the stated reason.
	None Relation = "none"
)

// Meaning is what a word of a register means.
type Meaning[V any] struct {
	// Relation is how the word relates to the values.
	Relation Relation
	// Values are the values. There are none for None.
	Values []V
	// Reason says why there is no value, or what of the word the values do not say.
	Reason string
}

// Stated returns the values to record for a product of which the register says the word and nothing else: the first of
// Any, each one of the others.
func (m Meaning[V]) Stated() []V {
	if m.Relation == Any {
		return m.Values[:1]
	}
	return m.Values
}

// Form returns what a dose form means in a register, and whether it is a word of its table. Case, and spaces around it,
// do not count.
func (r Register) Form(word string) (Meaning[compendiumv1.DoseForm_Value], bool) {
	m, ok := tables().forms[key{r, fold(word)}]
	return m, ok
}

// Route returns what a route means in a register, as Form does.
func (r Register) Route(word string) (Meaning[compendiumv1.Administration_Route], bool) {
	m, ok := tables().routes[key{r, fold(word)}]
	return m, ok
}

// SplitForm splits the Form of a product of Drugs@FDA into the words of its two tables: "TABLET;ORAL" into TABLET and
// ORAL. The route follows the last semicolon, since a form may have some itself; where there is none, it is "".
func SplitForm(text string) (form, route string) {
	// In this one the semicolon of the route is inside.
	if fold(text) == routeInside {
		return routeInside, "ORAL"
	}
	at := strings.LastIndexByte(text, ';')
	if at < 0 {
		return fold(text), ""
	}
	return fold(text[:at]), fold(text[at+1:])
}

const routeInside = "SOLUTION; ORAL AND TABLET; DELAYED RELEASE"

func fold(word string) string { return strings.ToUpper(strings.TrimSpace(word)) }

//go:embed *.tsv
var files embed.FS

type key struct {
	register Register
	word     string
}

type allTables struct {
	forms  map[key]Meaning[compendiumv1.DoseForm_Value]
	routes map[key]Meaning[compendiumv1.Administration_Route]
}

// tables returns the tables of all registers. They are part of the program and tested, so that a row that cannot be
// read is a mistake in it.
var tables = sync.OnceValue(func() allTables {
	all := allTables{make(map[key]Meaning[compendiumv1.DoseForm_Value]),
		make(map[key]Meaning[compendiumv1.Administration_Route])}
	for _, r := range []Register{DrugsAtFDA, DPD} {
		read(r, "forms", compendiumv1.DoseForm_Value_value, all.forms)
		read(r, "routes", compendiumv1.Administration_Route_value, all.routes)
	}
	return all
})

// read reads a table. Its rows are a word, a relation, values and a reason, with tabs between them.
func read[V ~int32](r Register, what string, values map[string]int32, into map[key]Meaning[V]) {
	name := string(r) + "_" + what + ".tsv"
	text, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("read the table of a register: %v", err))
	}
	_, rows, _ := strings.Cut(string(text), "\n") // the names of the columns
	for row := range strings.Lines(rows) {
		fields := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(fields) != 4 {
			panic(fmt.Sprintf("read %s: the row %q has not four columns", name, row))
		}
		m := Meaning[V]{Relation: Relation(fields[1]), Reason: fields[3]}
		for value := range strings.FieldsSeq(fields[2]) {
			number, ok := values[value]
			if !ok {
				panic(fmt.Sprintf("read %s: there is no value %s", name, value))
			}
			m.Values = append(m.Values, V(number))
		}
		into[key{r, fold(fields[0])}] = m
	}
}

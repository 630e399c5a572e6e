package file

import (
	"fmt"
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// hierarchies are the fields by which records name what they are below. A drug is below its classes.
var hierarchies = map[catalog.Kind][]struct {
	kind  catalog.Kind
	field protoreflect.Name
}{
	catalog.Classes:    {{catalog.Classes, "parents"}, {catalog.Drugs, "classes"}},
	catalog.Conditions: {{catalog.Conditions, "parents"}},
	catalog.Effects:    {{catalog.Effects, "parents"}},
	catalog.Procedures: {{catalog.Procedures, "parents"}},
}

// place is a record in a hierarchy.
type place struct {
	kind catalog.Kind
	name string
}

// closure returns the names of a record and of all that next leads to from there.
func closure(from place, next func(place) ([]place, error)) (map[string]bool, error) {
	found := map[string]bool{from.name: true}
	for queue := []place{from}; len(queue) > 0; queue = queue[1:] {
		places, err := next(queue[0])
		if err != nil {
			return nil, err
		}
		for _, p := range places {
			if !found[p.name] {
				found[p.name] = true
				queue = append(queue, p)
			}
		}
	}
	return found, nil
}

func appendPlaces(places []place, kind catalog.Kind, names []string) []place {
	for _, name := range names {
		places = append(places, place{kind, name})
	}
	return places
}

// Below returns the names of a record and of all records below it: of the subclasses of a class, of the members of a
// family of targets, and of what has the record as a parent. Where drugs or regimens are among the kinds that are asked
// for, drugs are below their classes, and regimens below what they consist of, but for what only counters side effects.
func (f *File) Below(kind catalog.Kind, name string, kinds []catalog.Kind) (map[string]bool, error) {
	return closure(place{kind, name}, func(at place) (places []place, err error) {
		for _, h := range hierarchies[at.kind] {
			if h.kind == catalog.Drugs && !slices.Contains(kinds, h.kind) && !slices.Contains(kinds, catalog.Regimens) {
				continue
			}
			names, err := f.having(h.kind, h.field, at.name)
			if err != nil {
				return nil, err
			}
			places = appendPlaces(places, h.kind, names)
		}
		if slices.Contains(kinds, catalog.Regimens) {
			regimens, err := f.regimens()
			if err != nil {
				return nil, err
			}
			places = appendPlaces(places, catalog.Regimens, regimens[at.name])
		}
		if at.kind == catalog.Targets {
			family, err := f.texts(catalog.Targets, at.name, "members")
			if err != nil {
				return nil, err
			}
			places = appendPlaces(places, catalog.Targets, family)
		}
		return places, nil
	})
}

// Above returns the names of a record and of all records that it is below: of the classes of a drug, of the families
// that a target is a member of, and of parents.
func (f *File) Above(kind catalog.Kind, name string) (map[string]bool, error) {
	return closure(place{kind, name}, func(at place) (places []place, err error) {
		for above, fields := range hierarchies {
			for _, h := range fields {
				if h.kind != at.kind {
					continue
				}
				names, err := f.texts(at.kind, at.name, h.field)
				if err != nil {
					return nil, err
				}
				places = appendPlaces(places, above, names)
			}
		}
		if at.kind == catalog.Targets {
			families, err := f.having(catalog.Targets, "members", at.name)
			if err != nil {
				return nil, err
			}
			places = appendPlaces(places, catalog.Targets, families)
		}
		return places, nil
	})
}

// readRegimens returns the names of the regimens that have a drug or procedure as a component, by its name.
func (f *File) readRegimens() (map[string][]string, error) {
	table, with := f.Table(catalog.Regimens), make(map[string][]string)
	for i := range table.Len() {
		regimen := &compendiumv1.Regimen{}
		if err := decode(table, i, regimen); err != nil {
			return nil, err
		}
		for _, therapy := range scope.Partners(regimen, "") {
			with[therapy] = append(with[therapy], table.Name(i))
		}
	}
	return with, nil
}

// having returns the names of the records of a collection that have a value in a list of texts.
func (f *File) having(kind catalog.Kind, field protoreflect.Name, value string) ([]string, error) {
	table := f.Table(kind)
	path, ok := table.Index().Path(string(field))
	var names []string
	if ok {
		rows := NewBits(table.Len())
		if i, found := path.From(protoreflect.ValueOfString(value)); found {
			path.Rows(i, rows)
		}
		for row := range rows.All() {
			names = append(names, table.Name(row))
		}
		return names, nil
	}
	// The index leaves out a path with a long text.
	for i := range table.Len() {
		list, err := f.texts(kind, table.Name(i), field)
		if err != nil {
			return nil, err
		}
		if slices.Contains(list, value) {
			names = append(names, table.Name(i))
		}
	}
	return names, nil
}

// texts returns a list of texts of a record, or none if there is no such record.
func (f *File) texts(kind catalog.Kind, name string, field protoreflect.Name) ([]string, error) {
	table := f.Table(kind)
	i, ok := table.Find(name)
	if !ok {
		return nil, nil
	}
	record := kind.New()
	if err := decode(table, i, record); err != nil {
		return nil, fmt.Errorf("read %s: %w", field, err)
	}
	list := record.ProtoReflect().Get(kind.Descriptor().Fields().ByName(field)).List()
	texts := make([]string, list.Len())
	for i := range texts {
		texts[i] = list.Get(i).String()
	}
	return texts, nil
}

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

// Below returns the names of a record and of all records below it: of the subclasses of a class, of the members of a
// family of targets, and of what has the record as a parent. Where drugs or regimens are among the kinds that are asked
// for, drugs are below their classes, and regimens below what they consist of, but for what only counters side effects.
func (f *File) Below(kind catalog.Kind, name string, kinds []catalog.Kind) (map[string]bool, error) {
	found := map[string]bool{name: true}
	type place struct {
		kind catalog.Kind
		name string
	}
	for queue := []place{{kind, name}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		add := func(kind catalog.Kind, name string) {
			if !found[name] {
				found[name] = true
				queue = append(queue, place{kind, name})
			}
		}
		for _, h := range hierarchies[at.kind] {
			if h.kind == catalog.Drugs && !slices.Contains(kinds, h.kind) && !slices.Contains(kinds, catalog.Regimens) {
				continue
			}
			names, err := f.having(h.kind, h.field, at.name)
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				add(h.kind, name)
			}
		}
		if slices.Contains(kinds, catalog.Regimens) {
			regimens, err := f.regimens()
			if err != nil {
				return nil, err
			}
			for _, name := range regimens[at.name] {
				add(catalog.Regimens, name)
			}
		}
		if at.kind != catalog.Targets {
			continue
		}
		family, err := f.texts(catalog.Targets, at.name, "members")
		if err != nil {
			return nil, err
		}
		for _, member := range family {
			add(catalog.Targets, member)
		}
	}
	return found, nil
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

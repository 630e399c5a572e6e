package services

import (
	"errors"
	"fmt"
	"strconv"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services/filter"
)

func parseFilter(text string, descriptor protoreflect.MessageDescriptor) (*filter.Filter, error) {
	parsed, err := filter.Parse(text, descriptor)
	if invalid, ok := errors.AsType[*filter.Error](err); ok {
		return nil, badRequest(
			ReasonInvalidFilter,
			"filter",
			invalid.Error(),
			"position",
			strconv.Itoa(invalid.Character),
			"problem",
			invalid.Message,
		)
	}
	return parsed, err
}

// matchRecords returns the records of a table that match a filter, or nil for all.
func matchRecords(text string, table *file.Table, kind catalog.Kind) (file.Bits, error) {
	if text == "" {
		return nil, nil
	}
	expression, err := parseFilter(text, kind.Descriptor())
	if err != nil {
		return nil, err
	}
	if rows, ok := matchIndex(expression, table.Index()); ok {
		return rows, nil
	}
	return matchDecoded(table, kind.New, func(m proto.Message) bool { return expression.Matches(m.ProtoReflect()) })
}

// matchUses returns the uses of a table that match a filter with one of their labels, or nil for all.
func matchUses(text string, table *file.Table) (file.Bits, error) {
	if text == "" {
		return nil, nil
	}
	expression, err := parseFilter(text, (*compendiumv1.Use)(nil).ProtoReflect().Descriptor())
	if err != nil {
		return nil, err
	}
	if rows, ok := matchIndex(expression, table.Index()); ok {
		return table.Index().Records(rows), nil
	}
	return matchDecoded(
		table,
		func() *compendiumv1.Use { return &compendiumv1.Use{} },
		func(use *compendiumv1.Use) bool { return anyLabel(use, expression) },
	)
}

// matchDecoded decodes every message of a table, for fields that are not indexed.
func matchDecoded[M proto.Message](table *file.Table, empty func() M, matches func(M) bool) (file.Bits, error) {
	found := file.NewBits(table.Len())
	for i := range table.Len() {
		message := empty()
		if err := proto.Unmarshal(table.Record(i), message); err != nil {
			return nil, fmt.Errorf("decode %s of the release: %w", table.Name(i), err)
		}
		if matches(message) {
			found.Add(i)
		}
	}
	return found, nil
}

// matchIndex evaluates a filter over an index, and reports whether all of its fields are indexed.
func matchIndex(expression *filter.Filter, index *file.Index) (file.Bits, bool) {
	return expression.Select(index.Rows(), func(r filter.Restriction) (file.Bits, bool) { return selectRows(r, index) })
}

// selectRows returns the rows that satisfy a restriction.
func selectRows(r filter.Restriction, index *file.Index) (file.Bits, bool) {
	if r.Present && r.Field.Message() != nil {
		return index.Presence(r.Path)
	}
	path, ok := index.Path(r.Path)
	if !ok {
		return nil, false
	}
	rows := file.NewBits(index.Rows())
	first, end := 0, path.Len()
	switch {
	case r.Present:
		// A field without presence is set if it is not its zero value.
		zero := -1
		if !r.Field.IsList() && !r.Field.HasPresence() {
			if at, found := path.From(r.Field.Default()); found {
				zero = at
			}
		}
		for i := range path.Len() {
			if i != zero {
				path.Rows(i, rows)
			}
		}
		return rows, true
	case r.Equal.IsValid():
		at, found := path.From(r.Equal)
		if first, end = at, at; found {
			end++
		}
	case r.From.IsValid():
		first, _ = path.From(r.From)
		// Only the value itself may fail, if greater ones are asked for. All that hold are contiguous.
		if first < end && !r.Holds(path.Value(first)) {
			first++
		}
		for i := first; i < end && r.Holds(path.Value(i)); i++ {
			path.Rows(i, rows)
		}
		return rows, true
	}
	for i := first; i < end; i++ {
		if r.Holds(path.Value(i)) {
			path.Rows(i, rows)
		}
	}
	return rows, true
}

package services

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/fieldmask"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services/filter"
)

// invalidFilter returns the error of a filter that is refused.
func invalidFilter(invalid *filter.Error) error {
	return badRequest(ReasonInvalidFilter, "filter", invalid.Error(), "position", strconv.Itoa(invalid.Character),
		"problem", invalid.Message)
}

// match returns the messages of a table that match a filter, or nil for all. day is that of the uses in the table, and
// therapies are the collections that they are of.
func (now call) match(
	ctx context.Context, text string, table *file.Table, message proto.Message, day date.Day, therapies ...catalog.Kind,
) (file.Bits, error) {
	if text == "" {
		return nil, nil
	}
	descriptor := message.ProtoReflect().Descriptor()
	expression, err := filter.Parse(text, descriptor, filterCatalog{now, ctx, table, day, therapies})
	if invalid, ok := errors.AsType[*filter.Error](err); ok {
		return nil, invalidFilter(invalid)
	}
	if err != nil {
		return nil, err
	}
	found, exact := expression.Select(table.Index())
	if exact {
		return found, nil
	}
	mask, err := fieldmask.Compile(descriptor, expression.Fields())
	if err != nil {
		return nil, fmt.Errorf("read the fields of a filter: %w", err)
	}
	matches := file.NewBits(table.Len())
	var narrowed []byte
	for i := range found.All() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if narrowed, err = mask.Append(narrowed[:0], table.Record(i)); err == nil {
			proto.Reset(message)
			err = proto.Unmarshal(narrowed, message)
		}
		if err != nil {
			return nil, fmt.Errorf("decode %s of the release: %w", table.Name(i), err)
		}
		ok, err := expression.Matches(message.ProtoReflect())
		if err != nil {
			return nil, invalidFilter(&filter.Error{Character: 1, Message: err.Error()})
		}
		if ok {
			matches.Add(i)
		}
	}
	return matches, nil
}

// filterCatalog answers what a filter asks of the catalog that a call reads.
type filterCatalog struct {
	call

	ctx       context.Context //nolint:containedctx // of the call, which it lives no longer than
	table     *file.Table     // that is filtered
	day       date.Day
	therapies []catalog.Kind
}

// Has implements filter.Catalog.
func (c filterCatalog) Has(kind catalog.Kind, name string) bool {
	_, ok := c.File.Table(kind).Find(name)
	return ok
}

// Nearest implements filter.Catalog.
func (c filterCatalog) Nearest(kind catalog.Kind, name string) string {
	return c.File.Nearest(kind, name)
}

// Below implements filter.Catalog.
func (c filterCatalog) Below(kind catalog.Kind, name string, kinds []catalog.Kind) (map[string]bool, error) {
	return c.File.Below(kind, name, kinds)
}

// Above implements filter.Catalog.
func (c filterCatalog) Above(kind catalog.Kind, name string) (map[string]bool, error) {
	return c.File.Above(kind, name)
}

// Therapies implements filter.Catalog.
func (c filterCatalog) Therapies() []catalog.Kind { return c.therapies }

// LastDay implements filter.Catalog.
func (c filterCatalog) LastDay() string { return string(c.lastDay()) }

// Index implements filter.Catalog.
func (c filterCatalog) Index(kind catalog.Kind) *file.Index { return c.File.Table(kind).Index() }

// Filtered implements filter.Catalog.
func (c filterCatalog) Filtered() *file.Index { return c.table.Index() }

// UsesWith implements filter.Catalog.
func (c filterCatalog) UsesWith(region, day string, status protoreflect.EnumNumber) (map[string]bool, error) {
	on := c.day
	if day != "" {
		on = date.Day(day)
	}
	uses, err := c.File.Uses(on)
	if err != nil {
		return nil, err
	}
	text := fmt.Sprintf("labels.jurisdiction = %q AND labels.status = %s", region, compendiumv1.Label_Status(status))
	found, err := c.match(c.ctx, text, uses, &compendiumv1.Use{}, on)
	names := make(map[string]bool)
	for i := range found.All() {
		names[uses.Name(i)] = true
	}
	return names, err
}

// ListedAs implements filter.Catalog. An entry counts on the days between its dates. A drug is as the entries of any of
// its uses and products are, but for a status that is against it: it must be that of the drug as a whole, and no entry
// be for it.
func (c filterCatalog) ListedAs(list string, status protoreflect.EnumNumber) (map[string]bool, error) {
	table := c.File.Table(catalog.Lists)
	drugs, used := make(map[string]bool), make(map[string]bool)
	i, ok := table.Find(list)
	if !ok {
		return drugs, nil
	}
	read := &compendiumv1.DrugList{}
	if err := proto.Unmarshal(table.Record(i), read); err != nil {
		return nil, fmt.Errorf("decode %s of the release: %w", list, err)
	}
	for _, entry := range read.GetEntries() {
		if !asof.Listed(entry, c.AsOf) {
			continue
		}
		isWhole := entry.GetUse() == "" && entry.GetProduct() == ""
		if entry.GetStatus().Number() == status && (isWhole || !isAgainst(entry.GetStatus())) {
			drugs[entry.GetDrug()] = true
		}
		if entry.GetStatus() <= compendiumv1.DrugList_Entry_RESTRICTED {
			used[entry.GetDrug()] = true
		}
	}
	if isAgainst(compendiumv1.DrugList_Entry_Status(status)) {
		maps.DeleteFunc(drugs, func(drug string, _ bool) bool { return used[drug] })
	}
	return drugs, nil
}

func isAgainst(status compendiumv1.DrugList_Entry_Status) bool {
	return status == compendiumv1.DrugList_Entry_NOT_FOR_NEW_PATIENTS || status == compendiumv1.DrugList_Entry_NOT_USED
}

// lastDay returns the last day that can be asked for: today or, if it is later, the day of the catalog. What will hold
// afterwards is not known.
func (now call) lastDay() date.Day { return max(date.Of(now.server.now().UTC()), now.AsOf) }

// day returns the day that a request asks for with as_of: that of the catalog if it is empty.
func (now call) day(asOf string) (date.Day, error) {
	day, last := date.Day(asOf), now.lastDay()
	switch {
	case asOf == "":
		return now.AsOf, nil
	case day > last:
		return "", badRequest(ReasonInvalidRequest, "as_of",
			fmt.Sprintf("%s is after today, %s. What will hold then is not known. Ask for today or an earlier day.", day, last),
			"day", asOf, "last_day", string(last))
	}
	return day, nil
}

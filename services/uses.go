package services

import (
	"context"
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services/filter"
)

// allDrugs is the parent of the uses of every drug (AIP-159).
const allDrugs = "drugs/-"

// listUses lists the uses of one drug or of all, with flags and statuses as of a day.
func listUses(ctx context.Context, now call, request *compendiumv1.ListUsesRequest) (any, error) {
	show, err := newView(ctx, compendiumv1.View_FULL, (*compendiumv1.Use)(nil).ProtoReflect().Descriptor())
	if err != nil {
		return nil, err
	}
	drugs := now.File.Table(catalog.Drugs)
	drug, found := drugs.Find(request.Parent)
	if request.Parent != allDrugs && !found {
		return nil, notFound(now.File.Nearest(catalog.Drugs, request.Parent), request.Parent)
	}
	if err := now.notModified(request.IfVersion, func(then *file.File) bool {
		return then.Table(catalog.Drugs).Equal(drugs) &&
			then.Table(catalog.Regulators).Equal(now.File.Table(catalog.Regulators))
	}); err != nil {
		return nil, err
	}
	day := now.AsOf
	if request.AsOf != "" {
		day = date.Day(request.AsOf)
	}
	var uses *file.Table
	if found && !now.File.SameOn(day) {
		uses, err = now.File.UsesOf(drug, day)
	} else {
		uses, err = now.File.Uses(day)
	}
	if err != nil {
		return nil, fmt.Errorf("derive label statuses as of %s: %w", day, err)
	}
	s := &selection{table: uses, end: uses.Len(), show: show, extra: appendText(nil, fieldAsOf, string(day))}
	if found {
		// The character after the slash ends the run of names with the parent's prefix.
		s.first, s.end = uses.From(request.Parent+"/"), uses.From(request.Parent+"0")
	}
	if s.matches, err = matchUses(request.Filter, uses); err != nil {
		return nil, err
	}
	return now.page(ctx, request, s)
}

// anyLabel reports whether a use matches with one of its labels. Conditions on labels apply to the same label, so that
// "US and off label" does not match a use that is on label in the US and off label elsewhere.
func anyLabel(use *compendiumv1.Use, expression *filter.Filter) bool {
	if len(use.Labels) <= 1 {
		return expression.Matches(use.ProtoReflect())
	}
	labels := use.Labels
	defer func() { use.Labels = labels }()
	for i := range labels {
		use.Labels = labels[i : i+1]
		if expression.Matches(use.ProtoReflect()) {
			return true
		}
	}
	return false
}

package services

import (
	"context"
	"fmt"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// allTherapies is the parent of all uses (AIP-159).
const allTherapies = "-"

// usesRestOn are the collections that the uses of therapies are in and that their labels are derived from.
var usesRestOn = [...]catalog.Kind{
	catalog.Drugs, catalog.Classes, catalog.Regimens, catalog.Procedures, catalog.Conditions, catalog.Regulators,
	catalog.Targets, // families of genes in scopes
}

// listUses lists the uses of one therapy, of those of a collection, or of all, with flags and statuses as of a day.
func listUses(ctx context.Context, now call, request *compendiumv1.ListUsesRequest) (any, error) {
	show, err := newView(ctx, compendiumv1.View_FULL, (*compendiumv1.Use)(nil).ProtoReflect().Descriptor())
	if err != nil {
		return nil, err
	}
	collection, id, _ := strings.Cut(request.Parent, "/")
	kind, _ := catalog.ParseKind(collection)
	therapy, one := now.File.Table(kind).Find(request.Parent)
	if !one && id != "" && id != "-" {
		return nil, notFound(now.File.Nearest(kind, request.Parent), request.Parent)
	}
	if err := now.notModified(request.IfVersion, func(then *file.File) bool {
		return now.equalTables(then, usesRestOn[:]...)
	}); err != nil {
		return nil, err
	}
	day, err := now.day(request.AsOf)
	if err != nil {
		return nil, err
	}
	var uses *file.Table
	if one && !now.File.SameOn(day) {
		uses, err = now.File.UsesOf(kind, therapy, day)
	} else {
		uses, err = now.File.Uses(day)
	}
	if err != nil {
		return nil, fmt.Errorf("derive label statuses as of %s: %w", day, err)
	}
	s := &selection{table: uses, end: uses.Len(), show: show, extra: appendText(nil, fieldAsOf, string(day))}
	therapies := file.Therapies[:]
	if request.Parent != allTherapies {
		therapies = []catalog.Kind{kind}
		// The character after the slash ends the run of names with the parent's prefix.
		parent := strings.TrimSuffix(request.Parent, "/-")
		s.first, s.end = uses.From(parent+"/"), uses.From(parent+"0")
	}
	if s.matches, err = now.match(ctx, request.Filter, uses, &compendiumv1.Use{}, day, therapies...); err != nil {
		return nil, err
	}
	return now.page(ctx, request, s)
}

package services

import (
	"context"
	"fmt"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/filter"
)

// allDrugs is the parent that stands for every drug (AIP-159).
const allDrugs = "drugs/-"

// listUses answers for one drug or across all, with flags and statuses as they were on a day.
func listUses(_ context.Context, now *serving, request *compendiumv1.ListUsesRequest) (any, error) {
	page, err := newPage(request)
	if err != nil {
		return nil, err
	}
	if request.Parent != allDrugs {
		if _, ok := now.Image.Table(catalog.Drugs).Find(request.Parent); !ok {
			return nil, notFound(nearestName(now, catalog.Drugs, request.Parent), request.Parent)
		}
	}
	day := now.Image.AsOf()
	if request.AsOf != "" {
		day = date.Day(request.AsOf)
	}
	matches := func(*compendiumv1.Use) bool { return true }
	if request.Filter != "" {
		expression, err := parseFilter(request.Filter, (*compendiumv1.Use)(nil).ProtoReflect().Descriptor())
		if err != nil {
			return nil, err
		}
		matches = func(use *compendiumv1.Use) bool { return anyLabel(use, expression) }
	}
	uses, err := now.Image.Uses(day)
	if err != nil {
		return nil, fmt.Errorf("derive label statuses as of %s: %w", day, err)
	}
	under := request.Parent + "/uses/"
	indexes, err := matching(uses, func() *compendiumv1.Use { return &compendiumv1.Use{} }, func(use *compendiumv1.Use) bool {
		return (request.Parent == allDrugs || strings.HasPrefix(use.Name, under)) && matches(use)
	})
	if err != nil {
		return nil, err
	}
	return page.of(uses, indexes, now, appendText(nil, fieldAsOf, string(day))), nil
}

// anyLabel says whether a use matches with one of its labels: conditions on labels speak of one and the same label, so that "US and
// off label" does not match a use that is on label in the US and off label elsewhere.
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

package services

import (
	"context"
	"maps"
	"slices"
	"sort"
	"strings"

	"google.golang.org/grpc/codes"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// ListChanges lists what changed between a version and the one that is served.
func (catalogServer) ListChanges(
	ctx context.Context,
	request *compendiumv1.ListChangesRequest,
) (*compendiumv1.ListChangesResponse, error) {
	now := callOf(ctx)
	size, after, err := now.pageOf(ctx, request)
	if err != nil {
		return nil, err
	}
	events, known := now.state.since(request.FromVersion)
	if !known {
		return nil, failure(
			codes.OutOfRange,
			ReasonVersionTooOld,
			"The changes since the version "+request.FromVersion+" are no longer known, or it never existed. Read the catalog "+
				"again. The oldest version known is "+now.state.oldest()+".",
			map[string]string{"version": request.FromVersion, "oldest": now.state.oldest()},
		)
	}
	changes := now.merge(events)
	response := &compendiumv1.ListChangesResponse{TotalSize: int32(len(changes)), CatalogVersion: now.version}
	first := sort.Search(len(changes), func(i int) bool { return changes[i].Name > after.After })
	end := min(first+size, len(changes))
	response.Changes = changes[first:end]
	if end < len(changes) {
		response.NextPageToken = makeToken(token{After: changes[end-1].Name, Query: queryOf(request), Version: now.version})
	}
	return response, nil
}

// merge merges the changes of several events, sorted by name. A record counts as it was before the first event and as
// it is now.
func (now call) merge(events []*event) []*compendiumv1.Change {
	first := make(map[string]compendiumv1.Change_Kind)
	for _, e := range events {
		for _, c := range e.changes {
			if _, seen := first[c.Name]; !seen {
				first[c.Name] = c.Kind
			}
		}
	}
	var changes []*compendiumv1.Change
	for _, name := range slices.Sorted(maps.Keys(first)) {
		kind := compendiumv1.Change_CHANGED
		switch had, has := first[name] != compendiumv1.Change_ADDED, now.has(name); {
		case !had && !has:
			continue
		case !had:
			kind = compendiumv1.Change_ADDED
		case !has:
			kind = compendiumv1.Change_REMOVED
		}
		changes = append(changes, &compendiumv1.Change{Name: name, Kind: kind})
	}
	return changes
}

func (now call) has(name string) bool {
	collection, _, _ := strings.Cut(name, "/")
	kind, ok := catalog.ParseKind(collection)
	if ok {
		_, ok = now.File.Table(kind).Find(name)
	}
	return ok
}

package services

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sort"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/compare"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
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
	detail := omitFields
	if then := now.state.at(request.FromVersion); then != nil && then.File.Acquire() {
		defer then.File.Close()
		detail = fieldsBetween(then.File, now.File)
	}
	response := &compendiumv1.ListChangesResponse{TotalSize: int32(len(changes)), CatalogVersion: now.version}
	first := sort.Search(len(changes), func(i int) bool { return changes[i].Name > after.After })
	left := now.server.maxPage() - maxTrailer
	for _, c := range changes[first:] {
		if c, err = detail(c); err != nil {
			return nil, err
		}
		if left -= frameSize + proto.Size(c); len(response.Changes) == size || left < 0 && len(response.Changes) > 0 {
			last := response.Changes[len(response.Changes)-1].Name
			response.NextPageToken = now.nextToken(request, last, nil)
			break
		}
		response.Changes = append(response.Changes, c)
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
	kind, ok := catalog.KindIn(name)
	if ok {
		_, ok = now.File.Table(kind).Find(name)
	}
	return ok
}

// Bounds of the fields of a change, and of all changes of an event of a watch, which is kept.
const (
	maxChangeFields  = 100
	maxChangeValue   = 500
	maxEventDetails  = 256 << 10
	maxDetailedBatch = 1000
)

// detailer returns a change with the fields that differ.
type detailer func(*compendiumv1.Change) (*compendiumv1.Change, error)

// omitFields says that the fields are not known.
func omitFields(c *compendiumv1.Change) (*compendiumv1.Change, error) {
	return &compendiumv1.Change{Name: c.Name, Kind: c.Kind, FieldsOmitted: true}, nil
}

// fieldsBetween returns a detailer that compares the records of two files.
func fieldsBetween(before, after *file.File) detailer {
	return func(c *compendiumv1.Change) (*compendiumv1.Change, error) {
		differ, err := changesOf(c.Name, before, after)
		if err != nil {
			return nil, err
		}
		if len(differ) > maxChangeFields {
			slices.SortStableFunc(differ, func(a, b compare.Change) int {
				switch {
				case a.Concern != nil && b.Concern == nil:
					return -1
				case a.Concern == nil && b.Concern != nil:
					return 1
				}
				return 0
			})
		}
		shown := min(len(differ), maxChangeFields)
		detailed := &compendiumv1.Change{Name: c.Name, Kind: c.Kind, MoreFields: int32(len(differ) - shown)}
		for _, d := range differ[:shown] {
			field := &compendiumv1.Change_Field{Path: d.Path, Kind: kindsOfChange[d.Kind],
				Before: clip(d.Before, maxChangeValue), After: clip(d.After, maxChangeValue)}
			if d.Concern != nil {
				field.Concern = d.Concern.ID
			}
			detailed.Fields = append(detailed.Fields, field)
		}
		return detailed, nil
	}
}

var kindsOfChange = map[compare.Kind]compendiumv1.Change_Kind{compare.Added: compendiumv1.Change_ADDED,
	compare.Removed: compendiumv1.Change_REMOVED, compare.Changed: compendiumv1.Change_CHANGED}

// changesOf returns the differences between the records of a name in two files.
func changesOf(name string, before, after *file.File) ([]compare.Change, error) {
	old, err1 := before.Record(name)
	now, err2 := after.Record(name)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	return compare.Records(name, old, now), nil
}

// detailed returns the changes of an event with their fields, as far as they are few enough and the versions retained.
// They are compared once for all watches.
func (s *state) detailed(e *event) []*compendiumv1.Change {
	e.once.Do(func() {
		detail := omitFields
		before, after := s.at(e.from), s.at(e.to)
		if before != nil && after != nil && before.File.Acquire() {
			defer before.File.Close()
			if after.File.Acquire() {
				defer after.File.Close()
				detail = fieldsBetween(before.File, after.File)
			}
		}
		left := maxEventDetails
		for i, c := range e.changes {
			with, err := detail(c)
			if left -= proto.Size(with); err != nil || left < 0 || i == maxDetailedBatch {
				detail = omitFields
				with, _ = omitFields(c)
			}
			e.details = append(e.details, with)
		}
	})
	return e.details
}

// maxDetailed bounds the records of which Changed compares the fields.
const maxDetailed = 2_000

// Changed returns the version that was served before a release that is held, and what changed since. The version is
// empty if it is not retained. Of records beyond a bound it returns only that they changed.
func (s *Server) Changed(held *release.Release) (since string, changes []compare.Change) {
	retained := s.state.Load().retained
	i := slices.IndexFunc(retained, func(g *generation) bool { return g.File == held.File })
	if i < 0 || i+1 == len(retained) || !retained[i+1].File.Acquire() {
		return "", nil
	}
	before := retained[i+1]
	defer before.File.Close()
	all := file.Changes(before.File, held.File)
	detailed := all[:min(len(all), maxDetailed)]
	names := make([]string, len(detailed))
	for i, c := range detailed {
		names[i] = c.Name
	}
	changes = compare.Named(names, readable(before.File), readable(held.File))
	for _, c := range all[len(detailed):] {
		changes = append(changes, compare.Change{Resource: c.Name, Kind: compare.Kind(strings.ToLower(c.Kind.String()))})
	}
	return before.version, changes
}

// readable returns the records of a file by their names, without those that cannot be read, which have no page either.
func readable(f *file.File) compare.Lookup {
	return func(name string) proto.Message {
		if record, err := f.Record(name); err == nil {
			return record
		}
		return nil
	}
}

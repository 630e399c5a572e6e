package services

import (
	"context"
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/validate/report"
)

// catalogServer implements the methods of CatalogService that answer with messages.
type catalogServer struct {
	compendiumv1.UnimplementedCatalogServiceServer

	server *Server
}

// catalogBytes returns the methods of CatalogService that answer with bytes of the release file, by name:
// BatchGetDrugs,
// ListUses, and the standard Get and List of each collection.
func catalogBytes() map[string]method {
	found := make(map[string]method)
	add := func(m protoreflect.MethodDescriptor, ready method) {
		ready.request = requestOf(m)
		found[string(m.Name())] = ready
	}
	methods := compendiumv1.File_compendium_v1_catalog_service_proto.Services().ByName("CatalogService").Methods()
	add(methods.ByName("BatchGetDrugs"), selfValidating(answer(batchGetDrugs)))
	add(methods.ByName("ListUses"), answer(listUses))
	for _, kind := range catalog.Kinds() {
		add(methods.ByName("Get"+kind.Descriptor().Name()), get(kind))
		for i := range methods.Len() {
			m := methods.Get(i)
			records := m.Output().Fields().ByNumber(1)
			if strings.HasPrefix(string(m.Name()), "List") && records != nil && records.Message() == kind.Descriptor() {
				add(m, list(kind))
			}
		}
	}
	return found
}

type getRequest interface {
	proto.Message
	GetName() string
	GetView() compendiumv1.View_Level
	GetIfVersion() string
}

// get returns the method of a standard Get (AIP-131, AIP-157), which answers with the bytes of a record.
func get(kind catalog.Kind) method {
	return selfValidating(answer(func(ctx context.Context, now call, request getRequest) (any, error) {
		show, err := newView(ctx, request.GetView(), kind.Descriptor())
		if err != nil {
			return nil, err
		}
		table := now.File.Table(kind)
		i, ok := table.Find(request.GetName())
		if !ok {
			// A name that is found satisfies the rules of the request, so only one that is not found is checked.
			if err := invalid(request); err != nil {
				return nil, err
			}
			return nil, notFound(now.File.Nearest(kind, request.GetName()), request.GetName())
		}
		show.cited = now.sourcesFor(request, kind)
		if err := now.notModified(request.GetIfVersion(), func(then *file.File) bool {
			old := then.Table(kind)
			j, had := old.Find(request.GetName())
			return had && old.Etag(j) == table.Etag(i) && (show.cited == nil || now.equalTables(then, catalog.Sources))
		}); err != nil {
			return nil, err
		}
		record, err := show.record(table, i)
		if err != nil {
			return nil, err
		}
		if show.stored() && compressed(ctx) {
			return now.prepared.prepare(ctx, preparedKey{table, i, show.basic}, record)
		}
		return encodeOne(record), nil
	}))
}

// notModified returns an error if the version that the caller has answers the same.
func (now call) notModified(ifVersion string, same func(then *file.File) bool) error {
	if ifVersion == "" {
		return nil
	}
	if ifVersion != now.version {
		then := now.state.at(ifVersion)
		if then == nil || !then.File.Acquire() {
			return nil
		}
		defer then.File.Close()
		if !same(then.File) {
			return nil
		}
	}
	return failure(codes.FailedPrecondition, ReasonNotModified, "Nothing has changed since the version "+ifVersion+".",
		map[string]string{"version": ifVersion})
}

// equalTables reports whether another file has the same records of some collections.
func (now call) equalTables(then *file.File, kinds ...catalog.Kind) bool {
	return !slices.ContainsFunc(kinds, func(kind catalog.Kind) bool {
		return !then.Table(kind).Equal(now.File.Table(kind))
	})
}

// batchGetDrugs answers as AIP-231 says: all or none, in the order of the request.
func batchGetDrugs(ctx context.Context, now call, request *compendiumv1.BatchGetDrugsRequest) (any, error) {
	show, err := newView(ctx, request.View, catalog.Drugs.Descriptor())
	if err != nil {
		return nil, err
	}
	show.cited = now.sourcesFor(request, catalog.Drugs)
	table := now.File.Table(catalog.Drugs)
	parts := make([][]byte, 0, len(request.Names)+1)
	var missing []int
	version := appendText(nil, fieldBatchVersion, now.version)
	size, fit := len(version), 0
	for place, i := range table.FindAll(request.Names) {
		if i < 0 {
			missing = append(missing, place)
			continue
		}
		frames, err := show.frames(table, i, i+1)
		if err != nil {
			return nil, err
		}
		parts = append(parts, frames)
		if size += len(frames); size <= now.server.maxPage() {
			fit = place + 1
		}
	}
	if len(missing) > 0 || len(request.Names) == 0 || len(request.Names) > maxPageSize {
		if err := invalid(request); err != nil {
			return nil, err
		}
		nearest := func(name string) string { return now.File.Nearest(catalog.Drugs, name) }
		if len(missing) == 1 {
			name := request.Names[missing[0]]
			return nil, notFound(nearest(name), name)
		}
		return nil, notFoundAll(request.Names, missing, nearest)
	}
	if fit < len(request.Names) {
		return nil, batchTooLarge(size, now.server.maxPage(), fit)
	}
	return encode(append(parts, version)...), nil
}

// fieldBatchVersion is catalog_version in responses of batches.
const fieldBatchVersion protowire.Number = 2

// maxLoadFindings bounds the findings of refused content in GetCatalog.
const maxLoadFindings = 100

// GetCatalog describes what is served.
func (catalogServer) GetCatalog(ctx context.Context, _ *compendiumv1.GetCatalogRequest) (*compendiumv1.Catalog, error) {
	now := callOf(ctx)
	info := now.File.Info()
	state := &compendiumv1.Catalog{
		Name: "catalog", Version: now.version, Digest: info.Digest, AsOf: string(now.AsOf), Source: now.Source,
		Counts:   info.Counts,
		Findings: info.Findings, Gaps: info.Gaps, UnpinnedCitations: info.UnpinnedCitations,
		ClinicallyReviewed: info.ClinicallyReviewed,
		LoadState:          compendiumv1.Catalog_CURRENT, ReleaseDigest: now.File.FileDigest(), ReleaseNumber: now.Number,
		SourceRevision: info.SourceRevision,
		Bases:          info.Bases,
		ToolVersion:    info.ToolVersion, CheckTime: timestamp(now.state.checked), FetchTime: timestamp(now.fetched),
		LoadTime:     timestamp(now.loaded),
		ActivateTime: timestamp(now.activated), Health: now.server.healthStates(),
	}
	if !now.activated.IsZero() {
		state.AgeSeconds = int64(now.server.now().Sub(now.activated).Seconds())
	}
	for _, g := range now.state.retained {
		state.RetainedVersions = append(state.RetainedVersions, g.version)
	}
	if refused := now.state.refused; refused != nil {
		state.LoadState = compendiumv1.Catalog_LAST_GOOD
		state.RefusedDigest = refused.Digest
		state.RefusalReason = refused.reason()
		state.LoadFindings = refusalFindings(refused)
	}
	return state, nil
}

func timestamp(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}

// refusalFindings returns the findings of refused content, or the failure to read it as a finding.
func refusalFindings(refused *Refusal) []*compendiumv1.Finding {
	var errors []finding.Finding
	for _, f := range refused.Findings {
		if f.Severity == finding.Error && len(errors) < maxLoadFindings {
			errors = append(errors, f)
		}
	}
	if len(errors) == 0 && refused.Err != nil {
		return []*compendiumv1.Finding{{Severity: compendiumv1.Severity_ERROR, Message: refused.Err.Error()}}
	}
	return report.Messages(errors)
}

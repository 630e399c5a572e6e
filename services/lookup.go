package services

import (
	"context"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// Lookup finds records by whole names and codes.
func (catalogServer) Lookup(
	ctx context.Context,
	request *compendiumv1.LookupRequest,
) (*compendiumv1.LookupResponse, error) {
	now := callOf(ctx)
	response := &compendiumv1.LookupResponse{CatalogVersion: now.version}
	size := batchSize{most: now.server.maxPage()}
	for _, key := range request.Keys {
		system := file.System(key.System)
		if key.CodeSystem != 0 {
			system = file.SystemOf(key.CodeSystem)
		}
		result := &compendiumv1.LookupResponse_Result{Key: key}
		found := now.File.Lookup(key.Value, system, false)
		for _, h := range found {
			result.Hits = append(result.Hits, hitOf(h, key.Value))
		}
		result.Combinations = now.File.Combinations(drugsAmong(found))
		response.Results = append(response.Results, result)
		size.add(result)
	}
	return response, size.err()
}

// LookupDrugs finds drugs by names and codes.
func (catalogServer) LookupDrugs(
	ctx context.Context,
	request *compendiumv1.LookupDrugsRequest,
) (*compendiumv1.LookupDrugsResponse, error) {
	now := callOf(ctx)
	response := &compendiumv1.LookupDrugsResponse{CatalogVersion: now.version}
	size := batchSize{most: now.server.maxPage()}
	for _, key := range request.Keys {
		system := file.System(key.System)
		if key.CodeSystem != 0 {
			system = file.SystemOf(key.CodeSystem)
		}
		found := now.File.Lookup(key.Value, system, true)
		if system == 0 {
			found = slices.DeleteFunc(found, func(h file.Hit) bool { return !isName(h.Match) })
		}
		drugs := drugsAmong(found)
		result := &compendiumv1.LookupDrugsResponse_Result{Key: key, Drugs: drugs, Combinations: now.File.Combinations(drugs)}
		response.Results = append(response.Results, result)
		size.add(result)
	}
	return response, size.err()
}

// isName reports whether a hit is by a name, not by a code or the resource name.
func isName(match file.Match) bool {
	return match != compendiumv1.SearchCatalogResponse_Hit_CODE && match != compendiumv1.SearchCatalogResponse_Hit_ID
}

// drugsAmong returns the names of the drugs among hits, sorted.
func drugsAmong(hits []file.Hit) []string {
	var names []string
	for _, h := range hits {
		if strings.HasPrefix(h.Name, catalog.Drugs.String()+"/") {
			names = append(names, h.Name)
		}
	}
	slices.Sort(names)
	return names
}

// batchSize adds up the size of a batch, and how many of its results fit.
type batchSize struct{ size, most, fit int }

func (b *batchSize) add(result proto.Message) {
	if b.size += frameSize + proto.Size(result); b.size <= b.most-maxTrailer {
		b.fit++
	}
}

// err returns an error if the batch is too large.
func (b *batchSize) err() error {
	if b.size <= b.most-maxTrailer {
		return nil
	}
	return batchTooLarge(b.size, b.most, b.fit)
}

package services

import (
	"context"
	"fmt"

	"github.com/opencompendium/compendium/catalog/image"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func searchCatalog(_ context.Context, now *serving, request *compendiumv1.SearchCatalogRequest) (any, error) {
	page, err := newPage(request)
	if err != nil {
		return nil, err
	}
	hits := now.Image.Search(request.Query)
	response := &compendiumv1.SearchCatalogResponse{TotalSize: int32(len(hits)), CatalogVersion: now.Image.Version()}
	for _, h := range hits {
		if key := searchKey(h); key > page.after {
			if len(response.Hits) == page.size {
				last := response.Hits[page.size-1]
				response.NextPageToken = makeToken(searchKey(hitNamed(hits, last.Name)), page.query)
				break
			}
			response.Hits = append(response.Hits, &compendiumv1.SearchCatalogResponse_Hit{
				Name: h.Name, DisplayName: h.DisplayName, Match: h.Match, MatchedText: h.Text, Exact: h.Rank == image.RankExact})
		}
	}
	return response, nil
}

// searchKey sorts as the hits do, so that a page goes on behind the last hit of the one before.
func searchKey(h image.Hit) string { return fmt.Sprintf("%d %02d %s", h.Rank, h.Match, h.Name) }

func hitNamed(hits []image.Hit, name string) image.Hit {
	for _, h := range hits {
		if h.Name == name {
			return h
		}
	}
	return image.Hit{}
}

package services

import (
	"context"
	"fmt"

	"github.com/opencompendium/compendium/catalog/fold"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// SearchCatalog finds records by their names and codes.
func (catalogServer) SearchCatalog(
	ctx context.Context,
	request *compendiumv1.SearchCatalogRequest,
) (*compendiumv1.SearchCatalogResponse, error) {
	now := callOf(ctx)
	size, after, err := now.pageOf(ctx, request)
	if err != nil {
		return nil, err
	}
	hits := now.File.Search(request.Query)
	response := &compendiumv1.SearchCatalogResponse{TotalSize: int32(len(hits)), CatalogVersion: now.version}
	last := ""
	for _, h := range hits {
		key := searchKey(h)
		if key <= after.After {
			continue
		}
		if len(response.Hits) == size {
			response.NextPageToken = now.nextToken(request, last, nil)
			break
		}
		last = key
		response.Hits = append(response.Hits, hitOf(h, request.Query))
	}
	return response, nil
}

// hitOf returns a hit of a query as a message.
func hitOf(h file.Hit, query string) *compendiumv1.SearchCatalogResponse_Hit {
	exact := fold.Name(h.Text) == fold.Name(query)
	return &compendiumv1.SearchCatalogResponse_Hit{
		Name: h.Name, DisplayName: h.DisplayName, Depth: h.Depth, Match: h.Match, MatchedText: h.Text,
		Exact: exact, TypingErrors: int32(h.Errors), Explanation: explain(h, exact),
	}
}

// searchKey returns a key that sorts as hits do, so that a page continues after the last hit of the one before.
func searchKey(h file.Hit) string {
	return fmt.Sprintf("%d %d %d %02d %05d %s", h.Errors, h.Tier(), h.Rank, h.Match, len(h.Text), h.Name)
}

// explain returns why a hit was found, for people.
func explain(h file.Hit, exact bool) string {
	if h.Rank == file.RankExact && h.Errors == 0 && !exact {
		return "is the query without its strength, form, salt, suffix, holder or kind"
	}
	why := map[file.Rank]string{file.RankExact: "is the query", file.RankPrefix: "begins with the query",
		file.RankWord: "has a word that begins with the query"}[h.Rank]
	switch h.Errors {
	case 0:
		return why
	case 1:
		return why + ", with one typing error"
	default:
		return fmt.Sprintf("%s, with %d typing errors", why, h.Errors)
	}
}

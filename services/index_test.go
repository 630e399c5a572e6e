package services_test

import (
	"strings"
	"testing"

	"google.golang.org/grpc/codes"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
)

// TestAnEmptyCollectionIsSortedToo asks for an order of a collection that has no records.
func TestAnEmptyCollectionIsSortedToo(t *testing.T) {
	files := exampleFiles(t)
	for path := range files {
		if strings.HasPrefix(path, "regimens/") {
			delete(files, path)
		}
	}
	s := serve(t)
	s.server.Swap(newRelease(t, files), services.Times{})
	response, err := s.catalog.ListRegimens(
		t.Context(),
		&compendiumv1.ListRegimensRequest{OrderBy: "display_name desc", Filter: `display_name = "x"`},
	)
	if err != nil || len(response.Regimens) != 0 {
		t.Errorf("%v, %v", response, err)
	}
	_, err = s.catalog.ListRegimens(t.Context(), &compendiumv1.ListRegimensRequest{OrderBy: "nonsense"})
	wantError(t, "a field that there is not", err, codes.InvalidArgument, services.ReasonInvalidOrder)
}

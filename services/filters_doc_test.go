package services_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// shownFilter matches a filter in the prose and the tables of a page, but for those that say how one is made: those
// have a field, a list or a filter by that name.
var shownFilter = regexp.MustCompile("`((?:[a-z_]+\\(|[a-z_.]+(?: (?:=|!=|[<>]=?|:) |:\\*)|NOT |-[a-z]).*?)`")

// TestFiltersOfTheDocument asks with each filter that docs/filters.md shows, and with each that it says is refused.
func TestFiltersOfTheDocument(t *testing.T) {
	text, err := os.ReadFile("../docs/filters.md")
	if err != nil {
		t.Fatal(err)
	}
	files := frozenFiles(t)
	files["lists/formulary.yaml"] = &fstest.MapFile{Data: []byte(old)}
	conn, err := grpc.NewClient(listen(t, files), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	client := compendiumv1.NewCatalogServiceClient(conn)
	// ask returns the errors of the methods that a filter may be for.
	ask := func(filter string) (problems []string, taken bool) {
		ctx := t.Context()
		_, err1 := client.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{Filter: filter, PageSize: 1})
		_, err2 := client.ListUses(ctx, &compendiumv1.ListUsesRequest{Parent: "-", Filter: filter, PageSize: 1})
		_, err3 := client.ListDrugLists(ctx, &compendiumv1.ListDrugListsRequest{Filter: filter, PageSize: 1})
		for _, err := range []error{err1, err2, err3} {
			taken = taken || err == nil
			problems = append(problems, status.Convert(err).Message())
		}
		return problems, taken
	}
	taken, refused := 0, 0
	for i, part := range strings.Split(string(text), "\n```") {
		var filters []string
		if i%2 == 1 {
			filters = strings.Split(strings.TrimSpace(part), "\n")
		} else {
			for _, shown := range shownFilter.FindAllStringSubmatch(part, -1) {
				filters = append(filters, shown[1])
			}
		}
		for k, filter := range filters {
			switch {
			case strings.HasPrefix(filter, "filter: "): // the answer to the one before
				refused++
				if problems, _ := ask(filters[k-1]); !strings.Contains(strings.Join(problems, "\n"), filter) {
					t.Errorf("%s\nthe page shows %s\nthe answers are %q", filters[k-1], filter, problems)
				}
			case k+1 < len(filters) && strings.HasPrefix(filters[k+1], "filter: "):
			case regexp.MustCompile(`\b(field|list|filter)\b|…`).MatchString(filter):
			default:
				taken++
				if problems, ok := ask(filter); !ok {
					t.Errorf("%s is refused: %q", filter, problems)
				}
			}
		}
	}
	if taken < 25 || refused < 2 {
		t.Errorf("the page shows %d filters and %d that are refused", taken, refused)
	}
}

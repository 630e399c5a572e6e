package services_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// maxAnswer is the largest page or batch in bytes.
const maxAnswer = 3 << 20

// manyFiles returns the example catalog with 500 more drugs of 10 kB each.
func manyFiles(t *testing.T) (files fstest.MapFS, names []string) {
	t.Helper()
	if testing.Short() {
		t.Skip("it is about sizes, and takes a minute with the race detector")
	}
	files = exampleFiles(t)
	text := string(files["drugs/trialimab.yaml"].Data)
	for i := range 500 {
		id := fmt.Sprintf("largimab-%03d", i)
		record := strings.NewReplacer("Trialimab", "Largimab "+strconv.Itoa(i), "trialimab", "largimab "+strconv.Itoa(i)).
			Replace(text)
		var notes strings.Builder
		for n := range 10 {
			fmt.Fprintf(&notes, "  - {text: %sends %d., cites: [label]}\n", strings.Repeat("Long text ", 98), n)
		}
		record = strings.Replace(record, "uses:\n", "notes:\n"+notes.String()+"uses:\n", 1)
		files["drugs/"+id+".yaml"] = &fstest.MapFile{Data: []byte(record)}
		names = append(names, "drugs/"+id)
	}
	return files, names
}

// TestPagesAreBoundedByBytes reads a large collection in pages, with and without a field mask and a filter.
func TestPagesAreBoundedByBytes(t *testing.T) {
	files, _ := manyFiles(t)
	s := serveFiles(t, files)
	for name, c := range map[string]struct{ filter, mask string }{
		"all":      {},
		"filtered": {filter: `display_name = "largimab*"`},
		"masked":   {mask: "name,notes"},
	} {
		t.Run(name, func(t *testing.T) {
			request := &compendiumv1.ListDrugsRequest{PageSize: 1000, Filter: c.filter}
			found, pages := 0, 0
			for {
				page, err := s.catalog.ListDrugs(masked(t, c.mask), request)
				if err != nil {
					t.Fatal(err)
				}
				if size := proto.Size(page); size > maxAnswer {
					t.Errorf("page %d has %d bytes", pages, size)
				}
				for _, drug := range page.Drugs {
					if strings.HasPrefix(drug.Name, "drugs/largimab") {
						found++
					}
				}
				pages++
				if request.PageToken = page.NextPageToken; request.PageToken == "" {
					break
				}
			}
			if found != 500 || pages != 2 {
				t.Errorf("%d drugs on %d pages, want 500 on 2", found, pages)
			}
		})
	}
}

// TestBatchThatDoesNotFit asks for as many drugs as the error of too large a batch says.
func TestBatchThatDoesNotFit(t *testing.T) {
	files, names := manyFiles(t)
	s := serveFiles(t, files)
	_, err := s.catalog.BatchGetDrugs(t.Context(), &compendiumv1.BatchGetDrugsRequest{Names: names})
	reason, metadata := client.Reason(err)
	fit, _ := strconv.Atoi(metadata["fit"])
	if status.Code(err) != codes.ResourceExhausted || reason != "RESPONSE_TOO_LARGE" || fit == 0 {
		t.Fatalf("a batch of %d: %v, %v", len(names), err, metadata)
	}
	batch, err := s.catalog.BatchGetDrugs(t.Context(), &compendiumv1.BatchGetDrugsRequest{Names: names[:fit]})
	if err != nil || proto.Size(batch) > maxAnswer {
		t.Errorf("a batch of %d: %d bytes, %v", fit, proto.Size(batch), err)
	}
	if _, err := s.catalog.BatchGetDrugs(t.Context(),
		&compendiumv1.BatchGetDrugsRequest{Names: names[:fit+1]}); status.Code(err) != codes.ResourceExhausted {
		t.Errorf("a batch of %d: %v", fit+1, err)
	}
}

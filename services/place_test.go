package services_test

import (
	"log/slog"
	"testing"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
)

// TestPlace asks for records that are as they are in the release, and for others, before and after a reload.
func TestPlace(t *testing.T) {
	server := services.New(newRelease(t, exampleFiles(t)), slog.New(slog.DiscardHandler))
	get, uses := compendiumv1.CatalogService_GetDrug_FullMethodName, compendiumv1.CatalogService_ListUses_FullMethodName
	places := make(map[services.Place]string)
	for _, version := range []string{"first", "second"} {
		for _, c := range []struct {
			what, method, mask string
			request            proto.Message
			placed             bool
		}{
			{"a record", get, "", &compendiumv1.GetDrugRequest{}, true},
			{"the view BASIC", get, "", &compendiumv1.GetDrugRequest{View: compendiumv1.View_BASIC}, true},
			{"a mask", get, "name", &compendiumv1.GetDrugRequest{}, false},
			{"sources", get, "", &compendiumv1.GetDrugRequest{IncludeSources: true}, false},
			{"uses", uses, "", &compendiumv1.ListUsesRequest{Parent: "-"}, true},
			{"uses with a mask", uses, "name", &compendiumv1.ListUsesRequest{Parent: "-"}, false},
			{"uses of another day", uses, "", &compendiumv1.ListUsesRequest{Parent: "-", AsOf: "2018-01-01"}, false},
		} {
			ctx := t.Context()
			if c.mask != "" {
				ctx = metadata.NewIncomingContext(ctx, metadata.Pairs(services.MaskHeader, c.mask))
			}
			for range 2 { // the place stays the same
				response := server.Call(ctx, c.method, func(request proto.Message, _ int) error {
					proto.Merge(request, c.request)
					if get, ok := request.(*compendiumv1.GetDrugRequest); ok {
						get.Name = "drugs/examplinib"
					}
					return nil
				})
				if response.Err != nil {
					t.Fatal(response.Err)
				}
				parts, err := response.Parts()
				if err != nil {
					t.Fatal(err)
				}
				record := parts[0]
				if c.method == uses {
					_, _, tag := protowire.ConsumeTag(record)
					record, _ = protowire.ConsumeBytes(record[tag:])
				}
				place, what := response.Place(record), version+": "+c.what
				if got := place != (services.Place{}); got != c.placed {
					t.Errorf("%s: in the release: %v, want %v", what, got, c.placed)
				}
				if other, ok := places[place]; c.placed && ok && other != what {
					t.Errorf("%s has the place of %s", what, other)
				}
				places[place] = what
				response.Close()
				if response.Place(record) != (services.Place{}) {
					t.Errorf("%s: has a place after it is closed", what)
				}
			}
		}
		server.Swap(newRelease(t, exampleFiles(t)), services.Times{})
	}
}

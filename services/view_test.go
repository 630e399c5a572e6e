package services_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
)

func masked(t *testing.T, paths string) context.Context {
	t.Helper()
	return metadata.AppendToOutgoingContext(t.Context(), services.MaskHeader, paths)
}

func TestViewsAndMasks(t *testing.T) {
	s := serve(t)
	full, err := s.catalog.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"})
	if err != nil {
		t.Fatal(err)
	}
	basic := &compendiumv1.Drug{
		Name:        full.Name,
		DisplayName: full.DisplayName,
		Depth:       full.Depth,
		Lifecycle:   full.Lifecycle,
		Classes:     full.Classes,
		Names:       full.Names,
		Codes:       full.Codes,
	}
	nested := &compendiumv1.Drug{Name: full.Name}
	for _, use := range full.Uses {
		short := &compendiumv1.Use{Id: use.Id}
		for _, l := range use.Labels {
			short.Labels = append(short.Labels, &compendiumv1.Label{Jurisdiction: l.Jurisdiction})
		}
		nested.Uses = append(nested.Uses, short)
	}
	for _, c := range []struct {
		name string
		view compendiumv1.View_Level
		mask string
		want *compendiumv1.Drug
	}{
		{"full", compendiumv1.View_FULL, "", full},
		{"basic", compendiumv1.View_BASIC, "", basic},
		{"everything", compendiumv1.View_LEVEL_UNSPECIFIED, "*", full},
		{"a field", compendiumv1.View_FULL, "name", &compendiumv1.Drug{Name: full.Name}},
		{"fields of fields", compendiumv1.View_FULL, "name, uses.id,uses.labels.jurisdiction", nested},
		{"a mask over the basic view", compendiumv1.View_BASIC, "name,uses", &compendiumv1.Drug{Name: full.Name}},
		{"a map", compendiumv1.View_FULL, "citations", &compendiumv1.Drug{Citations: full.Citations}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx := t.Context()
			if c.mask != "" {
				ctx = masked(t, c.mask)
			}
			got, err := s.catalog.GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/examplinib", View: c.view})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, protocmp.Transform()); diff != "" {
				t.Errorf("get (-want +got):\n%s", diff)
			}
			list, err := s.catalog.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{View: c.view})
			if err != nil || list.TotalSize != 3 || !proto.Equal(list.Drugs[0], c.want) {
				t.Errorf("list: %v, %v", list, err)
			}
			batch, err := s.catalog.BatchGetDrugs(
				ctx,
				&compendiumv1.BatchGetDrugsRequest{Names: []string{"drugs/examplinib", "drugs/examplinib"}, View: c.view},
			)
			if err != nil || len(batch.Drugs) != 2 || !proto.Equal(batch.Drugs[1], c.want) {
				t.Errorf("batch: %v, %v", batch, err)
			}
		})
	}
	for _, mask := range []string{"nonsense", "name.text", "uses.nonsense", "citations.label"} {
		_, err := s.catalog.GetDrug(masked(t, mask), &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"})
		wantError(t, mask, err, codes.InvalidArgument, services.ReasonInvalidMask)
	}
	_, err = s.catalog.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: "drugs/examplinib", View: 9})
	wantError(t, "a view that there is not", err, codes.InvalidArgument, services.ReasonInvalidRequest)
}

func TestOrders(t *testing.T) {
	s := serve(t)
	for by, want := range map[string][]string{
		"":                             {"examplinib", "gonemab", "trialimab"},
		"name":                         {"examplinib", "gonemab", "trialimab"},
		"name desc":                    {"trialimab", "gonemab", "examplinib"},
		"display_name desc":            {"trialimab", "gonemab", "examplinib"},
		"lifecycle":                    {"examplinib", "trialimab", "gonemab"},
		" lifecycle  desc , name desc": {"gonemab", "trialimab", "examplinib"},
		"codes.ncit desc":              {"examplinib", "gonemab", "trialimab"},
	} {
		for _, size := range []int32{1, 2, 3} {
			var got []string
			request := &compendiumv1.ListDrugsRequest{OrderBy: by, PageSize: size}
			for {
				page, err := s.catalog.ListDrugs(t.Context(), request)
				if err != nil {
					t.Fatalf("%q: %v", by, err)
				}
				for _, d := range page.Drugs {
					got = append(got, d.Name[len("drugs/"):])
				}
				if request.PageToken = page.NextPageToken; request.PageToken == "" || len(got) > 9 {
					break
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q in pages of %d gives %v, not %v", by, size, got, want)
			}
		}
	}
	for _, by := range []string{"nonsense", "names.text", "name sideways", "name,,name", "citations",
		"name,name,name,name,name"} {
		_, err := s.catalog.ListDrugs(t.Context(), &compendiumv1.ListDrugsRequest{OrderBy: by})
		wantError(t, by, err, codes.InvalidArgument, services.ReasonInvalidOrder)
	}
	uses, err := s.catalog.ListUses(
		t.Context(),
		&compendiumv1.ListUsesRequest{Parent: "drugs/-", OrderBy: "condition,name desc", PageSize: 100},
	)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(uses.Uses, func(a, b *compendiumv1.Use) int {
		if a.Condition != b.Condition {
			return cmpText(a.Condition, b.Condition)
		}
		return cmpText(b.Name, a.Name)
	}) {
		t.Errorf("uses are not sorted: %v", uses.Uses)
	}
}

func cmpText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

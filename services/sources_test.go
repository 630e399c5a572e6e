package services_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// citedBy returns the sources that a drug cites, as GetSource has them, sorted by name.
func (s *site) citedBy(t *testing.T, drug *compendiumv1.Drug) []*compendiumv1.Source {
	t.Helper()
	names := make(map[string]bool)
	for _, citation := range drug.Citations {
		names[citation.Source] = true
	}
	var sources []*compendiumv1.Source
	for _, name := range slices.Sorted(maps.Keys(names)) {
		source, err := s.catalog.GetSource(t.Context(), &compendiumv1.GetSourceRequest{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		if source.Reference == "" {
			t.Errorf("%s has no formatted reference", name)
		}
		sources = append(sources, source)
	}
	return sources
}

// TestSourcesComeAlong asks for sources by each method that has the option.
func TestSourcesComeAlong(t *testing.T) {
	s := serve(t)
	const name = "drugs/examplinib"
	plain, err := s.catalog.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	if len(plain.Sources) > 0 {
		t.Error("sources come along unasked")
	}
	want := proto.CloneOf(plain)
	want.Sources = s.citedBy(t, plain)
	if len(want.Sources) == 0 {
		t.Fatal("the example cites nothing")
	}
	got, err1 := s.catalog.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: name, IncludeSources: true})
	batch, err2 := s.catalog.BatchGetDrugs(t.Context(),
		&compendiumv1.BatchGetDrugsRequest{Names: []string{name}, IncludeSources: true})
	list, err3 := s.catalog.ListDrugs(t.Context(),
		&compendiumv1.ListDrugsRequest{Filter: `name = "` + name + `"`, IncludeSources: true})
	if err1 != nil || err2 != nil || err3 != nil {
		t.Fatal(err1, err2, err3)
	}
	for method, drug := range map[string]*compendiumv1.Drug{"GetDrug": got, "BatchGetDrugs": batch.Drugs[0],
		"ListDrugs": list.Drugs[0]} {
		if diff := cmp.Diff(want, drug, protocmp.Transform()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", method, diff)
		}
	}
	basic, err := s.catalog.GetDrug(t.Context(),
		&compendiumv1.GetDrugRequest{Name: name, View: compendiumv1.View_BASIC, IncludeSources: true})
	if err != nil || len(basic.Sources) != len(want.Sources) || basic.Sources[0].Reference == "" ||
		basic.Sources[0].Dates != nil || basic.Uses != nil {
		t.Errorf("BASIC: %v, %v", basic, err)
	}
	narrow, err := s.catalog.GetDrug(masked(t, "name,sources.reference"),
		&compendiumv1.GetDrugRequest{Name: name, IncludeSources: true})
	if diff := cmp.Diff(&compendiumv1.Drug{Name: name,
		Sources: []*compendiumv1.Source{{Reference: want.Sources[0].Reference}}}, narrow, protocmp.Transform()); err != nil ||
		diff != "" {
		t.Errorf("with a mask (-want +got):\n%s%v", diff, err)
	}
}

// TestSourcesAndNotModified changes a source and nothing else.
func TestSourcesAndNotModified(t *testing.T) {
	s := serve(t)
	files := exampleFiles(t)
	files["sources/label.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(files["sources/label.yaml"].Data),
		"title: ", "title: New ", 1))}
	before, _ := s.swap(t, files)
	for including, want := range map[bool]codes.Code{false: codes.FailedPrecondition, true: codes.OK} {
		_, err1 := s.catalog.GetDrug(t.Context(),
			&compendiumv1.GetDrugRequest{Name: "drugs/examplinib", IfVersion: before, IncludeSources: including})
		_, err2 := s.catalog.ListDrugs(t.Context(),
			&compendiumv1.ListDrugsRequest{IfVersion: before, IncludeSources: including})
		if status.Code(err1) != want || status.Code(err2) != want {
			t.Errorf("with sources %v: %v, %v", including, err1, err2)
		}
	}
}

// TestFiltersAndNotModified changes what a condition is below, and no drug.
func TestFiltersAndNotModified(t *testing.T) {
	s := serve(t)
	files := exampleFiles(t)
	files["conditions/chordoma.yaml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer(
		"parents: [conditions/sarcoma]\n", "", "named_apart: [conditions/sarcoma]\n", "").
		Replace(string(files["conditions/chordoma.yaml"].Data)))}
	const within = `within(uses.condition, "conditions/sarcoma") AND uses.id = "chordoma"`
	before, _ := s.swap(t, files)
	for filter, want := range map[string]codes.Code{"": codes.FailedPrecondition, within: codes.OK} {
		page, err := s.catalog.ListDrugs(t.Context(), &compendiumv1.ListDrugsRequest{IfVersion: before, Filter: filter})
		if status.Code(err) != want || len(page.GetDrugs()) > 0 {
			t.Errorf("filter %q: %v, %v", filter, page.GetDrugs(), err)
		}
	}
}

// TestWhatRecordsBringAlong keeps the collections with citations and the methods with include_sources the same.
func TestWhatRecordsBringAlong(t *testing.T) {
	methods := compendiumv1.File_compendium_v1_catalog_service_proto.Services().ByName("CatalogService").Methods()
	for _, kind := range catalog.Kinds() {
		fields := kind.Descriptor().Fields()
		cites := fields.ByName("citations") != nil
		get := methods.ByName("Get" + kind.Descriptor().Name()).Input().Fields()
		if has := fields.ByName("sources") != nil; has != cites {
			t.Errorf("%s: citations %v, sources %v", kind, cites, has)
		}
		if has := get.ByName("include_sources") != nil; has != cites {
			t.Errorf("%s: citations %v, include_sources %v", kind, cites, has)
		}
	}
	s := serve(t)
	_, err := s.catalog.ListDrugs(t.Context(), &compendiumv1.ListDrugsRequest{Filter: `sources.title = "x"`})
	if status.Code(err) != codes.InvalidArgument {
		t.Errorf("a filter on what is brought along: %v", err)
	}
}

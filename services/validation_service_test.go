package services_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/validate/rules"
)

func TestValidateContent(t *testing.T) {
	s := serve(t)
	source := string(exampleFiles(t)["sources/label.yaml"].Data)
	for _, c := range []struct {
		name  string
		files []*compendiumv1.ContentFile
		want  []string
	}{
		{name: "the same file", files: []*compendiumv1.ContentFile{{Path: "sources/label.yaml", Text: source}}},
		{name: "a bad value", files: []*compendiumv1.ContentFile{{Path: "targets/new.yaml",
			Text: "display_name: New\nkind: GENES\n"}},
			want: []string{"enum-unknown content/targets/new.yaml:2:7-2:12"}},
		{name: "no YAML", files: []*compendiumv1.ContentFile{{Path: "targets/new.yaml", Text: "display_name: [\n"}},
			want: []string{"yaml-syntax content/targets/new.yaml:1:15-1:16"}},
		{name: "unknown collection", files: []*compendiumv1.ContentFile{{Path: "drug/new.yaml", Text: "display_name: New\n"}},
			want: []string{"file-misplaced content/drug/new.yaml:0:0-0:0"}},
		{name: "a wrong kind, of which one finding speaks for all", files: []*compendiumv1.ContentFile{{
			Path: "regulators/agency.yaml",
			Text: "display_name: Agency\nkind: HEALTH_TECHNOLOGY_ASSESSMENT\nmandates:\n  - {jurisdiction: US}\n"}},
			want: []string{"access-decision-as-label content/regulators/agency.yaml:2:7-2:35"}},
		{name: "what it breaks elsewhere", files: []*compendiumv1.ContentFile{{Path: "conditions/chordoma.yaml",
			Text: "display_name: Chordoma\nreplaced_by: [conditions/sarcoma]\n"}},
			want: []string{
				"reference-retired content/classes/example-class.yaml:3:31-3:50",
				"reference-retired content/drugs/examplinib.yaml:30:16-30:35",
				"license-may-cover content/drugs/examplinib.yaml:33:39-33:43",
				"reference-retired content/procedures/example-procedure.yaml:4:31-4:50"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			response, err := s.validation.ValidateContent(t.Context(), &compendiumv1.ValidateContentRequest{Files: c.files})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range response.Findings {
				if f.Severity == compendiumv1.Severity_INFO {
					continue // a hint about what the example catalog holds
				}
				got = append(got, fmt.Sprintf("%s %s:%d:%d-%d:%d", f.Rule, f.File, f.Line, f.Column, f.EndLine, f.EndColumn))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if int(response.Counts.Errors+response.Counts.Warnings) != len(c.want) || response.CatalogVersion == "" {
				t.Errorf("counts %v, version %q", response.Counts, response.CatalogVersion)
			}
		})
	}
}

// TestValidateContentIsOfTheServedDay serves a release on a later day than it was built for, with the same statuses:
// what is checked is checked for the day that GetCatalog names, unless the request names another.
func TestValidateContentIsOfTheServedDay(t *testing.T) {
	s := serve(t)
	built := newRelease(t, exampleFiles(t))
	later, err := built.On("2026-12-01")
	if err != nil {
		t.Fatal(err)
	}
	if later.File != built.File {
		t.Fatal("a status changes between the days")
	}
	s.server.Swap(later, services.Times{})
	if got := s.state(t).AsOf; got != "2026-12-01" {
		t.Fatalf("the catalog is of %s", got)
	}
	const path = "conditions/chordoma.yaml"
	text := strings.Replace(string(exampleFiles(t)[path].Data), `next_due: "2027-01-01"`, `next_due: "2026-09-01"`, 1)
	for day, want := range map[string]int{"": 1, "2026-12-01": 1, string(asOf): 0} {
		response, err := s.validation.ValidateContent(
			t.Context(),
			&compendiumv1.ValidateContentRequest{AsOf: day, Files: []*compendiumv1.ContentFile{{Path: path, Text: text}}},
		)
		if err != nil {
			t.Fatal(err)
		}
		if len(response.Findings) != want || want > 0 && response.Findings[0].Rule != "review-overdue" {
			t.Errorf("as of %q: %v", day, response.Findings)
		}
	}
	_, err = s.validation.ValidateContent(
		t.Context(),
		&compendiumv1.ValidateContentRequest{AsOf: "9999-01-01",
			Files: []*compendiumv1.ContentFile{{Path: path, Text: text}}},
	)
	if reason, varies := client.Reason(err); reason != services.ReasonInvalidRequest || varies["field"] != "as_of" {
		t.Errorf("as of a day after today: %v", err)
	}
}

func TestValidateContentRefusesBadRequests(t *testing.T) {
	s := serve(t)
	for name, files := range map[string][]*compendiumv1.ContentFile{
		"no files":         nil,
		"path that climbs": {{Path: "../drugs/x.yaml"}},
		"twice":            {{Path: "drugs/x.yaml"}, {Path: "drugs/x.yaml"}},
		"too large":        {{Path: "drugs/x.yaml", Text: string(make([]byte, 1_200_000))}},
		"too many":         make([]*compendiumv1.ContentFile, 101),
	} {
		t.Run(name, func(t *testing.T) {
			for i := range files {
				if files[i] == nil {
					files[i] = &compendiumv1.ContentFile{Path: fmt.Sprintf("drugs/x%d.yaml", i)}
				}
			}
			_, err := s.validation.ValidateContent(t.Context(), &compendiumv1.ValidateContentRequest{Files: files})
			if status.Code(err) != codes.InvalidArgument {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestListRules(t *testing.T) {
	s := serve(t)
	response, err := s.validation.ListRules(t.Context(), &compendiumv1.ListRulesRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if len(response.Rules) != len(rules.All().All()) {
		t.Errorf("%d rules are listed, there are %d", len(response.Rules), len(rules.All().All()))
	}
}

// TestValidateContentOfRecords sends a record as it was served, with a change, and gets what the file would get.
func TestValidateContentOfRecords(t *testing.T) {
	s := serve(t)
	drug, err := s.catalog.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: "drugs/examplinib"})
	if err != nil {
		t.Fatal(err)
	}
	if drug.Uses[0].Name == "" || drug.Uses[0].Labels[0].Status == 0 {
		t.Fatal("the served record has nothing that is derived")
	}
	validated := func(records ...*compendiumv1.ContentRecord) []string {
		t.Helper()
		response, err := s.validation.ValidateContent(t.Context(), &compendiumv1.ValidateContentRequest{Records: records})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range response.Findings {
			if f.Line != 0 || f.EndColumn != 0 {
				t.Errorf("a finding in a record has a line: %v", f)
			}
			got = append(got, f.Rule+" "+f.Resource+" "+f.Path)
		}
		return got
	}
	record := &compendiumv1.ContentRecord{Record: &compendiumv1.ContentRecord_Drug{Drug: drug}}
	if got := validated(record); got != nil {
		t.Errorf("the record as it was served: %v", got)
	}
	drug.Uses[0].Labels[0].OffLabel = nil
	drug.DisplayName = ""
	target := &compendiumv1.ContentRecord{
		Record: &compendiumv1.ContentRecord_Target{Target: &compendiumv1.Target{Name: "targets/new", DisplayName: "New"}},
	}
	if diff := cmp.Diff([]string{"field-required drugs/examplinib display_name",
		"off-label-unset drugs/examplinib uses[0].labels[0]", "field-required targets/new kind",
		"record-unreferenced targets/new "},
		validated(target, record)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	named := func(name string) *compendiumv1.ValidateContentRequest {
		return &compendiumv1.ValidateContentRequest{Records: []*compendiumv1.ContentRecord{
			{Record: &compendiumv1.ContentRecord_Drug{Drug: &compendiumv1.Drug{Name: name}}},
		}}
	}
	for name, request := range map[string]*compendiumv1.ValidateContentRequest{
		"no record":          {Records: []*compendiumv1.ContentRecord{{}}},
		"no name":            named(""),
		"another collection": named("targets/new"),
		"a name that climbs": named("drugs/../x"),
		"as file and message": {Records: []*compendiumv1.ContentRecord{target},
			Files: []*compendiumv1.ContentFile{{Path: "targets/new.yaml"}}},
	} {
		if _, err := s.validation.ValidateContent(t.Context(), request); status.Code(err) != codes.InvalidArgument ||
			reason(t, err) != services.ReasonInvalidRequest {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestValidateContentIsBounded sends many candidates that are wrong everywhere, and more of them than are taken
// together.
func TestValidateContentIsBounded(t *testing.T) {
	s := serve(t)
	candidates := func(n, names int) (files []*compendiumv1.ContentFile) {
		for i := range n {
			files = append(
				files,
				&compendiumv1.ContentFile{
					Path: fmt.Sprintf("drugs/new-%d.yaml", i),
					Text: "names:\n" + strings.Repeat("- {}\n", names),
				},
			)
		}
		return files
	}
	response, err := s.validation.ValidateContent(
		t.Context(),
		&compendiumv1.ValidateContentRequest{Files: candidates(15, 100)},
	)
	if err != nil {
		t.Fatal(err)
	}
	if len(response.Findings) != 1000 || response.Counts.Errors <= 1000 {
		t.Errorf("%d findings, counts %v", len(response.Findings), response.Counts)
	}
	if _, err := s.validation.ValidateContent(t.Context(), &compendiumv1.ValidateContentRequest{Files: candidates(17,
		50_000)}); reason(
		t,
		err,
	) != services.ReasonInvalidRequest {
		t.Errorf("more than is taken together: %v", err)
	}
}

func TestListRulesByPage(t *testing.T) {
	s := serve(t)
	var ids []string
	request := &compendiumv1.ListRulesRequest{PageSize: 40}
	for {
		page, err := s.validation.ListRules(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Rules {
			ids = append(ids, r.Id)
		}
		if int(page.TotalSize) != len(rules.All().All()) || len(page.Rules) > 40 {
			t.Errorf("%d rules of %d", len(page.Rules), page.TotalSize)
		}
		if request.PageToken = page.NextPageToken; request.PageToken == "" {
			break
		}
	}
	if len(ids) != len(rules.All().All()) || !slices.IsSorted(ids) {
		t.Errorf("rules %v", ids)
	}
}

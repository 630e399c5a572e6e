package services_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
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
		{name: "a bad value", files: []*compendiumv1.ContentFile{{Path: "targets/new.yaml", Text: "display_name: New\nkind: GENES\n"}},
			want: []string{"enum-unknown content/targets/new.yaml:2:7-2:12"}},
		{name: "no YAML", files: []*compendiumv1.ContentFile{{Path: "targets/new.yaml", Text: "display_name: [\n"}},
			want: []string{"yaml-syntax content/targets/new.yaml:1:15-1:16"}},
		{name: "unknown collection", files: []*compendiumv1.ContentFile{{Path: "drug/new.yaml", Text: "display_name: New\n"}},
			want: []string{"file-misplaced content/drug/new.yaml:0:0-0:0"}},
		{name: "what it breaks elsewhere", files: []*compendiumv1.ContentFile{{Path: "regulators/agency.yaml",
			Text: "display_name: Agency\nkind: LICENSING\nmandates:\n  - {jurisdiction: US}\n"}},
			want: []string{"coverage-undeclared content/drugs/examplinib.yaml:31:39-31:43", "coverage-undeclared content/drugs/trialimab.yaml:14:39-14:43"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			response, err := s.validation.ValidateContent(t.Context(), &compendiumv1.ValidateContentRequest{Files: c.files})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range response.Findings {
				got = append(got, fmt.Sprintf("%s %s:%d:%d-%d:%d", f.Rule, f.File, f.Line, f.Column, f.EndLine, f.EndColumn))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if int(response.Counts.Errors) != len(c.want) || response.CatalogVersion == "" {
				t.Errorf("counts %v, version %q", response.Counts, response.CatalogVersion)
			}
		})
	}
}

func TestValidateContentRefusesBadRequests(t *testing.T) {
	s := serve(t)
	for name, files := range map[string][]*compendiumv1.ContentFile{
		"no files":         nil,
		"path that climbs": {{Path: "../drugs/x.yaml"}},
		"twice":            {{Path: "drugs/x.yaml"}, {Path: "drugs/x.yaml"}},
		"too large":        {{Path: "drugs/x.yaml", Text: string(make([]byte, 300_000))}},
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
	if len(response.Rules) != len(validate.Rules()) {
		t.Errorf("%d rules are listed, there are %d", len(response.Rules), len(validate.Rules()))
	}
}

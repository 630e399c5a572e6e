package services

import (
	"context"
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

// validationMethods answer ValidationService.
var validationMethods = map[string]method{
	"ValidateContent": answer(validateContent),
	"ListRules":       answer(listRules),
}

// validateContent checks candidate files laid over the served content. Findings that the served content has already, outside the
// candidates, are not the candidates' and are left out.
func validateContent(_ context.Context, now call, request *compendiumv1.ValidateContentRequest) (any, error) {
	files := make(map[string][]byte, len(request.Files))
	for i, f := range request.Files {
		if _, twice := files[f.Path]; twice {
			return nil, badRequest(ReasonInvalidRequest, fmt.Sprintf("files[%d].path", i), "The path "+f.Path+" stands twice. Send each file once.")
		}
		files[f.Path] = []byte(f.Text)
	}
	base, err := now.Content()
	if err != nil {
		return nil, err
	}
	options := validate.Options{AsOf: now.Image.AsOf()}
	known := base.Findings
	if request.AsOf != "" && date.Day(request.AsOf) != options.AsOf {
		options.AsOf = date.Day(request.AsOf)
		before, err := validate.Run(base.Catalog, nil, options)
		if err != nil {
			return nil, err
		}
		known = before.Findings
	}
	candidate, problems := base.Catalog.With(files)
	result, err := validate.Run(candidate, problems, options)
	if err != nil {
		return nil, err
	}
	findings := validate.New(result.Findings, known, func(file string) bool { return isCandidate(base.Catalog, files, file) })
	summary := validate.Summarize(findings, result.Statistics)
	return &compendiumv1.ValidateContentResponse{
		Findings:       validate.Messages(findings),
		Counts:         &compendiumv1.FindingCounts{Errors: int32(summary.Errors), Warnings: int32(summary.Warnings), Infos: int32(summary.Infos)},
		CatalogVersion: now.version,
	}, nil
}

func isCandidate(base *catalog.Catalog, files map[string][]byte, file string) bool {
	for path := range files {
		if base.FileOf(path) == file {
			return true
		}
	}
	return false
}

func listRules(context.Context, call, *compendiumv1.ListRulesRequest) (any, error) {
	response := &compendiumv1.ListRulesResponse{}
	for _, r := range validate.Rules() {
		response.Rules = append(response.Rules, &compendiumv1.Rule{
			Id: r.ID, Severity: validate.SeverityLevel(r.Severity), Title: r.Title, Explanation: r.Explanation, BadExample: r.Bad, GoodExample: r.Good})
	}
	return response, nil
}

package services

import (
	"context"
	"fmt"

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
func validateContent(_ context.Context, now *serving, request *compendiumv1.ValidateContentRequest) (any, error) {
	files := make(map[string][]byte, len(request.Files))
	for i, f := range request.Files {
		if _, twice := files[f.Path]; twice {
			return nil, badRequest(ReasonInvalidRequest, fmt.Sprintf("files[%d].path", i), "The path "+f.Path+" stands twice. Send each file once.")
		}
		files[f.Path] = []byte(f.Text)
	}
	options := validate.Options{AsOf: now.Image.AsOf()}
	known := now.Findings
	if request.AsOf != "" && date.Day(request.AsOf) != options.AsOf {
		options.AsOf = date.Day(request.AsOf)
		before, err := validate.Run(now.Content, nil, options)
		if err != nil {
			return nil, err
		}
		known = before.Findings
	}
	candidate, problems := now.Content.With(files)
	result, err := validate.Run(candidate, problems, options)
	if err != nil {
		return nil, err
	}
	findings := validate.New(result.Findings, known, func(file string) bool { return isCandidate(now, files, file) })
	summary := validate.Summarize(findings, result.Statistics)
	return &compendiumv1.ValidateContentResponse{
		Findings:       findingMessages(findings),
		Counts:         &compendiumv1.FindingCounts{Errors: int32(summary.Errors), Warnings: int32(summary.Warnings), Infos: int32(summary.Infos)},
		CatalogVersion: now.Image.Version(),
	}, nil
}

func isCandidate(now *serving, files map[string][]byte, file string) bool {
	for path := range files {
		if now.Content.FileOf(path) == file {
			return true
		}
	}
	return false
}

func listRules(context.Context, *serving, *compendiumv1.ListRulesRequest) (any, error) {
	response := &compendiumv1.ListRulesResponse{}
	for _, r := range validate.Rules() {
		response.Rules = append(response.Rules, &compendiumv1.Rule{
			Id: r.ID, Severity: severities[r.Severity], Title: r.Title, Explanation: r.Explanation, BadExample: r.Bad, GoodExample: r.Good})
	}
	return response, nil
}

var severities = map[validate.Severity]compendiumv1.Severity_Level{
	validate.Info:    compendiumv1.Severity_INFO,
	validate.Warning: compendiumv1.Severity_WARNING,
	validate.Error:   compendiumv1.Severity_ERROR,
}

func findingMessages(findings []validate.Finding) []*compendiumv1.Finding {
	messages := make([]*compendiumv1.Finding, len(findings))
	for i, f := range findings {
		messages[i] = &compendiumv1.Finding{
			Rule: f.Rule, Severity: severities[f.Severity], Message: f.Message, Resource: f.Resource, Path: f.Path,
			File: f.File, Line: int32(f.Position.Line), Column: int32(f.Position.Column),
		}
		for _, l := range f.Related {
			messages[i].Related = append(messages[i].Related, &compendiumv1.Location{
				File: l.File, Line: int32(l.Position.Line), Column: int32(l.Position.Column), Message: l.Message})
		}
	}
	return messages
}

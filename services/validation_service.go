package services

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/rules"
)

// validationServer implements ValidationService.
type validationServer struct {
	compendiumv1.UnimplementedValidationServiceServer
}

// Bounds of the candidates of a call and of their findings.
const (
	maxCandidateBytes    = 4 << 20
	maxCandidateFindings = 1000
	// maxName is the schema's longest name in a request.
	maxName = 200
)

// ValidateContent checks candidates laid over the served content. It leaves out findings outside of the candidates that
// the served content has already.
func (validationServer) ValidateContent(ctx context.Context, request *compendiumv1.ValidateContentRequest) (
	*compendiumv1.ValidateContentResponse, error,
) {
	now := callOf(ctx)
	c, err := candidatesOf(request)
	if err != nil {
		return nil, err
	}
	day, err := now.day(request.AsOf)
	if err != nil {
		return nil, err
	}
	base, err := now.Content()
	if err != nil {
		return nil, err
	}
	options := validate.Options{Rules: rules.All(), AsOf: day}
	known := base.Findings
	if day != now.AsOf {
		before, err := validate.Run(ctx, base.Catalog, nil, options)
		if err != nil {
			return nil, err
		}
		known = before.Findings
	}
	candidate, problems := base.Catalog.With(c.texts)
	result, err := validate.Run(ctx, candidate, problems, options)
	if err != nil {
		return nil, err
	}
	shown := make(map[string]string, len(c.texts)) // the path of each candidate by how its file is shown
	for path := range c.texts {
		shown[base.Catalog.FileOf(path)] = path
	}
	findings := finding.Introduced(result.Findings, known, func(file string) bool { return shown[file] != "" })
	summary := report.Summarize(findings, result.Statistics)
	messages := report.Messages(findings[:min(len(findings), maxCandidateFindings)])
	for _, f := range messages {
		if c.records[shown[f.File]] {
			f.Line, f.Column, f.EndLine, f.EndColumn = 0, 0, 0, 0
		}
		for _, l := range f.Related {
			if c.records[shown[l.File]] {
				l.Line, l.Column, l.EndLine, l.EndColumn = 0, 0, 0, 0
			}
		}
	}
	return &compendiumv1.ValidateContentResponse{
		Findings: messages,
		Counts: &compendiumv1.FindingCounts{
			Errors:   int32(summary.Errors),
			Warnings: int32(summary.Warnings),
			Infos:    int32(summary.Infos),
		},
		CatalogVersion: now.version,
	}, nil
}

// candidates are the files of a request, including those made from its records.
type candidates struct {
	texts map[string][]byte // by path
	// records are the paths of files that were made from records. Their lines mean nothing to the caller.
	records map[string]bool
	bytes   int
}

func candidatesOf(request *compendiumv1.ValidateContentRequest) (*candidates, error) {
	c := &candidates{texts: make(map[string][]byte), records: make(map[string]bool)}
	for i, f := range request.Files {
		if err := c.add(fmt.Sprintf("files[%d].path", i), f.Path, []byte(f.Text)); err != nil {
			return nil, err
		}
	}
	for i, r := range request.Records {
		message := r.ProtoReflect()
		member := message.WhichOneof(message.Descriptor().Oneofs().ByName("record"))
		record := message.Get(member).Message()
		field := fmt.Sprintf("records[%d].%s", i, member.Name())
		kind, ok := catalog.KindOf(record.Interface())
		if !ok {
			return nil, fmt.Errorf("there is no collection of %s", member.Message().FullName())
		}
		name := record.Get(record.Descriptor().Fields().ByName("name")).String()
		id, ok := strings.CutPrefix(name, kind.String()+"/")
		if !ok || !catalog.IsID(id) || len(name) > maxName {
			return nil, badRequest(ReasonInvalidRequest, field+".name",
				"A record needs a name of its collection, as in "+kind.String()+"/some-id.")
		}
		text := catalog.Text(record.Interface())
		if err := c.add(field+".name", name+".yaml", text); err != nil {
			return nil, err
		}
		c.records[name+".yaml"] = true
	}
	return c, nil
}

func (c *candidates) add(field, path string, text []byte) error {
	if _, twice := c.texts[path]; twice {
		return badRequest(ReasonInvalidRequest, field, "The candidate "+path+" is there twice. Send each once.",
			"candidate", path)
	}
	c.texts[path] = text
	if c.bytes += len(text); c.bytes > maxCandidateBytes {
		return badRequest(ReasonInvalidRequest, field,
			fmt.Sprintf("The candidates have more than %d bytes together. Send them in several calls.", maxCandidateBytes))
	}
	return nil
}

// ListRules lists the rules of lint.
func (validationServer) ListRules(
	ctx context.Context,
	request *compendiumv1.ListRulesRequest,
) (*compendiumv1.ListRulesResponse, error) {
	now := callOf(ctx)
	size, after, err := now.pageOf(ctx, request)
	if err != nil {
		return nil, err
	}
	if request.PageSize == 0 {
		size = maxPageSize
	}
	all := rules.All().All()
	first := sort.Search(len(all), func(i int) bool { return all[i].ID > after.After })
	end := min(first+size, len(all))
	response := &compendiumv1.ListRulesResponse{TotalSize: int32(len(all))}
	for _, r := range all[first:end] {
		response.Rules = append(response.Rules, &compendiumv1.Rule{
			Id: r.ID, Severity: report.SeverityLevel(r.Severity), Title: r.Title, Explanation: r.Explanation, BadExample: r.Bad,
			GoodExample: r.Good})
	}
	if end < len(all) {
		response.NextPageToken = now.nextToken(request, all[end-1].ID, nil)
	}
	return response, nil
}

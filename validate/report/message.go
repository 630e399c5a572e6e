package report

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// SeverityLevel returns a severity as in the schema.
func SeverityLevel(s finding.Severity) compendiumv1.Severity_Level {
	switch s {
	case finding.Info:
		return compendiumv1.Severity_INFO
	case finding.Warning:
		return compendiumv1.Severity_WARNING
	case finding.Error:
		return compendiumv1.Severity_ERROR
	default:
		return compendiumv1.Severity_LEVEL_UNSPECIFIED
	}
}

// Messages returns findings as messages of the schema, in order.
func Messages(findings []finding.Finding) []*compendiumv1.Finding {
	messages := make([]*compendiumv1.Finding, len(findings))
	for i, f := range findings {
		messages[i] = &compendiumv1.Finding{
			Rule: f.Rule, Severity: SeverityLevel(f.Severity), Message: f.Message, Resource: f.Resource, Path: f.Path,
			File: f.File, Line: int32(f.Position.Line), Column: int32(f.Position.Column), EndLine: int32(f.Span.End.Line),
			EndColumn: int32(f.Span.End.Column),
		}
		for _, l := range f.Related {
			messages[i].Related = append(messages[i].Related, &compendiumv1.Location{
				File: l.File, Line: int32(l.Position.Line), Column: int32(l.Position.Column), EndLine: int32(l.Span.End.Line),
				EndColumn: int32(l.Span.End.Column), Message: l.Message})
		}
	}
	return messages
}

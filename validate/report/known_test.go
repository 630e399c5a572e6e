package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// knownReport returns, in each format, a report of a run with a baseline: a finding that it knows, and a new one of a
// rule of a project's own.
func knownReport(t *testing.T) map[string]string {
	t.Helper()
	findings := reportFindings()[:2]
	findings[0].Suppression = &finding.Suppression{By: finding.ByBaseline, Justification: "Known in known.json."}
	findings[1].Rule, findings[1].File, findings[1].Position = "acme-x", "compendium.yaml", finding.Position{Line: 2,
		Column: 3}
	findings[1].Span = finding.Span{End: finding.Position{Line: 2, Column: 4}, Byte: 9, EndByte: 10, UTF16: 3, EndUTF16: 4}
	known := report.New(findings, reportStatistics, nil, report.Options{
		Rules: append(reportRules,
			&validate.Rule{ID: "acme-x", Severity: finding.Error, Title: "Wrong.", Explanation: "It matters."}),
		AsOf:   ruletest.AsOf,
		FailOn: finding.Info, Statistics: true, Baseline: true, Off: []string{"acme-y", "source-unused"},
		Texts: map[string][]byte{"compendium.yaml": []byte("rules:\n  x: The line at fault.\n")},
	})
	texts := make(map[string]string)
	for _, format := range report.Formats() {
		texts[format.Name] = write(t, format, known)
	}
	return texts
}

func TestSuppressedFindingsInSARIFAndJSON(t *testing.T) {
	for format, text := range knownReport(t) {
		if strings.Contains(text, "Move it.") != (format == "sarif" || format == "json") {
			t.Errorf("%s: the known finding is in it, or should be:\n%s", format, text)
		}
		if !strings.Contains(text, "acme-x") {
			t.Errorf("%s: the new finding is not in it:\n%s", format, text)
		}
		if shows := strings.Contains(text, ": The line at fault."); (format == "text" || format == "html") != shows {
			t.Errorf("%s: the line of the configuration is in it, or should be:\n%s", format, text)
		}
		if summarized := strings.Contains(text, "1 known from the baseline") ||
			strings.Contains(text, `"known": 1`); summarized == listOnly(format) {
			t.Errorf("%s: the summary counts the known finding: %t:\n%s", format, summarized, text)
		}
		if named := strings.Contains(text, "acme-y"); named == listOnly(format) {
			t.Errorf("%s: the summary names the rules that are off: %t:\n%s", format, named, text)
		}
	}
}

// listOnly reports whether a format has room for findings and nothing else.
func listOnly(name string) bool {
	return slices.ContainsFunc(report.Formats(), func(f report.Format) bool { return f.Name == name && f.ListOnly })
}

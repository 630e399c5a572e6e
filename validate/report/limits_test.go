package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
)

// manyWritten returns findings, the last of which is an error and all others warnings, in a format.
func manyWritten(t *testing.T, format string, n int) string {
	t.Helper()
	findings := make([]finding.Finding, n)
	for i := range findings {
		findings[i] = finding.Finding{Rule: "some-rule", Severity: finding.Warning, Message: fmt.Sprintf("Finding %d.", i),
			File: "content/drugs/a.yaml", Position: finding.Position{Line: i + 1, Column: 1}}
	}
	findings[n-1].Severity = finding.Error
	var out bytes.Buffer
	for _, f := range report.Formats() {
		if f.Name == format {
			if err := f.Write(&out, report.New(findings, validate.Statistics{}, nil, report.Options{})); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out.String()
}

func TestSARIFKeepsTheWorstResults(t *testing.T) {
	const limit = 25_000
	for _, c := range []struct{ n, want, left int }{{limit, limit, 0}, {limit + 2, limit, 1}} {
		var log struct {
			Runs []struct {
				Results []struct {
					Level string `json:"level"`
				} `json:"results"`
				Invocations []struct {
					ToolExecutionNotifications []struct {
						Message struct {
							Text string `json:"text"`
						} `json:"message"`
					} `json:"toolExecutionNotifications"`
				} `json:"invocations"`
			} `json:"runs"`
		}
		if err := json.Unmarshal([]byte(manyWritten(t, "sarif", c.n)), &log); err != nil {
			t.Fatal(err)
		}
		run := log.Runs[0]
		if len(run.Results) != c.want || run.Results[c.want-1].Level != "error" {
			t.Errorf("%d findings: %d results, the last of level %s; want %d, and the error", c.n, len(run.Results),
				run.Results[len(run.Results)-1].Level, c.want)
		}
		notes := run.Invocations[0].ToolExecutionNotifications
		if len(notes) != c.left || c.left > 0 && !strings.HasPrefix(notes[0].Message.Text, "2 results left out: ") {
			t.Errorf("%d findings: notifications %v, want %d", c.n, notes, c.left)
		}
	}
}

func TestGitHubAnnotationsBeyondTheLimitAreInTheLog(t *testing.T) {
	few := manyWritten(t, "github", 11) // ten warnings and an error
	if n := strings.Count(few, "::warning "); n != 10 || strings.Contains(few, "::notice") {
		t.Errorf("%d warnings, want 10 and no notice:\n%s", n, few)
	}
	many := manyWritten(t, "github", 15)
	for _, want := range []string{
		"::notice title=compendium lint::GitHub shows 10 annotations of a kind. 4 are only in the log of this step.\n",
		"\ncontent/drugs/a.yaml:11:1: warning: Finding 10. [some-rule]\n", "::error ",
	} {
		if !strings.Contains(many, want) {
			t.Errorf("%q is missing in:\n%s", want, many)
		}
	}
	if n := strings.Count(many, "::warning "); n != 10 {
		t.Errorf("%d warnings, want 10", n)
	}
}

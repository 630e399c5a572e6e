package report

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// issueGitLab is an issue of a GitLab Code Quality report.
type issueGitLab struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    locationGitLab `json:"location"`
}

type locationGitLab struct {
	Path  string      `json:"path"`
	Lines linesGitLab `json:"lines"`
}

type linesGitLab struct {
	Begin int `json:"begin"`
	End   int `json:"end,omitempty"`
}

// writeGitLab writes a list of issues for GitLab Code Quality. A failure is an issue too, since an empty list would
// report success.
func writeGitLab(w io.Writer, r *Report) error {
	if r.failure != "" {
		const check = "could-not-run"
		sum := sha256.Sum256([]byte(check + "\n" + r.failure))
		return encodeJSON(w, []issueGitLab{{
			Description: "compendium lint could not run: " + r.failure, CheckName: check,
			Fingerprint: hex.EncodeToString(sum[:16]),
			Severity:    "blocker", Location: locationGitLab{Path: r.at, Lines: linesGitLab{Begin: 1}},
		}})
	}
	fingerprints := validate.Fingerprints(r.findings, r.catalogs...)
	err := encodeItems(w, 0, func(yield func(any) bool) {
		for i, f := range r.each {
			if !yield(toIssueGitLab(f, fingerprints[i])) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n")
	return err
}

func toIssueGitLab(f finding.Finding, fingerprint string) issueGitLab {
	description := f.Message
	if related := relatedTexts(f); related != nil {
		description += " (" + strings.Join(related, "; ") + ")"
	}
	return issueGitLab{
		Description: description, CheckName: f.Rule, Fingerprint: fingerprint, Severity: gitlabSeverity(f.Severity),
		Location: locationGitLab{Path: f.File, Lines: linesGitLab{max(f.Position.Line, 1), f.Span.End.Line}},
	}
}

func gitlabSeverity(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "critical"
	case finding.Warning:
		return "minor"
	default:
		return "info"
	}
}

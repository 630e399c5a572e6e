package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/finding"
)

// writeGitHub writes commands of a GitHub workflow that annotate the lines of a change, and the summary as a line of
// the log.
func writeGitHub(w io.Writer, r *Report) error {
	p := &printer{w: w}
	if r.failure != "" {
		p.printf("::error title=%s::%s\n", githubProperty("compendium lint could not run"), githubData(r.failure))
		return p.err
	}
	for _, f := range r.each {
		message := strings.Join(append([]string{f.Message}, relatedTexts(f)...), "\n")
		properties := []string{"file=" + githubProperty(f.File)}
		if f.Position.Line > 0 {
			properties = append(properties, githubPlace(f)...)
		}
		properties = append(properties, "title="+githubProperty(f.Rule))
		p.printf("::%s %s::%s\n", githubCommand(f.Severity), strings.Join(properties, ","), githubData(message))
	}
	if left := r.LeftOut(); left != "" {
		p.printf("::notice title=compendium lint::%s\n", githubData(left))
	}
	for _, sentence := range r.NotRun() {
		p.printf("::notice title=Rules that did not run::%s\n", githubData(sentence))
	}
	if r.summary != nil {
		p.printf("%s\n", r.summary)
	}
	if p.err != nil {
		return p.err
	}
	return r.WriteStatistics(w)
}

// githubPlace returns the properties of the place of a finding. GitHub takes columns only within one line, and marks
// the end column too.
func githubPlace(f finding.Finding) []string {
	begin, end := f.Position, f.Span.End
	line, column := "line="+strconv.Itoa(begin.Line), "col="+strconv.Itoa(begin.Column)
	switch {
	case end.Line == 0:
		return []string{line, column}
	case end.Line > begin.Line:
		return []string{line, "endLine=" + strconv.Itoa(end.Line)}
	default:
		return []string{line, "endLine=" + strconv.Itoa(end.Line), column,
			"endColumn=" + strconv.Itoa(max(end.Column-1, begin.Column))}
	}
}

func githubCommand(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	default:
		return "notice"
	}
}

var (
	githubDataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubPropertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// githubData escapes the text after a command, which ends at a line break. Control characters are replaced first, since
// logs are shown in terminals.
func githubData(text string) string { return githubDataEscapes.Replace(manyLines(text)) }

// githubProperty escapes the value of a property, which also ends at a comma or colon.
func githubProperty(text string) string { return githubPropertyEscapes.Replace(manyLines(text)) }

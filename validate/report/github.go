package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/finding"
)

// maxAnnotations is how many annotations of each kind GitHub shows of a step: errors, warnings and notices.
const maxAnnotations = 10

// writeGitHub writes commands of a GitHub workflow that annotate the lines of a change, and the summary as a line of
// the log. Findings of a severity beyond what GitHub shows are lines of the log, and a notice counts them: one that is
// not shown would pass for none.
func writeGitHub(w io.Writer, r *Report) error {
	p := &printer{w: w}
	if r.failure != "" {
		p.printf("::error title=%s::%s\n", githubProperty("compendium lint could not run"), githubData(r.failure))
		return p.err
	}
	g := &githubWriter{printer: p, shown: make(map[string]int)}
	// A notice for what is only in the log comes first, so that it is among those that are shown.
	if more := r.beyondAnnotations(); more > 0 {
		g.annotate("notice", []string{"title=compendium lint"}, fmt.Sprintf("GitHub shows %d annotations of a kind. %s only "+
			"in the log of this step.", maxAnnotations, isOrAre(more)), "")
	}
	if left := r.LeftOut(); left != "" {
		g.annotate("notice", []string{"title=compendium lint"}, left, left)
	}
	for _, f := range r.each {
		message := strings.Join(append([]string{f.Message}, relatedTexts(f)...), "\n")
		properties := []string{"file=" + githubProperty(f.File)}
		if f.Position.Line > 0 {
			properties = append(properties, githubPlace(f)...)
		}
		properties = append(properties, "title="+githubProperty(f.Rule))
		g.annotate(githubCommand(f.Severity), properties, message, fmt.Sprintf("%s: %s: %s [%s]",
			place(f.File, f.Position), f.Severity, f.Message, f.Rule))
	}
	for _, sentence := range r.NotRun() {
		g.annotate("notice", []string{"title=Rules that did not run"}, sentence, sentence)
	}
	if r.summary != nil {
		p.printf("%s\n", r.summary)
	}
	if p.err != nil {
		return p.err
	}
	return r.WriteStatistics(w)
}

// githubWriter writes annotations, and lines of the log for those that GitHub would not show.
type githubWriter struct {
	*printer

	shown map[string]int // by command
}

func (g *githubWriter) annotate(command string, properties []string, message, line string) {
	if g.shown[command]++; g.shown[command] > maxAnnotations {
		g.printf("%s\n", oneLine(line))
		return
	}
	g.printf("::%s %s::%s\n", command, strings.Join(properties, ","), githubData(message))
}

// beyondAnnotations returns how many annotations GitHub would not show.
func (r *Report) beyondAnnotations() int {
	count := make(map[string]int)
	for _, f := range r.each {
		count[githubCommand(f.Severity)]++
	}
	count["notice"] += len(r.NotRun())
	if r.LeftOut() != "" {
		count["notice"]++
	}
	more := 0
	for _, n := range count {
		more += max(n-maxAnnotations, 0)
	}
	if more > 0 && count["notice"] >= maxAnnotations {
		more++ // the notice that says so takes the place of another
	}
	return more
}

func isOrAre(n int) string {
	if n == 1 {
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
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

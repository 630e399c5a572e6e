package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// writeMarkdown writes a summary for a pull request on GitHub or GitLab: the counts, a table of findings for each file,
// and the titles of their rules.
func writeMarkdown(w io.Writer, r *Report) error {
	p := &printer{w: w}
	if r.failure != "" {
		p.printf("## compendium lint could not run\n\n%s\n", markdownText(r.failure))
		return p.err
	}
	p.printf("## compendium lint: %s\n", r.verdict())
	if r.options.AsOf != "" {
		p.printf("\nChecked for %s.\n", markdownText(string(r.options.AsOf)))
	}
	if left := r.LeftOut(); left != "" {
		p.printf("\n**%s**\n", markdownText(left))
	}
	for _, file := range r.files() {
		p.printf("\n### %s\n\n| Line | Severity | Finding | Rule |\n| ---: | --- | --- | --- |\n", markdownCode(file.File))
		for _, f := range file.Findings {
			markdownRow(p, *f)
		}
	}
	if sentences := r.NotRun(); sentences != nil {
		p.printf("\n### Not run\n\n")
		for _, sentence := range sentences {
			p.printf("- %s\n", markdownText(sentence))
		}
	}
	markdownRules(p, r)
	if r.summary != nil {
		p.printf("\n%s\n", markdownText(r.summary.String()))
	}
	return p.err
}

// verdict returns, in a few words, what the run found.
func (r *Report) verdict() string {
	switch {
	case r.summary == nil:
		return validate.Plural(len(r.shown)+r.leftOut, "finding")
	case len(r.findings) == 0:
		return "no findings"
	default:
		return r.summary.counts()
	}
}

func markdownRow(p *printer, f finding.Finding) {
	line := ""
	if f.Position.Line > 0 {
		line = fmt.Sprint(f.Position.Line)
	}
	p.printf("| %s | %s | %s", line, f.Severity, markdownText(f.Message))
	for _, related := range f.Related {
		p.printf("<br>%s: %s", MarkdownCell(place(related.File, related.Position)), markdownText(related.Message))
	}
	p.printf(" | %s |\n", MarkdownCell(f.Rule))
}

// markdownRules writes a collapsed table of the rules with findings, with their counts if these are requested.
func markdownRules(p *printer, r *Report) {
	counts := r.counts
	if counts == nil {
		counts = countRules(r.each)
	}
	if len(counts) == 0 {
		return
	}
	p.printf("\n<details>\n<summary>What the rules are about</summary>\n\n")
	if r.counts != nil {
		p.printf("| Findings | Rule | What it is about |\n| ---: | --- | --- |\n")
	} else {
		p.printf("| Rule | What it is about |\n| --- | --- |\n")
	}
	for _, count := range counts {
		if r.counts != nil {
			p.printf("| %d ", count.Count)
		}
		p.printf("| %s | %s |\n", MarkdownCell(count.Rule), markdownText(r.rule(count.Rule).Title))
	}
	p.printf("\n</details>\n")
}

var (
	markdownEscapes = strings.NewReplacer(
		"\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "~", "\\~", "[", "\\[", "]", "\\]", "|", "\\|", "!", "\\!",
		"<", "&lt;", ">", "&gt;", "&", "&amp;",
	)
	// markdownMentions matches what GitHub and GitLab take for mentions of people, issues and the like.
	markdownMentions = regexp.MustCompile(`([@#%])(\w)`)
	// markdownBlocks matches what makes a line something other than text: a heading, a list, a rule.
	markdownBlocks = regexp.MustCompile(`^(?:[#+=-]|[0-9]+[.)])`)
)

// markdownText returns a text as one literal line, also in a table, without mentions and mathematics.
func markdownText(text string) string {
	text = markdownMentions.ReplaceAllString(markdownEscape(text), "$1<!-- -->$2")
	return strings.ReplaceAll(text, "$", "<span>$</span>")
}

// markdownEscape returns a text as one literal line of any Markdown.
func markdownEscape(text string) string {
	text = markdownEscapes.Replace(strings.TrimSpace(oneLine(text)))
	return markdownBlocks.ReplaceAllStringFunc(text, func(begin string) string {
		return begin[:len(begin)-1] + "\\" + begin[len(begin)-1:]
	})
}

// MarkdownCell returns a text as one line of code in a cell of a table, which ends at a pipe.
func MarkdownCell(text string) string { return strings.ReplaceAll(markdownCode(text), "|", "\\|") }

// markdownCode returns a text as one line of code.
func markdownCode(text string) string {
	text = oneLine(text)
	if text == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(text)+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// markdownFence returns a text as a block of YAML.
func markdownFence(text string) string {
	fence := strings.Repeat("`", max(3, longestRun(text)+1))
	return fence + "yaml\n" + strings.TrimSuffix(text, "\n") + "\n" + fence
}

// longestRun returns the length of the longest run of backticks.
func longestRun(text string) int {
	longest, run := 0, 0
	for _, r := range text {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/tools/txtar"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

var rulePages, _ = filepath.Abs(filepath.Join("..", "..", "docs", "rules"))

// TestRulePages writes the page of each rule, runs what it shows, and compares all with docs/rules. UPDATE_GOLDEN=1
// rewrites the pages.
func TestRulePages(t *testing.T) {
	t.Chdir(t.TempDir())
	want := map[string][]byte{"README.md": rulesIndex(), "rules.json": rulesFile(t)}
	for _, g := range rules.All().Groups() {
		for _, r := range g.Rules {
			t.Run(r.ID, func(t *testing.T) { want[r.ID+".md"] = rulePage(t, r, g.Title) })
		}
	}
	for name, page := range want {
		golden(t, filepath.Join(rulePages, name), page)
	}
	files, err := os.ReadDir(rulePages)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, known := want[f.Name()]; !known {
			t.Errorf("docs/rules/%s is the page of no rule. Remove it.", f.Name())
		}
	}
}

const generated = "<!-- Written from the rules by `UPDATE_GOLDEN=1 go test ./cmd/compendium`. -->\n\n"

func rulesIndex() []byte {
	var b strings.Builder
	b.WriteString("# Rules\n\n" + generated)
	fmt.Fprintf(&b, `What `+"`compendium lint`"+` checks: %d rules. `+"`compendium rules`"+` lists them, `+"`compendium explain RULE`"+` explains one, and programs
read [rules.json](rules.json), which is what `+"`compendium rules --format json`"+` prints. How well the rules find
defects in real content is [measured](../mutation.md).
`, len(rules.All().All()))
	for _, g := range rules.All().Groups() {
		fmt.Fprintf(&b, "\n## %s\n\n| rule | severity | |\n| --- | --- | --- |\n", g.Title)
		for _, r := range g.Rules {
			fmt.Fprintf(&b, "| [`%s`](%s.md) | %s | %s |\n", r.ID, r.ID, r.Severity, r.Title)
		}
	}
	fmt.Fprintf(&b, `
## How to read a page

Each page shows an example of what the rule finds, and the same example fixed, with what
`+"`compendium lint --as-of %s`"+` finds by this rule. An example changes records in the
[example catalog](../../validate/ruletest/base.txtar): its fields replace those of the record, a field without a value
is removed, and a file that the catalog does not have is added. The project's tests run every example and compare the
findings with the page.
`, exampleDay)
	return []byte(b.String())
}

func rulesFile(t *testing.T) []byte {
	t.Helper()
	var out, problems bytes.Buffer
	if code := (&command{Stdout: &out, Stderr: &problems}).Main(t.Context(),
		[]string{"rules", "--format", "json"}); code != exitClean {
		t.Fatalf("compendium rules: exit code %d; %s", code, &problems)
	}
	return out.Bytes()
}

func rulePage(t *testing.T, r *validate.Rule, group string) []byte {
	t.Helper()
	if r.Bad == "" || r.Good == "" {
		t.Fatalf("the rule %s has no example of what it finds, or of how to fix that", r.ID)
	}
	bad, good := lintExample(t, r, r.Bad), lintExample(t, r, r.Good)
	if mark := "[" + r.ID + "]"; !strings.Contains(bad, mark) || strings.Contains(good, mark) {
		t.Errorf("lint finds %s in the bad example: %t; in the good one: %t", r.ID, strings.Contains(bad, mark),
			strings.Contains(good, mark))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s%s. Severity: **%s**. Group: [%s](README.md#%s).\n\n%s\n\n", r.ID, generated,
		plain(r.Title), r.Severity, group, anchorOf(group),
		wrap(plain(r.Explanation), 120))
	b.WriteString("The examples change the [example catalog](README.md#how-to-read-a-page).\n")
	for _, part := range []struct{ heading, change, output string }{{"Found", r.Bad, bad}, {"Fixed", r.Good, good}} {
		fmt.Fprintf(&b, "\n## %s\n", part.heading)
		for _, f := range txtar.Parse([]byte(part.change)).Files {
			text, language := shown(string(f.Data)), ""
			if strings.HasSuffix(f.Name, ".yaml") {
				language = "yaml"
			}
			if text == "" {
				fmt.Fprintf(&b, "\n`%s`, which is empty.\n", placeOf(f.Name))
				continue
			}
			fmt.Fprintf(&b, "\n`%s`\n\n%s", placeOf(f.Name), fenced(language, text))
		}
		if found := ownFindings(r.ID, part.output); found != "" {
			fmt.Fprintf(&b, "\nLint finds:\n\n%s", fenced("text", shown(found)))
		} else {
			b.WriteString("\nLint finds nothing here.\n")
		}
	}
	if r.Fix != "" {
		fmt.Fprintf(&b, "\n## Fixed by lint\n\nWhat `compendium lint --fix` does: %s\n", wrap(plain(r.Fix), 120))
	}
	return []byte(b.String())
}

// ownFindings returns the findings of a rule in the output of lint, each with the lines at fault.
func ownFindings(id, output string) string {
	var b strings.Builder
	own := false
	for line := range strings.Lines(output) {
		if !strings.HasPrefix(line, " ") {
			own = strings.HasSuffix(strings.TrimSpace(line), "["+id+"]")
		}
		if own {
			b.WriteString(line)
		}
	}
	return b.String()
}

// plain keeps a text from being read as Markdown.
func plain(text string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`, "`", "\\`", "[", `\[`).Replace(text)
}

// anchorOf returns the anchor of a heading.
func anchorOf(heading string) string {
	return strings.ReplaceAll(strings.ToLower(strings.ReplaceAll(heading, ",", "")), " ", "-")
}

// shown writes characters that a page cannot show as Go writes them.
func shown(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r == '\n' || unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(fmt.Sprintf("%+q", r), "'"))
		}
	}
	return b.String()
}

func fenced(language, text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + language + "\n" + strings.TrimSuffix(text, "\n") + "\n" + fence + "\n"
}

// exampleDay is the day for which examples are checked. It is that of the rules' own tests.
const exampleDay = "2026-06-01"

// exampleArguments returns the command line that checks an example: what it brings beside content is named.
func exampleArguments(change string) []string {
	arguments := []string{"lint", "--as-of", exampleDay}
	for _, f := range txtar.Parse([]byte(change)).Files {
		switch {
		case strings.HasPrefix(f.Name, "archive/") && !slices.Contains(arguments, "--archive"):
			arguments = append(arguments, "--archive", "archive")
		case f.Name == "lint-baseline.json":
			arguments = append(arguments, "--baseline", f.Name)
		}
	}
	return arguments
}

// placeOf returns the path of an example's file in a project: content is in its folder, and the rest is beside it.
func placeOf(name string) string {
	if !strings.Contains(name, "/") || strings.HasPrefix(name, "archive/") || strings.HasPrefix(name, "base/") {
		return name
	}
	return path.Join("content", name)
}

// completed makes of examples that a page abbreviates what they stand for.
var completed = map[string]func(t *testing.T){
	document.RuleLineTooLong: func(t *testing.T) {
		rewrite(t, filepath.Join("content", "targets", "example.yaml"), func(text string) string {
			return strings.Replace(text, " on and on,", strings.Repeat(" on and on", 1000)+",", 1)
		})
	},
	document.RuleTooLarge: func(t *testing.T) {
		rewrite(t, filepath.Join("content", "targets", "example.yaml"), func(text string) string {
			return text + strings.Repeat("# 1 2 3 4 5\n", 100_000)
		})
	},
	catalog.RuleUnreadable: func(t *testing.T) {
		file := filepath.Join("content", "targets", "other.yaml")
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("../../elsewhere/other.yaml", file); err != nil {
			t.Skipf("the system makes no symbolic links: %v", err)
		}
	},
}

func rewrite(t *testing.T, file string, change func(string) string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(change(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
}

// lintExample lays an example over the example catalog in the working directory, and returns what lint prints there. It
// removes what it laid, and leaves the rest to the next example.
func lintExample(t *testing.T, r *validate.Rule, change string) string {
	t.Helper()
	if err := writeExample("content"); err != nil {
		t.Fatal(err)
	}
	files := txtar.Parse([]byte(change)).Files
	defer func() {
		laid := []string{"archive", "base", "base.release"}
		for _, f := range files {
			laid = append(laid, placeOf(f.Name))
		}
		for _, name := range laid {
			if err := os.RemoveAll(name); err != nil {
				t.Error(err)
			}
		}
	}()
	for _, f := range files {
		file := filepath.FromSlash(placeOf(f.Name))
		text := string(f.Data)
		if old, err := os.ReadFile(file); err == nil {
			text = ruletest.Merge(string(old), text)
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if complete := completed[r.ID]; complete != nil && change == r.Bad {
		complete(t)
	}
	var out, problems bytes.Buffer
	c := &command{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &problems, Now: time.Now}
	if isContent("base") {
		extended, problems, err := catalog.LoadDir("base")
		if err != nil {
			t.Fatal(err)
		}
		data, err := release.Build(t.Context(), extended, problems, "base", release.Options{AsOf: exampleDay})
		if err != nil {
			t.Fatal(err)
		}
		write(t, "base.release", string(data))
	}
	if code := c.Main(t.Context(), exampleArguments(change)); code == exitFailed {
		t.Fatalf("lint could not run: %s", &problems)
	}
	return out.String()
}

package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// hostile is what a file's name, a message or a field may hold at worst.
const hostile = "<script>alert(\"1\")</script> 'q' & `c` | \\ %0A,x: a:b::error:: *b* _i_ [l](u) #1 @me $x$ ]]> --> " +
	"😀é \u6f22\r\n::error::no\t\x1b[31m\x00\u202e\xff"

// hostileFile is a path with most of that. A slash would make it another file.
const hostileFile = "con tent/<b>\"%,:|`é😀\n.yaml"

// reportRules are rules for reports, apart from the real ones, so that reports do not change with these.
var reportRules = []*validate.Rule{
	{ID: "enum-unknown", Severity: finding.Error, Title: "A value must be one of those that there are",
		Explanation: "It says what it takes: `A|B` & <c>. Write one of them.",
		Bad:         "-- drugs/x.yaml --\nlifecycle: \"<A>\"\n", Good: "-- drugs/x.yaml --\nlifecycle: ACTIVE\n"},
	{ID: "file-misplaced", Severity: finding.Warning, Title: "A file must stand where it is read", Explanation: "Move it.",
		Bad: "-- x.yaml --\n```\n", Good: "-- drugs/x.yaml --\n"},
	{ID: "never-fires", Severity: finding.Info, Title: "A rule without findings", Explanation: "It is fine.", Bad: "a\n",
		Good: "b\n"},
}

// reportCatalog is a catalog whose lines are hard to show.
func reportCatalog(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, _, err := catalog.Load(fstest.MapFS{
		"drugs/x.yaml": {Data: []byte("display_name: <b>\u6f22😀é\u0301 | x</b>\r\nlifecycle: APROVED\nuses:\n  - {id: a, " +
			"note: \"" + strings.Repeat("long ", 60) + "\", line: BAD}\n")},
		"drugs/y.yaml": {Data: []byte("\ufefftitle:\tx\x1b[31m\n")},
	}, "content")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// reportFindings are findings of each severity: ordinary ones, ones that are hard to show, and ones without a line, a
// field or a record.
func reportFindings() []finding.Finding {
	at := func(line, column int) finding.Position { return finding.Position{Line: line, Column: column} }
	to := func(line, column, begin, end, utf16, endUTF16 int) finding.Span {
		return finding.Span{End: at(line, column), Byte: begin, EndByte: end, UTF16: utf16, EndUTF16: endUTF16}
	}
	return []finding.Finding{
		{Rule: "file-misplaced", Severity: finding.Warning, Message: "Move it.", File: "content/z.yaml"},
		{Rule: "enum-unknown", Severity: finding.Error, Message: `lifecycle does not take "APROVED". Did you mean ACTIVE?`,
			Resource: "drugs/x",
			Path:     "lifecycle", File: "content/drugs/x.yaml", Position: at(2, 12), Span: to(2, 19, 49, 56, 12, 19)},
		{Rule: "enum-unknown", Severity: finding.Info, Message: "The x is after wide characters.", Resource: "drugs/x",
			Path: "display_name",
			File: "content/drugs/x.yaml", Position: at(1, 25), Span: to(1, 26, 34, 35, 26, 27), Related: []finding.Location{
				{File: "content/drugs/y.yaml", Position: at(1, 8), Span: to(1, 9, 10, 11, 8, 9), Message: "Here is another."},
				{File: hostileFile, Message: hostile},
			}},
		{Rule: "enum-unknown", Severity: finding.Error, Message: "A long line.", Resource: "drugs/x", Path: "uses[0].line",
			File: "content/drugs/x.yaml", Position: at(4, 333), Span: to(4, 336, 394, 397, 333, 336)},
		{Rule: "enum-unknown", Severity: finding.Error, Message: "After a tab, and a byte order mark.", Resource: "drugs/y",
			File: "content/drugs/y.yaml", Position: at(1, 8)},
		{Rule: "enum-unknown", Severity: finding.Warning, Message: "At the end of a line, and beyond.", Resource: "drugs/x",
			File: "content/drugs/x.yaml", Position: at(3, 40), Span: to(4, 6, 61, 67, 6, 6)},
		{Rule: "enum-unknown", Severity: finding.Warning, Message: "Beyond the end of the file.", Resource: "drugs/x",
			File: "content/drugs/x.yaml", Position: at(99, 1)},
		{Rule: "not-in-the-table", Severity: finding.Error, Message: hostile, Resource: "drugs/none",
			Path: `citations["` + hostile + `"]`,
			File: hostileFile, Position: at(3, 7)},
	}
}

var reportStatistics = validate.Statistics{Records: 12, Gaps: 1, Citations: 7, UnpinnedCitations: 5,
	ClinicallyReviewed: 2}

// reportCases are the reports that are written in every format, by name.
func reportCases(t *testing.T) map[string]*report.Report {
	t.Helper()
	catalogs := []*catalog.Catalog{reportCatalog(t)}
	options := func(change func(*report.Options)) report.Options {
		o := report.Options{Rules: reportRules, Version: "v1.2.3", AsOf: ruletest.AsOf, FailOn: finding.Error}
		change(&o)
		return o
	}
	findings := func(change func(*report.Options)) *report.Report {
		return report.New(reportFindings(), reportStatistics, catalogs, options(change))
	}
	return map[string]*report.Report{
		"findings": findings(func(*report.Options) {}),
		"limited":  findings(func(o *report.Options) { o.MaxFindings, o.Statistics = 5, true }),
		"quiet":    findings(func(o *report.Options) { o.Quiet, o.MaxFindings = true, 3 }),
		"color":    findings(func(o *report.Options) { o.Color = true }),
		"none":     report.New(nil, reportStatistics, catalogs, options(func(o *report.Options) { o.Statistics = true })),
		"not-run": report.New(nil, reportStatistics, catalogs, options(func(o *report.Options) {
			o.NotRun = []validate.NotRun{
				{Resource: "drugs/x", File: "content/drugs/x.yaml", Rules: []string{"enum-unknown", "never-fires"}},
				{Resource: "drugs/y", File: hostileFile, Rules: []string{"never-fires"}},
			}
		})),
		"failed": report.Failure(errors.New("lint: "+hostile), "content", options(func(o *report.Options) { o.AsOf = "" })),
	}
}

// write returns a report in a format.
func write(t *testing.T, format report.Format, given *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := format.Write(&b, given); err != nil {
		t.Fatalf("write %s: %v", format.Name, err)
	}
	return b.String()
}

// written returns every case in the format of this name.
func written(t *testing.T, name string) map[string]string {
	t.Helper()
	formats := report.Formats()
	i := slices.IndexFunc(formats, func(f report.Format) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("there is no format %s", name)
	}
	texts := make(map[string]string)
	for name, given := range reportCases(t) {
		texts[name] = write(t, formats[i], given)
	}
	return texts
}

// TestFormats compares every case in every format with testdata/report. UPDATE_GOLDEN=1 writes these files anew; read
// the difference.
func TestFormats(t *testing.T) {
	const dir = "testdata/report"
	want := make(map[string]bool)
	for name, given := range reportCases(t) {
		for _, format := range report.Formats() {
			if name == "color" && format.Name != "text" {
				continue // only text has colors
			}
			file := filepath.Join(dir, name+"."+format.Name+".golden")
			want[file] = true
			t.Run(name+"/"+format.Name, func(t *testing.T) {
				got := write(t, format, given)
				if again := write(t, format, given); again != got {
					t.Error("written twice, the same report gives different bytes")
				}
				if os.Getenv("UPDATE_GOLDEN") != "" {
					if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				golden, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(golden), got); diff != "" {
					t.Errorf("%s (-want +got); UPDATE_GOLDEN=1 writes it anew:\n%s", file, diff)
				}
			})
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !want[filepath.ToSlash(file)] && !want[file] {
			t.Errorf("no case writes %s; remove it", file)
		}
	}
}

func TestEveryFormatIsDescribed(t *testing.T) {
	seen := make(map[string]bool)
	for _, format := range report.Formats() {
		if format.Name == "" || format.Title == "" || format.NotRun == "" || format.Failed == "" || seen[format.Name] {
			t.Errorf("the format %+v lacks a name of its own or a description", format)
		}
		seen[format.Name] = true
		if _, err := os.Stat(format.Name + ".go"); err != nil {
			t.Errorf("the format %s has no file: %v", format.Name, err)
		}
	}
}

// TestFormatsAreDocumented compares the table in docs/lint-output.md with the formats. UPDATE_GOLDEN=1 writes it anew.
func TestFormatsAreDocumented(t *testing.T) {
	const (
		file  = "../../docs/lint-output.md"
		begin = "<!-- formats: made by UPDATE_GOLDEN=1 go test ./validate/report -->\n\n"
		end   = "\n<!-- end of formats -->"
	)
	var table strings.Builder
	table.WriteString("| `--format` | what it is | rules that did not run | if lint could not run |\n| --- | --- | --- | --- |\n")
	for _, f := range report.Formats() {
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s |\n", f.Name, f.Title, f.NotRun, f.Failed)
	}
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(page), begin)
	shown, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table of formats", file)
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(before+begin+table.String()+end+after), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(table.String(), shown); diff != "" {
		t.Errorf("%s (-want +got); UPDATE_GOLDEN=1 writes the table anew:\n%s", file, diff)
	}
}

// failing fails once it has taken some bytes, as a closed pipe does.
type failing struct{ left int }

var errClosed = errors.New("closed")

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errClosed
	}
	return len(p), nil
}

func TestFormatsReturnWriteErrors(t *testing.T) {
	for name, given := range reportCases(t) {
		for _, format := range report.Formats() {
			whole := len(write(t, format, given))
			for _, room := range []int{0, whole / 2, whole - 1} {
				if err := format.Write(&failing{left: room}, given); whole > 0 && !errors.Is(err, errClosed) {
					t.Errorf("%s of %s into %d of %d bytes: error %v, want %v", format.Name, name, room, whole, err, errClosed)
				}
			}
		}
	}
}

func TestMaxFindingsKeepsMostSevere(t *testing.T) {
	findings := reportFindings()
	for most, want := range map[int][]int{1: {1}, 4: {1, 3, 4, 7}, 5: {0, 1, 3, 4, 7}, 8: {0, 1, 2, 3, 4, 5, 6, 7},
		0: {0, 1, 2, 3, 4, 5, 6, 7}} {
		given := report.New(findings, reportStatistics, nil, report.Options{MaxFindings: most})
		var shown []finding.Finding
		for _, i := range want {
			shown = append(shown, findings[i])
		}
		var text strings.Builder
		if err := report.WriteText(&text, shown, report.Summarize(findings, reportStatistics)); err != nil {
			t.Fatal(err)
		}
		wanted := text.String()
		if left := given.LeftOut(); left != "" {
			at := strings.LastIndex(strings.TrimSuffix(wanted, "\n"), "\n") + 1
			wanted = wanted[:at] + left + "\n" + wanted[at:]
		}
		if diff := cmp.Diff(wanted, write(t, report.Formats()[0], given)); diff != "" {
			t.Errorf("at most %d (-want +got):\n%s", most, diff)
		}
	}
	for most, want := range map[int]string{7: "1 more finding is left out, by --max-findings.",
		3: "5 more findings are left out, by --max-findings.", 8: ""} {
		if got := report.New(findings, reportStatistics, nil, report.Options{MaxFindings: most}).LeftOut(); got != want {
			t.Errorf("at most %d: %q, want %q", most, got, want)
		}
	}
}

package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// These tests read each format as its consumers do, and check that no text of a finding can break out of its field.

// parseJSON reads a text that is one value, with these fields and no others where it is strict.
func parseJSON[T any](t *testing.T, text string, strict bool) T {
	t.Helper()
	var value T
	decoder := json.NewDecoder(strings.NewReader(text))
	if strict {
		decoder.DisallowUnknownFields()
	}
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	if decoder.More() {
		t.Fatalf("something follows the value:\n%s", text)
	}
	return value
}

// utf8Hostile is what becomes of the hostile text in formats of UTF-8.
var utf8Hostile = strings.ToValidUTF8(hostile, "\ufffd")

type jsonFinding struct {
	Rule, Severity, Message, Resource, Path, File string
	Line, Column                                  int
	JSONSpan
	Related []struct {
		File, Message string
		Line, Column  int
		JSONSpan
	}
}

// JSONSpan is how far a place reaches.
type JSONSpan struct {
	EndLine     int `json:"end_line"`
	EndColumn   int `json:"end_column"`
	ByteOffset  int `json:"byte_offset"`
	ByteEnd     int `json:"byte_end"`
	UTF16Column int `json:"utf16_column"`
	UTF16End    int `json:"utf16_end_column"`
}

func TestJSONLinesMatchJSON(t *testing.T) {
	objects, lines := written(t, "json"), written(t, "jsonl")
	for name := range reportCases(t) {
		if name == "failed" {
			type failure struct{ Error string }
			for _, text := range []string{objects[name], lines[name]} {
				if got := parseJSON[failure](t, text, true).Error; got != "lint: "+utf8Hostile {
					t.Errorf("the failure is %q", got)
				}
			}
			continue
		}
		if name == "not-run" {
			checkNotRun(t, objects[name], lines[name])
			continue
		}
		whole := parseJSON[struct {
			Findings []jsonFinding
			Left     int `json:"left_out"`
			Summary  map[string]any
		}](t, objects[name], true)
		var got []jsonFinding
		for line := range strings.Lines(lines[name]) {
			got = append(got, parseJSON[jsonFinding](t, line, true))
		}
		if diff := cmp.Diff(whole.Findings, got,
			cmp.Transformer("empty", func(l []jsonFinding) []jsonFinding { return append([]jsonFinding{}, l...) })); diff != "" {
			t.Errorf("%s: the lines differ from the object (-object +lines):\n%s", name, diff)
		}
		if _, hasRules := whole.Summary["rules"]; (whole.Summary == nil) != (name == "quiet") ||
			hasRules != (name == "limited" || name == "none") {
			t.Errorf("%s: the summary is %v", name, whole.Summary)
		}
		if name == "limited" && whole.Left != 3 || name == "quiet" && whole.Left != 1 {
			t.Errorf("%s: left out are %d", name, whole.Left)
		}
	}
	if !strings.Contains(lines["findings"], `"line":3,"column":7`) ||
		strings.Count(lines["findings"], "\n") != len(reportFindings()) || lines["none"] != "" {
		t.Errorf("lines:\n%s", lines["findings"])
	}
}

// checkNotRun compares the records on which rules did not run, in JSON and in its lines.
func checkNotRun(t *testing.T, object, lines string) {
	t.Helper()
	type notRun struct {
		Resource, File string
		Rules          []string
	}
	whole := parseJSON[struct {
		NotRun []notRun `json:"not_run"`
	}](t, object, false).NotRun
	var got []notRun
	for line := range strings.Lines(lines) {
		got = append(got, parseJSON[struct {
			NotRun notRun `json:"not_run"`
		}](t, line, true).NotRun)
	}
	if diff := cmp.Diff(whole, got); diff != "" || len(got) != 2 || len(got[0].Rules) != 2 {
		t.Errorf("rules that did not run (-object +lines):\n%s", diff)
	}
}

// TestSARIFIsValid holds every case, and the report of the frozen catalog with all rules, against the schema of the
// standard (OASIS, errata 01), which is in testdata as it was published.
func TestSARIFIsValid(t *testing.T) {
	file, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	parsed, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	const location = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(location, parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(location)
	if err != nil {
		t.Fatal(err)
	}
	check := func(name, text string) error {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return schema.Validate(value)
	}
	cases := written(t, "sarif")
	cases["frozen"] = frozenSARIF(t)
	cases["known"] = knownReport(t)["sarif"]
	for name, text := range cases {
		if err := check(name, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The schema is asked in earnest.
	for _, change := range [][2]string{{`"startLine": 2`, `"startLine": 0`}, {`"level": "error"`, `"level": "fatal"`},
		{`"columnKind"`, `"colKind"`}} {
		broken := strings.Replace(cases["findings"], change[0], change[1], 1)
		if broken == cases["findings"] || check("broken", broken) == nil {
			t.Errorf("the schema takes %s for %s", change[1], change[0])
		}
	}
}

func frozenSARIF(t *testing.T) string {
	t.Helper()
	c, problems, err := catalog.Load(os.DirFS("../testdata/frozen"), "/content dir")
	if err != nil {
		t.Fatal(err)
	}
	result, err := validate.Run(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
	if err != nil {
		t.Fatal(err)
	}
	given := report.New(result.Findings, result.Statistics, []*catalog.Catalog{c},
		report.Options{Rules: rules.All().All(), AsOf: ruletest.AsOf})
	formats := report.Formats()
	return write(t, formats[slices.IndexFunc(formats, func(f report.Format) bool { return f.Name == "sarif" })], given)
}

func TestSARIFPointsAtItsRulesAndPlaces(t *testing.T) {
	type location struct {
		PhysicalLocation struct {
			ArtifactLocation struct{ URI, URIBaseID string }
			Region           *struct{ StartLine, StartColumn int }
		}
	}
	type run struct {
		Tool struct {
			Driver struct{ Rules []struct{ ID string } }
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct{ Message struct{ Text string } }
		}
		Results []struct {
			RuleID              string
			RuleIndex           *int
			Message             struct{ Text string }
			Locations           []location
			RelatedLocations    []location
			PartialFingerprints map[string]string
		}
	}
	texts := written(t, "sarif")
	read := func(name string) run {
		sarif := parseJSON[struct{ Runs []run }](t, texts[name], false)
		if len(sarif.Runs) != 1 {
			t.Fatalf("%s: %d runs", name, len(sarif.Runs))
		}
		return sarif.Runs[0]
	}
	findings, seen := reportFindings(), make(map[string]bool)
	got := read("findings")
	for i, result := range got.Results {
		want := findings[i]
		if result.RuleIndex == nil != (want.Rule == "not-in-the-table") ||
			result.RuleIndex != nil && got.Tool.Driver.Rules[*result.RuleIndex].ID != want.Rule {
			t.Errorf("result %d of %s has the index %v", i, want.Rule, result.RuleIndex)
		}
		if region := result.Locations[0].PhysicalLocation.Region; (region == nil) != (want.Position.Line == 0) {
			t.Errorf("result %d has the region %v, want line %d", i, region, want.Position.Line)
		}
		if len(result.RelatedLocations) != len(want.Related) {
			t.Errorf("result %d has %d related locations, want %d", i, len(result.RelatedLocations), len(want.Related))
		}
		fingerprint := result.PartialFingerprints["recordField/v1"]
		if fingerprint == "" || seen[fingerprint] {
			t.Errorf("result %d has the fingerprint %q, which is none of its own", i, fingerprint)
		}
		seen[fingerprint] = true
	}
	last := got.Results[len(got.Results)-1]
	if where := last.Locations[0].PhysicalLocation.ArtifactLocation; last.Message.Text != utf8Hostile ||
		where.URIBaseID != "%SRCROOT%" ||
		where.URI != "con%20tent/%3Cb%3E%22%25,:%7C%60%C3%A9%F0%9F%98%80%0A.yaml" {
		t.Errorf("the hostile finding is %q at %+v", last.Message.Text, where)
	}
	// A fingerprint is the same whatever else is shown.
	if whole, part := got.Results[1], read(
		"limited").Results[1]; whole.PartialFingerprints["recordField/v1"] != part.PartialFingerprints["recordField/v1"] {
		t.Errorf("fingerprints %v and %v", whole.PartialFingerprints, part.PartialFingerprints)
	}
	for name, want := range map[string]string{"failed": "lint: " + utf8Hostile,
		"limited": "3 more findings are left out, by --max-findings."} {
		invocation := read(name).Invocations[0]
		if invocation.ExecutionSuccessful != (name != "failed") || len(invocation.ToolExecutionNotifications) != 1 ||
			invocation.ToolExecutionNotifications[0].Message.Text != want {
			t.Errorf("%s: the invocation is %+v", name, invocation)
		}
	}
}

func TestJUnitCounts(t *testing.T) {
	type outcome struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
	type suite struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Suites   []struct {
			Name     string `xml:"name,attr"`
			Tests    int    `xml:"tests,attr"`
			Failures int    `xml:"failures,attr"`
			Cases    []struct {
				Failure *outcome `xml:"failure"`
				Error   *outcome `xml:"error"`
				Output  string   `xml:"system-out"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	// XML cannot hold controls, whatever the escape.
	xmlHostile := strings.NewReplacer("\x1b", "\ufffd", "\x00", "\ufffd").Replace(utf8Hostile)
	for name, text := range written(t, "junit") {
		var got suite
		if err := xml.Unmarshal([]byte(text), &got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		tests, failures, errs := 0, 0, 0
		for _, suite := range got.Suites {
			failed := 0
			for _, c := range suite.Cases {
				if c.Failure != nil {
					failed++
				}
				if c.Error != nil {
					errs++
					if c.Error.Message != "lint: "+xmlHostile {
						t.Errorf("%s: the failure is %q", name, c.Error.Message)
					}
				}
			}
			if suite.Tests != len(suite.Cases) || suite.Failures != failed {
				t.Errorf("%s: the suite %q says %d tests and %d failures, and has %d and %d", name, suite.Name, suite.Tests,
					suite.Failures, len(suite.Cases), failed)
			}
			tests, failures = tests+suite.Tests, failures+suite.Failures
		}
		if got.Tests != tests || got.Failures != failures || got.Errors != errs || (errs == 1) != (name == "failed") ||
			tests == 0 {
			t.Errorf("%s: it says %d tests, %d failures and %d errors, and has %d, %d and %d", name, got.Tests, got.Failures,
				got.Errors, tests, failures, errs)
		}
		if name == "findings" {
			if failures != 4 {
				t.Errorf("%d findings fail; those of severity error are 4", failures)
			}
			last := got.Suites[len(got.Suites)-1]
			if last.Cases[0].Failure.Message != xmlHostile || last.Name != hostileFile {
				t.Errorf("the hostile finding is %q in %q", last.Cases[0].Failure.Message, last.Name)
			}
		}
	}
}

// TestGitHubRoundTrip takes the commands apart as the runner does: a line that begins with :: is one.
func TestGitHubRoundTrip(t *testing.T) {
	command := regexp.MustCompile(`^::(error|warning|notice) ([^:]*)::(.*)$`)
	unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
	for name, text := range written(t, "github") {
		type annotation struct{ severity, file, line, title, message string }
		var got []annotation
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "::") {
				continue
			}
			parts := command.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if parts == nil {
				t.Fatalf("%s: this is no command: %q", name, line)
			}
			a := annotation{severity: parts[1], message: unescape.Replace(parts[3])}
			for property := range strings.SplitSeq(parts[2], ",") {
				key, value, _ := strings.Cut(property, "=")
				switch value = unescape.Replace(value); key {
				case "file":
					a.file = value
				case "line":
					a.line = value
				case "title":
					a.title = value
				case "col", "endLine", "endColumn":
				default:
					t.Errorf("%s: the property %q", name, property)
				}
			}
			got = append(got, a)
		}
		want := map[string]int{"findings": 8, "color": 8, "limited": 6, "quiet": 4, "none": 0, "failed": 1,
			"not-run": 2}[name]
		if len(got) != want {
			t.Errorf("%s: %d annotations, want %d:\n%s", name, len(got), want, text)
		}
		if name == "findings" {
			last := got[len(got)-1]
			if last.file != hostileFile || last.line != "3" || last.title != "not-in-the-table" ||
				!strings.Contains(last.message, "%0A,x: a:b::error:: *b*") ||
				!strings.Contains(last.message, "\n::error::no") {
				t.Errorf("the hostile finding is %+v", last)
			}
		}
	}
}

func TestGitLabIssuesAreComplete(t *testing.T) {
	type issue struct {
		Description string `json:"description"`
		CheckName   string `json:"check_name"`
		Fingerprint string `json:"fingerprint"`
		Severity    string `json:"severity"`
		Location    struct {
			Path  string
			Lines struct{ Begin, End int }
		}
	}
	for name, text := range written(t, "gitlab") {
		issues := parseJSON[[]issue](t, text, true)
		seen := make(map[string]bool)
		for _, i := range issues {
			if i.Description == "" || i.CheckName == "" || i.Fingerprint == "" || seen[i.Fingerprint] || i.Location.Path == "" ||
				i.Location.Lines.Begin < 1 ||
				!slices.Contains([]string{"info", "minor", "major", "critical", "blocker"}, i.Severity) {
				t.Errorf("%s: the issue %+v", name, i)
			}
			seen[i.Fingerprint] = true
		}
		if want := map[string]int{"findings": 8, "color": 8, "limited": 5, "quiet": 3, "none": 0,
			"failed": 1}[name]; len(issues) != want {
			t.Errorf("%s: %d issues, want %d", name, len(issues), want)
		}
	}
}

func TestMarkdownKeepsItsTables(t *testing.T) {
	pipe := regexp.MustCompile(`(^|[^\\])\|`)
	for name, text := range written(t, "markdown") {
		cells := 0
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "|") {
				cells = 0
				continue
			}
			n := len(pipe.FindAllString(line, -1))
			if cells == 0 {
				cells = n
			}
			if n != cells {
				t.Errorf("%s: a row of %d pipes in a table of %d: %s", name, n, cells, line)
			}
		}
		for _, no := range []string{"<script", "[l](u)", "@me", "#1 ", "\r", "\x1b", "\n::error"} {
			if strings.Contains(text, no) {
				t.Errorf("%s holds %q:\n%s", name, no, text)
			}
		}
	}
}

func TestHTMLIsSelfContained(t *testing.T) {
	for name, text := range written(t, "html") {
		root, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		ids, links, labels := make(map[string]bool), []string(nil), []string(nil)
		var shown bytes.Buffer
		headings := 0
		for n := range root.Descendants() {
			switch {
			case n.Type == html.TextNode && n.Parent.Data != "style":
				shown.WriteString(n.Data)
			case n.Type != html.ElementNode:
			case slices.Contains([]string{"script", "link", "img", "iframe", "object", "embed", "base", "form", "b", "svg"},
				n.Data):
				t.Errorf("%s has an element %s", name, n.Data)
			case n.Data == "h1":
				headings++
			}
			for _, a := range n.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style":
					t.Errorf("%s has an attribute %s=%q", name, a.Key, a.Val)
				case a.Key == "id" && ids[a.Val]:
					t.Errorf("%s has the id %s twice", name, a.Val)
				case a.Key == "id":
					ids[a.Val] = true
				case a.Key == "href":
					links = append(links, a.Val)
				case a.Key == "aria-labelledby":
					labels = append(labels, "#"+a.Val)
				}
			}
		}
		for _, link := range append(links, labels...) {
			if id, within := strings.CutPrefix(link, "#"); !within || !ids[id] {
				t.Errorf("%s: %q leads nowhere", name, link)
			}
		}
		if headings != 1 {
			t.Errorf("%s has %d headings of the page", name, headings)
		}
		// What is invisible becomes the replacement character, and line breaks become line feeds.
		want := strings.NewReplacer("\x00", "\ufffd", "\x1b", "\ufffd", "\u202e", "\ufffd", "\t", " ", "\r\n", "\n").
			Replace(utf8Hostile)
		if held := strings.Contains(shown.String(),
			want); held != !slices.Contains([]string{"none", "quiet", "not-run"}, name) {
			t.Errorf("%s holds the hostile message: %v. It shows:\n%q", name, held, shown.String())
		}
	}
}

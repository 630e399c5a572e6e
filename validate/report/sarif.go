package report

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// informationURI is the address of the tool.
const informationURI = "https://github.com/opencompendium/compendium"

// The objects of SARIF 2.1.0 that are written: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
type (
	logSARIF struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []runSARIF `json:"runs"`
	}
	runSARIF struct {
		Tool        toolSARIF         `json:"tool"`
		Invocations []invocationSARIF `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []resultSARIF     `json:"results"` // written one at a time
		Properties  *runBagSARIF      `json:"properties,omitempty"`
	}
	runBagSARIF struct {
		AsOf    string       `json:"asOf,omitempty"`
		Summary *summaryJSON `json:"summary,omitempty"`
	}
	toolSARIF struct {
		Driver driverSARIF `json:"driver"`
	}
	driverSARIF struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []ruleSARIF `json:"rules"`
	}
	ruleSARIF struct {
		ID                   string             `json:"id"`
		Name                 string             `json:"name"`
		HelpURI              string             `json:"helpUri,omitempty"`
		ShortDescription     messageSARIF       `json:"shortDescription"`
		FullDescription      messageSARIF       `json:"fullDescription"`
		DefaultConfiguration configurationSARIF `json:"defaultConfiguration"`
		Help                 messageSARIF       `json:"help"`
	}
	configurationSARIF struct {
		Level string `json:"level"`
	}
	messageSARIF struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	invocationSARIF struct {
		ExecutionSuccessful bool                `json:"executionSuccessful"`
		Notifications       []notificationSARIF `json:"toolExecutionNotifications,omitempty"`
	}
	notificationSARIF struct {
		Level      string          `json:"level"`
		Message    messageSARIF    `json:"message"`
		Locations  []locationSARIF `json:"locations,omitempty"`
		Properties *notRunBagSARIF `json:"properties,omitempty"`
	}
	notRunBagSARIF struct {
		Rules []string `json:"rulesNotRun"`
	}
	resultSARIF struct {
		RuleID              string             `json:"ruleId"`
		RuleIndex           *int               `json:"ruleIndex,omitempty"`
		Level               string             `json:"level"`
		Message             messageSARIF       `json:"message"`
		Locations           []locationSARIF    `json:"locations"`
		RelatedLocations    []locationSARIF    `json:"relatedLocations,omitempty"`
		PartialFingerprints map[string]string  `json:"partialFingerprints"`
		BaselineState       string             `json:"baselineState,omitempty"`
		Suppressions        []suppressionSARIF `json:"suppressions,omitempty"`
	}
	suppressionSARIF struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification,omitempty"`
	}
	locationSARIF struct {
		ID       *int           `json:"id,omitempty"`
		Physical physicalSARIF  `json:"physicalLocation"`
		Logical  []logicalSARIF `json:"logicalLocations,omitempty"`
		Message  *messageSARIF  `json:"message,omitempty"`
	}
	physicalSARIF struct {
		Artifact artifactSARIF `json:"artifactLocation"`
		Region   *regionSARIF  `json:"region,omitempty"`
	}
	artifactSARIF struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"`
	}
	regionSARIF struct {
		StartLine   int  `json:"startLine"`
		StartColumn int  `json:"startColumn"`
		EndLine     int  `json:"endLine,omitempty"`
		EndColumn   int  `json:"endColumn,omitempty"`
		ByteOffset  *int `json:"byteOffset,omitempty"`
		ByteLength  *int `json:"byteLength,omitempty"`
	}
	logicalSARIF struct {
		FullyQualifiedName string `json:"fullyQualifiedName"`
		Kind               string `json:"kind"`
	}
)

// maxResultsSARIF is how many results of a run GitHub takes. It refuses a log with more.
const maxResultsSARIF = 25_000

// writeSARIF writes a log of SARIF 2.1.0, with the worst findings where they are more than a host takes. It lists
// every rule, so that a log without findings shows what was checked.
func writeSARIF(w io.Writer, r *Report) error {
	run := runSARIF{
		Tool: toolSARIF{driverSARIF{
			Name: "compendium", Version: versionSARIF(r.options.Version), InformationURI: informationURI,
			Rules: []ruleSARIF{},
		}},
		Invocations: []invocationSARIF{{ExecutionSuccessful: r.failure == ""}},
		// The default is UTF-16.
		ColumnKind: "unicodeCodePoints",
		Results:    []resultSARIF{},
	}
	for _, rule := range r.options.Rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, toRuleSARIF(rule))
	}
	switch invocation := &run.Invocations[0]; {
	case r.failure != "":
		invocation.Notifications = []notificationSARIF{{Level: "error", Message: messageSARIF{Text: r.failure}}}
	case r.leftOut > 0:
		invocation.Notifications = []notificationSARIF{{Level: "note", Message: messageSARIF{Text: r.LeftOut()}}}
	}
	var kept []int
	for i := range r.eachKept {
		kept = append(kept, i)
	}
	if more := len(kept) - maxResultsSARIF; more > 0 {
		kept = r.worst(kept, maxResultsSARIF)
		run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, notificationSARIF{
			Level: "warning", Message: messageSARIF{Text: fmt.Sprintf("%s left out: code scanning takes %d results. "+
				"The most "+
				"severe ones are here; the format json has all.", validate.Plural(more, "result"), maxResultsSARIF)},
		})
	}
	for _, n := range r.options.NotRun {
		run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, notRunSARIF(n))
	}
	if summary := r.summaryJSON(); summary != nil {
		run.Properties = &runBagSARIF{AsOf: string(r.options.AsOf), Summary: summary}
	}
	fingerprints := validate.Fingerprints(r.findings, r.catalogs...)
	log := logSARIF{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []runSARIF{run},
	}
	const depth = 3 // in the log, its runs and the run
	return encodeStreamed(w, log, streamed{"results", depth, func(yield func(any) bool) {
		for _, i := range kept {
			if !yield(r.resultSARIF(r.findings[i], fingerprints[i])) {
				return
			}
		}
	}})
}

// notRunSARIF returns a notification that rules did not run on a record.
func notRunSARIF(n validate.NotRun) notificationSARIF {
	return notificationSARIF{
		Level: "warning", Message: messageSARIF{Text: n.String()}, Properties: &notRunBagSARIF{n.Rules},
		Locations: []locationSARIF{{
			Physical: toPhysicalSARIF(n.File, finding.Position{}, finding.Span{}),
			Logical:  []logicalSARIF{{FullyQualifiedName: n.Resource, Kind: "object"}},
		}},
	}
}

func (r *Report) resultSARIF(f finding.Finding, fingerprint string) resultSARIF {
	result := resultSARIF{
		RuleID: f.Rule, Level: levelSARIF(f.Severity), Message: messageSARIF{Text: f.Message},
		Locations:           []locationSARIF{{Physical: toPhysicalSARIF(f.File, f.Position, f.Span)}},
		PartialFingerprints: map[string]string{validate.FingerprintVersion: fingerprint},
	}
	if i, ok := r.ruleAt[f.Rule]; ok {
		result.RuleIndex = &i
	}
	if r.options.Baseline {
		result.BaselineState = "new"
	}
	if f.Suppression != nil {
		kind := "inSource"
		if f.Suppression.By == finding.ByBaseline {
			kind, result.BaselineState = "external", "unchanged"
		}
		result.Suppressions = []suppressionSARIF{{Kind: kind, Justification: f.Suppression.Justification}}
	}
	switch {
	case f.Path != "":
		result.Locations[0].Logical = []logicalSARIF{{FullyQualifiedName: f.Resource + "#" + f.Path, Kind: "property"}}
	case f.Resource != "":
		result.Locations[0].Logical = []logicalSARIF{{FullyQualifiedName: f.Resource, Kind: "object"}}
	}
	for i, related := range f.Related {
		result.RelatedLocations = append(result.RelatedLocations, locationSARIF{
			ID: &i, Physical: toPhysicalSARIF(related.File, related.Position, related.Span),
			Message: &messageSARIF{Text: related.Message},
		})
	}
	return result
}

func toRuleSARIF(rule *validate.Rule) ruleSARIF {
	help := messageSARIF{Text: rule.Explanation, Markdown: markdownEscape(rule.Explanation)}
	// A custom rule has no example.
	if rule.Bad != "" {
		help.Text += "\n\nIt finds:\n\n" + rule.Bad + "\nFixed:\n\n" + rule.Good
		help.Markdown += "\n\nIt finds:\n\n" + markdownFence(rule.Bad) + "\n\nFixed:\n\n" + markdownFence(rule.Good) + "\n"
	}
	return ruleSARIF{
		ID: rule.ID, Name: pascal(rule.ID), HelpURI: rule.HelpURI(),
		ShortDescription:     messageSARIF{Text: rule.Title},
		FullDescription:      messageSARIF{Text: rule.Explanation},
		DefaultConfiguration: configurationSARIF{levelSARIF(rule.Severity)},
		Help:                 help,
	}
}

// versionSARIF returns a version without the v prefix of Go: SARIF wants a number first, so that versions can be
// compared.
func versionSARIF(version string) string {
	if number, ok := strings.CutPrefix(version, "v"); ok && number != "" && number[0] >= '0' && number[0] <= '9' {
		return number
	}
	return version
}

// pascal returns a rule ID in Pascal case, as SARIF wants the names of rules.
func pascal(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(id, "-") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

func toPhysicalSARIF(file string, position finding.Position, span finding.Span) physicalSARIF {
	physical := physicalSARIF{Artifact: artifactSARIF{URI: fileURI(file)}}
	if !path.IsAbs(file) {
		physical.Artifact.URIBaseID = "%SRCROOT%"
	}
	if position.Line > 0 {
		physical.Region = &regionSARIF{StartLine: position.Line, StartColumn: max(position.Column, 1)}
		if span != (finding.Span{}) {
			length := span.EndByte - span.Byte
			physical.Region.EndLine, physical.Region.EndColumn = span.End.Line, span.End.Column
			physical.Region.ByteOffset, physical.Region.ByteLength = &span.Byte, &length
		}
	}
	return physical
}

// fileURI returns the path of a file as a URI reference.
func fileURI(file string) string {
	uri := url.URL{Path: file}
	if path.IsAbs(file) {
		uri.Scheme = "file"
	}
	return uri.String()
}

func levelSARIF(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	default:
		return "note"
	}
}

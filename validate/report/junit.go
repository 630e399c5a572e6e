package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strings"
)

// The elements of a JUnit report, as CI servers read it.
type (
	suitesJUnit struct {
		XMLName  xml.Name      `xml:"testsuites"`
		Name     string        `xml:"name,attr"`
		Tests    int           `xml:"tests,attr"`
		Failures int           `xml:"failures,attr"`
		Errors   int           `xml:"errors,attr"`
		Suites   suiteSeqJUnit `xml:"testsuite"`
	}
	// suiteSeqJUnit are suites that are made and written one at a time.
	suiteSeqJUnit iter.Seq[suiteJUnit]
	suiteJUnit    struct {
		Name       string           `xml:"name,attr"`
		Tests      int              `xml:"tests,attr"`
		Failures   int              `xml:"failures,attr"`
		Errors     int              `xml:"errors,attr"`
		Properties *propertiesJUnit `xml:"properties"`
		Cases      []caseJUnit      `xml:"testcase"`
	}
	propertiesJUnit struct {
		List []propertyJUnit `xml:"property"`
	}
	propertyJUnit struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	caseJUnit struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *outcomeJUnit `xml:"failure"`
		Error   *outcomeJUnit `xml:"error"`
		Output  string        `xml:"system-out,omitempty"`
	}
	outcomeJUnit struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// junitSuite is the name of the report and of the suite of the run itself.
const junitSuite = "compendium lint"

// writeJUnit writes a suite for each file with findings and a case for each finding. The case fails if the finding
// counts as a failure, so that the report and the exit code agree; other findings are the output of a case that passes.
// The first suite is the run itself, so that a report without findings is not empty.
func writeJUnit(w io.Writer, r *Report) error {
	run := suiteJUnit{Name: junitSuite, Tests: 1, Cases: []caseJUnit{{Name: "run", Class: junitSuite}}}
	if r.failure != "" {
		run.Errors = 1
		run.Cases[0].Error = &outcomeJUnit{Message: r.failure, Type: "could-not-run", Text: r.failure}
	}
	if properties := r.propertiesJUnit(); len(properties) > 0 {
		run.Properties = &propertiesJUnit{properties}
	}
	suites := suitesJUnit{Name: junitSuite, Tests: run.Tests + len(r.shown), Errors: run.Errors,
		Suites: func(yield func(suiteJUnit) bool) {
			if !yield(run) {
				return
			}
			for _, file := range r.files() {
				if !yield(r.suiteJUnit(file)) {
					return
				}
			}
		}}
	for _, f := range r.each {
		if r.fails(f) {
			suites.Failures++
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(suites); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// MarshalXML writes the suites.
func (suites suiteSeqJUnit) MarshalXML(encoder *xml.Encoder, element xml.StartElement) error {
	for suite := range suites {
		if err := encoder.EncodeElement(suite, element); err != nil {
			return err
		}
	}
	return nil
}

// propertiesJUnit returns what the report says besides the findings.
func (r *Report) propertiesJUnit() []propertyJUnit {
	var properties []propertyJUnit
	if r.summary != nil {
		properties = append(properties, propertyJUnit{"summary", r.summary.String()})
	}
	if left := r.LeftOut(); left != "" {
		properties = append(properties, propertyJUnit{"left out", left})
	}
	for _, sentence := range r.NotRun() {
		properties = append(properties, propertyJUnit{"not run", sentence})
	}
	for _, count := range r.counts {
		properties = append(properties, propertyJUnit{"rule " + count.Rule, fmt.Sprint(count.Count)})
	}
	return properties
}

func (r *Report) suiteJUnit(file fileReport) suiteJUnit {
	suite := suiteJUnit{Name: file.File, Tests: len(file.Findings)}
	for _, f := range file.Findings {
		text := fmt.Sprintf("%s: %s: %s [%s]", place(f.File, f.Position), f.Severity, f.Message, f.Rule)
		text = strings.Join(append([]string{text}, relatedTexts(*f)...), "\n    ")
		one := caseJUnit{Name: f.Rule, Class: f.Resource, File: f.File, Line: f.Position.Line}
		if f.Path != "" {
			one.Name += " " + f.Path
		}
		if one.Class == "" {
			one.Class = f.File
		}
		if r.fails(*f) {
			suite.Failures++
			one.Failure = &outcomeJUnit{Message: f.Message, Type: f.Rule, Text: text}
		} else {
			one.Output = text
		}
		suite.Cases = append(suite.Cases, one)
	}
	return suite
}

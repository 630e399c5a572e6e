// Package policy reads compendium.yaml: what a project asks of its content beyond the built-in rules, or less than they do.
//
// It knows the catalog and the messages of records, on which rules of a project's own are written. It knows the built-in rules by their identifiers only, and nothing of how findings are made or reported.
package policy

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// FileName is the name of the file that holds a project's policy.
const FileName = "compendium.yaml"

// Identifiers of the rules for the file itself. The rules package documents each of them.
const (
	RuleInvalid          = "config-invalid"
	RuleUnknownRule      = "config-rule-unknown"
	RuleExcludeUnused    = "config-exclude-unused"
	RuleExpression       = "config-expression-invalid"
	RuleExpressionFailed = "config-expression-failed"
)

// Policy is the content of a compendium.yaml. It is immutable and safe for concurrent readers. A nil Policy asks for nothing.
type Policy struct {
	name       string
	document   *document.Document
	severities map[string]configv1.Severity
	exclusions []*Exclusion
	ages       map[compendiumv1.Source_Kind]int
	asked      []string
	coverages  []*configv1.Config_Coverage
	rules      []*Rule
}

// Builtin says which built-in rules there are, by ID, and whether what a rule says must not be lost.
type Builtin map[string]bool

// Parse reads a compendium.yaml. The name is its path as it is shown to people. It gives what holds in the file, and what is wrong with
// it, by position: a part that is wrong asks for nothing.
func Parse(name string, source []byte, builtin Builtin) (*Policy, []finding.Finding) {
	config := &configv1.Config{}
	doc, problems := read(name, source, config)
	b := builder{Policy: &Policy{
		name: name, document: doc, severities: make(map[string]configv1.Severity), ages: make(map[compendiumv1.Source_Kind]int),
	}, builtin: builtin, own: make(map[string]int), problems: problems}
	b.checkShapes(config)
	b.addRules(config)
	b.addSeverities(config)
	b.addExclusions(config)
	b.addDemands(config)
	return b.Policy, b.sorted()
}

// read fills a configuration from a file and returns what keeps the file, or a part of it, from being read. A file with nothing in it is
// an empty configuration.
func read(name string, source []byte, config *configv1.Config) (*document.Document, []finding.Finding) {
	doc, problems := document.Parse(source)
	problems = slices.DeleteFunc(problems, func(f finding.Finding) bool { return f.Rule == document.RuleEmpty })
	problems = append(problems, doc.Decode(config)...)
	for i := range problems {
		problems[i].File = name
		for k := range problems[i].Related {
			problems[i].Related[k].File = name
		}
		if problems[i].Rule == document.RuleDocuments {
			problems[i].Message = "A second document begins here, and only the first is read. Remove it, or make it part of the first."
		}
	}
	finding.Sort(problems)
	return doc, problems[:min(len(problems), document.MaxProblems)]
}

// Name returns the path of the file as it is shown to people, or "" for a nil Policy.
func (p *Policy) Name() string {
	if p == nil {
		return ""
	}
	return p.name
}

// Document returns the text of the file, or nil for a nil Policy.
func (p *Policy) Document() *document.Document {
	if p == nil {
		return nil
	}
	return p.document
}

// Severity gives the severity that is set for a rule, built-in or of the project's own, and whether one is.
func (p *Policy) Severity(rule string) (configv1.Severity, bool) {
	if p == nil {
		return 0, false
	}
	severity, ok := p.severities[rule]
	return severity, ok
}

// Off gives the rules that are off, built-in or of the project's own, sorted.
func (p *Policy) Off() []string {
	if p == nil {
		return nil
	}
	var off []string
	for _, id := range sortedKeys(p.severities) {
		if p.severities[id] == configv1.Severity_OFF {
			off = append(off, id)
		}
	}
	return off
}

// SourceYears gives after how many years a source of a kind has to be looked at again, and whether that is set.
func (p *Policy) SourceYears(kind compendiumv1.Source_Kind) (int, bool) {
	if p == nil {
		return 0, false
	}
	years, ok := p.ages[kind]
	return years, ok
}

// Jurisdictions gives those for which each use must have a label, as they are listed. The list must not be changed.
func (p *Policy) Jurisdictions() []string {
	if p == nil {
		return nil
	}
	return p.asked
}

// Coverages gives what is asked of regulators' coverage, in the order of the file. The list must not be changed.
func (p *Policy) Coverages() []*configv1.Config_Coverage {
	if p == nil {
		return nil
	}
	return p.coverages
}

// Coverage gives what is asked of the coverage of one regulator, or nil.
func (p *Policy) Coverage(regulator string) *configv1.Config_Coverage {
	for _, c := range p.Coverages() {
		if c.Regulator == regulator {
			return c
		}
	}
	return nil
}

// Exclusions gives the files that are not reported, in the order of the file. The list must not be changed.
func (p *Policy) Exclusions() []*Exclusion {
	if p == nil {
		return nil
	}
	return p.exclusions
}

// Rules gives the rules of the project's own, in the order of the file. The list must not be changed.
func (p *Policy) Rules() []*Rule {
	if p == nil {
		return nil
	}
	return p.rules
}

// Exclusion keeps findings in some files from being reported.
type Exclusion struct {
	// Path is where in the configuration it stands.
	Path string
	// Files is the glob.
	Files string

	rules []string
}

// Covers says whether a finding of a rule in a file is not reported. The file is a path below the content directory.
func (e *Exclusion) Covers(rule, file string) bool {
	return (len(e.rules) == 0 || slices.Contains(e.rules, rule)) && matches(e.Files, file)
}

// CoversFile says whether its glob matches a path below the content directory.
func (e *Exclusion) CoversFile(file string) bool { return matches(e.Files, file) }

// names gives the rules that there are, sorted.
func (b *builder) names() []string {
	return slices.Sorted(func(yield func(string) bool) {
		for _, ids := range []([]string){slices.Collect(maps.Keys(b.builtin)), slices.Collect(maps.Keys(b.own))} {
			for _, id := range ids {
				if !yield(id) {
					return
				}
			}
		}
	})
}

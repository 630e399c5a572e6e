// Package policy reads compendium.yaml, the configuration of a project: severities, exclusions, requirements and custom
// rules.
//
// It knows the catalog and the messages of records, which custom rules check. It knows only the IDs of built-in rules,
// and not how findings are made or reported.
package policy

import (
	"cmp"
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// FileName is the name of the configuration file.
const FileName = "compendium.yaml"

// The IDs of the rules about the file itself. Package rules documents them.
const (
	RuleInvalid          = "config-invalid"
	RuleUnknownRule      = "config-rule-unknown"
	RuleExcludeUnused    = "config-exclude-unused"
	RuleExpression       = "config-expression-invalid"
	RuleExpressionFailed = "config-expression-failed"
	RuleBaseHidden       = "base-record-hidden"
	RuleBaseChanged      = "base-record-changed"
	RuleBaseMissing      = "base-record-missing"
	RuleBaseMoved        = "base-moved"
)

// Policy is the content of a compendium.yaml. It is immutable and safe for concurrent use.
type Policy struct {
	name          string
	document      *document.Document
	severities    map[string]configv1.Severity
	exclusions    []*Exclusion
	ages          map[compendiumv1.Source_Kind]int
	jurisdictions []string
	coverages     []*configv1.Config_Coverage
	rules         []*Rule
	depths        []compendiumv1.Drug_Depth
	extends       Extends
	replaces      map[string]string
}

// None is the configuration of what is served, whatever project it comes from. It sets nothing and admits every depth.
var None = &Policy{depths: []compendiumv1.Drug_Depth{compendiumv1.Drug_MONOGRAPH, compendiumv1.Drug_REGISTER}}

// Builtin maps the ID of each built-in rule to whether it is unconfigurable.
type Builtin map[string]bool

// Parse reads a compendium.yaml. The name is its path as shown to people. It returns the valid part of the file and its
// problems, by position.
func Parse(name string, source []byte, builtin Builtin) (*Policy, []finding.Finding) {
	config := &configv1.Config{}
	doc, problems := read(name, source, config)
	b := builder{Policy: &Policy{
		name: name, document: doc, severities: make(map[string]configv1.Severity),
		ages: make(map[compendiumv1.Source_Kind]int),
	}, builtin: builtin, own: make(map[string]int), problems: problems}
	b.checkShapes(config)
	b.addRules(config)
	b.addSeverities(config)
	b.addExclusions(config)
	b.addRequirements(config)
	b.addBase(config)
	return b.Policy, b.sorted()
}

// read decodes a file into a configuration and returns its problems. An empty file is an empty configuration.
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
			problems[i].Message = "A second document begins here, and only the first is read. Remove it, or make it part of " +
				"the first."
		}
	}
	finding.Sort(problems)
	return doc, problems[:min(len(problems), document.MaxProblems)]
}

// Name returns the path of the file as shown to people, or "" for None.
func (p *Policy) Name() string { return p.name }

// Document returns the text of the file, or nil for None.
func (p *Policy) Document() *document.Document { return p.document }

// Severity returns the severity that is set for a rule, built-in or custom, and whether one is.
func (p *Policy) Severity(rule string) (configv1.Severity, bool) {
	severity, ok := p.severities[rule]
	return severity, ok
}

// Off returns the rules that are off, built-in or custom, sorted.
func (p *Policy) Off() []string {
	var off []string
	for _, id := range slices.Sorted(maps.Keys(p.severities)) {
		if p.severities[id] == configv1.Severity_OFF {
			off = append(off, id)
		}
	}
	return off
}

// Ages returns the ages at which things are due: those that are set, and the built-in ones for others.
func (p *Policy) Ages() asof.Ages {
	return asof.Ages{
		Source: func(kind compendiumv1.Source_Kind) int {
			if years, ok := p.ages[kind]; ok {
				return years
			}
			return asof.SourceYears(kind)
		},
		Coverage: func(regulator string) int {
			return cmp.Or(int(p.Coverage(regulator).GetYears()), asof.CoverageYears)
		},
	}
}

// Jurisdictions returns those for which each use must have a label, in the order of the file. The caller must not
// change the list.
func (p *Policy) Jurisdictions() []string { return p.jurisdictions }

// Coverages returns the requirements on the coverage of regulators, in the order of the file. The caller must not
// change the list.
func (p *Policy) Coverages() []*configv1.Config_Coverage { return p.coverages }

// Coverage returns the requirements on the coverage of a regulator, or nil.
func (p *Policy) Coverage(regulator string) *configv1.Config_Coverage {
	for _, c := range p.Coverages() {
		if c.Regulator == regulator {
			return c
		}
	}
	return nil
}

// Depths returns the depths of drugs that the catalog admits, in the order of the file. The caller must not change the
// list.
func (p *Policy) Depths() []compendiumv1.Drug_Depth {
	if len(p.depths) == 0 {
		return []compendiumv1.Drug_Depth{compendiumv1.Drug_MONOGRAPH}
	}
	return p.depths
}

// Exclusions returns the exclusions, in the order of the file. The caller must not change the list.
func (p *Policy) Exclusions() []*Exclusion { return p.exclusions }

// Rules returns the custom rules, in the order of the file. The caller must not change the list.
func (p *Policy) Rules() []*Rule { return p.rules }

// Exclusion keeps findings in some files from being reported.
type Exclusion struct {
	// Path is its path in the configuration.
	Path string
	// Files is the glob.
	Files string

	rules []string
}

// Covers reports whether it excludes findings of a rule in a file, a path below the content directory.
func (e *Exclusion) Covers(rule, file string) bool {
	return (len(e.rules) == 0 || slices.Contains(e.rules, rule)) && matches(e.Files, file)
}

// CoversFile reports whether its glob matches a path below the content directory.
func (e *Exclusion) CoversFile(file string) bool { return matches(e.Files, file) }

// names returns the IDs of all rules, sorted.
func (b *builder) names() []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(b.builtin)), maps.Keys(b.own))
	slices.Sort(names)
	return names
}

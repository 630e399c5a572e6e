package validate

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	"github.com/opencompendium/compendium/validate/policy"
)

// ParsePolicy reads a compendium.yaml. The name is the path of the file as shown to people. It returns the valid part
// of the configuration and its problems by position, which Run takes among its problems.
func (s *RuleSet) ParsePolicy(name string, source []byte) (*policy.Policy, []finding.Finding) {
	builtin := make(policy.Builtin, len(s.rules))
	for _, r := range s.rules {
		builtin[r.ID] = r.Unconfigurable
	}
	return policy.Parse(name, source, builtin)
}

// PolicyRules returns the custom rules of a project as reports show rules, in the order of their definition.
func PolicyRules(p *policy.Policy) []*Rule {
	var list []*Rule
	for _, own := range p.Rules() {
		list = append(list,
			&Rule{ID: own.ID, Severity: severityOf(own.Severity), Title: strings.TrimSuffix(own.Message, "."),
				Explanation: cmp.Or(own.Explanation, own.Message)})
	}
	return list
}

// severityOf returns the severity of findings for one in a configuration. That of OFF does not matter.
func severityOf(s configv1.Severity) finding.Severity {
	switch s {
	case configv1.Severity_WARNING:
		return finding.Warning
	case configv1.Severity_ERROR:
		return finding.Error
	default:
		return finding.Info
	}
}

// off reports whether the configuration has switched a rule off.
func (p *run) off(rule string) bool {
	severity, set := p.Policy.Severity(rule)
	return set && severity == configv1.Severity_OFF
}

// configure applies severities and exclusions of the configuration to findings, except those about the configuration
// itself.
func (p *run) configure(findings []finding.Finding) []finding.Finding {
	kept := findings[:0]
	for _, f := range findings {
		if f.File != p.Policy.Name() {
			if p.off(f.Rule) || p.excluded(f) {
				continue
			}
			if set, ok := p.Policy.Severity(f.Rule); ok {
				f.Severity = severityOf(set)
			}
		}
		kept = append(kept, f)
	}
	return kept
}

func (p *run) excluded(f finding.Finding) bool {
	below := p.below(f.File)
	return slices.ContainsFunc(p.Policy.Exclusions(), func(e *policy.Exclusion) bool { return e.Covers(f.Rule, below) })
}

// below returns the path of a file relative to the content directory.
func (p *run) below(file string) string {
	return strings.TrimPrefix(file, path.Clean(p.catalog.Base())+"/")
}

// checkPolicy reports what is wrong with the configuration for this content.
func (p *run) checkPolicy() {
	for _, c := range p.Policy.Coverages() {
		if record, ok := p.catalog.Get(c.Regulator); !ok || record.Kind() != catalog.Regulators {
			p.policyFinding(policy.RuleInvalid, fmt.Sprintf("coverages[%d].regulator", slices.Index(p.Policy.Coverages(), c)),
				"There is no regulator %s.%s", c.Regulator, p.nearestRegulator(c.Regulator))
		}
	}
	for _, e := range p.Policy.Exclusions() {
		if !p.anyFile(e.CoversFile) {
			p.policyFinding(policy.RuleExcludeUnused, e.Path+".files",
				"%s matches no file of the content. Paths are relative to the content directory, as in drugs/imatinib.yaml. "+
					"Correct it, or remove the exclusion.", e.Files)
		}
	}
}

func (p *run) nearestRegulator(name string) string {
	if nearest, ok := spelling.Nearest(name, p.catalog.Names(catalog.Regulators)); ok {
		return " Did you mean " + nearest + "?"
	}
	return " Write the name of one, as in regulators/fda."
}

// anyFile reports whether a file of the content, valid or not, matches.
func (p *run) anyFile(matches func(file string) bool) bool {
	return slices.ContainsFunc(p.catalog.Files(), func(r *catalog.Record) bool { return r.Own() && matches(r.Path()) }) ||
		slices.ContainsFunc(p.findings,
			func(f finding.Finding) bool { return f.File != p.Policy.Name() && matches(p.below(f.File)) })
}

// policyFinding adds a finding about a field of the configuration.
func (p *run) policyFinding(rule, path, format string, args ...any) *finding.Finding {
	at, span := p.Policy.Document().Locate(path)
	p.findings = append(p.findings, finding.Finding{
		Rule: rule, Severity: p.Rules.severity(rule), Message: fmt.Sprintf(format, args...), Path: path,
		File:     p.Policy.Name(),
		Position: at, Span: span,
	})
	return &p.findings[len(p.findings)-1]
}

// checkOwnRules applies the custom rules. A failing expression is one finding, however many records it fails on.
func (p *run) checkOwnRules(ctx context.Context) error {
	for _, own := range p.Policy.Rules() {
		if p.off(own.ID) {
			continue
		}
		var asked []int
		for i, r := range p.records {
			if r.Own() && own.AppliesTo(r.Kind()) {
				asked = append(asked, i)
			}
		}
		found, err := p.apply(ctx, own, asked)
		if err != nil {
			return err
		}
		p.reportOutcomes(own, asked, found)
	}
	return nil
}

// A custom rule that fails on maxFailures records is not applied to more. Failures are counted after each batch, so
// that the result does not depend on the order of work.
const (
	maxFailures = 10
	batch       = 64
)

// apply evaluates a custom rule over records, given by their indexes. It returns fewer outcomes than records if the
// rule fails too often.
func (p *run) apply(ctx context.Context, own *policy.Rule, records []int) ([]outcome, error) {
	found := make([]outcome, len(records))
	failures := 0
	for begin := 0; begin < len(records); begin += batch {
		if failures >= maxFailures {
			return found[:begin], nil
		}
		outcomes := found[begin:min(begin+batch, len(records))]
		if err := p.parallel(ctx, len(outcomes), func(i int) error {
			o := &outcomes[i]
			o.paths, o.err = own.Check(ctx, p.records[records[begin+i]], string(p.AsOf))
			return nil
		}); err != nil {
			return nil, fmt.Errorf("apply the rule %s: %w", own.ID, err)
		}
		for _, o := range outcomes {
			if o.err != nil {
				failures++
			}
		}
	}
	return found, nil
}

// outcome is the result of a custom rule on a record.
type outcome struct {
	paths []string
	err   error
}

func (p *run) reportOutcomes(own *policy.Rule, records []int, found []outcome) {
	rule := &Rule{ID: own.ID, Severity: severityOf(own.Severity)}
	var failed []*catalog.Record
	var first error
	for i, o := range found {
		r := p.records[records[i]]
		for _, path := range o.paths {
			p.reports = append(p.reports, newReport(rule, r, path, "%s", []any{own.Message}))
		}
		if o.err != nil {
			failed = append(failed, r)
			if first == nil {
				first = o.err
			}
		}
	}
	if first == nil {
		return
	}
	rest := ""
	if left := len(records) - len(found); left > 0 {
		rest = fmt.Sprintf(" It is not applied to the remaining %s.", Plural(left, "record"))
	}
	f := p.policyFinding(policy.RuleExpressionFailed, own.Path+".expression",
		"The expression of %s fails on %s, first on %s: %v. The records on which it fails are not fully checked.%s",
		own.ID, Plural(len(failed), "record"), failed[0].Name(), first, rest)
	at, span := failed[0].Document().Locate("")
	f.Related = []finding.Location{{File: failed[0].File(), Position: at, Span: span,
		Message: "The first record on which it fails"}}
}

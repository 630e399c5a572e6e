// Package validate judges content: it runs the rules over a catalog and returns findings.
//
// It knows the catalog and its files' positions, through paths of fields. It knows nothing of gRPC, and it never asks the clock: the
// date to check for is given. The same catalog and date give the same findings in the same order.
package validate

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate/policy"
)

// Options are what a run depends on beside the content.
type Options struct {
	// AsOf is the day for which to check. Required.
	AsOf date.Day
	// Archive holds the archived texts of sources, by the file names that the sources state. Nil: passages are not checked.
	Archive fs.FS
	// Policy is what the project asks for in its compendium.yaml. Nil: the built-in rules at their built-in severities, by which alone
	// content is served.
	Policy *policy.Policy
	// Suppressions has comments in the records suppress findings. Without it the run is strict, as it is for whatever is served.
	Suppressions bool
	// Context ends the run early, with its error. Nil: it is not ended.
	Context context.Context //nolint:containedctx // of the call that the options are made for
	// Progress is told how many of all records are done. Nil: it is not.
	Progress func(done, all int)
}

// Result is what a run found.
type Result struct {
	// Findings in the order of files and lines.
	Findings []finding.Finding
	// All are the findings with those that Leading leaves out, in the same order. Who suppresses some of them asks it again.
	All []finding.Finding
	// NotRun are the records that could not be read whole, with the rules that did not run on them, by collection and name.
	NotRun []NotRun
	// Statistics of the content.
	Statistics Statistics
}

// Run applies every rule to a catalog, together with the problems that loading it met.
func Run(c *catalog.Catalog, problems []finding.Finding, options Options) (Result, error) {
	if _, err := date.ParseDay(string(options.AsOf)); err != nil {
		return Result{}, fmt.Errorf("validate content: as-of date: %w", err)
	}
	p := &pass{Catalog: c, AsOf: options.AsOf, Policy: options.Policy, Authorities: label.NewAuthorities(c.Regulators()),
		context: cmp.Or(options.Context, context.Background()), progress: options.Progress,
		statuses: make(map[drugIn]label.Statuses), records: c.All(), citePlans: make(map[protoreflect.FullName][]protoreflect.FieldDescriptor)}
	if options.Archive != nil {
		p.Archive = &archive{files: options.Archive}
	}
	p.findings = append(p.findings, problems...)
	for _, r := range p.records {
		p.statistics = p.statistics.Plus(countsOf(r.Message()))
	}
	if err := p.checkSchema(); err != nil {
		return Result{}, err
	}
	p.checkPolicy()
	if err := p.checkRules(); err != nil {
		return Result{}, err
	}
	if err := p.checkOwnRules(p.context); err != nil {
		return Result{}, err
	}
	findings := p.configure(p.locate())
	if options.Suppressions {
		findings = p.suppress(findings)
	}
	finding.Sort(findings)
	return Result{Findings: finding.Primary(findings), All: findings, NotRun: p.notRun(), Statistics: p.statistics}, nil
}

// pass is one run of the rules. Its exported fields are what rules may look at.
type pass struct {
	// Catalog is the content.
	Catalog *catalog.Catalog
	// AsOf is the day for which to check.
	AsOf date.Day
	// Policy is what the project asks for, or nil.
	Policy *policy.Policy
	// Authorities derive label statuses.
	Authorities *label.Authorities
	// Archive holds the archived texts, or is nil.
	Archive *archive

	context  context.Context //nolint:containedctx // of the call that the pass is made for
	progress func(done, all int)
	rule     *Rule

	// records are those that could be read.
	records    []*catalog.Record
	statistics Statistics
	// jurisdictions are those that a regulator has a mandate for, computed lazily.
	jurisdictions map[string]bool
	// coverages are those that are declared, by drug, computed lazily.
	coverages map[string][]declared

	// statuses are of the drug that is being checked, and cites of the record that was asked for last.
	statuses  map[drugIn]label.Statuses
	ids       *useSet // of the record that was asked for last
	cites     []cite
	citesFrom *catalog.Record
	// citePlans is where in messages of a type citation keys stand.
	citePlans map[protoreflect.FullName][]protoreflect.FieldDescriptor
	findings  []finding.Finding
	pending   []*report
	// lostKnown is computed lazily by lost.
	lostKnown *lost
}

// drugIn is a drug in a jurisdiction.
type drugIn struct {
	drug         *compendiumv1.Drug
	jurisdiction string
}

// status derives where a use of a drug stands in a jurisdiction on the day of the check.
func (p *pass) status(drug *compendiumv1.Drug, use, jurisdiction string) compendiumv1.Label_Status {
	return p.derived(drug, use, jurisdiction).Status
}

// derived gives the status and what it rests on. What was derived is kept until the next record, since
// several rules ask.
func (p *pass) derived(drug *compendiumv1.Drug, use, jurisdiction string) label.Result {
	key := drugIn{drug, jurisdiction}
	derived, ok := p.statuses[key]
	if !ok {
		derived = p.Authorities.Statuses(drug, jurisdiction, p.AsOf)
		p.statuses[key] = derived
	}
	return derived.Of(use)
}

// report is a finding whose positions are not looked up yet.
type report struct {
	record  *catalog.Record
	finding finding.Finding
	related []relatedReport
}

type relatedReport struct {
	record  *catalog.Record
	path    string
	message string
}

// report adds a finding of the running rule about a field of a record. The path may be empty, for the record as a whole.
func (p *pass) report(record *catalog.Record, path, format string, args ...any) *report {
	r := &report{record: record, finding: finding.Finding{
		Rule: p.rule.ID, Severity: p.rule.Severity, Message: sentence(format, args),
		Resource: record.Name(), Path: path, File: record.File(),
	}}
	p.pending = append(p.pending, r)
	return r
}

// longestText is how many characters of a text of the content a message holds.
const longestText = 240

// sentence writes a message. A text of the content in it is cut where it is longer than any that is valid, since a message may be about a
// record that is not.
func sentence(format string, args []any) string {
	for i, arg := range args {
		if text, ok := arg.(string); ok && len(text) > longestText {
			if runes := []rune(text); len(runes) > longestText {
				args[i] = string(runes[:longestText]) + "…"
			}
		}
	}
	return fmt.Sprintf(format, args...)
}

// as lowers the severity of a finding.
func (r *report) as(s finding.Severity) { r.finding.Severity = s }

// alongside adds another place that has to do with a finding.
func (r *report) alongside(record *catalog.Record, path, format string, args ...any) *report {
	r.related = append(r.related, relatedReport{record, path, sentence(format, args)})
	return r
}

// following says from a fault of which field a finding follows, where it follows from one.
func (r *report) following(field finding.Field) *report {
	r.finding.CausedBy = field
	return r
}

func (p *pass) checkRules() error {
	var asked []*Rule
	for i := range rules {
		if err := p.context.Err(); err != nil {
			return fmt.Errorf("validate content: %w", err)
		}
		p.rule = &rules[i]
		if p.off(p.rule.ID) {
			continue
		}
		asked = append(asked, p.rule)
		if p.rule.catalog != nil {
			p.rule.catalog(p)
		}
	}
	// All rules look at one record before the next, so that what they find out of it need not be kept of all.
	for i, r := range p.records {
		if err := p.step(i, len(p.records)); err != nil {
			return err
		}
		p.look(r, asked)
	}
	return p.step(len(p.records), len(p.records))
}

// look has rules look at a record.
func (p *pass) look(r *catalog.Record, asked []*Rule) {
	clear(p.statuses)
	d := r.Drug()
	for _, p.rule = range asked {
		if p.rule.record != nil {
			p.rule.record(p, r)
		}
		// A tombstone holds no facts that the rules for drugs could miss.
		if p.rule.drug != nil && d != nil && d.Lifecycle != compendiumv1.Drug_RETIRED {
			p.rule.drug(p, r, d)
		}
	}
}

// step is taken between records. It says how far the run has come, and gives an error where it is to end.
func (p *pass) step(done, all int) error {
	if p.progress != nil {
		p.progress(done, all)
	}
	if err := p.context.Err(); err != nil {
		return fmt.Errorf("validate content: %w", err)
	}
	return nil
}

func keys[K comparable, V any](m map[K]V) []K {
	list := make([]K, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	return list
}

// parallel calls work for each item on all processors. What work does must not depend on the order.
func parallel[T any](items []T, work func(T)) {
	var wait sync.WaitGroup
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(items)) {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(items) {
					return
				}
				work(items[i])
			}
		})
	}
	wait.Wait()
}

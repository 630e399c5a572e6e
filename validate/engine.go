// Package validate checks content: it runs rules over a catalog and returns findings.
//
// It is the engine: configuration, suppressions, baseline, fixes and cache. It knows no rule (package rules has them),
// no format of a report (package report has those) and nothing of gRPC, and never reads the clock: the caller passes
// the day of the check. The same catalog, rules, configuration and day lead to the same findings in the same order.
package validate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/policy"
)

const modulePath = "github.com/opencompendium/compendium"

// Options are what a run depends on besides the content.
type Options struct {
	// Rules are the rules to apply. Required.
	Rules *RuleSet
	// AsOf is the day for which to check. Required.
	AsOf date.Day
	// Archive holds the archived texts of sources, by the file names that the sources state. Nil: passages are not
	// checked.
	Archive fs.FS
	// Policy is the configuration of the project, its compendium.yaml. The default is policy.None.
	Policy *policy.Policy
	// Suppressions lets comments in the records suppress findings. Served content is checked without.
	Suppressions bool
	// Elsewhere are the IDs of rules that another command runs. Comments may name them, and this run does not judge those.
	Elsewhere []string
	// Cache holds the records in which an earlier run found nothing. Nil: each record is checked.
	Cache *Cache
	// Progress, if not nil, is called with the number of records done and of all, from several goroutines and in no
	// order.
	Progress func(done, all int)
	// Workers is how many goroutines check records. The default is one a processor.
	Workers int
}

// Result is what a run found.
type Result struct {
	// Findings are the findings, by file and line.
	Findings []finding.Finding
	// All are the findings including those that finding.Primary leaves out, in the same order. A caller that suppresses
	// some of them calls Primary again.
	All []finding.Finding
	// NotRun are the records that could not be fully read, with the rules that did not run on them, by collection and
	// name.
	NotRun []NotRun
	// Statistics are the statistics of the catalog's own records.
	Statistics Statistics
}

// Run applies every rule to a catalog and adds the problems of loading it.
func Run(ctx context.Context, c *catalog.Catalog, problems []finding.Finding, options Options) (Result, error) {
	if _, err := date.ParseDay(string(options.AsOf)); err != nil {
		return Result{}, fmt.Errorf("validate content: as-of date: %w", err)
	}
	if options.Rules == nil {
		return Result{}, errors.New("validate content: no rules")
	}
	options.Policy = cmp.Or(options.Policy, policy.None)
	p := &run{Options: options, catalog: c, regulators: newRegulators(c), archive: newArchive(options.Archive)}
	p.own, p.touched = split(c)
	p.records = slices.Concat(p.own, p.touched)
	if options.Archive != nil {
		p.Cache = nil // keys do not cover the archive
	}
	p.findings = slices.Clone(problems)
	p.checkPolicy()
	for _, check := range []func(context.Context) error{p.checkCatalog, p.checkRecords, p.checkBroken,
		p.checkOwnRules} {
		if err := check(ctx); err != nil {
			return Result{}, fmt.Errorf("validate content: %w", err)
		}
	}
	findings := p.configure(p.locate())
	if options.Suppressions {
		findings = p.suppress(findings)
	}
	finding.Sort(findings)
	return Result{Findings: finding.Primary(findings), All: findings, NotRun: p.notRun(), Statistics: Count(p.own)}, nil
}

// run is one run of the rules.
type run struct {
	Options
	catalog    *catalog.Catalog
	own        []*catalog.Record // that could be read
	touched    []*catalog.Record // of a base, whose validity may depend on own ones
	records    []*catalog.Record // both
	regulators *Regulators
	archive    *Archive
	findings   []finding.Finding // with positions
	reports    []*Report         // without positions yet
}

// checkCatalog applies the rules that see the whole catalog.
func (p *run) checkCatalog(ctx context.Context) error {
	pass := &CatalogPass{Catalog: p.catalog, AsOf: p.AsOf, Policy: p.Policy, Regulators: p.regulators,
		Unread: p.regulators.unread}
	for _, rule := range p.Rules.rules {
		if err := ctx.Err(); err != nil {
			return err
		}
		if rule.Catalog != nil && !p.off(rule.ID) {
			pass.rule = rule
			rule.Catalog(pass)
		}
	}
	p.reports = append(p.reports, pass.reports...)
	return nil
}

// checkRecords applies the schema and the rules that see one record, except to records that the cache knows to be
// clean.
func (p *run) checkRecords(ctx context.Context) error {
	asked, keys := p.recordRules(), p.keys()
	found := make([][]*Report, len(p.records))
	var done atomic.Int64
	err := p.parallel(ctx, len(p.records), func(i int) error {
		defer func() { p.step(int(done.Add(1))) }()
		if p.Cache.has(keys, i) {
			return nil
		}
		pass := p.passOf(p.records[i])
		if err := p.checkSchema(pass, nil); err != nil {
			return err
		}
		pass.check(asked)
		if found[i] = pass.reports; len(found[i]) == 0 {
			p.Cache.add(keys, i)
		}
		return nil
	})
	for _, reports := range found {
		p.reports = append(p.reports, reports...)
	}
	return err
}

// recordRules returns the rules that see one record and are not off.
func (p *run) recordRules() []*Rule {
	var asked []*Rule
	for _, rule := range p.Rules.rules {
		if (rule.Drug != nil || rule.Record != nil || rule.Tombstone != nil) && !p.off(rule.ID) {
			asked = append(asked, rule)
		}
	}
	return asked
}

func (p *run) passOf(r *catalog.Record) *RecordPass {
	pass := &RecordPass{Record: r, AsOf: p.AsOf, Policy: p.Policy, Regulators: p.regulators, Archive: p.archive,
		catalog: p.catalog}
	if !r.Own() {
		pass.Policy, pass.Archive = policy.None, nil // what a project requires, it requires of its own records
	}
	return pass
}

// check applies rules to the record.
func (p *RecordPass) check(rules []*Rule) {
	drug, isTombstone := p.Record.Drug(), p.Record.IsTombstone()
	for _, p.rule = range rules {
		switch {
		case isTombstone:
			if p.rule.Tombstone != nil {
				p.rule.Tombstone(p)
			}
			continue
		case p.rule.Record != nil:
			p.rule.Record(p)
		}
		if p.rule.Drug != nil && drug != nil {
			p.rule.Drug(p, drug)
		}
	}
}

func (p *run) step(done int) {
	if p.Progress != nil {
		p.Progress(done, len(p.records))
	}
}

// parallel calls work for each index from 0 to n-1, several at once, and waits for the calls. It stops early at the
// first error and when the context is done. What work does must not depend on the order.
func (p *run) parallel(ctx context.Context, n int, work func(i int) error) error {
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(cmp.Or(p.Workers, runtime.GOMAXPROCS(0)))
	for i := range n {
		if inner.Err() != nil {
			break
		}
		group.Go(func() error {
			runtime.Gosched() // a server that reloads answers calls between records
			return work(i)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// Package validate checks content: it runs rules over a catalog and returns findings.
//
// It is the engine: configuration, suppressions, baseline, fixes and cache. It knows no single rule (package rules has them) and no format
// of a report (package report has those), nothing of gRPC, and it never reads the clock: the day to check for is given. The same catalog,
// rules, configuration and day give the same findings in the same order.
package validate

import (
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
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate/policy"
)

const modulePath = "github.com/opencompendium/compendium"

// Options are what a run depends on beside the content.
type Options struct {
	// Rules are the rules to apply. Required.
	Rules *RuleSet
	// AsOf is the day for which to check. Required.
	AsOf date.Day
	// Archive holds the archived texts of sources, by the file names that the sources state. Nil: passages are not checked.
	Archive fs.FS
	// Policy is what the project asks for in its compendium.yaml. Nil: the rules at their own severities, by which alone content is
	// served.
	Policy *policy.Policy
	// Suppressions lets comments in the records suppress findings. Without it the run is strict, as it is for whatever is served.
	Suppressions bool
	// Cache holds the records in which an earlier run found nothing. Nil: each record is checked.
	Cache *Cache
	// Progress is called with how many of all records are done, from several goroutines and in no order. Nil: it is not.
	Progress func(done, all int)
}

// Result is what a run found.
type Result struct {
	// Findings in the order of files and lines.
	Findings []finding.Finding
	// All are the findings with those that finding.Primary leaves out, in the same order. A caller that suppresses some of them calls
	// Primary again.
	All []finding.Finding
	// NotRun are the records that could not be read whole, with the rules that did not run on them, by collection and name.
	NotRun []NotRun
	// Statistics of the content.
	Statistics Statistics
}

// Run applies every rule to a catalog, and adds the problems that loading it met.
func Run(ctx context.Context, c *catalog.Catalog, problems []finding.Finding, options Options) (Result, error) {
	if _, err := date.ParseDay(string(options.AsOf)); err != nil {
		return Result{}, fmt.Errorf("validate content: as-of date: %w", err)
	}
	if options.Rules == nil {
		return Result{}, errors.New("validate content: no rules")
	}
	p := &run{Options: options, catalog: c, records: c.All(), regulators: newRegulators(c), archive: newArchive(options.Archive)}
	if options.Archive != nil {
		p.Cache = nil // what is in an archive is part of no key
	}
	p.findings = slices.Clone(problems)
	p.checkPolicy()
	for _, check := range []func(context.Context) error{p.checkCatalog, p.checkRecords, p.checkOwnRules} {
		if err := check(ctx); err != nil {
			return Result{}, fmt.Errorf("validate content: %w", err)
		}
	}
	findings := p.configure(p.locate())
	if options.Suppressions {
		findings = p.suppress(findings)
	}
	finding.Sort(findings)
	return Result{Findings: finding.Primary(findings), All: findings, NotRun: p.notRun(), Statistics: p.statistics()}, nil
}

// run is one run of the rules.
type run struct {
	Options
	catalog    *catalog.Catalog
	records    []*catalog.Record // that could be read
	regulators *Regulators
	archive    *Archive
	findings   []finding.Finding // with positions
	reports    []*Report         // whose positions are not looked up yet
}

// checkCatalog applies the rules that see the whole catalog.
func (p *run) checkCatalog(ctx context.Context) error {
	pass := &CatalogPass{Catalog: p.catalog, AsOf: p.AsOf, Policy: p.Policy, Regulators: p.regulators, Unread: p.regulators.unread}
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

// checkRecords applies the schema and the rules that see one record. A record that the cache has is known to have no finding.
func (p *run) checkRecords(ctx context.Context) error {
	validator, err := newValidator()
	if err != nil {
		return fmt.Errorf("compile the rules of the schema: %w", err)
	}
	var asked []*Rule
	for _, rule := range p.Rules.rules {
		if (rule.Drug != nil || rule.Record != nil) && !p.off(rule.ID) {
			asked = append(asked, rule)
		}
	}
	keys := p.keys()
	found := make([][]*Report, len(p.records))
	var done atomic.Int64
	err = parallel(ctx, len(p.records), func(i int) error {
		defer func() { p.step(int(done.Add(1))) }()
		if p.Cache.has(keys, i) {
			return nil
		}
		pass := &RecordPass{Record: p.records[i], AsOf: p.AsOf, Policy: p.Policy, Regulators: p.regulators, Archive: p.archive, catalog: p.catalog}
		if err := p.checkSchema(validator, pass); err != nil {
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

// check applies rules to the record.
func (p *RecordPass) check(rules []*Rule) {
	drug := p.Record.Drug()
	for _, p.rule = range rules {
		if p.rule.Record != nil {
			p.rule.Record(p)
		}
		// A tombstone holds no facts that the rules for drugs could miss.
		if p.rule.Drug != nil && drug != nil && drug.Lifecycle != compendiumv1.Drug_RETIRED {
			p.rule.Drug(p, drug)
		}
	}
}

func (p *run) step(done int) {
	if p.Progress != nil {
		p.Progress(done, len(p.records))
	}
}

// parallel calls work for each index from 0 to n-1 on all processors and waits for the calls. It stops early at the first error and when
// the context is done. What work does must not depend on the order.
func parallel(ctx context.Context, n int, work func(i int) error) error {
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		if inner.Err() != nil {
			break
		}
		group.Go(func() error { return work(i) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
)

// checkBaselineFlags returns an error about flags that exclude each other.
func checkBaselineFlags(flags lintFlags, trees []tree) error {
	for name, set := range map[string]bool{"--baseline-accept": flags.baselineAccept,
		"--baseline-shrink": flags.baselineShrink} {
		switch {
		case !set:
		case flags.baseline == "":
			return fmt.Errorf("%s: --baseline FILE is missing", name)
		case slices.ContainsFunc(trees, func(t tree) bool { return len(t.part) > 0 }):
			return fmt.Errorf("%s: the baseline covers the whole content; name no files or folders within it", name)
		}
	}
	return nil
}

// settle suppresses findings that the baseline knows and drops those that are not selected. Findings caused by a
// dropped one are then reported themselves.
func (c *command) settle(all *lintRun, trees []tree, flags lintFlags) error {
	if flags.baselineAccept {
		if i := slices.IndexFunc(all.findings, all.isConfigError); i >= 0 {
			f := all.findings[i]
			return fmt.Errorf("--baseline-accept: with an invalid configuration, findings that it excludes would be accepted; "+
				"fix it first: %s:%d: %s", f.File, f.Position.Line, f.Message)
		}
	}
	if flags.baseline != "" {
		compared, err := c.compareBaseline(flags, all.findings, all.catalogs)
		if err != nil {
			return err
		}
		all.findings = slices.Concat(compared.Findings, compared.Stale)
	}
	all.findings = slices.DeleteFunc(all.findings, func(f finding.Finding) bool { return !all.selected(trees, f) })
	all.findings = finding.Primary(all.findings)
	return nil
}

// compareBaseline compares findings with the baseline. It writes the file only if a flag requests it.
func (c *command) compareBaseline(flags lintFlags, findings []finding.Finding,
	catalogs []*catalog.Catalog) (validate.Comparison, error) {
	text, err := readBaseline(flags.baseline)
	var baseline *validate.Baseline
	switch {
	case err == nil:
		baseline, err = validate.ParseBaseline(filepath.ToSlash(filepath.Clean(flags.baseline)), text)
	case errors.Is(err, fs.ErrNotExist) && flags.baselineAccept:
		baseline, err = &validate.Baseline{}, nil
	case errors.Is(err, fs.ErrNotExist):
		err = fmt.Errorf("--baseline: there is no file %s; write one with all current findings by --baseline %[1]s "+
			"--baseline-accept", flags.baseline)
	}
	if err != nil {
		return validate.Comparison{}, err
	}
	compared := baseline.Compare(rules.All(), findings, flags.archive != "", catalogs...)
	switch {
	case flags.baselineAccept:
		return c.acceptBaseline(flags, text, compared, catalogs)
	case flags.baselineShrink && len(compared.Stale) > 0:
		shrunk, err := compared.Shrunk()
		if err != nil {
			return compared, err
		}
		fmt.Fprintf(c.Stderr, "compendium: %s: entries removed: %d\n", flags.baseline, len(compared.Stale))
		compared.Stale = nil
		return compared, writeBaseline(flags.baseline, text, shrunk)
	}
	return compared, nil
}

// acceptBaseline writes a baseline with all findings and compares with that.
func (c *command) acceptBaseline(flags lintFlags, old []byte, compared validate.Comparison,
	catalogs []*catalog.Catalog) (validate.Comparison, error) {
	accepted, entries, err := compared.Accepted(catalogs...)
	if err != nil {
		return compared, err
	}
	if err := writeBaseline(flags.baseline, old, accepted); err != nil {
		return compared, err
	}
	fmt.Fprintf(c.Stderr, "compendium: %s: findings accepted: %d\n", flags.baseline, entries)
	baseline, err := validate.ParseBaseline(filepath.ToSlash(filepath.Clean(flags.baseline)), accepted)
	if err != nil {
		return compared, err
	}
	return baseline.Compare(rules.All(), compared.Findings, flags.archive != "", catalogs...), nil
}

func readBaseline(name string) ([]byte, error) {
	text, err := readAtMost(name, validate.MaxBaselineBytes+1)
	switch {
	case err != nil:
		return nil, fmt.Errorf("--baseline: %w", err)
	case len(text) > validate.MaxBaselineBytes:
		return nil,
			fmt.Errorf("--baseline: %s has more than %d bytes and cannot be a baseline", name, validate.MaxBaselineBytes)
	}
	return text, nil
}

// writeBaseline replaces the text of the baseline atomically, if it changed.
func writeBaseline(name string, old, text []byte) error {
	if bytes.Equal(old, text) {
		return nil
	}
	if err := disk.WriteFile(name, text, 0o644); err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	return nil
}

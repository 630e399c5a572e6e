package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

// FingerprintVersion names the way in which fingerprints are made. What changes it makes all of them new.
const FingerprintVersion = "recordField/v1"

// Fingerprints gives what each finding is recognized by in another run, in the order of the findings: its rule, its record, and its
// field, with the items of lists named by what they are known by and not by where they stand. So it stays when lines move, when
// items come or go before it, and when a message is worded anew. Findings alike in all of this are told apart by their order.
// The catalogs are those that the findings are about.
func Fingerprints(findings []finding.Finding, catalogs ...*catalog.Catalog) []string {
	repeats := make(map[string]int)
	list := make([]string, len(findings))
	paths := anchoredPaths(findings, catalogs)
	for i, f := range findings {
		subject := f.Resource
		if subject == "" {
			subject = f.File
		}
		key := fmt.Sprintf("%s\n%q\n%q\n%q", FingerprintVersion, f.Rule, subject, paths[i])
		repeats[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d", key, repeats[key]))
		list[i] = hex.EncodeToString(sum[:16])
	}
	return list
}

// anchoredPaths gives the field of each finding, with the items of lists named by what they are known by. What that takes of a record is
// much more than its text, so that it is kept only until a finding is about another record: findings of one come together.
func anchoredPaths(findings []finding.Finding, catalogs []*catalog.Catalog) []string {
	paths := make([]string, len(findings))
	for i, f := range findings {
		paths[i] = f.Path
		if f.Path == "" {
			continue
		}
		record := RecordOf(f, catalogs)
		if record == nil {
			continue
		}
		paths[i] = record.Anchor(f.Path)
	}
	return paths
}

// RecordOf returns the record that a finding is about, or nil where it is about none that was read.
func RecordOf(f finding.Finding, catalogs []*catalog.Catalog) *catalog.Record {
	for _, c := range catalogs {
		if record, ok := c.Get(f.Resource); ok && record.File() == f.File {
			return record
		}
	}
	return nil
}

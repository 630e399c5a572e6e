package validate

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

// FingerprintVersion is the version of the algorithm of fingerprints. Another version changes all of them.
const FingerprintVersion = "recordField/v1"

// Fingerprints returns, for each finding, what identifies it across runs: a digest of its rule, its record and its
// field, with items of lists identified by their key rather than their index. It stays the same when lines move, when
// items before it come or go, and when a message is reworded. Findings alike in all of this are told apart by their
// order. The catalogs are those that the findings are about.
func Fingerprints(findings []finding.Finding, catalogs ...*catalog.Catalog) []string {
	repeats := make(map[string]int)
	list := make([]string, len(findings))
	paths := anchoredPaths(findings, catalogs)
	for i, f := range findings {
		key := fmt.Sprintf("%s\n%q\n%q\n%q", FingerprintVersion, f.Rule, cmp.Or(f.Resource, f.File), paths[i])
		repeats[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d", key, repeats[key]))
		list[i] = hex.EncodeToString(sum[:16])
	}
	return list
}

// anchoredPaths returns the path of each finding, with items of lists identified by their key.
func anchoredPaths(findings []finding.Finding, catalogs []*catalog.Catalog) []string {
	paths := make([]string, len(findings))
	for i, f := range findings {
		paths[i] = f.Path
		if record := RecordOf(f, catalogs); record != nil && f.Path != "" {
			paths[i] = record.Anchor(f.Path)
		}
	}
	return paths
}

// RecordOf returns the record that a finding is about, or nil if it is not about one.
func RecordOf(f finding.Finding, catalogs []*catalog.Catalog) *catalog.Record {
	for _, c := range catalogs {
		if record, ok := c.Get(f.Resource); ok && record.File() == f.File {
			return record
		}
	}
	return nil
}

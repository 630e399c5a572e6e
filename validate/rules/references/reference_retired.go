package references

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var referenceRetired = validate.Rule{
	ID:       "reference-retired",
	Severity: finding.Error,
	Title:    "A reference leads to a retired name",
	Explanation: "A retired record is a tombstone that says what replaced it, for clients that still have the old name. Within the catalog " +
		"nothing refers to it. Name what replaced it.",
	Fix:    "The name of what replaced it in the end is written.",
	Repair: fixRetired,
	Catalog: func(p *validate.CatalogPass) {
		last := make(replacements)
		for ref := range p.Catalog.References() {
			if !retired(ref.Target) {
				continue
			}
			if name := last.of(p.Catalog, ref.To); name != "" {
				p.Report(ref.From, ref.Path, "%s is retired. Name what replaced it: %s.", ref.To, name).
					Related(ref.Target, "replaced_by", "What replaced it")
				continue
			}
			p.Report(ref.From, ref.Path, "%s is retired, and its record does not lead to a drug that replaced it. Mend replaced_by there, or name another drug.", ref.To).
				Related(ref.Target, "replaced_by", "What should lead on")
		}
	},
}

// retired says whether a record is a tombstone.
func retired(r *catalog.Record) bool {
	return r != nil && !r.Broken() && r.Drug().GetLifecycle() == compendiumv1.Drug_RETIRED
}

// replacements keeps for each tombstone the drug that replaced it in the end, so that a row of tombstones is gone through once.
type replacements map[string]string

// of gives the drug that replaced a tombstone in the end, or "" where the tombstones lead to none or in a circle.
func (known replacements) of(c *catalog.Catalog, name string) string {
	var way []string
	last := ""
	for {
		if found, ok := known[name]; ok {
			last = found
			break
		}
		record, ok := c.Get(name)
		if !ok || record.Kind() != catalog.Drugs {
			break
		}
		if !retired(record) {
			last = name
			break
		}
		known[name] = "" // what comes back here goes in a circle
		way = append(way, name)
		name = record.Drug().GetReplacedBy()
	}
	for _, tombstone := range way {
		known[tombstone] = last
	}
	return last
}

// fixRetired names what replaced a retired record.
func fixRetired(x *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	for ref := range x.Catalog.References() {
		if ref.From == r && ref.Path == f.Path {
			name := make(replacements).of(x.Catalog, ref.To)
			return document.Set(f.Path, name), fmt.Sprintf("%s → %s", ref.To, name), name != ""
		}
	}
	return document.Edit{}, "", false
}

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
	Title:    "A reference leads to a retired record",
	Explanation: "A retired record is a tombstone that says what replaced it, for clients that still have the old name. " +
		"Within the catalog nothing refers to it. Name its replacement.",
	Fix:    "The name of the final replacement is written.",
	Repair: fixRetired,
	Catalog: func(p *validate.CatalogPass) {
		last := make(replacements)
		for ref := range p.Catalog.References() {
			if !retired(ref.Target) {
				continue
			}
			if name := last.of(p.Catalog, ref.To); name != "" {
				p.Report(ref.From, ref.Path, "%s is retired. Name its replacement: %s.", ref.To, name).
					Related(ref.Target, "replaced_by", "Its replacement")
				continue
			}
			p.Report(ref.From, ref.Path, "%s is retired, and its record does not lead to a drug that replaced it. Correct "+
				"replaced_by there, or name another drug.", ref.To).
				Related(ref.Target, "replaced_by", "The replacement that leads nowhere")
		}
	},
}

// retired reports whether a record is a tombstone.
func retired(r *catalog.Record) bool {
	return r != nil && !r.Broken() && r.Drug().GetLifecycle() == compendiumv1.Drug_RETIRED
}

// replacements caches the final replacement of each tombstone, so that a chain of tombstones is followed once.
type replacements map[string]string

// of returns the drug that finally replaced a tombstone, or "" if the tombstones lead to none or in a circle.
func (known replacements) of(c *catalog.Catalog, name string) string {
	var chain []string
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
		known[name] = "" // a chain that comes back here is circular
		chain = append(chain, name)
		name = record.Drug().GetReplacedBy()
	}
	for _, tombstone := range chain {
		known[tombstone] = last
	}
	return last
}

// fixRetired names the final replacement of a retired record.
func fixRetired(x *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	for ref := range x.Catalog.References() {
		if ref.From == r && ref.Path == f.Path {
			name := make(replacements).of(x.Catalog, ref.To)
			return document.Set(f.Path, name), fmt.Sprintf("%s → %s", ref.To, name), name != ""
		}
	}
	return document.Edit{}, "", false
}

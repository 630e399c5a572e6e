package references

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var referenceRetired = validate.Rule{
	ID:       "reference-retired",
	Severity: finding.Error,
	Repair:   fixRetired,
	Catalog: func(p *validate.CatalogPass) {
		last := make(replacements)
		for ref := range p.Catalog.References() {
			if ref.Target == nil || !ref.Target.IsTombstone() {
				continue
			}
			names := last.of(p.Catalog, ref.To)
			switch {
			case len(names) == 0 && retiredReason(ref.Target) != "":
				p.Report(ref.From, ref.Path, "%s is retired and has no replacement. Name another record, or remove the reference.",
					ref.To).
					Related(ref.Target, "retired_reason", "Why it is no longer used")
				continue
			case len(names) == 0:
				p.Report(ref.From, ref.Path, "%s is retired, and its record does not lead to one that replaced it. Correct "+
					"replaced_by there, or name another record.", ref.To).
					Related(ref.Target, "replaced_by", "The replacement that leads nowhere")
				continue
			case len(names) > 1:
				p.Report(ref.From, ref.Path, "%s is retired and was split. Name the one that is meant: %s.", ref.To,
					strings.Join(names, ", ")).
					Related(ref.Target, "replaced_by", "Its replacements")
			case meansMore(ref.Target):
				p.Report(ref.From, ref.Path, "%s is retired. Name its replacement, %s, with the extent or the biomarkers that its "+
					"record states.", ref.To, names[0]).
					Related(ref.Target, "replaced_by", "Its replacement")
			default:
				p.Report(ref.From, ref.Path, "%s is retired. Name its replacement: %s.", ref.To, names[0]).
					Related(ref.Target, "replaced_by", "Its replacement")
			}
		}
	},
}

// retiredReason returns why a tombstone has no replacement, or "".
func retiredReason(r *catalog.Record) string {
	m, _ := r.Message().(interface{ GetRetiredReason() string })
	return m.GetRetiredReason()
}

// meansMore reports whether the name of a tombstone meant a setting beside what replaced it.
func meansMore(r *catalog.Record) bool {
	condition, ok := r.Message().(*compendiumv1.Condition)
	return ok && len(condition.GetExtent())+len(condition.GetBiomarkers()) > 0
}

// replacements caches the final replacements of each tombstone, so that a chain of tombstones is followed once.
type replacements map[string][]string

// of returns the records of the same collection that finally replaced a tombstone, sorted; none if the tombstones lead
// to none or in a circle.
func (known replacements) of(c *catalog.Catalog, name string) []string {
	if found, ok := known[name]; ok {
		return found
	}
	known[name] = nil // a chain that comes back here is circular
	record, _ := c.Get(name)
	var final []string
	for _, next := range record.ReplacedBy() {
		other, ok := c.Get(next)
		switch {
		case !ok || other.Kind() != record.Kind():
		case other.Broken() || !other.IsTombstone():
			final = append(final, next)
		default:
			final = append(final, known.of(c, next)...)
		}
	}
	slices.Sort(final)
	known[name] = slices.Compact(final)
	return known[name]
}

// fixRetired names the final replacement of a retired record, where there is a single one that means the same.
func fixRetired(x *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	for ref := range x.Catalog.References() {
		if ref.From == r && ref.Path == f.Path {
			names := make(replacements).of(x.Catalog, ref.To)
			if len(names) != 1 || meansMore(ref.Target) {
				break
			}
			return document.Set(f.Path, names[0]), fmt.Sprintf("%s → %s", ref.To, names[0]), true
		}
	}
	return document.Edit{}, "", false
}

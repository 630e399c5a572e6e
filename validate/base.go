package validate

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

// split returns the records of a catalog that could be read: its own, and those of a base whose validity may depend on
// an own record, since they refer to it or, if it is a regulator, may be judged by it. The others were checked with the
// base, and nothing here changes what was found.
func split(c *catalog.Catalog) (own, touched []*catalog.Record) {
	all := c.All()
	if len(c.Bases()) == 0 {
		return all, nil
	}
	for _, r := range all {
		if r.Own() {
			own = append(own, r)
		}
	}
	for _, r := range all {
		if !r.Own() && cause(c, r) != nil {
			touched = append(touched, r)
		}
	}
	return own, touched
}

// cause returns an own record that the validity of a record of a base may depend on, or nil.
func cause(c *catalog.Catalog, r *catalog.Record) *catalog.Record {
	for _, other := range c.Scope(r) {
		if other.Own() {
			return other
		}
	}
	if r.Kind() == catalog.Drugs || r.Kind() == catalog.Regimens {
		for _, name := range c.Names(catalog.Regulators) {
			if regulator, ok := c.Get(name); ok && regulator.Own() {
				return regulator
			}
		}
	}
	return nil
}

// moved returns a finding about a record of a base, which is not there to be corrected, with the place of the own
// record that causes it. It returns ok=false for what the own records do not cause: the base has that by itself. A
// relation to an own record is always of their making. Of what else a base has, only errors are: it was free of them.
func (p *run) moved(r *Report) (f finding.Finding, ok bool) {
	at, path := (*catalog.Record)(nil), ""
	if i := slices.IndexFunc(r.related, func(o relatedReport) bool { return o.record.Own() }); i >= 0 {
		at, path = r.related[i].record, r.related[i].path
	} else if r.finding.Severity == finding.Error {
		at = cause(p.catalog, r.record)
	}
	if at == nil {
		return f, false
	}
	f = r.finding
	f.Message = fmt.Sprintf("In %s of the base: %s", r.record.Name(), f.Message)
	if f.Path != "" {
		f.Message = fmt.Sprintf("In %s of %s of the base: %s", f.Path, r.record.Name(), r.finding.Message)
	}
	f.File, f.Path = at.File(), path // the resource stays that of the base, so that no fix takes the place for its own
	f.Position, f.Span = at.Document().Locate(path)
	f.CausedBy = finding.Field{}
	return f, true
}

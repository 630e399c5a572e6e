package validate

import (
	"context"
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

// sought is a place of a finding that is to be looked up in a record's file.
type sought struct {
	byPath   bool // it is where the path leads; else the position is known
	path     string
	rule     string
	position *finding.Position
	span     *finding.Span
}

// locate looks up the positions of all reports and how far they reach, and how far findings reach of which the position is known. Each file is
// read once, and let go of before a processor reads the next, so that it costs no memory how many have findings.
func (p *run) locate() []finding.Finding {
	known := len(p.findings)
	findings := slices.Grow(p.findings, len(p.reports))
	for _, r := range p.reports {
		f := r.finding
		for _, other := range r.related {
			f.Related = append(f.Related, finding.Location{File: other.record.File(), Message: other.message})
		}
		findings = append(findings, f)
	}
	// The findings stay where they are from here on.
	inRecord := make(map[*catalog.Record][]sought)
	var inPolicy []sought
	for i := range findings[:known] {
		f := &findings[i]
		all := []sought{{false, f.Path, f.Rule, &f.Position, &f.Span}}
		for k := range f.Related {
			all = append(all, sought{false, f.Path, f.Rule, &f.Related[k].Position, &f.Related[k].Span})
		}
		if record, ok := p.catalog.Get(f.Resource); ok && record.File() == f.File {
			inRecord[record] = append(inRecord[record], all...)
		} else if p.Policy != nil && f.File == p.Policy.File().Name() {
			inPolicy = append(inPolicy, all...)
		}
	}
	for i, r := range p.reports {
		f := &findings[known+i]
		inRecord[r.record] = append(inRecord[r.record], sought{true, f.Path, f.Rule, &f.Position, &f.Span})
		for k, other := range r.related {
			inRecord[other.record] = append(inRecord[other.record], sought{true, other.path, f.Rule, &f.Related[k].Position, &f.Related[k].Span})
		}
	}
	records := slices.Collect(maps.Keys(inRecord))
	_ = parallel(context.Background(), len(records), func(i int) error {
		lookUp(records[i].Places(), inRecord[records[i]])
		return nil
	})
	if len(inPolicy) > 0 {
		lookUp(p.Policy.File().Places(), inPolicy)
	}
	return findings
}

func lookUp(places *catalog.Places, all []sought) {
	for _, s := range all {
		if s.byPath {
			*s.position = places.Position(s.path)
		}
		if s.rule == catalog.RuleLineTooLong {
			*s.span = places.Line(*s.position)
		} else {
			*s.span = places.Span(*s.position)
		}
	}
}

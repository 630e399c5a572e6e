package validate

import (
	"github.com/opencompendium/compendium/catalog"
)

// sought is a place of a finding that is to be looked up in a record's file.
type sought struct {
	byPath   bool // it is where the path leads; else the position is known
	path     string
	rule     string
	position *catalog.Position
	span     *catalog.Span
}

// locate looks up the positions of all reports and how far they reach, and how far the problems of reading do. Each file is read once,
// and no two at a time by one processor, so that it does not matter how many have findings.
func (p *pass) locate() []Finding {
	inRecord := make(map[*catalog.Record][]sought)
	for i := range p.findings {
		f := &p.findings[i]
		if record, ok := p.Catalog.Get(f.Resource); ok && record.File() == f.File {
			inRecord[record] = append(inRecord[record], sought{false, f.Path, f.Rule, &f.Position, &f.Span})
		}
	}
	p.locateConfiguration()
	findings := p.findings
	for _, r := range p.pending {
		f := r.finding
		for _, other := range r.related {
			f.Related = append(f.Related, Location{File: other.record.File(), Message: other.message})
		}
		findings = append(findings, f)
	}
	for i, r := range p.pending {
		f := &findings[len(p.findings)+i]
		inRecord[r.record] = append(inRecord[r.record], sought{true, f.Path, f.Rule, &f.Position, &f.Span})
		for k, other := range r.related {
			inRecord[other.record] = append(inRecord[other.record], sought{true, other.path, f.Rule, &f.Related[k].Position, &f.Related[k].Span})
		}
	}
	parallel(keys(inRecord), func(record *catalog.Record) { lookUp(record.Places(), inRecord[record]) })
	return findings
}

// locateConfiguration looks up how far findings about the configuration reach, which know where they begin.
func (p *pass) locateConfiguration() {
	if p.Policy == nil {
		return
	}
	var inFile []sought
	for i := range p.findings {
		if f := &p.findings[i]; f.File == p.Policy.File().Name() {
			inFile = append(inFile, sought{false, f.Path, f.Rule, &f.Position, &f.Span})
		}
	}
	if len(inFile) > 0 {
		lookUp(p.Policy.File().Places(), inFile)
	}
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

package validate

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
)

// locate returns all findings, those of reports with the positions to which their paths lead.
func (p *run) locate() []finding.Finding {
	findings := slices.Grow(p.findings, len(p.reports))
	for _, r := range p.reports {
		if !r.record.Own() {
			if f, ok := p.moved(r); ok {
				findings = append(findings, f)
			}
			continue
		}
		f := r.finding
		f.Position, f.Span = r.record.Document().Locate(f.Path)
		for _, other := range r.related {
			at, span := other.record.Document().Locate(other.path)
			f.Related = append(f.Related,
				finding.Location{File: other.record.File(), Position: at, Span: span, Message: other.message})
		}
		findings = append(findings, f)
	}
	return findings
}

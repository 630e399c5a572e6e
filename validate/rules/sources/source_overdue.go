package sources

import (
	"iter"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var sourceOverdue = validate.Rule{
	ID:       "source-overdue",
	Severity: finding.Warning,
	Catalog: func(p *validate.CatalogPass) {
		for r, source := range citedSources(p) {
			if overdue(p, source) {
				p.Report(r, "dates",
					"%s is dated %s, more than %s before %s. Check whether it still holds, and cite a newer source.", r.Name(),
					asof.SourceDate(source), validate.Plural(p.Policy.Ages().Source(source.GetKind()), "year"), p.AsOf).
					CausedBy(finding.Field{File: r.File(), Path: dateField(source)})
			}
		}
	},
}

// overdue reports whether a source is older than its kind may be.
func overdue(p *validate.CatalogPass, s *compendiumv1.Source) bool {
	due := asof.DueOf(s, p.Policy.Ages(), nil)
	return len(due) > 0 && due[0].On < p.AsOf
}

// dateField returns the path of the field from which the age of a source counts.
func dateField(s *compendiumv1.Source) string {
	switch d := s.GetDates(); asof.SourceDate(s) {
	case d.GetPublished():
		return "dates.published"
	case d.GetRevised():
		return "dates.revised"
	case d.GetReviewed():
		return "dates.reviewed"
	default:
		return "dates.copyright"
	}
}

// citedSources returns the sources that a citation leads to, sorted by name.
func citedSources(p *validate.CatalogPass) iter.Seq2[*catalog.Record, *compendiumv1.Source] {
	cited := make(map[*catalog.Record]bool)
	for ref := range p.Catalog.References() {
		if ref.Target != nil && ref.Target.Kind() == catalog.Sources && ref.Field.FullName() == citationSource {
			cited[ref.Target] = true
		}
	}
	return func(yield func(*catalog.Record, *compendiumv1.Source) bool) {
		for _, r := range p.Catalog.Records(catalog.Sources) {
			if source, ok := r.Message().(*compendiumv1.Source); ok && cited[r] && !yield(r, source) {
				return
			}
		}
	}
}

// citationSource is the field by which a citation names its source.
const citationSource = "compendium.v1.Citation.source"

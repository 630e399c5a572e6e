package sources

import (
	"cmp"
	"iter"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// sourceAge is after how many years a source of a kind has to be looked at again. Kinds that do not age by themselves are not in it.
var sourceAge = map[compendiumv1.Source_Kind]int{
	compendiumv1.Source_PATIENT_PAGE: 2,
	compendiumv1.Source_GUIDELINE:    5,
}

var sourceOverdue = validate.Rule{
	ID:       "source-overdue",
	Severity: finding.Warning,
	Title:    "A cited page or guideline is old",
	Explanation: "Pages for patients go stale in two years, guidelines in five, counted from when they were last published, revised or reviewed, or " +
		"from the year of their copyright where there is nothing better; source_ages in compendium.yaml sets other ages. Look whether what the facts rest on still holds, and cite a newer source.",
	Catalog: func(p *validate.CatalogPass) {
		for r, source := range citedSources(p) {
			if overdue(p, source) {
				p.Report(r, "dates", "%s is of %s, more than %s before %s. Look whether it still holds, and cite a newer source.",
					r.Name(), sourceDate(source), validate.Plural(sourceYears(p, source.GetKind()), "year"), p.AsOf)
			}
		}
	},
}

// sourceDate gives the date by which a source's age is told, or "".
func sourceDate(s *compendiumv1.Source) string {
	d := s.GetDates()
	return cmp.Or(date.Newest(d.GetPublished(), d.GetRevised(), d.GetReviewed()), d.GetCopyright())
}

// overdue says whether a source of a date is older than its kind may grow.
func overdue(p *validate.CatalogPass, s *compendiumv1.Source) bool {
	years := sourceYears(p, s.GetKind())
	first, _, isDate := facts.Days(sourceDate(s))
	return years > 0 && isDate && date.AddYears(first, years) < p.AsOf
}

// sourceYears gives after how many years a source of a kind has to be looked at again, by the project's policy before the built-in one,
// or 0 for never.
func sourceYears(p *validate.CatalogPass, kind compendiumv1.Source_Kind) int {
	if years, ok := p.Policy.SourceYears(kind); ok {
		return years
	}
	return sourceAge[kind]
}

// citedSources gives the sources that some citation leads to, sorted by name, with what tells of their dates.
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

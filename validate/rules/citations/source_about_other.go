package citations

import (
	"maps"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceAboutOther = validate.Rule{
	ID:       "source-about-other",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		named := namesOfDrugs(p.Catalog)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			citations := r.Drug().GetCitations()
			for _, key := range slices.Sorted(maps.Keys(citations)) {
				record, ok := p.Catalog.Get(citations[key].GetSource())
				if !ok || record.Broken() {
					continue
				}
				source, _ := record.Message().(*compendiumv1.Source)
				about := aboutDrugs(source, named)
				if len(about) == 0 || slices.ContainsFunc(about, func(name string) bool {
					return name == r.Name() || r.RefersTo(name) || isForm(p.Catalog, name, r)
				}) {
					continue
				}
				p.Report(r, facts.CitationPath(key, "source"), "%s is about %s, not about %s. Cite a source about this "+
					"drug, or add the drug to the subjects of that "+
					"source.", record.Name(), strings.Join(about, ", "), r.Name())
			}
		}
	},
}

// isForm reports whether the name of one of two drugs is a part of the name of the other.
func isForm(c *catalog.Catalog, name string, r *catalog.Record) bool {
	other, ok := c.Get(name)
	if !ok {
		return false
	}
	a, b := fold.Name(other.Drug().GetDisplayName()), fold.Name(r.Drug().GetDisplayName())
	return a == "" || b == "" || strings.Contains(a, b) || strings.Contains(b, a)
}

// aboutDrugs returns the drugs that a source is about: its subjects or, for a label without any, the one drug that its
// title names. A subject that is no drug may well be what a record cites it for: such a source, and one whose title
// names several drugs, is about nothing that can be told.
func aboutDrugs(source *compendiumv1.Source, named map[string][]string) []string {
	if subjects := source.GetSubjects(); len(subjects) > 0 {
		if slices.ContainsFunc(subjects, func(name string) bool {
			return !strings.HasPrefix(name, catalog.Drugs.String()+"/")
		}) {
			return nil
		}
		return subjects
	}
	if source.GetKind() != compendiumv1.Source_LABEL {
		return nil
	}
	drugs := slices.Concat(namedIn(source.GetTitle(), named), namedIn(source.GetDisplayName(), named))
	slices.Sort(drugs)
	if drugs = slices.Compact(drugs); len(drugs) > 1 {
		return nil
	}
	return drugs
}

// mostWords is the number of words of the longest name that is looked for in a title.
const mostWords = 5

// namedIn returns the drugs that a text names, of the names that begin at a word the longest one.
func namedIn(text string, named map[string][]string) []string {
	var drugs []string
	words := fold.Words(text)
	for len(words) > 0 {
		taken := 1
		for n := min(mostWords, len(words)); n > 0; n-- {
			if found := named[strings.Join(words[:n], " ")]; len(found) > 0 {
				drugs, taken = append(drugs, found...), n
				break
			}
		}
		words = words[taken:]
	}
	return drugs
}

// namesOfDrugs returns the drugs of a catalog by their names, in the form of fold.Spaced. Abbreviations are words of
// other things as well.
func namesOfDrugs(c *catalog.Catalog) map[string][]string {
	named := make(map[string][]string)
	for _, r := range c.Records(catalog.Drugs) {
		add := func(text string) {
			if key := fold.Spaced(text); key != "" && !slices.Contains(named[key], r.Name()) {
				named[key] = append(named[key], r.Name())
			}
		}
		add(r.Drug().GetDisplayName())
		for _, n := range r.Drug().GetNames() {
			if n.GetType() != compendiumv1.Name_ABBREVIATION {
				add(n.GetText())
			}
		}
	}
	return named
}

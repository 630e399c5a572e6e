package citations

import (
	"maps"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceAboutOther = validate.Rule{
	ID:       "source-about-other",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		named := facts.NamesOfDrugs(p.Catalog)
		for _, r := range p.Catalog.All() {
			citations := catalog.Citations(r.Message())
			for _, key := range slices.Sorted(maps.Keys(citations)) {
				checkSubject(p, named, r, key, citations[key])
			}
		}
	},
}

// checkSubject reports a citation of a source, or of a section of it, that is about another drug.
func checkSubject(p *validate.CatalogPass, named *facts.Named, r *catalog.Record, key string,
	c *compendiumv1.Citation) {
	record, ok := p.Catalog.Get(c.GetSource())
	if !ok || record.Broken() {
		return
	}
	source, _ := record.Message().(*compendiumv1.Source)
	others := func(about []string) bool {
		return len(about) > 0 && !slices.ContainsFunc(about, func(name string) bool { return isOf(p.Catalog, r, name) })
	}
	about, section := aboutDrugs(source, named), named.In(c.GetSection())
	whole := named.In(source.GetTitle(), source.GetDisplayName())
	switch {
	case r.Kind() == catalog.Drugs && others(about):
		p.Report(r, facts.CitationPath(key, "source"), "%s is about %s, not about %s. Cite a source about this "+
			"drug, or add the drug to the subjects of that source.", record.Name(), strings.Join(about, ", "), r.Name())
	case len(source.GetSubjects()) == 0 && len(whole) > 0 && len(section) > 0 && !facts.HaveOne(p.Catalog, whole, section):
		p.Report(r, facts.CitationPath(key, "section"), "The section is about %s, and %s is about %s. Correct the section, "+
			"or the source.", strings.Join(section, ", "), record.Name(), strings.Join(whole, ", ")).
			CausedBy(finding.Field{File: r.File(), Path: facts.CitationPath(key, "source")})
	case r.Kind() == catalog.Drugs && others(section):
		p.Report(r, facts.CitationPath(key, "section"), "The section is about %s, not about %s. Cite the one about this "+
			"drug.", strings.Join(section, ", "), r.Name())
	}
}

// isOf reports whether a record is about a drug: itself, a form of it, or one that it refers to or that is in a regimen
// that it refers to.
func isOf(c *catalog.Catalog, r *catalog.Record, drug string) bool {
	return drug == r.Name() || r.RefersTo(drug) || facts.AreForms(c, drug, r.Name()) ||
		slices.ContainsFunc(c.Scope(r), func(other *catalog.Record) bool {
			return other.Kind() == catalog.Regimens && other.RefersTo(drug)
		})
}

// aboutDrugs returns the drugs that a source is about: its subjects or, for one without any, the one drug that its
// title names. A subject that is no drug may well be what a record cites it for: such a source, and one whose title
// names several drugs, is about nothing that can be told. Articles and entries of registers are cited for what they
// compare with, too.
func aboutDrugs(source *compendiumv1.Source, named *facts.Named) []string {
	if subjects := source.GetSubjects(); len(subjects) > 0 {
		if slices.ContainsFunc(subjects, func(name string) bool {
			return !strings.HasPrefix(name, catalog.Drugs.String()+"/")
		}) {
			return nil
		}
		return subjects
	}
	switch source.GetKind() {
	case compendiumv1.Source_LABEL, compendiumv1.Source_HTA_GUIDANCE, compendiumv1.Source_PATIENT_PAGE,
		compendiumv1.Source_DATABASE, compendiumv1.Source_COMPANY_RELEASE, compendiumv1.Source_NEWS,
		compendiumv1.Source_REGULATORY_NOTICE:
	default:
		return nil
	}
	drugs := named.In(source.GetTitle(), source.GetDisplayName())
	if len(drugs) > 1 {
		return nil
	}
	return drugs
}

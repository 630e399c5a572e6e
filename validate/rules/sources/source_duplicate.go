package sources

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceDuplicate = validate.Rule{
	ID:       "source-duplicate",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		known := make(map[sourceID][]*catalog.Record)
		for _, r := range p.Catalog.Records(catalog.Sources) {
			source, ok := r.Message().(*compendiumv1.Source)
			if !ok {
				continue
			}
			told := false
			for _, id := range sourceIDs(source) {
				for _, other := range known[id] {
					known, _ := other.Message().(*compendiumv1.Source)
					if told || !id.unique() && revisionsDiffer(source, known) {
						continue
					}
					told = true
					reportDuplicate(p, id, r, other)
				}
				if len(known[id]) < validate.MaxHints {
					known[id] = append(known[id], r)
				}
			}
		}
	},
}

func reportDuplicate(p *validate.CatalogPass, id sourceID, r, other *catalog.Record) {
	advice := "Keep one record: `compendium cite --replace` moves citations to it."
	if !id.unique() {
		advice = "Keep one record, or state which revision each is."
	}
	report := p.Report(r, "identifiers."+id.field, "%s has the %s of %s. %s", r.Name(), id.words(), other.Name(), advice).
		Related(other, "identifiers."+id.field, "The other record")
	if !id.unique() {
		report.Lower(finding.Warning)
	}
}

// sourceID is an identifier of a source, in the form in which it is compared.
type sourceID struct {
	field string // of Source.Identifiers
	value string
}

// unique reports whether the identifier names one publication, whatever its revision.
func (id sourceID) unique() bool { return id.field == "doi" || id.field == "pmid" }

func (id sourceID) words() string {
	switch id.field {
	case "doi", "pmid":
		return strings.ToUpper(id.field)
	case "nct":
		return "registration"
	case "url":
		return "web address"
	default:
		return "document number"
	}
}

// sourceIDs returns the identifiers of a source. The registration of a trial identifies the entry of a register only:
// a paper has that of the trial that it reports.
func sourceIDs(s *compendiumv1.Source) []sourceID {
	i := s.GetIdentifiers()
	ids := []sourceID{{"doi", strings.ToLower(i.GetDoi())}, {"pmid", i.GetPmid()}, {"url", sameAddress(i.GetUrl())}}
	if i.GetDocument() != "" {
		ids = append(ids, sourceID{"document", fold.Name(s.GetPublisher()) + " " + fold.Name(i.GetDocument())})
	}
	if s.GetKind() == compendiumv1.Source_TRIAL_REGISTRY && i.GetNct() != "" {
		ids = append(ids, sourceID{"nct", fold.Name(s.GetPublisher()) + " " + i.GetNct()})
	}
	set := ids[:0]
	for _, id := range ids {
		if id.value != "" {
			set = append(set, id)
		}
	}
	return set
}

// sameAddress returns a web address without what makes no other page of it.
func sameAddress(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	host, path, _ := strings.Cut(rest, "/")
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(host), "www.")+"/"+path, "/")
}

// revisionsDiffer reports whether two sources state different days of revision, or of publication if neither states one
// of revision.
func revisionsDiffer(a, b *compendiumv1.Source) bool {
	x, y := a.GetDates().GetRevised(), b.GetDates().GetRevised()
	if x == "" && y == "" {
		x, y = a.GetDates().GetPublished(), b.GetDates().GetPublished()
	}
	firstX, lastX, isX := facts.Days(x)
	firstY, lastY, isY := facts.Days(y)
	if !isX || !isY {
		return x != y // one states its revision and the other does not
	}
	return lastX < firstY || lastY < firstX
}

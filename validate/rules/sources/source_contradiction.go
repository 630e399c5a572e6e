package sources

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceContradiction = validate.Rule{
	ID:       "source-contradiction",
	Severity: finding.Info,
	Record: validate.On(func(p *validate.RecordPass, source *compendiumv1.Source) {
		publisher := facts.RegulatorNamed(p.Regulators.All(), source.GetPublisher())
		if !checkPublisher(p, source, publisher) {
			checkPlace(p, source, publisher)
		}
		checkKind(p, source, publisher)
	}),
}

// checkPublisher reports a source that a regulator published for a place outside its mandates, or under the name of
// another regulator. It returns whether it did.
func checkPublisher(p *validate.RecordPass, source *compendiumv1.Source, publisher *compendiumv1.Regulator) bool {
	if publisher == nil {
		return false
	}
	regulator := source.GetRegulator()
	if regulator != "" && regulator != publisher.GetName() && p.Regulators.Get(regulator) != nil {
		p.Report("regulator", "The source is of %s, and its publisher is %s. Correct the wrong one.", regulator,
			source.GetPublisher()).Related(p.Record, "publisher", "The publisher")
	}
	where := source.GetJurisdiction()
	wrong := where != "" && len(publisher.GetMandates()) > 0 && !facts.DecidesIn(publisher, where)
	if wrong {
		p.Report("jurisdiction", "The source is about %s, and its publisher, %s, decides for %s. Correct the wrong one.",
			where, source.GetPublisher(), publisher.GetMandates()[0].GetJurisdiction()).
			Related(p.Record, "publisher", "The publisher").
			CausedBy(finding.Field{File: p.FileOf(publisher.GetName()), Path: "mandates[0].jurisdiction"})
	}
	return wrong
}

// isWithin reports whether one of two places is in the other.
func isWithin(a, b string) bool { return label.HoldsIn(a, b) || label.HoldsIn(b, a) }

// checkPlace reports the jurisdiction of a source whose names, or whose address at an authority, are of other places
// alone.
func checkPlace(p *validate.RecordPass, source *compendiumv1.Source, publisher *compendiumv1.Regulator) {
	address, _ := url.Parse(source.GetIdentifiers().GetUrl())
	host := ""
	if address != nil {
		host = address.Hostname()
	}
	where := source.GetJurisdiction()
	for _, authority := range hosts {
		if host != authority.host && !strings.HasSuffix(host, "."+authority.host) {
			continue
		}
		switch {
		case where != "" && !isWithin(authority.place, where):
			p.Report("jurisdiction", "The source is about %s, and its address, %s, is that of an authority of %s. Correct the "+
				"wrong one.", where, host, authority.place).Related(p.Record, "identifiers.url", "The address")
		case len(publisher.GetMandates()) > 0 && !facts.DecidesIn(publisher, authority.place):
			p.Report("publisher", "The publisher is %s, and the address, %s, is that of an authority of %s. Correct the wrong "+
				"one.", source.GetPublisher(), host, authority.place).Related(p.Record, "identifiers.url", "The address")
		}
		return
	}
	named := ""
	for _, place := range places {
		if !place.words.MatchString(source.GetDisplayName() + " " + source.GetTitle()) {
			continue
		}
		if where == "" || isWithin(place.code, where) {
			return
		}
		named = place.code
	}
	if named != "" && (publisher == nil || !facts.DecidesIn(publisher, where)) {
		p.Report("jurisdiction", "The source is about %s, and its name says %s. Correct the wrong one.", where, named).
			Related(p.Record, "display_name", "The name")
	}
}

// hosts are those of authorities, and the places that they decide for.
var hosts = []struct{ host, place string }{
	{"fda.gov", "US"}, {"dailymed.nlm.nih.gov", "US"}, {"ema.europa.eu", "EU"}, {"ec.europa.eu", "EU"},
	{"mhra.gov.uk", "GB"}, {"nice.org.uk", "GB"}, {"scottishmedicines.org.uk", "GB"}, {"canada.ca", "CA"},
	{"hc-sc.gc.ca", "CA"}, {"cadth.ca", "CA"}, {"cda-amc.ca", "CA"}, {"swissmedic.ch", "CH"}, {"tga.gov.au", "AU"},
	{"has-sante.fr", "FR"}, {"pmda.go.jp", "JP"}, {"bfarm.de", "DE"}, {"g-ba.de", "DE"},
}

// places are words for places in the names of sources.
var places = []struct {
	code  string
	words *regexp.Regexp
}{
	{"US", regexp.MustCompile(`\b(US|U\.S\.|FDA|United States)(\b|$)`)},
	{"EU", regexp.MustCompile(`\b(EU|EMA|European)\b`)},
	{"GB", regexp.MustCompile(`\b(GB|UK|NICE|SMC|NHS|MHRA|British|Scotland)\b`)},
	{"CA", regexp.MustCompile(`\b(Canada|Canadian|CADTH)\b`)},
	{"CH", regexp.MustCompile(`\b(Swiss|Switzerland|Swissmedic)\b`)},
	{"AU", regexp.MustCompile(`\b(TGA|Australian?)\b`)},
	{"JP", regexp.MustCompile(`\b(Japan|Japanese)\b`)},
}

// checkKind reports a kind that does not go with the publisher, the numbers or the title of a source.
func checkKind(p *validate.RecordPass, source *compendiumv1.Source, publisher *compendiumv1.Regulator) {
	ids, kind := source.GetIdentifiers(), source.GetKind()
	report := func(field, what string) {
		p.Report("kind", "The kind is %s, and %s. Correct the kind, or %s.", kind, what, field).
			Related(p.Record, field, "What speaks against the kind")
	}
	pays := publisher.GetKind() == compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT
	licenses := publisher.GetKind() == compendiumv1.Regulator_LICENSING
	hta := kind == compendiumv1.Source_HTA_GUIDANCE
	switch {
	case pays && (kind == compendiumv1.Source_LABEL || kind == compendiumv1.Source_REGULATORY_NOTICE),
		licenses && hta:
		report("publisher", "the publisher, "+source.GetPublisher()+", does not publish any")
	case ids.GetPmid() != "" && slices.Contains(neverArticles, kind):
		report("identifiers.pmid", "articles alone have a PMID")
	case ids.GetDoi() != "" && slices.Contains(neverArticles, kind):
		report("identifiers.doi", "these have no DOI")
	case len(ids.GetApplicationNumbers()) > 0 && slices.Contains(neverOfProducts, kind):
		report("identifiers.application_numbers", "these have no application number")
	case labelTitle.MatchString(source.GetTitle()) && slices.Contains(neverOfProducts, kind):
		report("title", "the title is that of a label")
	}
}

// neverArticles are the kinds of sources that have no PMID or DOI, and neverOfProducts those that have no application
// number and are no labels.
var (
	neverArticles = []compendiumv1.Source_Kind{compendiumv1.Source_LABEL, compendiumv1.Source_REGISTER,
		compendiumv1.Source_LEGISLATION}
	neverOfProducts = []compendiumv1.Source_Kind{compendiumv1.Source_PATIENT_PAGE, compendiumv1.Source_JOURNAL_ARTICLE,
		compendiumv1.Source_CONFERENCE_ABSTRACT, compendiumv1.Source_PREPRINT, compendiumv1.Source_GUIDELINE,
		compendiumv1.Source_PROTOCOL, compendiumv1.Source_TRIAL_REGISTRY, compendiumv1.Source_HTA_GUIDANCE,
		compendiumv1.Source_LEGISLATION, compendiumv1.Source_NEWS}
)

// labelTitle matches the titles of labels.
var labelTitle = regexp.MustCompile(
	`(?i)\b(prescribing information|summary of product characteristics|package leaflet)\b`)

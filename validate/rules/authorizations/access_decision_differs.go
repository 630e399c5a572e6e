package authorizations

import (
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var accessDecisionDiffers = validate.Rule{
	ID:       "access-decision-differs",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		first := firstLicense(d)
		for i, decision := range d.GetAccessDecisions() {
			checkReference(p, d, i)
			checkBody(p, d, i)
			checkDecisionDate(p, d, i)
			checkSecond(p, d, i)
			refused := decision.GetDecision() == compendiumv1.AccessDecision_NOT_RECOMMENDED
			said, ok := decisionIn(decision.GetSummary())
			if ok && (refused || recommends[decision.GetDecision()]) && said == refused {
				p.Report(facts.AccessPath(i, "decision"), "The decision is %s, and its summary begins otherwise. Correct the "+
					"one that is wrong.", decision.GetDecision()).Related(p.Record, facts.AccessPath(i, "summary"), "The summary")
			}
			if _, last, ok := facts.Days(decision.GetDate()); ok && first != "" && last < first {
				p.Report(facts.AccessPath(i, "date"), "The decision is of %s, and the first license on record is of %s. "+
					"Correct the date, or add the earlier license.", decision.GetDate(), first)
			}
		}
	},
}

// checkReference reports the reference of a decision that none of its sources has, where each has that of a document.
func checkReference(p *validate.RecordPass, d *compendiumv1.Drug, i int) {
	decision := d.GetAccessDecisions()[i]
	var documents []string
	for _, key := range decision.GetCites() {
		if document := facts.Cited(p, d.GetCitations(), key).GetIdentifiers().GetDocument(); document != "" {
			documents = append(documents, document)
		}
	}
	if reference := decision.GetReference(); reference != "" && len(documents) > 0 &&
		!slices.ContainsFunc(documents, func(document string) bool {
			return strings.Contains(document, reference) || strings.Contains(reference, document)
		}) {
		p.Report(facts.AccessPath(i, "reference"), "The reference is %s, and what it cites is %s. Correct the one that is "+
			"wrong, or cite the decision itself.", reference, strings.Join(documents, ", "))
	}
}

// checkBody reports a decision by another body than that of the guidance that it cites, or of another country than its
// summary names.
func checkBody(p *validate.RecordPass, d *compendiumv1.Drug, i int) {
	decision := d.GetAccessDecisions()[i]
	body := p.Regulators.Get(decision.GetBody())
	if body == nil {
		return
	}
	others := ""
	for _, key := range decision.GetCites() {
		source := facts.Cited(p, d.GetCitations(), key)
		if source.GetKind() != compendiumv1.Source_HTA_GUIDANCE {
			continue
		}
		switch publisher := facts.RegulatorNamed(p.Regulators.All(), source.GetPublisher()); {
		case publisher == nil || publisher.GetName() == body.GetName():
			return
		default:
			others = source.GetPublisher()
		}
	}
	if others != "" {
		p.Report(facts.AccessPath(i, "body"), "The decision is one of %s, and what it cites is guidance of %s. Correct "+
			"the body, or cite its own guidance.", body.GetDisplayName(), others)
		return
	}
	for _, place := range decisionPlaces {
		if strings.Contains(decision.GetSummary(), place.word) && len(body.GetMandates()) > 0 &&
			!facts.DecidesIn(body, place.code) {
			p.Report(facts.AccessPath(i, "body"), "The decision is one of %s, which decides for %s, and its summary speaks "+
				"of %s. Correct the body, or the summary.", body.GetDisplayName(), facts.Mandates(body), place.word).
				Related(p.Record, facts.AccessPath(i, "summary"), "The summary")
			return
		}
	}
}

// decisionPlaces are words of summaries for places where bodies decide.
var decisionPlaces = []struct{ word, code string }{
	{"Scotland", "GB-SCT"}, {"Cancer Drugs Fund", "GB-ENG"}, {"Canada", "CA"}, {"Quebec", "CA-QC"}, {"France", "FR"},
	{"Germany", "DE"}, {"Australia", "AU"},
}

// checkDecisionDate reports a date that is more than a year away from that of the document that the decision is.
func checkDecisionDate(p *validate.RecordPass, d *compendiumv1.Drug, i int) {
	decision := d.GetAccessDecisions()[i]
	first, last, ok := facts.Days(decision.GetDate())
	for _, key := range decision.GetCites() {
		source := facts.Cited(p, d.GetCitations(), key)
		published := source.GetDates().GetPublished()
		begin, end, dated := facts.Days(published)
		if ok && dated && decision.GetReference() != "" && source.GetIdentifiers().GetDocument() == decision.GetReference() &&
			(date.AddMonths(last, 12) < begin || date.AddMonths(end, 12) < first) {
			p.Report(facts.AccessPath(i, "date"), "The decision is of %s, and %s, which it cites, was published on %s. Correct "+
				"the date, or the reference.", decision.GetDate(), decision.GetReference(), published)
			return
		}
	}
}

// checkSecond reports a decision of a body on a use that it had decided on, if neither says that it replaced the other.
func checkSecond(p *validate.RecordPass, d *compendiumv1.Drug, i int) {
	decisions := d.GetAccessDecisions()
	counts := func(a *compendiumv1.AccessDecision) bool {
		return (recommends[a.GetDecision()] || a.GetDecision() == compendiumv1.AccessDecision_NOT_RECOMMENDED) &&
			a.GetUntil() == "" && !slices.ContainsFunc(decisions, func(b *compendiumv1.AccessDecision) bool {
			return a.GetId() != "" && slices.Contains(b.GetSupersedes(), a.GetId()) ||
				b.GetBody() == a.GetBody() && b.GetDecision() == compendiumv1.AccessDecision_RECOMMENDATION_WITHDRAWN
		})
	}
	second := decisions[i]
	for k, first := range decisions[:i] {
		if first.GetBody() == second.GetBody() && first.GetUse() == second.GetUse() && counts(first) && counts(second) &&
			asof.Overlap(first.GetJurisdictions(), second.GetJurisdictions()) {
			p.Report(facts.AccessPath(i, "use"), "The body has decided on this use before, and neither decision replaced the "+
				"other. Correct the use, or name the earlier decision under supersedes.").
				Related(p.Record, facts.AccessPath(k, "use"), "The other decision")
			return
		}
	}
}

// recommends are the decisions that recommend a drug, with or without conditions.
var recommends = map[compendiumv1.AccessDecision_Decision]bool{
	compendiumv1.AccessDecision_RECOMMENDED: true, compendiumv1.AccessDecision_RECOMMENDED_WITH_RESTRICTIONS: true,
	compendiumv1.AccessDecision_RECOMMENDED_FOR_MANAGED_ACCESS: true,
}

// decisionIn returns whether a summary begins with a recommendation. It returns ok=false if it begins otherwise.
func decisionIn(summary string) (recommended, ok bool) {
	if refusal.MatchString(summary) {
		return false, true
	}
	return true, recommendation.MatchString(summary)
}

// refusal and recommendation match the beginnings of summaries.
var (
	refusal        = regexp.MustCompile(`^(Not (recommended|accepted)|Rejected|Refused)\b`)
	recommendation = regexp.MustCompile(`^(Recommended|Accepted)\b`)
)

// firstLicense returns the first possible day of the earliest license of any product, or "" if there is none or one may
// be earlier than its day.
func firstLicense(d *compendiumv1.Drug) date.Day {
	first := date.Day("")
	for e := range facts.Events(d) {
		if !label.Grants(e.GetEvent()) || e.GetEvent() == compendiumv1.AuthorizationEvent_EXPANDED {
			continue // an expansion is not the first
		}
		day, _, ok := facts.EventDays(e.AuthorizationEvent)
		if !ok || day == "" {
			return ""
		}
		if first == "" || day < first {
			first = day
		}
	}
	return first
}

package authorizations

import (
	"regexp"
	"slices"
	"strings"

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
		if !label.Grants(e.GetEvent()) {
			continue
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

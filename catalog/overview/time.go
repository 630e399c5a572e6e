package overview

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Decision is a decision about paying for a drug.
type Decision struct {
	// Drug is the display name of the drug, and Body that of the body.
	Drug, Use, Body string
	// Nations lists the parts of the body's mandate that it holds for. Empty means all.
	Nations string
	// Decision and Standing are the schema's names, such as "NOT_RECOMMENDED" and "IN_FORCE".
	Decision, Standing string
	// Reference is the body's number, and Date the day of the decision. Empty means unknown.
	Reference, Date string
}

// Trial is a trial with its status on the day.
type Trial struct {
	Resource, Name string
	// Status is the schema's name of the status, such as "RECRUITING". AsOf is the date on which a source states it;
	// empty
	// means unknown. LastKnown is set if the status is unknown because its sources are old.
	Status, AsOf, LastKnown string
	// Results are the outcomes of its questions, such as "NO_DIFFERENCE", in order.
	Results []string
}

// decisions adds the decisions about paying for a drug.
func (o *Overview) decisions(c *catalog.Catalog, drug *compendiumv1.Drug) {
	standings := asof.Standings(drug, statedOn(c), o.AsOf)
	for i, d := range drug.GetAccessDecisions() {
		shown := Decision{Drug: drug.DisplayName, Use: d.Use, Body: d.Body, Nations: strings.Join(d.Jurisdictions, ", "),
			Decision: d.Decision.String(), Standing: standings[i].String(), Reference: d.Reference, Date: d.Date}
		if r, ok := c.Get(d.Body); ok {
			if body, ok := r.Message().(*compendiumv1.Regulator); ok && body.GetDisplayName() != "" {
				shown.Body = body.DisplayName
			}
		}
		o.Decisions = append(o.Decisions, shown)
	}
}

// trials adds a record if it is a trial.
func (o *Overview) trials(c *catalog.Catalog, r *catalog.Record) {
	trial, ok := r.Message().(*compendiumv1.Trial)
	if !ok || trial.GetStatus() == compendiumv1.Trial_STATUS_UNSPECIFIED {
		return // a tombstone, or one that could not be read
	}
	trial = asof.ResolveTrial(trial, statedOn(c), o.AsOf)
	shown := Trial{Resource: trial.Name, Name: trial.DisplayName, Status: trial.Status.String(), AsOf: trial.StatusAsOf}
	if trial.LastKnownStatus != compendiumv1.Trial_STATUS_UNSPECIFIED {
		shown.LastKnown = trial.LastKnownStatus.String()
	}
	for _, result := range trial.Results {
		shown.Results = append(shown.Results, result.GetOutcome().String())
	}
	o.Trials = append(o.Trials, shown)
}

func statedOn(c *catalog.Catalog) asof.Dates {
	return func(source string) string { return asof.StatedOn(c.Source(source)) }
}

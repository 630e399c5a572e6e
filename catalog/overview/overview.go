// Package overview sums up a catalog for the people who are responsible for it: where each use stands with the regulators, what is not known,
// where sources disagree, what the facts rest on, and what is due for review.
//
// It knows the messages of the schema and how label statuses are derived. It judges nothing, which is what the rules are for, and it knows
// nothing of files or serving.
package overview

import (
	"cmp"
	"maps"
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Overview is what there is to say of a catalog on a day. Everything in it is sorted by the name of the record it is about, unless it says
// otherwise.
type Overview struct {
	// Digest identifies the content.
	Digest string
	// AsOf is the day.
	AsOf date.Day
	// Counts of the records, by collection.
	Counts []Count
	// Jurisdictions for which some use has a label, sorted.
	Jurisdictions []string
	// Drugs with their uses. Tombstones are left out.
	Drugs []Drug
	// Gaps are the facts that are recorded as missing.
	Gaps []Gap
	// Conflicts between sources.
	Conflicts []Conflict
	// Reviews of the records, those due first.
	Reviews []Review
	// Reviewed is how many records a clinician has reviewed.
	Reviewed int
	// Coverages that regulators' records are declared to have.
	Coverages []Coverage
	// Sources, those that most facts rest on first.
	Sources []Source
}

// Count is how many records a collection has.
type Count struct {
	Collection string
	Records    int
}

// Drug is a drug with its uses.
type Drug struct {
	Resource, Name, Lifecycle string
	Uses                      []Use
}

// Use is a use with where it stands, one standing a jurisdiction of the overview; of a jurisdiction that it has no label for, a zero one.
type Use struct {
	ID, Condition, Strength string
	Standings               []Standing
}

// Standing is where a use stands in a jurisdiction.
type Standing struct {
	// Status as the schema names it: "OFF_LABEL". Empty: there is no label.
	Status string
	// Coverage is the day up to which records are declared complete, where the status rests on the absence of an approval.
	Coverage date.Day
	// Unknown is why the status is not known, where it is not.
	Unknown string
}

// Gap is a fact that is recorded as missing.
type Gap struct{ Resource, Field, Reason string }

// Conflict is a disagreement of sources.
type Conflict struct {
	Resource, Field string
	Says            []string
	// Decision that resolved it. Empty: it is open.
	Decision string
}

// Review is when a record was last looked at.
type Review struct {
	Resource, Status, Date, NextDue string
	// Overdue says that the next review was due before the day of the overview.
	Overdue bool
}

// Coverage is how far a regulator's records are declared complete for a drug.
type Coverage struct{ Regulator, Drug, Jurisdiction, CompleteAsOf string }

// Source is a source with how much rests on it.
type Source struct {
	Resource, Name, Kind string
	// Newest of its dates of publication, revision and review. Empty: not known.
	Newest string
	// Archived says that there is an archived text.
	Archived bool
	// Citations of it, and how many of them have a passage fingerprint.
	Citations, Pinned int
}

// Of sums up the records of a catalog that could be read, for a day.
func Of(c *catalog.Catalog, day date.Day) *Overview {
	o := &Overview{Digest: c.Digest(), AsOf: day}
	cited := make(map[string]*Source)
	for _, r := range c.Records(catalog.Sources) {
		s := c.Source(r.Name())
		cited[r.Name()] = &Source{Resource: s.Name, Name: s.DisplayName, Kind: s.Kind.String(), Archived: s.Archive != nil,
			Newest: date.Newest(s.GetDates().GetPublished(), s.GetDates().GetRevised(), s.GetDates().GetReviewed())}
	}
	for _, kind := range catalog.Kinds() {
		o.Counts = append(o.Counts, Count{kind.String(), len(c.Records(kind))})
		for _, r := range c.Records(kind) {
			o.evidence(r, cited)
			if regulator, ok := r.Message().(*compendiumv1.Regulator); ok {
				for _, declared := range regulator.Coverages {
					o.Coverages = append(o.Coverages, Coverage{regulator.Name, declared.Drug, declared.Jurisdiction, declared.CompleteAsOf})
				}
			}
		}
	}
	o.labels(c)
	slices.SortStableFunc(o.Reviews, func(a, b Review) int { return cmp.Compare(a.NextDue, b.NextDue) })
	for _, name := range slices.Sorted(maps.Keys(cited)) {
		o.Sources = append(o.Sources, *cited[name])
	}
	slices.SortStableFunc(o.Sources, func(a, b Source) int { return cmp.Compare(b.Citations, a.Citations) })
	return o
}

// evidence takes from a record what records of all kinds have.
func (o *Overview) evidence(r *catalog.Record, cited map[string]*Source) {
	if gaps, ok := r.Message().(interface{ GetGaps() []*compendiumv1.Gap }); ok {
		for _, g := range gaps.GetGaps() {
			o.Gaps = append(o.Gaps, Gap{r.Name(), g.Field, g.Reason})
		}
	}
	e, ok := r.Message().(interface {
		ProtoReflect() protoreflect.Message
		GetReview() *compendiumv1.Review
		GetCitations() map[string]*compendiumv1.Citation
		GetConflicts() []*compendiumv1.Conflict
	})
	if !ok {
		return
	}
	for _, conflict := range e.GetConflicts() {
		shown := Conflict{Resource: r.Name(), Field: conflict.Field, Decision: conflict.GetResolution().GetDecision()}
		for _, s := range conflict.Statements {
			shown.Says = append(shown.Says, s.Says)
		}
		o.Conflicts = append(o.Conflicts, shown)
	}
	if review := e.GetReview(); review != nil {
		o.Reviews = append(o.Reviews, Review{r.Name(), review.Status.String(), review.Date, review.NextDue, review.NextDue != "" && date.Latest(review.NextDue) < o.AsOf})
		if review.Status == compendiumv1.Review_CLINICALLY_REVIEWED {
			o.Reviewed++
		}
	}
	for _, citation := range e.GetCitations() {
		if s := cited[citation.Source]; s != nil {
			s.Citations++
			if citation.Passage != nil {
				s.Pinned++
			}
		}
	}
}

// labels takes where uses of drugs stand.
func (o *Overview) labels(c *catalog.Catalog) {
	authorities := label.NewAuthorities(c.Regulators())
	jurisdictions := make(map[string]bool)
	for _, r := range c.Records(catalog.Drugs) {
		for _, use := range r.Drug().GetUses() {
			for _, l := range use.Labels {
				jurisdictions[l.Jurisdiction] = true
			}
		}
	}
	o.Jurisdictions = slices.Sorted(maps.Keys(jurisdictions))
	for _, r := range c.Records(catalog.Drugs) {
		drug := r.Drug()
		if drug.GetLifecycle() == compendiumv1.Drug_RETIRED {
			continue
		}
		shown := Drug{Resource: drug.Name, Name: drug.DisplayName, Lifecycle: drug.Lifecycle.String()}
		for _, use := range drug.Uses {
			shown.Uses = append(shown.Uses, o.use(c, authorities, drug, use))
		}
		o.Drugs = append(o.Drugs, shown)
	}
}

func (o *Overview) use(c *catalog.Catalog, authorities *label.Authorities, drug *compendiumv1.Drug, use *compendiumv1.Use) Use {
	shown := Use{ID: use.Id, Condition: use.Condition, Strength: use.Strength.String(), Standings: make([]Standing, len(o.Jurisdictions))}
	if r, ok := c.Get(use.Condition); ok {
		if condition, ok := r.Message().(*compendiumv1.Condition); ok {
			shown.Condition = cmp.Or(condition.DisplayName, use.Condition)
		}
	}
	for _, l := range use.Labels {
		derived := authorities.Derive(drug, use.Id, l.Jurisdiction, o.AsOf)
		i := slices.Index(o.Jurisdictions, l.Jurisdiction)
		shown.Standings[i] = Standing{Status: derived.Status.String(), Coverage: derived.Coverage}
		// A reason speaks of the day of the record, and on another day the status may be known.
		if derived.Status == compendiumv1.Label_UNKNOWN {
			shown.Standings[i].Unknown = l.Unknown
		}
	}
	return shown
}

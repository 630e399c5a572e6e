// Package overview summarizes a catalog for the people responsible for it: what it says on safety, where each use
// stands with the regulators and with those who pay, what came of trials, what is unknown, where sources disagree,
// which
// sources the facts rest on, and what is due for review.
//
// It knows the schema's messages and what is derived for a day. It judges nothing, which is the job of the rules, and
// it
// knows nothing of files or serving.
package overview

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Overview is the summary of a catalog on a day. Its lists are sorted by record name unless documented otherwise.
type Overview struct {
	// Digest identifies the content.
	Digest string
	// AsOf is the day.
	AsOf date.Day
	// Counts holds the number of records of each collection.
	Counts []Count
	// Depths holds the number of drugs of each depth, without tombstones, in the order of the schema.
	Depths []Count
	// Jurisdictions lists the jurisdictions with a label, sorted.
	Jurisdictions []string
	// Drugs lists the drugs with their uses, without tombstones.
	Drugs []Drug
	// Doses lists the doses of drugs, and how regimens are given, without those of tombstones.
	Doses []Dose
	// Decisions lists the decisions about paying for drugs.
	Decisions []Decision
	// Trials lists the trials.
	Trials []Trial
	// Gaps lists the facts recorded as missing.
	Gaps []Gap
	// Conflicts lists the disagreements between sources.
	Conflicts []Conflict
	// OpenConflicts is the number of conflicts that nobody has resolved.
	OpenConflicts int
	// Reviews lists the reviews of records, the next due first.
	Reviews []Review
	// Reviewed is the number of records that a clinician has reviewed.
	Reviewed int
	// Coverages lists the declared coverages of drugs.
	Coverages []Coverage
	// Sources lists the sources, the most cited first.
	Sources []Source
}

// Count is the number of records of a collection or depth.
type Count struct {
	Of      string
	Records int
}

// Drug is a drug with what it says on safety, and its uses.
type Drug struct {
	Resource, Name, Lifecycle string
	// Depth is how much the record says, "MONOGRAPH". Empty means not stated.
	Depth string
	// Safety holds what it says of each of SafetyKinds.
	Safety []Safety
	Uses   []Use
}

// Use is a use with its standing in each of the overview's jurisdictions. A jurisdiction without a label has a zero
// standing.
type Use struct {
	ID, Condition, Strength string
	// Disputed reports whether an open conflict names the use.
	Disputed  bool
	Standings []Standing
}

// Standing is the status of a use in a jurisdiction.
type Standing struct {
	// Status is the schema's name of the status, such as "OFF_LABEL". Empty means no label.
	Status string
	// Coverage is the day up to which records are declared complete. It is set where the status rests on the absence of
	// an
	// approval.
	Coverage date.Day
	// Unknown is the reason why the status is unknown.
	Unknown string
}

// Gap is a fact that is recorded as missing.
type Gap struct{ Resource, Field, Reason string }

// Conflict is a disagreement between sources.
type Conflict struct {
	Resource string
	// Fields are the fields in question, one or more: the two uses that say opposite things.
	Fields []string
	Says   []string
	// Decision resolved the conflict. Empty means that it is open.
	Decision string
}

// Review is the last review of a record.
type Review struct {
	Resource, Status, Date, NextDue string
	// Overdue reports whether the next review was due before the day of the overview.
	Overdue bool
}

// Coverage is how far a regulator's records are declared complete for a drug.
type Coverage struct{ Regulator, Drug, Jurisdiction, CompleteAsOf string }

// Source is a source with the number of its citations.
type Source struct {
	Resource, Name, Kind string
	// Newest is the latest of its publication, revision and review dates. Empty means unknown.
	Newest string
	// Retracted is the date on which it was retracted, and ReplacedBy the source that replaced it. Empty means not.
	Retracted, ReplacedBy string
	// Archived reports whether its text is archived.
	Archived bool
	// Citations counts the citations of the source; Pinned counts those with a passage fingerprint.
	Citations, Pinned int
}

// Of summarizes a catalog on a day. It skips records that could not be read.
func Of(c *catalog.Catalog, day date.Day) *Overview {
	o := &Overview{Digest: c.Digest(), AsOf: day}
	cited := make(map[string]*Source)
	for _, r := range c.Records(catalog.Sources) {
		s := c.Source(r.Name())
		cited[r.Name()] = &Source{Resource: s.Name, Name: s.DisplayName, Kind: s.Kind.String(), Archived: s.Archive != nil,
			Retracted: s.GetRetraction().GetDate(), ReplacedBy: s.GetSupersededBy(),
			Newest: date.Newest(s.GetDates().GetPublished(), s.GetDates().GetRevised(), s.GetDates().GetReviewed())}
	}
	for _, kind := range catalog.Kinds() {
		o.Counts = append(o.Counts, Count{kind.String(), len(c.Records(kind))})
		for _, r := range c.Records(kind) {
			o.evidence(r, cited)
			o.doses(r)
			o.trials(c, r)
			for _, declared := range r.Drug().GetCoverage() {
				o.Coverages = append(o.Coverages,
					Coverage{declared.Regulator, r.Name(), declared.Jurisdiction, declared.CompleteAsOf})
			}
		}
	}
	o.labels(c)
	o.depths()
	slices.SortStableFunc(o.Reviews, func(a, b Review) int { return cmp.Compare(a.NextDue, b.NextDue) })
	for _, name := range slices.Sorted(maps.Keys(cited)) {
		o.Sources = append(o.Sources, *cited[name])
	}
	slices.SortStableFunc(o.Sources, func(a, b Source) int { return cmp.Compare(b.Citations, a.Citations) })
	return o
}

// evidence adds the gaps, conflicts, review and citations of a record.
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
		shown := Conflict{Resource: r.Name(), Fields: append([]string{conflict.Field}, conflict.Against...),
			Decision: conflict.GetResolution().GetDecision()}
		if conflict.Resolution == nil {
			o.OpenConflicts++
		}
		for _, s := range conflict.Statements {
			shown.Says = append(shown.Says, s.Says)
		}
		o.Conflicts = append(o.Conflicts, shown)
	}
	if review := e.GetReview(); review != nil {
		o.Reviews = append(o.Reviews, Review{r.Name(), review.Status.String(), review.Date, review.NextDue,
			review.NextDue != "" && date.Latest(review.NextDue) < o.AsOf})
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

// labels adds the label statuses of all drugs.
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
		if r.IsTombstone() {
			continue
		}
		shown := Drug{Resource: drug.Name, Name: drug.DisplayName, Lifecycle: drug.Lifecycle.String(),
			Safety: safetyOf(drug, o.AsOf)}
		if drug.Depth != compendiumv1.Drug_DEPTH_UNSPECIFIED {
			shown.Depth = drug.Depth.String()
		}
		disputed := disputedUses(drug)
		for i, use := range drug.Uses {
			shown.Uses = append(shown.Uses, o.use(c, authorities, drug, use))
			shown.Uses[i].Disputed = disputed[i]
		}
		o.Drugs = append(o.Drugs, shown)
		o.decisions(c, drug)
	}
}

// disputedUses returns, by index, the uses of a drug that its open conflicts name, on any side.
func disputedUses(drug *compendiumv1.Drug) map[int]bool {
	disputed, paths := make(map[int]bool), catalog.NewPaths(drug.ProtoReflect())
	for _, conflict := range drug.GetConflicts() {
		if conflict.Resolution != nil {
			continue
		}
		for _, path := range append([]string{conflict.Field}, conflict.Against...) {
			for _, place := range paths.Find(path) {
				inside, ok := strings.CutPrefix(place.Path, "uses[")
				index, _, closed := strings.Cut(inside, "]")
				if i, err := strconv.Atoi(index); ok && closed && err == nil {
					disputed[i] = true
				}
			}
		}
	}
	return disputed
}

func (o *Overview) use(
	c *catalog.Catalog, authorities *label.Authorities, drug *compendiumv1.Drug, use *compendiumv1.Use,
) Use {
	shown := Use{ID: use.Id, Condition: use.Condition, Strength: use.Strength.String(),
		Standings: make([]Standing, len(o.Jurisdictions))}
	if r, ok := c.Get(use.Condition); ok {
		if condition, ok := r.Message().(*compendiumv1.Condition); ok {
			shown.Condition = cmp.Or(condition.DisplayName, use.Condition)
		}
	}
	for _, l := range use.Labels {
		derived := authorities.Statuses(drug, l.Jurisdiction, o.AsOf, c.Message).Of(use)
		i := slices.Index(o.Jurisdictions, l.Jurisdiction)
		shown.Standings[i] = Standing{Status: derived.Status.String(), Coverage: derived.Coverage}
		// The reason holds for the record's own day; on another day the status may be known.
		if label.OffLabel(derived.Status) == nil {
			shown.Standings[i].Unknown = l.Unknown
		}
	}
	return shown
}

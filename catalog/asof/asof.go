// Package asof resolves records for a day: label statuses of uses, standings of decisions about paying, and how old the
// status of a trial or the lifecycle of a drug is. Each states the day of its source, so that what was true then is
// not mistaken for what is true now.
//
// It knows the schema's messages and dates, and nothing of files, rules or serving.
package asof

import (
	"cmp"
	"iter"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/icmje"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Dates returns the date on which a source, by name, states what it says, or "" if that is not known. See StatedOn.
type Dates func(source string) string

// Resolver resolves records of any kind. It is immutable and safe for concurrent use.
type Resolver struct {
	authorities *label.Authorities
	dates       Dates
	records     scope.Records
}

// NewResolver returns a resolver for the records of a catalog, given its regulators and sources, and a lookup of the
// conditions, therapies and targets that scopes of licenses and uses refer to.
func NewResolver(
	regulators []*compendiumv1.Regulator, sources iter.Seq[*compendiumv1.Source], records scope.Records,
) *Resolver {
	stated := make(map[string]string)
	for source := range sources {
		if on := StatedOn(source); on != "" {
			stated[source.GetName()] = on
		}
	}
	return &Resolver{
		authorities: label.NewAuthorities(regulators),
		dates:       func(source string) string { return stated[source] },
		records:     records,
	}
}

// Resolve returns a record as of a day, with all derived fields set. It does not change the record, which it returns
// as it is if nothing about it depends on a day. A resolved record can be resolved again for another day.
func (r *Resolver) Resolve(record proto.Message, day date.Day) proto.Message {
	switch record := record.(type) {
	case *compendiumv1.Drug:
		drug := proto.CloneOf(record)
		r.Label(drug, day)
		inUse, by := r.authorities.InUse(drug, day)
		drug.InUse, drug.InUseAsOf = inUse, inUseDate(drug, by, r.dates)
		for i, standing := range Standings(drug, r.dates, day) {
			drug.AccessDecisions[i].Standing = standing
		}
		drug.LifecycleAsOf = lifecycleDate(drug, r.dates)
		return drug
	case *compendiumv1.Regimen:
		return r.resolveRegimen(record, day)
	case *compendiumv1.Trial:
		return ResolveTrial(record, r.dates, day)
	case *compendiumv1.Source:
		source := proto.CloneOf(record)
		source.Reference = icmje.Reference(source)
		return source
	default:
		return record
	}
}

// Label sets what is derived for a day of the labels of a drug that was decoded for that. It needs only the products,
// coverage, uses and citations.
func (r *Resolver) Label(drug *compendiumv1.Drug, day date.Day) {
	r.authorities.Label(drug, day, r.records)
	for _, use := range drug.GetUses() {
		for _, l := range use.GetLabels() {
			l.StatusAsOf = cmp.Or(l.GetCoverageDate(), newest(drug.GetCitations(), l.GetCites(), r.dates))
			l.MarketedAsOf = marketedDate(drug, l, r.dates, day)
		}
	}
}

// ChangeDays returns, in no particular order, all days on which the resolved record, or what it says of a day, may
// change.
func (r *Resolver) ChangeDays(record proto.Message) []date.Day {
	switch record := record.(type) {
	case *compendiumv1.Drug:
		return append(r.authorities.ChangeDays(record), decisionDays(record, r.dates)...)
	case *compendiumv1.Trial:
		return trialDays(record, r.dates)
	case *compendiumv1.DrugList:
		return entryDays(record)
	default:
		return nil
	}
}

// StatedOn returns the date on which a source states what it says: when it was revised, else reviewed, else published,
// else, for a register, accessed. It returns "" if none is known: a page that was opened today may have been written
// years ago, but a register is kept up to date.
func StatedOn(source *compendiumv1.Source) string {
	d := source.GetDates()
	for _, date := range []string{d.GetRevised(), d.GetReviewed(), d.GetPublished()} {
		if date != "" {
			return date
		}
	}
	switch source.GetKind() {
	case compendiumv1.Source_REGISTER, compendiumv1.Source_TRIAL_REGISTRY:
		return d.GetAccessed()
	default:
		return ""
	}
}

// newest returns the newest date of the sources that the keys of citations lead to, or "".
func newest(citations map[string]*compendiumv1.Citation, keys []string, dates Dates) string {
	latest := ""
	for _, key := range keys {
		latest = date.Newest(latest, dates(citations[key].GetSource()))
	}
	return latest
}

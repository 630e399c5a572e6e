// Package facts reads from a record what rules of several subjects need: authorization events and their faults,
// mandates, citations, uses, gaps and the paths of fields. It knows no rule and reports nothing itself.
package facts

import (
	"cmp"
	"fmt"
	"iter"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

// Event is an authorization event of a drug, with the product that has it and where it is.
type Event struct {
	*compendiumv1.AuthorizationEvent

	// Product is the product of the event.
	Product *compendiumv1.Product
	// ProductIndex is the place of the product in the record, and Index that of the event in the product.
	ProductIndex, Index int
}

// Events returns every authorization event of a drug, in the order of the record.
func Events(d *compendiumv1.Drug) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		for i, product := range d.GetProducts() {
			for j, e := range product.GetAuthorizations() {
				if !yield(Event{e, product, i, j}) {
					return
				}
			}
		}
	}
}

// Path returns the path of the event, or of a field of it.
func (e Event) Path(field string) string { return EventPath(e.ProductIndex, e.Index, field) }

// Words returns the event for people: "event REVOKED of 2020-02-25 (Lartruvo for soft-tissue-sarcoma)".
func (e Event) Words() string {
	about := cmp.Or(e.Product.GetBrand(), "the product")
	if subject := cmp.Or(e.GetUse(), e.GetIndication()); subject != "" {
		about += " for " + subject
	}
	return fmt.Sprintf("event %s of %s (%s)", e.GetEvent(), e.GetDate(), about)
}

// WholeProduct reports whether the event is about all that the product is licensed for.
func (e Event) WholeProduct() bool { return e.Subject() == Everything }

// Subject returns what the event is about, as SubjectOf does.
func (e Event) Subject() string { return SubjectOf(e.Product, e.AuthorizationEvent) }

// EventAtFault returns the field at fault if something in the products of a drug keeps the status of a use in a
// jurisdiction from being derived: the drug has no products, a product has an unknown jurisdiction, or an event lacks a
// valid day, use or licensing body. Other rules report these faults; findings about the derived status are caused by
// them. Unread is set if the record of the event's regulator could not be read.
func EventAtFault(p *validate.RecordPass, d *compendiumv1.Drug,
	use, jurisdiction string) (at finding.Field, unread bool) {
	if len(d.GetProducts()) == 0 && GapOn(d, "products") < 0 {
		return finding.Field{File: p.Record.File(), Path: "products"}, false
	}
	uses := Uses(p)
	for e := range Events(d) {
		fault := FaultOf(p, d, e, uses)
		if fault == (finding.Field{}) || !Concerns(p, e, uses, use, jurisdiction) {
			continue
		}
		if regulator, ok := p.Get(e.GetRegulator()); ok && regulator.Broken() {
			return finding.Field{}, true
		}
		if at == (finding.Field{}) {
			at = fault
		}
	}
	return at, false
}

// Concerns reports whether an event may be about a use in a jurisdiction, as far as it can be understood. One with
// scopes may be about any use.
func Concerns(p *validate.RecordPass, e Event, uses *UseSet, use, jurisdiction string) bool {
	if there := e.Product.GetJurisdiction(); there != jurisdiction && p.Regulators.Mandated(there) {
		return false
	}
	return e.WholeProduct() || len(e.GetScopes()) > 0 || uses.Meant(e.GetUse()) == use
}

// FaultOf returns the field at fault of an event that cannot be understood or must not count, or the zero field.
func FaultOf(p *validate.RecordPass, d *compendiumv1.Drug, e Event, uses *UseSet) finding.Field {
	first, _, dated := EventDays(e.AuthorizationEvent)
	file := p.Record.File()
	notLicensed := notLicensing(p, e)
	switch {
	case notLicensed == (finding.Field{}) && !p.Regulators.Mandated(e.Product.GetJurisdiction()):
		return finding.Field{File: file, Path: ItemPath("products", e.ProductIndex, "jurisdiction")}
	case e.GetUse() != "" && !uses.Has(e.GetUse()):
		return finding.Field{File: file, Path: e.Path("use")}
	case !dated || ToCome(p, d, first):
		return finding.Field{File: file, Path: e.Path("date")}
	case e.WholeProduct() && label.Grants(e.GetEvent()):
		return finding.Field{File: file, Path: e.Path("")}
	default:
		return notLicensed
	}
}

// ToCome reports whether an event of a drug has not happened yet: its first day is after the day of the check and after
// the review.
func ToCome(p *validate.RecordPass, d *compendiumv1.Drug, first date.Day) bool {
	_, reviewed, ok := Days(d.GetReview().GetDate())
	return ok && first > p.AsOf && first > reviewed
}

// notLicensing returns the field at fault if the regulator of an event does not license in the jurisdiction of its
// product, or the zero field.
func notLicensing(p *validate.RecordPass, e Event) finding.Field {
	regulator := p.Regulators.Get(e.GetRegulator())
	first, last, _ := EventDays(e.AuthorizationEvent)
	switch {
	case regulator != nil && regulator.GetKind() == compendiumv1.Regulator_KIND_UNSPECIFIED:
		return finding.Field{File: p.FileOf(regulator.GetName()), Path: "kind"}
	case regulator.GetKind() == compendiumv1.Regulator_LICENSING &&
		(len(regulator.GetMandates()) == 0 || LicensesWithin(regulator, e.Product.GetJurisdiction(), first, last)):
		return finding.Field{}
	default:
		return finding.Field{File: p.Record.File(), Path: e.Path("regulator")}
	}
}

// EventDays returns the first and the last day on which an event may have taken effect, as Days does. For one that took
// place on its date or earlier, the first is "", which is before every day.
func EventDays(e *compendiumv1.AuthorizationEvent) (first, last date.Day, ok bool) {
	first, last, ok = Days(e.GetDate())
	if e.GetOrEarlier() {
		first = ""
	}
	return first, last, ok
}

// Days returns the first and the last day that a date of any precision may mean. It returns ok=false for what is not a
// date, which the schema reports.
func Days(s string) (first, last date.Day, ok bool) {
	first, err := date.ParseDay(string(date.Earliest(s)))
	if err != nil {
		return "", "", false
	}
	return first, date.Latest(s), true
}

// Cited returns the source that a key among a record's citations leads to, or nil where it leads to none that could be
// read.
func Cited(p *validate.RecordPass, citations map[string]*compendiumv1.Citation, key string) *compendiumv1.Source {
	return p.Source(citations[key].GetSource())
}

package validate

import (
	"cmp"
	"fmt"
	"iter"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// event is an authorization event of a drug, with the product it stands under and where.
type event struct {
	*compendiumv1.AuthorizationEvent

	product      *compendiumv1.Product
	productIndex int
	index        int
}

// events gives every authorization event of a drug, in the order of the record.
func events(d *compendiumv1.Drug) iter.Seq[event] {
	return func(yield func(event) bool) {
		for i, product := range d.GetProducts() {
			for j, e := range product.GetAuthorizations() {
				if !yield(event{e, product, i, j}) {
					return
				}
			}
		}
	}
}

// path gives the path of the event, or of a field of it.
func (e event) path(field string) string { return eventPath(e.productIndex, e.index, field) }

// words names the event for people: "event REVOKED of 2020-02-25 (Lartruvo for soft-tissue-sarcoma)".
func (e event) words() string {
	about := cmp.Or(e.product.GetBrand(), "the product")
	if subject := cmp.Or(e.GetUse(), e.GetIndication()); subject != "" {
		about += " for " + subject
	}
	return fmt.Sprintf("event %s of %s (%s)", e.GetEvent(), e.GetDate(), about)
}

// wholeProduct says whether the event is about all that the product is licensed for.
func (e event) wholeProduct() bool { return e.GetUse() == "" && e.GetIndication() == "" }

// eventAtFault finds what is wrong in a drug's products so that it decides about a use in a jurisdiction: that there are none, that a product is of no
// jurisdiction there is, or an event that says of no day, use or licensing body when, for what or by whom it is. It gives the field at fault, of
// which rules of their own report what is wrong; what is derived without it follows from that. It says unread where the regulator's record could not
// be read, which nothing keeps from being reported.
func (p *pass) eventAtFault(r *catalog.Record, d *compendiumv1.Drug, use, jurisdiction string) (at finding.Field, unread bool) {
	if len(d.GetProducts()) == 0 && gapOn(d, "products") < 0 {
		return finding.Field{File: r.File(), Path: "products"}, false
	}
	ids := p.idsOf(r)
	for e := range events(d) {
		fault := p.faultOf(r, d, e, ids)
		if fault == (finding.Field{}) || !p.concerns(e, ids, use, jurisdiction) {
			continue
		}
		if regulator, ok := p.Catalog.Get(e.GetRegulator()); ok && regulator.Broken() {
			return finding.Field{}, true
		}
		if at == (finding.Field{}) {
			at = fault
		}
	}
	return at, false
}

// concerns says whether an event may be about a use in a jurisdiction, as far as what it says can be understood.
func (p *pass) concerns(e event, ids *useSet, use, jurisdiction string) bool {
	if there := e.product.GetJurisdiction(); there != jurisdiction && p.mandated(there) {
		return false
	}
	return e.wholeProduct() || ids.meant(e.GetUse()) == use
}

// faultOf gives the field at fault of an event that cannot be understood, or is not to be counted.
func (p *pass) faultOf(r *catalog.Record, d *compendiumv1.Drug, e event, ids *useSet) finding.Field {
	first, _, dated := eventDays(e.AuthorizationEvent)
	switch {
	case !p.mandated(e.product.GetJurisdiction()):
		return finding.Field{File: r.File(), Path: itemPath("products", e.productIndex, "jurisdiction")}
	case e.GetUse() != "" && !ids.has[e.GetUse()]:
		return finding.Field{File: r.File(), Path: e.path("use")}
	case !dated || p.toCome(d, first):
		return finding.Field{File: r.File(), Path: e.path("date")}
	case e.wholeProduct() && label.Grants(e.GetEvent()):
		return finding.Field{File: r.File(), Path: e.path("")}
	default:
		return p.notLicensing(r, e)
	}
}

// toCome says whether an event of a drug, of a first day, has not happened yet: neither on the day of the check nor when the record was reviewed.
func (p *pass) toCome(d *compendiumv1.Drug, first date.Day) bool {
	_, reviewed, ok := days(d.GetReview().GetDate())
	return ok && first > p.AsOf && first > reviewed
}

// notLicensing gives the field at fault where the regulator of an event does not license where its product is, as far as that can be read.
func (p *pass) notLicensing(r *catalog.Record, e event) finding.Field {
	regulator := p.regulator(e.GetRegulator())
	first, _, _ := eventDays(e.AuthorizationEvent)
	switch {
	case regulator != nil && regulator.GetKind() == compendiumv1.Regulator_KIND_UNSPECIFIED:
		return finding.Field{File: p.Catalog.FileOf(regulator.GetName() + ".yaml"), Path: "kind"}
	case regulator.GetKind() == compendiumv1.Regulator_LICENSING &&
		(len(regulator.GetMandates()) == 0 || licensesOn(regulator, e.product.GetJurisdiction(), first)):
		return finding.Field{}
	default:
		return finding.Field{File: r.File(), Path: e.path("regulator")}
	}
}

// eventDays gives the first and the last day on which an event may have taken effect, as days does. One that took place on its date or
// earlier has "" for the first, which is before every day.
func eventDays(e *compendiumv1.AuthorizationEvent) (first, last date.Day, ok bool) {
	first, last, ok = days(e.GetDate())
	if e.GetOrEarlier() {
		first = ""
	}
	return first, last, ok
}

// days gives the first and the last day that a date of any precision may mean, and whether it is a date: what is none is the
// schema's to report, and says nothing to a rule that compares days.
func days(s string) (first, last date.Day, ok bool) {
	first, err := date.ParseDay(string(date.Earliest(s)))
	if err != nil {
		return "", "", false
	}
	return first, date.Latest(s), true
}

// regulator gives the regulator of this name, or nil where there is none that could be read.
func (p *pass) regulator(name string) *compendiumv1.Regulator {
	record, ok := p.Catalog.Get(name)
	if !ok || record.Broken() {
		return nil
	}
	regulator, _ := record.Message().(*compendiumv1.Regulator)
	return regulator
}

// cited gives the source that a key among a record's citations leads to, or nil where it leads to none that could be read.
func (p *pass) cited(citations map[string]*compendiumv1.Citation, key string) *compendiumv1.Source {
	return p.Catalog.Source(citations[key].GetSource())
}

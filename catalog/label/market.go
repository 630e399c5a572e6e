package label

import (
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// License is whether a product is licensed for anything in its own jurisdiction.
type License int

// The values of License.
const (
	// Never means that the records have no license that was ever in force.
	Never License = iota
	// InForce means that one is in force.
	InForce
	// Ended means that one was in force, and none is any more.
	Ended
	// Untold means that the records do not tell, as on a day within the imprecise date of an event, or after the end of
	// the regulator's mandate.
	Untold
)

// Licensed returns, for each product of a drug, whether it is licensed for anything on a day.
func (a *Authorities) Licensed(drug *compendiumv1.Drug, day date.Day) []License {
	states := make([]License, len(drug.GetProducts()))
	for i, product := range drug.GetProducts() {
		events := datedEvents(product)
		for j, effective := range assumptions([][]dated{events}, day) {
			state := Never
			for _, l := range a.licenses(product, events, product.GetJurisdiction(), day, effective) {
				switch {
				case l.inForceOn(day):
					state = InForce
				case state != InForce && l.inForce(): // the mandate ended
					state = Untold
				case state == Never && l.ever:
					state = Ended
				}
			}
			if j > 0 && state != states[i] {
				state = Untold
			}
			states[i] = state
		}
	}
	return states
}

// InUse reports whether a product of a drug is licensed on a day and, as far as the records tell, can be had. It is
// nil if the records do not tell. It also returns the products that it rests on: those that are in use, or all if none
// is.
func (a *Authorities) InUse(drug *compendiumv1.Drug, day date.Day) (inUse *bool, by []*compendiumv1.Product) {
	if len(drug.GetProducts()) == 0 {
		return nil, nil
	}
	untold := false
	for i, state := range a.Licensed(drug, day) {
		product := drug.GetProducts()[i]
		switch sold := CanBeHad(Market(product, day)); {
		case sold != nil && !*sold, state == Ended, state == Never && a.isTold(drug, product, day):
		case state == InForce:
			by = append(by, product)
		default:
			untold = true
		}
	}
	switch {
	case len(by) > 0:
		return new(true), by
	case untold:
		return nil, nil
	default:
		return new(false), drug.GetProducts()
	}
}

// isTold reports whether the records tell whether a product is licensed: they have an event of it, or are declared
// complete.
func (a *Authorities) isTold(drug *compendiumv1.Drug, product *compendiumv1.Product, day date.Day) bool {
	_, covered := a.covered(drug, product.GetJurisdiction(), day)
	return covered || len(product.GetAuthorizations()) > 0
}

// Market returns the latest of the marketing events of a product up to a day that tell whether it can be had, or nil. A
// shortage does not take a product off the market.
func Market(product *compendiumv1.Product, day date.Day) *compendiumv1.Product_MarketingEvent {
	var latest *compendiumv1.Product_MarketingEvent
	at := date.Day("")
	for _, m := range product.GetMarketing() {
		began := date.Day("") // before everything that has a date
		if m.GetDate() != "" {
			began = date.Latest(m.GetDate())
		}
		if began <= day && began >= at && CanBeHad(m) != nil {
			latest, at = m, began
		}
	}
	return latest
}

// CanBeHad reports whether a product can be had after a marketing event, or returns nil if that does not tell.
func CanBeHad(m *compendiumv1.Product_MarketingEvent) *bool {
	switch m.GetEvent() {
	case compendiumv1.Product_MarketingEvent_LAUNCHED, compendiumv1.Product_MarketingEvent_RESUMED,
		compendiumv1.Product_MarketingEvent_MARKETED:
		return new(true)
	case compendiumv1.Product_MarketingEvent_DISCONTINUED, compendiumv1.Product_MarketingEvent_NOT_MARKETED:
		return new(false)
	default:
		return nil
	}
}

// either joins what two products tell: one that can be had is enough.
func either(a, b *bool) *bool {
	switch {
	case a == nil:
		return b
	case b == nil || *a:
		return a
	default:
		return b
	}
}

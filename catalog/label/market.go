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
// nil if the records do not tell.
func (a *Authorities) InUse(drug *compendiumv1.Drug, day date.Day) *bool {
	if len(drug.GetProducts()) == 0 {
		return nil
	}
	untold := false
	for i, state := range a.Licensed(drug, day) {
		sold := marketed(drug.GetProducts()[i], day)
		if state == Ended || state == Never || sold != nil && !*sold {
			continue
		}
		if state == InForce {
			return new(true)
		}
		untold = true
	}
	if untold {
		return nil
	}
	return new(false)
}

// marketed reports whether a product can be had on a day, by the latest of its marketing events, or nil if they do not
// tell. A shortage does not take a product off the market.
func marketed(product *compendiumv1.Product, day date.Day) *bool {
	var known *bool
	at := date.Day("")
	for _, m := range product.GetMarketing() {
		began := date.Day("") // before everything that has a date
		if m.GetDate() != "" {
			began = date.Latest(m.GetDate())
		}
		if began > day || began < at {
			continue
		}
		switch m.GetEvent() {
		case compendiumv1.Product_MarketingEvent_LAUNCHED, compendiumv1.Product_MarketingEvent_RESUMED,
			compendiumv1.Product_MarketingEvent_MARKETED:
			known, at = new(true), began
		case compendiumv1.Product_MarketingEvent_DISCONTINUED, compendiumv1.Product_MarketingEvent_NOT_MARKETED:
			known, at = new(false), began
		}
	}
	return known
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

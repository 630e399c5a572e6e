package authorizations

import (
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var amendedScopeMissing = validate.Rule{
	ID:       "amended-scope-missing",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for e := range facts.Events(d) {
			switch {
			case e.GetUse() != "" || e.GetIndicationUnknown() || label.Ends(e.GetEvent()):
			case e.GetAmends() == "":
				if scoped := scopedBefore(e); e.GetEvent() == compendiumv1.AuthorizationEvent_RESTRICTED && scoped != nil {
					p.Report(e.Path(""), "The %s does not say which license was narrowed. Name in amends the event that it "+
						"changes, such as %s, and state in scopes what it covers afterwards.", e.Words(), scoped.GetId())
				}
			case len(e.GetScopes()) == 0 && changesScope(e) && scopedAmended(e):
				p.Report(e.Path(""), "The %s changes a license that has scopes. State in scopes all that it covers afterwards, "+
					"or write indication_unknown: true if that is not known.", e.Words())
			}
		}
	},
}

// changesScope reports whether an event changes what a license covers: one that narrows it, or one that states in words
// what it is about.
func changesScope(e facts.Event) bool {
	return e.GetEvent() == compendiumv1.AuthorizationEvent_RESTRICTED || e.GetIndication() != ""
}

// scopedAmended reports whether an event that an event amends, directly or by way of others, has scopes.
func scopedAmended(e facts.Event) bool {
	amended := e.AuthorizationEvent
	for range e.Product.GetAuthorizations() { // a circle ends
		if amended = label.Amended(e.Product, amended); amended == nil || len(amended.GetScopes()) > 0 {
			break
		}
	}
	return amended != nil && len(amended.GetScopes()) > 0
}

// scopedBefore returns an event of the product, before another in the record, that has scopes and may be about the same
// license, or nil. Events with the same indication in words are about the same one.
func scopedBefore(e facts.Event) *compendiumv1.AuthorizationEvent {
	for _, earlier := range e.Product.GetAuthorizations()[:e.Index] {
		if len(earlier.GetScopes()) > 0 && (e.GetIndication() == "" || e.GetIndication() == earlier.GetIndication()) {
			return earlier
		}
	}
	return nil
}

// Package rules is the set of all rules. It knows the packages of rules and nothing of how rules are applied.
package rules

import (
	"slices"
	"sync"

	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/authorizations"
	"github.com/opencompendium/compendium/validate/rules/citations"
	"github.com/opencompendium/compendium/validate/rules/codes"
	"github.com/opencompendium/compendium/validate/rules/configuration"
	"github.com/opencompendium/compendium/validate/rules/dates"
	"github.com/opencompendium/compendium/validate/rules/doses"
	"github.com/opencompendium/compendium/validate/rules/drugs"
	"github.com/opencompendium/compendium/validate/rules/effects"
	"github.com/opencompendium/compendium/validate/rules/fields"
	"github.com/opencompendium/compendium/validate/rules/files"
	"github.com/opencompendium/compendium/validate/rules/labels"
	"github.com/opencompendium/compendium/validate/rules/lists"
	"github.com/opencompendium/compendium/validate/rules/names"
	"github.com/opencompendium/compendium/validate/rules/products"
	"github.com/opencompendium/compendium/validate/rules/references"
	"github.com/opencompendium/compendium/validate/rules/reviews"
	"github.com/opencompendium/compendium/validate/rules/safety"
	"github.com/opencompendium/compendium/validate/rules/sources"
	"github.com/opencompendium/compendium/validate/rules/trials"
	"github.com/opencompendium/compendium/validate/rules/uses"
)

// All returns every rule. Its groups are in the order in which they are listed for people.
var All = sync.OnceValue(func() *validate.RuleSet {
	return validate.NewRuleSet(slices.Concat(
		files.Rules(), fields.Rules(), dates.Rules(), codes.Rules(), names.Rules(), references.Rules(), drugs.Rules(),
		products.Rules(), effects.Rules(), safety.Rules(), doses.Rules(), uses.Rules(), labels.Rules(),
		authorizations.Rules(), citations.Rules(), sources.Rules(), reviews.Rules(), trials.Rules(), lists.Rules(),
		configuration.Rules(),
	)...)
})

package validate

import (
	"slices"
	"strings"
)

// rules is the table of all rules, sorted by ID. A rule that is not in it does not exist.
var rules = sorted(
	&ruleAccessDecisionAsLabel,
	&ruleAuthorizationImpossible,
	&ruleAuthorizationOrder,
	&ruleAuthorizationWrongRegulator,
	&ruleCoverageStale,
	&ruleCoverageUndeclared,
	&ruleCoverageWithoutMandate,
	&ruleDoseFormContradictsProducts,
	&ruleDrugProductMissing,
	&ruleDrugReferenceMissing,
	&ruleDrugRouteMissing,
	&ruleDrugSideEffectsMissing,
	&ruleFieldInvalid,
	&ruleFieldRequired,
	&ruleFieldTooLong,
	&ruleFrequencyBandWithoutLabel,
	&ruleInvestigationalOnLabel,
	&ruleLabelJurisdictionDuplicate,
	&ruleLabelJurisdictionMissing,
	&ruleListDuplicate,
	&ruleOffLabelContradictsEvents,
	&ruleOffLabelUnset,
	&ruleReferenceUnresolved,
	&ruleReviewOverdue,
	&ruleSourceBeforeEvent,
	&ruleStaleByEvent,
	&ruleUseDuplicate,
	&ruleUseUnknown,
	&ruleWithdrawnAsStandard,
)

var ruleIndex = index(rules)

func sorted(table ...*Rule) []Rule {
	list := make([]Rule, len(table))
	for i, r := range table {
		list[i] = *r
	}
	slices.SortFunc(list, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return list
}

func index(table []Rule) map[string]*Rule {
	byID := make(map[string]*Rule, len(table))
	for i := range table {
		byID[table[i].ID] = &table[i]
	}
	return byID
}

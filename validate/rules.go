package validate

import (
	"slices"
	"strings"
)

// rules is the table of all rules, sorted by ID. A rule that is not in it does not exist.
var rules = sorted(
	&ruleAccessDecisionAsLabel,
	&ruleArchiveMismatch,
	&ruleAuthorizationImpossible,
	&ruleAuthorizationInFuture,
	&ruleAuthorizationOrder,
	&ruleAuthorizationWithoutReason,
	&ruleAuthorizationWithoutUse,
	&ruleAuthorizationWrongRegulator,
	&ruleBaselineStale,
	&ruleBrandWithoutJurisdiction,
	&ruleCitationTruncated,
	&ruleCitationUnpinned,
	&ruleCitationUnused,
	&ruleCiteUnresolved,
	&ruleClassAsDrug,
	&ruleCodeAtcShape,
	&ruleCodeDuplicate,
	&ruleCodeHgncShape,
	&ruleCodeMondoShape,
	&ruleCodeNcitShape,
	&ruleCodeOncotreeShape,
	&ruleCodeRetired,
	&ruleCodeRxcuiShape,
	&ruleCodeSnomedShape,
	&ruleCodeUniiShape,
	&ruleConfigExcludeUnused,
	&ruleConfigExpressionFailed,
	&ruleConfigExpressionInvalid,
	&ruleConfigInvalid,
	&ruleConfigRuleUnknown,
	&ruleConflictUnresolved,
	&ruleCoverageMissing,
	&ruleCoverageOfPayer,
	&ruleCoverageStale,
	&ruleCoverageUndeclared,
	&ruleCoverageWithoutMandate,
	&ruleDateShape,
	&ruleDigestShape,
	&ruleDoseFormContradictsProducts,
	&ruleDrugProductMissing,
	&ruleDrugReferenceMissing,
	&ruleDrugRouteMissing,
	&ruleDrugSideEffectsMissing,
	&ruleEnumUnknown,
	&ruleFactWithoutCitation,
	&ruleFieldDerived,
	&ruleFieldInvalid,
	&ruleFieldRequired,
	&ruleFieldTooLong,
	&ruleFieldUnknown,
	&ruleFieldWrongType,
	&ruleFileEmpty,
	&ruleFileMisplaced,
	&ruleFileTooLarge,
	&ruleFileUnreadable,
	&ruleFingerprintNotFound,
	&ruleFrequencyBandWithoutLabel,
	&ruleGapFieldUnknown,
	&ruleGapFilled,
	&ruleInvestigationalOnLabel,
	&ruleKeyShape,
	&ruleLabelJurisdictionDuplicate,
	&ruleLabelJurisdictionMissing,
	&ruleLineTooLong,
	&ruleListDuplicate,
	&ruleNameDuplicate,
	&ruleNameMismatch,
	&ruleNestingTooDeep,
	&ruleOffLabelContradictsEvents,
	&ruleOffLabelUnset,
	&ruleOffLabelWithoutCitation,
	&rulePassageWithoutArchive,
	&ruleReferenceCircular,
	&ruleReferenceDuplicate,
	&ruleReferenceRetired,
	&ruleReferenceUnresolved,
	&ruleReferenceWrongKind,
	&ruleRegimenComponentNotDrug,
	&ruleRegionShape,
	&ruleResourceShape,
	&ruleReviewMissing,
	&ruleReviewOverdue,
	&ruleSeriousWithoutAction,
	&ruleSourceBeforeEvent,
	&ruleSourceDateUnknown,
	&ruleSourceDatesContradict,
	&ruleSourceOverdue,
	&ruleSourceUnused,
	&ruleSourceWithoutDate,
	&ruleStaleByEvent,
	&ruleTextShape,
	&ruleSuppressionExpired,
	&ruleSuppressionInvalid,
	&ruleSuppressionUnused,
	&ruleTombstoneWithoutReplacement,
	&ruleTrialResultMissing,
	&ruleUseDuplicate,
	&ruleUseUnknown,
	&ruleUseWithoutLabel,
	&ruleWithdrawnAsStandard,
	&ruleYAMLAlias,
	&ruleYAMLDuplicateKey,
	&ruleYAMLEncoding,
	&ruleYAMLMultipleDocuments,
	&ruleYAMLSyntax,
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

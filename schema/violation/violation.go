// Package violation words what protovalidate finds. It is the one table from constraints of the schema to rules and
// texts: which rule a constraint belongs to, and what is wrong and what to do in words that show no regular expression.
//
// It knows protovalidate and nothing of records.
package violation

import (
	"fmt"
	"strings"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// text is the rule of a constraint and its message, with %[1]s for the name of the field, %[2]v for the value of the
// constraint and %[3]s for what the field is in.
type text struct{ rule, message string }

// Invalid is the rule of constraints that have no other.
const Invalid = "field-invalid"

// texts are by constraint. A constraint that means different things for different fields, or with different values, has
// the name of the field or the value after a space. The field comes first.
var texts = map[string]text{
	"required":           {"field-required", "%[1]s is missing or empty. Add it."},
	"repeated.min_items": {"field-required", "%[1]s is missing or empty. Add it."},
	"repeated.min_items cites": {"fact-without-citation",
		"%[3]s names no source. Add cites with the key of a citation of this record, as in cites: [acs-use]."},
	"string.max_len": {"field-too-long",
		"%[1]s is too long: at most %[2]v characters are allowed."},
	"string.in unit": {Invalid, "This is not a unit that %[3]s can have. Write for an amount a UCUM code from " +
		"docs/doses.md, such as mg, ug for microgram, mg/m2, or [iU] for international unit, and for an age a for years, " +
		"mo, wk or d."},
	"string.in":       {Invalid, "%[1]s cannot have this value. Write one of %[2]v."},
	"int32.gte":       {Invalid, "%[1]s must be a whole number from %[2]v on. Correct it."},
	"int32.gte_lte":   {Invalid, "%[1]s must be a whole number from %[2]v. Correct it."},
	"repeated.unique": {"list-duplicate", "%[1]s has the same item twice. Keep one."},
	"string.prefix":   {Invalid, "%[1]s does not begin with %[2]v. Write the name of a record in that collection."},
	"string.pattern " + plain: {"text-shape",
		"This text has a space at one of its ends, or a line break, control or invisible character " +
			"inside. Write one plain line."},
	"string.pattern " + resource: {"resource-shape",
		"This is not a resource name. Write collection/id in lowercase letters, as in drugs/imatinib."},
	"string.pattern " + Key: {"key-shape",
		"This is not a key. Write lowercase letters, digits and single hyphens, as in acs-use."},
	"string.pattern " + FieldPath: {Invalid,
		"This is not a field path. Write the names of fields with points between them, and name the items of lists " +
			"by their keys, as in uses[\"chordoma\"].strength."},
	"string.pattern " + ISODate: {"date-shape",
		"This is not a date. Write a year, a month or a day of the calendar: \"2019\", \"2019-07\" or \"2019-07-19\"."},
	"string.pattern as_of": {"date-shape", "This is not a day of the calendar. Write one as in 2018-01-01."},
	"string.pattern " + Decimal: {Invalid,
		"This is not a decimal number. Write its digits in quotes, with a point before the fraction, as in \"2.5\"."},
	"string.pattern doi": {Invalid, "This is not a DOI. Write it without https://doi.org/ or doi: before it and " +
		"without a period behind it, as in 10.1016/S1470-2045(16)30214-5."},
	"string.pattern pmid": {Invalid, "This is not a PMID. Write its digits, at most 8, in quotes and nothing before " +
		"them, as in \"27569442\"."},
	"string.pattern nct": {Invalid, "This is not an identifier of ClinicalTrials.gov. Write NCT and 8 digits, " +
		"as in NCT00134030."},
	"string.pattern locale": {Invalid, "This is not a language with a region. Write small letters, a hyphen and two " +
		"capitals, as in en-GB for British and en-US for American spelling, with a script between them where it tells two " +
		"spellings apart, as in zh-Hant-TW."},
	"string.pattern symbol": {Invalid, "This is not a gene symbol of HGNC. Write its capitals, digits and hyphens, " +
		"as in KIT or NKX2-1."},
	"string.pattern file": {Invalid, "This is not the name of an archived text. Write small letters, digits, hyphens, " +
		"points and underscores without a folder before them, as in acs-bone-cancer-targeted-therapy.txt, and rename the " +
		"file in the archive to it."},
	"string.pattern isrctn":  {Invalid, "This is not an ISRCTN. Write ISRCTN and 8 digits, as in ISRCTN67613327."},
	"string.pattern eudract": {Invalid, "This is not a EudraCT number. Write it with its hyphens, as in 2004-000242-20."},
	"string.pattern eu_ct": {Invalid, "This is not an EU CT number. Write it with its hyphens, as in " +
		"2022-501234-12-00."},
	"string.pattern jrct": {Invalid, "This is not a number of the Japan Registry of Clinical Trials. Write " +
		"jRCT, a letter or none, and digits, as in jRCTs031180003."},
	"string.pattern url": {Invalid, "This is not a web address. Write it with https:// once and " +
		"without spaces, as in https://www.ema.europa.eu/en."},
	"string.pattern " + rxcui: {"code-rxcui-shape",
		"This is not an RxCUI. Write its 1 to 8 digits in quotes, as in \"282388\"."},
	"string.pattern " + atc: {"code-atc-shape",
		"This is not an ATC code of a substance. Write letter, two digits, two letters, two digits, as in L01EA01."},
	"string.pattern " + ncit: {"code-ncit-shape",
		"This is not an NCIt code. Write C and its digits, as in C62035."},
	"string.pattern " + unii: {"code-unii-shape",
		"This is not a UNII. Write its 10 capital letters and digits."},
	"string.pattern " + hgnc: {"code-hgnc-shape",
		"This is not an HGNC identifier. Write its digits in quotes and without the prefix, as in \"6342\"."},
	"string.pattern " + edqm: {"code-edqm-shape",
		"This is not an EDQM standard term. Write its 8 digits in quotes, as in \"20053000\"."},
	"string.pattern " + snomed: {"code-snomed-shape",
		"This is not a SNOMED CT identifier. Write its 6 to 18 digits in quotes."},
	"string.pattern " + mondo: {"code-mondo-shape",
		"This is not a Mondo identifier. Write MONDO: and 7 digits, as in MONDO:0008978."},
	"string.pattern " + oncotree: {"code-oncotree-shape",
		"This is not an OncoTree code. Write its capitals, as in CHDM."},
	"string.pattern " + sha256: {"digest-shape",
		"This is not a SHA-256 digest. Write its 64 lowercase hexadecimal digits; `compendium cite` prints it."},
}

// The patterns of the schema. Each also matches the empty text, which is that of a field that is not set.
const (
	// Text for people: no leading or trailing space, no line break, no control character.
	plain = `^([^\s\p{Z}\p{C}]([^\p{C}]*[^\s\p{Z}\p{C}])?)?$`
	// A resource name of this catalog (AIP-122): "drugs/imatinib", "conditions/chordoma". Catalog rules check that it
	// exists and is of a suitable kind.
	resource = `^([a-z]+/[a-z0-9]+(-[a-z0-9]+)*)?$`
	// Key is a short key that other fields of the same record refer to: "acs-use", "dfsp".
	Key = `^([a-z0-9]+(-[a-z0-9]+)*)?$`
	// FieldPath is the path of a field from the record, with the items of lists by their keys:
	// "products[\"gleevec-us\"].strengths".
	FieldPath = `^[a-z0-9_]+(\["[^"\]]+"\])?(\.[a-z0-9_]+(\["[^"\]]+"\])?)*$`
	// Decimal is a number of up to 15 digits before the point and 9 behind it: "2.5".
	Decimal = `^(-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?)?$`
	// ISODate is a calendar date of year, month or day precision, as FHIR's `date` (ISO 8601): "2019", "2019-07",
	// "2019-07-19". The day must exist: "2019-02-29" is refused, and so is any year before 1000, which can only be a slip.
	ISODate = `^([1-9][0-9]{3}(-(0[1-9]|1[0-2]))?|[1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])` +
		`|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))` +
		`|([1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)-02-29)?$`
	// A concept identifier of RxNorm (RxCUI): 1 to 8 digits, no leading zero. "282388".
	rxcui = `^([1-9][0-9]{0,7})?$`
	// A fifth-level code of the WHO's ATC classification: "L01EA01".
	atc = `^([ABCDGHJLMNPRSV][0-9]{2}[A-Z]{2}[0-9]{2})?$`
	// A concept code of the NCI Thesaurus: "C62035".
	ncit = `^(C[1-9][0-9]{2,6})?$`
	// A Unique Ingredient Identifier of the FDA's substance register: 10 capitals and digits.
	unii = `^([0-9A-Z]{10})?$`
	// A gene identifier of the HUGO Gene Nomenclature Committee, digits only: "6342" for KIT.
	hgnc = `^([1-9][0-9]{0,5})?$`
	// A code of the EDQM's standard terms: 8 digits. "20053000" for oral use.
	edqm = `^([1-9][0-9]{7})?$`
	// A SNOMED CT identifier: 6 to 18 digits.
	snomed = `^([1-9][0-9]{5,17})?$`
	// A disease identifier of the Mondo ontology: "MONDO:0008978".
	mondo = `^(MONDO:[0-9]{7})?$`
	// A code of OncoTree: capitals and digits. "CHDM".
	oncotree = `^([A-Z][A-Z0-9_]{1,29})?$`
	// A SHA-256 digest: 64 lowercase hexadecimal digits.
	sha256 = `^([0-9a-f]{64})?$`
)

// Of returns the rule that a violation of the field at a path belongs to, and the message of its finding. A constraint
// of the schema that has an identifier and a message of its own keeps them.
func Of(v *protovalidate.Violation, path string) (rule, message string) {
	id, field, whole := v.Proto.GetRuleId(), path, "The record"
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		field, whole = path[i+1:], path[:i]
	}
	for _, constraint := range []string{id + " " + field, fmt.Sprintf("%s %v", id, v.RuleValue), id} {
		if t, ok := texts[constraint]; ok {
			return t.rule, strings.NewReplacer("%[1]s", field, "%[2]v", limit(v), "%[3]s", whole).Replace(t.message)
		}
	}
	if strings.Contains(id, "-") {
		return id, v.Proto.GetMessage()
	}
	return Invalid, fmt.Sprintf("%s %s.", field, v.Proto.GetMessage()) // such as "must be greater than 0"
}

// limit returns the value of the constraint that a violation is of, for people: what a list has, and both ends of a
// range.
func limit(v *protovalidate.Violation) string {
	if list, ok := v.RuleValue.Interface().(protoreflect.List); ok {
		words := make([]string, list.Len())
		for i := range words {
			words[i] = list.Get(i).String()
		}
		return strings.Join(words, ", ")
	}
	if v.FieldDescriptor == nil {
		return fmt.Sprint(v.RuleValue)
	}
	rules, _ := proto.GetExtension(v.FieldDescriptor.Options(), validate.E_Field).(*validate.FieldRules)
	if rules.GetRepeated().GetItems() != nil {
		rules = rules.GetRepeated().GetItems()
	}
	if !rules.GetInt32().HasLte() {
		return fmt.Sprint(v.RuleValue)
	}
	return fmt.Sprintf("%d to %d", rules.GetInt32().GetGte(), rules.GetInt32().GetLte())
}

// Shape returns the message about a text that does not match the pattern of a field: what is wrong, and what to write.
func Shape(field, pattern string) string {
	for _, constraint := range []string{field, pattern} {
		if t, ok := texts["string.pattern "+constraint]; ok {
			return t.message
		}
	}
	return "Write what matches " + pattern + "."
}

// Rules returns the rules of the table.
func Rules() []string {
	rules := []string{Invalid}
	for _, t := range texts {
		rules = append(rules, t.rule)
	}
	return rules
}

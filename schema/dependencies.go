package schema

import "google.golang.org/protobuf/reflect/protoreflect"

// dependencies are what rules ask of fields that depend on each other, as far as a record tells that alone, so that
// editors mark a fault as it is typed. What a gap may replace, and what is only a warning, is left to the rules.
var dependencies = map[protoreflect.FullName]object{
	"compendium.v1.Age": anyOf(requires("from"), requires("below")),
	"compendium.v1.AuthorizationEvent": {
		"allOf": []object{
			when("event", anyOf(requires("reason"), requires("cause")), nil,
				"RESTRICTED", "SUSPENDED", "REFUSED", "REVOKED", "APPLICATION_WITHDRAWN"),
			when("event", anyOf(requires("use"), requires("indication"), requires("scopes"), requires("indication_unknown"),
				requires("amends")), nil, "APPROVED", "ACCELERATED", "CONVERTED", "EXPANDED"),
			not(anyOf(requires("use", "indication"), requires("use", "scopes"), requires("use", "indication_unknown"),
				requires("indication", "indication_unknown"), requires("scopes", "indication_unknown"))),
		},
	},
	"compendium.v1.Condition": anyOf(requires("replaced_by"), not(anyOf(requires("extent"), requires("biomarkers")))),
	"compendium.v1.Coverage": when("jurisdiction", requires("procedures"),
		not(anyOf(requires("procedures"), requires("only_procedure"))), "EU"),
	"compendium.v1.Dose.Band": {
		"anyOf": []object{requires("from"), requires("above"), requires("below"), requires("up_to")},
		"not":   anyOf(requires("from", "above"), requires("below", "up_to")),
	},
	"compendium.v1.Dose.Max":       when("scope", requires("period"), not(requires("period")), "PERIOD"),
	"compendium.v1.Dose.Reduction": anyOf(requires("action"), requires("amount")),
	"compendium.v1.Drug": {
		"allOf": []object{
			when("lifecycle", anyOf(requires("replaced_by"), requires("retired_reason")), object{
				"required": []string{"depth"}, "not": anyOf(requires("replaced_by"), requires("retired_reason"))}, "RETIRED"),
			when("depth", object{}, requires("lifecycle"), "REGISTER"),
		},
	},
	"compendium.v1.Label":                oneOf(requires("off_label", "cites"), requires("unknown")),
	"compendium.v1.Name":                 when("type", requires("jurisdictions"), nil, "BRAND"),
	"compendium.v1.Product.Strength":     anyOf(requires("amount"), requires("text")),
	"compendium.v1.Quantity":             oneOf(requires("value"), anyOf(requires("low"), requires("high"))),
	"compendium.v1.Regimen.Block.Part":   oneOf(requires("drug"), requires("procedure")),
	"compendium.v1.Regimen.Component":    oneOf(requires("drug"), requires("procedure")),
	"compendium.v1.SafetyItem":           oneOf(requires("text"), requires("none")),
	"compendium.v1.SideEffect":           when("seriousness", requires("action"), nil, "SERIOUS"),
	"compendium.v1.SideEffect.Frequency": anyOf(requires("band"), requires("percent")),
	"compendium.v1.Source.Dates": oneOf(anyOf(requires("published"), requires("revised"), requires("reviewed")),
		requires("unknown")),
}

// requires returns the schema of an object with these properties.
func requires(properties ...string) object { return object{"required": properties} }

// anyOf returns the schema of what one or several schemas take, oneOf of what exactly one takes, and not of what one
// does not take.
func anyOf(schemas ...object) object { return object{"anyOf": schemas} }
func oneOf(schemas ...object) object { return object{"oneOf": schemas} }
func not(schema object) object       { return object{"not": schema} }

// when returns the schema of an object for which one schema holds if a property has one of some values, and another if
// it has another value or none. That one may be nil.
func when(property string, then, otherwise object, values ...string) object {
	schema := object{
		"if": object{
			"properties": object{property: object{"enum": values}},
			"required":   []string{property},
		},
		"then": then,
	}
	if otherwise != nil {
		schema["else"] = otherwise
	}
	return schema
}

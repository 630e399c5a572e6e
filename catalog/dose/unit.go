package dose

import (
	"math/big"
	"strings"
)

// Role is what a unit may be the unit of. Roles are bits; a unit may have several.
type Role int

// The roles of units.
const (
	// Amount is an amount that is given at once.
	Amount Role = 1 << iota
	// Rate is an amount that is given per time.
	Rate
	// Strength is how much of a drug a product holds.
	Strength
	// Time is a length of time.
	Time
	// Limit is the limit of a band of people, or the share that a percentage states.
	Limit
)

// Unit is a unit of the closed list that the schema has for quantities.
type Unit struct {
	// Code is its UCUM code: "mg/m2".
	Code string
	// Symbol is how it is written for people: "mg/m²".
	Symbol string
	// Meaning is it in words: "milligram per square meter of body surface".
	Meaning string
	// Roles are what it may be the unit of.
	Roles Role
}

// Units returns the units, in the order of the schema. The slice must not be changed.
func Units() []Unit { return units }

// UnitOf returns the unit of a UCUM code, and whether it is on the list.
func UnitOf(code string) (Unit, bool) {
	u, ok := byCode[code]
	return u, ok
}

var units = []Unit{
	{"ng", "ng", "nanogram", Amount | Strength},
	{"ug", "mcg", "microgram", Amount | Strength},
	{"mg", "mg", "milligram", Amount | Strength},
	{"g", "g", "gram", Amount | Strength},
	{"ug/kg", "mcg/kg", "microgram per kilogram of body weight", Amount},
	{"mg/kg", "mg/kg", "milligram per kilogram of body weight", Amount},
	{"mg/m2", "mg/m²", "milligram per square meter of body surface", Amount},
	{"g/m2", "g/m²", "gram per square meter of body surface", Amount},
	{"mmol", "mmol", "millimole", Amount | Strength},
	{"mmol/kg", "mmol/kg", "millimole per kilogram of body weight", Amount},
	{"meq", "mEq", "milliequivalent", Amount | Strength},
	{"[iU]", "IU", "international unit", Amount | Strength},
	{"M[iU]", "million IU", "million international units", Amount | Strength},
	{"[iU]/kg", "IU/kg", "international unit per kilogram of body weight", Amount},
	{"[iU]/m2", "IU/m²", "international unit per square meter of body surface", Amount},
	{"M[iU]/m2", "million IU/m²", "million international units per square meter of body surface", Amount},
	{"U", "units", "unit of enzyme activity, such as of glucarpidase", Amount | Strength},
	{"U/kg", "units/kg", "unit of enzyme activity per kilogram of body weight", Amount},
	{"[USP'U]", "USP units", "unit of the United States Pharmacopeia, such as of bleomycin", Amount | Strength},
	{"[USP'U]/m2", "USP units/m²", "unit of the United States Pharmacopeia per square meter of body surface", Amount},
	{"MBq", "MBq", "megabecquerel", Amount | Strength},
	{"GBq", "GBq", "gigabecquerel", Amount | Strength},
	{"kBq/kg", "kBq/kg", "kilobecquerel per kilogram of body weight", Amount},
	{"MBq/kg", "MBq/kg", "megabecquerel per kilogram of body weight", Amount},
	{"mCi", "mCi", "millicurie", Amount | Strength},
	{"Gy", "Gy", "gray, absorbed dose", Amount},
	{"10*6", "million", "million, of cells or particles", Amount | Strength},
	{"10*9", "billion", "thousand million, of cells or particles", Amount | Strength},
	{"10*6/kg", "million/kg", "million per kilogram of body weight", Amount},
	{"{cells}", "cells", "cells, counted", Amount | Strength},
	{"[PFU]", "plaque-forming units", "plaque-forming unit", Amount | Strength},
	{"[CFU]", "colony-forming units", "colony-forming unit", Amount | Strength},
	{"mL", "mL", "milliliter", Amount | Strength},
	{"L", "L", "liter", Amount | Strength},
	{"mL/kg", "mL/kg", "milliliter per kilogram of body weight", Amount},
	{"ug/mL", "mcg/mL", "microgram per milliliter", Strength},
	{"mg/mL", "mg/mL", "milligram per milliliter", Strength},
	{"mg/g", "mg/g", "milligram per gram", Strength},
	{"meq/mL", "mEq/mL", "milliequivalent per milliliter", Strength},
	{"[iU]/mL", "IU/mL", "international unit per milliliter", Strength},
	{"[USP'U]/mL", "USP units/mL", "unit of the United States Pharmacopeia per milliliter", Strength},
	{"MBq/mL", "MBq/mL", "megabecquerel per milliliter", Strength},
	{"GBq/mL", "GBq/mL", "gigabecquerel per milliliter", Strength},
	{"10*6/mL", "million/mL", "million per milliliter", Strength},
	{"[PFU]/mL", "plaque-forming units/mL", "plaque-forming unit per milliliter", Strength},
	{"%", "%", "percent", Strength | Limit},
	{"ug/h", "mcg/hour", "microgram per hour", Rate | Strength},
	{"mg/h", "mg/hour", "milligram per hour", Rate},
	{"mg/m2/h", "mg/m²/hour", "milligram per square meter per hour", Rate},
	{"mg/m2/d", "mg/m²/day", "milligram per square meter per day", Rate},
	{"mg/d", "mg/day", "milligram per day", Rate},
	{"mg/kg/d", "mg/kg/day", "milligram per kilogram per day", Rate},
	{"ug/kg/min", "mcg/kg/min", "microgram per kilogram per minute", Rate},
	{"ug/d", "mcg/day", "microgram per day", Rate},
	{"ug/m2/d", "mcg/m²/day", "microgram per square meter per day", Rate},
	{"mL/min", "mL/min", "milliliter per minute", Rate | Limit},
	{"mL/h", "mL/hour", "milliliter per hour", Rate},
	{"min", "minutes", "minute", Time},
	{"h", "hours", "hour", Time},
	{"d", "days", "day", Time | Limit},
	{"wk", "weeks", "week", Time | Limit},
	{"mo", "months", "month", Time | Limit},
	{"a", "years", "year", Time | Limit},
	{"kg", "kg", "kilogram", Limit},
	{"m2", "m²", "square meter, body surface", Limit},
	{"mL/min/{1.73_m2}", "mL/min/1.73 m²", "milliliter per minute per 1.73 square meters, kidney function", Limit},
}

var byCode = func() map[string]Unit {
	all := make(map[string]Unit, len(units))
	for _, u := range units {
		all[u.Code] = u
	}
	return all
}()

// scales are the units that differ from another one of the list by a factor alone: what they are measured in, and the
// power of ten by which they exceed it.
var scales = map[string]struct {
	base  string
	power int64
}{
	"ng": {"g", -9}, "ug": {"g", -6}, "mg": {"g", -3}, "g": {"g", 0},
	"[iU]": {"[iU]", 0}, "M[iU]": {"[iU]", 6},
	"MBq": {"Bq", 6}, "GBq": {"Bq", 9}, "kBq": {"Bq", 3},
	"10*6": {"1", 6}, "10*9": {"1", 9}, "{cells}": {"1", 0},
	"mL": {"L", -3}, "L": {"L", 0},
}

// Value returns a number of a unit as a number of the unit's base, so that 1 g/m2 and 1000 mg/m2 are the same number of
// g/m2. It returns ok=false if the number is not one.
func Value(number, unit string) (value *big.Rat, base string, ok bool) {
	value, ok = new(big.Rat).SetString(number)
	if !ok {
		return nil, "", false
	}
	of, per, _ := strings.Cut(unit, "/")
	scale, known := scales[of]
	if !known {
		return value, unit, true
	}
	power := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(max(scale.power, -scale.power)), nil))
	if scale.power < 0 {
		power.Inv(power)
	}
	if per != "" {
		per = "/" + per
	}
	return value.Mul(value, power), scale.base + per, true
}

// ByTen reports whether one of two values is ten, a hundred, and so on, times the other: digits alike, and the decimal
// point elsewhere.
func ByTen(a, b *big.Rat) bool {
	if a.Cmp(b) < 0 {
		a, b = b, a
	}
	return b.Sign() > 0 && a.Cmp(b) > 0 && strings.TrimRight(new(big.Rat).Quo(a, b).RatString(), "0") == "1"
}

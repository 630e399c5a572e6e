package importer

import (
	"regexp"
	"strings"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// amountShape matches a strength that an amount and what it is in say whole: "500MG", "20 MG/ML", "50MG/5ML".
var amountShape = regexp.MustCompile(
	`^([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)?(\.[0-9]{1,9})? ?([A-Z%]+)(?:/(\.?[0-9]+(?:\.[0-9]{1,9})?)? ?([A-Z]+))?$`)

// ucum has the codes of the units that registers write. A unit that may be one of several, such as UNITS, has none.
var ucum = map[string]string{
	"MCG": "ug", "MG": "mg", "G": "g", "GM": "g", "MEQ": "meq", "IU": "[iU]", "MMOL": "mmol", "MCI": "mCi", "MBQ": "MBq",
	"GBQ": "GBq", "%": "%", "ML": "mL", "L": "L", "HR": "h",
}

// perUnits are what a strength may be in.
var perUnits = map[string]bool{"mL": true, "L": true, "g": true, "h": true}

// strength returns a strength as a register writes it, but for runs of spaces, with its amount where the text says it
// without doubt.
func strength(text, ingredient string) *compendiumv1.Product_Strength {
	text = strings.Join(strings.Fields(text), " ")
	s := &compendiumv1.Product_Strength{Ingredient: ingredient, Text: text}
	// Drugs@FDA puts remarks on the law behind two asterisks.
	plain, _, _ := strings.Cut(text, "**")
	m := amountShape.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(plain)))
	if m == nil {
		return s
	}
	value, unit := number(m[1]+m[2]), ucum[m[3]]
	if value == "" || unit == "" || unit == "h" {
		return s
	}
	amount := &compendiumv1.Quantity{Value: value, Unit: unit}
	if m[5] == "" {
		s.Amount = amount
		return s
	}
	per := ucum[m[5]]
	if !perUnits[per] || unit == "%" {
		return s
	}
	in := "1"
	if m[4] != "" {
		in = number(m[4])
	}
	if in != "" {
		s.Amount, s.Per = amount, &compendiumv1.Quantity{Value: in, Unit: per}
	}
	return s
}

// number returns a decimal as the schema writes it, or "" if it is none or zero: "0.5" for ".5", "20000" for "20,000".
func number(text string) string {
	text = strings.ReplaceAll(text, ",", "")
	whole, fraction, _ := strings.Cut(text, ".")
	whole = strings.TrimLeft(whole, "0")
	if strings.Trim(whole+fraction, "0") == "" || len(whole) > 15 {
		return ""
	}
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		return whole + "." + fraction
	}
	return whole
}

// eitherSign matches a number whose sign may be that of decimals or of thousands. A comma may separate numbers, too.
var eitherSign = regexp.MustCompile(`[0-9],[0-9]|[1-9][0-9]{0,2}\.[0-9]{3}(?:[^0-9]|$)`)

// strengthOf returns a strength of a table with a sign before decimals, or "" if nobody said which it is.
func strengthOf(text, decimal string) *compendiumv1.Product_Strength {
	plain := text
	switch {
	case decimal == ",":
		plain = strings.NewReplacer(",", ".", ".", ",").Replace(text)
	case decimal == "" && eitherSign.MatchString(text):
		return &compendiumv1.Product_Strength{Text: text}
	}
	s := strength(plain, "")
	s.Text = text
	return s
}

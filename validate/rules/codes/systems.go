package codes

import (
	"regexp"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// system is what is known of the codes of a terminology or register.
type system struct {
	// shape is the shape of a whole code.
	shape *regexp.Regexp
	// words describe the shape to people.
	words string
	// check reports whether the check digit of a code of this shape is right; nil if there is none.
	check func(string) bool
}

// systems has a row for each value of Code.System. docs/model.md shows it to editors.
var systems = map[compendiumv1.Code_System]system{
	compendiumv1.Code_DRUGBANK: {shape(`DB[0-9]{5}`), "DB and 5 digits: DB00619", nil},
	compendiumv1.Code_CHEMBL:   {shape(`CHEMBL[1-9][0-9]*`), "CHEMBL and digits: CHEMBL941", nil},
	compendiumv1.Code_CAS: {shape(`[1-9][0-9]{1,6}-[0-9]{2}-[0-9]`),
		"2 to 7 digits, 2 digits and a check digit: 152459-95-5", casCheck},
	compendiumv1.Code_PUBCHEM: {shape(`[1-9][0-9]{0,9}`), "digits, the CID of a compound: 5291", nil},
	compendiumv1.Code_DIN:     {shape(`[0-9]{8}`), "8 digits: 02253275", nil},
	compendiumv1.Code_DPD:     {shape(`[1-9][0-9]*`), "digits, the drug code of the database: 75059", nil},
	compendiumv1.Code_EMA_PRODUCT_NUMBER: {shape(`EMEA/H/[CW]/[0-9]{6}`),
		"EMEA/H/C/ and 6 digits, without the part of a procedure: EMEA/H/C/000406", nil},
	compendiumv1.Code_NDC: {shape(`[0-9]{4}-[0-9]{4}|[0-9]{5}-[0-9]{3,4}|[0-9]{6}-[0-9]{4}`),
		"labeler and product, with a hyphen and without the package: 0078-0401", nil},
	compendiumv1.Code_DRUGSATFDA_PRODUCT: {shape(`[0-9]{6}/[0-9]{3}`),
		"6 digits of the application, a slash, 3 digits of the product: 021588/001", nil},
	compendiumv1.Code_SPL_SET_ID: {shape(`(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`),
		"a UUID: 8, 4, 4, 4 and 12 hexadecimal digits", nil},
	compendiumv1.Code_SNOMED_CT: {shape(`[1-9][0-9]{5,17}`),
		"6 to 18 digits, the last a check digit: 424952003", verhoeff},
	compendiumv1.Code_DOID: {shape(`DOID:[0-9]+`), "DOID: and digits: DOID:1115", nil},
	compendiumv1.Code_MESH: {shape(`[CD]([0-9]{6}|[0-9]{9})`), "D or C and 6 or 9 digits: D012509", nil},
	compendiumv1.Code_ICD10: {shape(`[A-Z][0-9]{2}(\.[0-9]{1,2})?`),
		"a letter and 2 digits, then a point and 1 or 2 digits if need be, as the WHO has it: C49.9", nil},
	compendiumv1.Code_ICD11: {shape(icd11 + `([&/]` + icd11 + `)*`),
		"a stem code, then & or / and further codes if need be: 2B5K", nil},
	compendiumv1.Code_ICD_O_3:  {shape(`[89][0-9]{3}/[012369]`), "4 digits, a slash, the behavior: 8890/3", nil},
	compendiumv1.Code_ORPHANET: {shape(`[1-9][0-9]*`), "digits without a prefix: 3394", nil},
	compendiumv1.Code_UMLS:     {shape(`C[0-9]{7}`), "C and 7 digits: C0238198", nil},
	compendiumv1.Code_HPO:      {shape(`HP:[0-9]{7}`), "HP: and 7 digits: HP:0002018", nil},
	compendiumv1.Code_LOINC: {shape(`[1-9][0-9]{0,6}-[0-9]`), "digits, a hyphen and a check digit: 34066-1",
		loincCheck},
	compendiumv1.Code_NCBI_GENE: {shape(`[1-9][0-9]*`), "digits: 3815", nil},
	compendiumv1.Code_ENSEMBL:   {shape(`ENSG[0-9]{11}`), "ENSG and 11 digits, without a version: ENSG00000157404", nil},
	compendiumv1.Code_UNIPROT: {shape(`[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9]([A-Z][A-Z0-9]{2}[0-9]){1,2}`),
		"an accession of 6 or 10 capitals and digits: P10721", nil},
	compendiumv1.Code_NCIT: {shape(`C[1-9][0-9]{2,6}`), "C and 3 to 7 digits: C3868", nil},
	compendiumv1.Code_INCHIKEY: {shape(`[A-Z]{14}-[A-Z]{10}-[A-Z]`),
		"14, 10 and 1 capitals: KTUFNOKKBVMGRW-UHFFFAOYSA-N", nil},
	compendiumv1.Code_KEGG_DRUG: {shape(`D[0-9]{5}`), "D and 5 digits: D08066", nil},
}

// icd11 is a stem code of ICD-11, with what follows its point, or an extension code. The letters O and I do not occur.
const icd11 = `([1-9A-HJ-NP-WYZ][A-HJ-NP-Z][0-9][0-9A-HJ-NP-Z](\.[0-9A-HJ-NP-Z]{1,2})?|X[A-HJ-NP-Z][0-9A-HJ-NP-Z]{1,5})`

func shape(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }

// casCheck reports whether the last digit of a CAS Registry Number is the sum of the others, each times its place from
// the right, modulo 10.
func casCheck(code string) bool {
	sum, place := 0, 0
	last := len(code) - 1
	for i := last - 1; i >= 0; i-- {
		if code[i] != '-' {
			place++
			sum += place * int(code[i]-'0')
		}
	}
	return sum%10 == int(code[last]-'0')
}

// loincCheck reports whether the last digit of a LOINC code is the check digit of the others, by Luhn's scheme.
func loincCheck(code string) bool {
	sum, last := 0, len(code)-1
	for i := last - 2; i >= 0; i-- {
		digit := int(code[i] - '0')
		if (last-2-i)%2 == 0 {
			digit *= 2
			digit = digit/10 + digit%10
		}
		sum += digit
	}
	return (10-sum%10)%10 == int(code[last]-'0')
}

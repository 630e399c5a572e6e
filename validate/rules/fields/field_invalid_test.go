package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFieldInvalid(t *testing.T) {
	url := func(text string) string { return "-- sources/page.yaml --\nidentifiers: {url: \"" + text + "\"}\n" }
	noURL := []string{"sources/page.yaml:7:20 error identifiers.url"}
	ruletest.Run(t, "field-invalid", []ruletest.Case{
		{Name: "values that fit", Change: "-- sources/page.yaml --\nidentifiers: {nct: NCT12345678, doi: 10.1000/182, url: " +
			"\"https://example.org/page\"}\n"},
		{Name: "a pattern", Change: "-- sources/page.yaml --\nidentifiers: {nct: \"12345678\"}\n",
			Want: []string{"sources/page.yaml:7:20 error identifiers.nct"}},
		{Name: "a DOI with the period of its sentence", Change: "-- sources/page.yaml --\nidentifiers: {doi: 10.1000/182.}\n",
			Want: []string{"sources/page.yaml:7:20 error identifiers.doi"}},
		{Name: "spellings of two countries", Change: "-- conditions/chordoma.yaml --\n" +
			"names: [{text: tumour, type: SYNONYM, locale: " +
			"en-GB}, {text: chordome, type: SYNONYM, locale: fr}, {text: хордома, type: SYNONYM, locale: uk-UA}]\n"},
		{Name: "a spelling of a nickname", Change: "-- conditions/chordoma.yaml --\n" +
			"names: [{text: tumour, type: SYNONYM, locale: en-UK}]\n",
			Want: []string{"conditions/chordoma.yaml:8:47 error names[0].locale"}},
		{Name: "spellings of two scripts, and of a continent",
			Change: "-- conditions/chordoma.yaml --\nnames: [{text: jisuoliu, " +
				"type: SYNONYM, locale: zh-Hant-TW}, {text: cordoma, type: SYNONYM, locale: es-419}]\n"},
		{Name: "a script in small letters", Change: "-- conditions/chordoma.yaml --\n" +
			"names: [{text: jisuoliu, type: SYNONYM, locale: zh-hant-TW}]\n",
			Want: []string{"conditions/chordoma.yaml:8:49 error names[0].locale"}},
		{Name: "symbols of genes", Change: "-- targets/example.yaml --\nsymbol: NKX2-1\n-- targets/orf.yaml --\n" +
			"display_name: Open reading frame\nkind: GENE\nsymbol: C11orf65\n"},
		{Name: "a symbol in small letters", Change: "-- targets/example.yaml --\nsymbol: Kit\n",
			Want: []string{"targets/example.yaml:3:9 error symbol"}},
		{Name: "no web address", Change: "-- sources/page.yaml --\nidentifiers: {url: \"ftp://example.org\"}\n",
			Want: []string{"sources/page.yaml:7:20 error identifiers.url"}},
		{Name: "a PMID with a digit too many", Change: "-- sources/page.yaml --\nidentifiers: {pmid: \"275694420\"}\n",
			Want: []string{"sources/page.yaml:7:21 error identifiers.pmid"}},
		{Name: "a PMID", Change: "-- sources/page.yaml --\nidentifiers: {pmid: \"27569442\"}\n"},
		{Name: "a web address twice", Change: url("https://https://example.org/page"), Want: noURL},
		{Name: "a page of a hospital's own network", Change: url("http://intranet/formulary")},
		{Name: "a machine by its number", Change: url("https://192.168.0.1/page")},
		{Name: "a host with a port, and an address within",
			Change: url("https://web.example.org:8443/?u=https://a.example/b")},
		{Name: "a host in another script", Change: url("https://пример.испытание")},
		{Name: "a host in code", Change: url("https://xn--e1afmkfd.xn--80akhbyknj4f#a")},
		{Name: "a number out of its range",
			Change: "-- conditions/chordoma.yaml --\ncitations:\n  page: {source: sources/page, passage: {words: 2, sha256: " +
				"88e9aa0cdf6062dc8df3ea5b908b90c2285a109ab00e5cba9f16a65b96105d86}}\n",
			Want: []string{`conditions/chordoma.yaml:7:49 error citations["page"].passage.words`}},
		{Name: "a value out of a list", Change: "-- drugs/examplinib.yaml --\ncodes: {retired: [{system: icd, code: A1}]}\n",
			Want: []string{"drugs/examplinib.yaml:7:28 error codes.retired[0].system"}},
	})
}

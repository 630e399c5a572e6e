package validate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestOneSlipIsOneFinding makes one slip after the other, each of which makes more of the catalog wrong than its own
// place, and has it be one finding of the rule that says what to correct.
func TestOneSlipIsOneFinding(t *testing.T) {
	const product = `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
`
	const labels = `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: `
	const archived = `-- sources/archived.yaml --
display_name: Archived
kind: REGISTER
publisher: Society
title: Archived
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}
-- trials/example.yaml --
citations:
  page: {source: sources/archived,
    passage: {words: 7, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}}
`
	const register = `-- sources/register.yaml --
display_name: Register
kind: REGISTER
publisher: Society
title: A register
dates: {revised: "2025-06-01"}
-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page}
`
	coverage := func(regulator, jurisdiction string) string {
		return `-- drugs/examplinib.yaml --
coverage:
  - {regulator: ` + regulator + `, jurisdiction: ` + jurisdiction + `, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
`
	}
	decision := func(year string) string {
		return "  - {body: regulators/payer, jurisdictions: [US], use: sarcoma, decision: RECOMMENDED, date: \"" + year +
			"\", reference: " + year + ", cites: [label]}\n"
	}
	dose := func(use, mg string) string {
		return "  - {id: " + use + "-adults, uses: [" + use +
			"], jurisdictions: [US], basis: LABEL, route: ORAL, steps: [{amount: " +
			"{value: \"" + mg + "\", unit: mg}, every: {value: \"1\", unit: d}}], cites: [label]}\n"
	}
	for _, c := range []struct{ name, change, rule string }{
		{"the products are gone", "-- drugs/examplinib.yaml --\nproducts:\n", "drug-product-missing"},
		{"the side effects are gone", "-- drugs/examplinib.yaml --\nside_effects:\ncitations:\n  label: {source: " +
			"sources/label}\n  page: {source: sources/page}\n  effects: {source: sources/page}\n", "drug-side-effects-missing"},
		{"a product of a country by its nickname",
			"-- drugs/examplinib.yaml --\nproducts:\n  - id: exampla-us\n    brand: Exampla\n    jurisdiction: USA\n" +
				"    authorizations:\n" +
				"      - {id: event-1, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\", cites: " +
				"[label]}\n",
			"region-shape"},
		{"a label of a country by its nickname", labels + "USA, off_label: true, cites: [page]}\n    cites: [page]\n",
			"region-shape"},
		{"an approval of nothing", product + "      - {id: event-2, regulator: regulators/agency, event: APPROVED, date: " +
			"\"2010-05-01\", cites: [label]}\n", "authorization-without-use"},
		{"an approval of no day",
			product + "      - {id: event-3, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: " +
				"\"2010-05-32\", cites: [label]}\n", "date-shape"},
		{"an approval of a day to come",
			product + "      - {id: event-4, regulator: regulators/agency, use: sarcoma, event: ACCELERATED, date: " +
				"\"2101-05-01\", cites: [label]}\n" +
				"      - {id: event-5, regulator: regulators/agency, use: sarcoma, event: CONVERTED, date: " +
				"\"2012-05-01\", cites: [label]}\n" +
				"      - {id: event-6, regulator: regulators/agency, indication: lymphoma, event: EXPANDED, date: " +
				"\"2013-05-01\", cites: [label]}\n", "date-in-future"},
		{"an approval of a later day",
			product + "      - {id: event-7, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: " +
				"\"2020-05-01\", cites: [label]}\n" +
				"      - {id: event-8, regulator: regulators/agency, indication: lymphoma, event: EXPANDED, date: " +
				"\"2012-05-01\", cites: [label]}\n" +
				"      - {id: event-9, regulator: regulators/agency, indication: leukemia, event: EXPANDED, date: " +
				"\"2013-05-01\", cites: [label]}\n", "authorization-order"},
		{"an approval for a use with a letter missing",
			product + "      - {id: event-10, regulator: regulators/agency, use: sarcma, event: ACCELERATED, date: " +
				"\"2010-05-01\", cites: [label]}\n" +
				"      - {id: event-11, regulator: regulators/agency, use: sarcoma, event: CONVERTED, date: \"2012-05-01\", " +
				"cites: [label]}\n",
			"use-unknown"},
		{"a regulator of another country", "-- regulators/agency.yaml --\nmandates: [{jurisdiction: CA}]\n" + product +
			"      - {id: event-12, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\", cites: " +
			"[label]}\n" +
			"      - {id: event-13, regulator: regulators/agency, indication: lymphoma, event: EXPANDED, date: " +
			"\"2012\", cites: [label]}\n" +
			"      - {id: event-14, regulator: regulators/agency, indication: leukemia, event: EXPANDED, date: " +
			"\"2013\", cites: [label]}\n", "authorization-wrong-regulator"},
		{"a regulator whose mandate ends before it begins", "-- regulators/agency.yaml --\nmandates: [{jurisdiction: US, " +
			"since: \"1990\", until: \"1980\"}]\n", "date-order"},
		{"a product of another country", "-- regulators/office.yaml --\ndisplay_name: Office\nkind: LICENSING\n" +
			"mandates: [{jurisdiction: CA}]\nreview: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: " +
			"\"2026-01-01\", next_due: \"2027-01-01\"}\n" + strings.Replace(product, "jurisdiction: US", "jurisdiction: CA", 1) +
			"      - {id: event-15, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\", cites: " +
			"[label]}\n" +
			"      - {id: event-16, regulator: regulators/agency, indication: lymphoma, event: EXPANDED, date: " +
			"\"2012\", cites: [label]}\n", "authorization-wrong-regulator"},
		{"a regulator that is said to decide about payment", "-- regulators/agency.yaml --\nkind: " +
			"HEALTH_TECHNOLOGY_ASSESSMENT\n" + product +
			"      - {id: event-17, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\", cites: " +
			"[label]}\n" +
			"      - {id: event-18, regulator: regulators/agency, indication: lymphoma, event: EXPANDED, date: " +
			"\"2012\", cites: [label]}\n" +
			"      - {id: event-19, regulator: regulators/agency, indication: leukemia, event: EXPANDED, date: " +
			"\"2013\", cites: [label]}\n", "access-decision-as-label"},
		{"a regulator of another country, and scopes in place of uses", "-- regulators/agency.yaml --\nmandates: " +
			"[{jurisdiction: CA}]\n" + product +
			"      - {id: event-20, regulator: regulators/agency, scopes: [{conditions: [conditions/sarcoma]}], event: " +
			"APPROVED, date: \"2010-05-01\", cites: [label]}\n" +
			"      - {id: event-21, regulator: regulators/agency, scopes: [{conditions: [conditions/chordoma]}], event: " +
			"EXPANDED, date: \"2012\", cites: [label]}\n" +
			"      - {id: event-22, regulator: regulators/agency, scopes: [{conditions: [conditions/chordoma]}], event: " +
			"EXPANDED, date: \"2013\", cites: [label]}\n",
			"authorization-wrong-regulator"},
		{"a body that pays and is said to license", "-- regulators/payer.yaml --\ndisplay_name: Payer\nkind: LICENSING\n" +
			"mandates: [{jurisdiction: US}]\nreview: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: " +
			"\"2026-01-01\", next_due: \"2027-01-01\"}\n-- drugs/examplinib.yaml --\naccess_decisions:\n" +
			decision("2011") + decision("2012") + decision("2013"), "access-decision-as-label"},
		{"a route of an administration", "-- drugs/examplinib.yaml --\n" +
			"administrations: [{route: SUBLINGUAL, frequency: once a day, " +
			"cites: [label]}]\nproducts:\n  - id: exampla-us\n    brand: Exampla\n    jurisdiction: US\n    routes: [ORAL]\n" +
			"    authorizations: [{id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: " +
			"\"2010-05-01\", cites: [label]}]\ndoses:\n" + dose("sarcoma", "1") + dose("chordoma", "2"), "dose-route-unlisted"},
		{"a letter of a brand among the names", "-- drugs/examplinib.yaml --\n" +
			"names: [{text: examplinib, type: INN}, {text: " +
			"Exempla, type: BRAND, jurisdictions: [US]}]\nproducts:\n  - id: exampla-us\n    brand: Exampla\n" +
			"    jurisdiction: US\n" +
			"    authorizations: [{id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: " +
			"\"2010-05-01\", cites: [label]}]\n  - {id: exampla-ca, brand: Exampla, jurisdiction: CA}\n", "brand-unlisted"},
		{"a coverage of another country", coverage("regulators/agency", "CA"), "coverage-without-mandate"},
		{"a coverage by a class", coverage("classes/example-class", "US"), "reference-wrong-kind"},
		{"another archived text", "-- archive/page.txt --\nAnother page.\n" + archived, "archive-mismatch"},
		{"a code with a wrong digit", "-- drugs/examplinib.yaml --\ncodes: {snomed: \"421448008\", retired: [{system: " +
			"snomed, code: \"10819511000001106\", replaced_by: \"421448007\"}], cites: [label]}\n", "code-snomed-shape"},
		{"a source with a letter missing",
			register + "-- targets/example.yaml --\nnotes:\n  - {text: It is one., cites: [r]}\ncitations:\n  r: {source: " +
				"sources/regster}\n", "reference-unresolved"},
		{"an entry of a register with a digit missing",
			"-- trials/example.yaml --\nregistrations: {nct: NCT01234567, cites: " +
				"[entry]}\ncitations:\n  page: {source: sources/page}\n  entry: {source: sources/entry}\n" +
				"-- sources/entry.yaml --\n" +
				"display_name: Entry\nkind: TRIAL_REGISTRY\npublisher: Register\ntitle: A trial\nidentifiers: {nct: NCT0123456}\n" +
				"dates: {revised: \"2025-06-01\"}\n", "field-invalid"},
		{"a partner twice in a list that allows no item twice",
			"-- drugs/trialimab.yaml --\nsafety: [{kind: INTERACTION, text: " +
				"Levels rise., with: [drugs/examplinib, drugs/examplinib], cites: [page]}]\n", "list-duplicate"},
		{"a review that is due before it was held",
			"-- targets/example.yaml --\nreview: {status: NOT_CLINICALLY_REVIEWED, by_role: " +
				"content editor, date: \"2026-01-01\", next_due: \"2025-01-01\"}\n", "date-order"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range ruletest.Lint(t, c.change) {
				if f.Severity == finding.Info && f.Rule != c.rule {
					continue // a hint about what the case lays down
				}
				got = append(got, f.Rule+" "+f.File+" "+f.Path)
			}
			if len(got) != 1 ||
				!slices.ContainsFunc(got, func(f string) bool { return len(f) > len(c.rule) && f[:len(c.rule)+1] == c.rule+" " }) {
				t.Errorf("it finds %q, not one of %s", got, c.rule)
			}
		})
	}
}

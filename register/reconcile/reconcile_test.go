package reconcile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/register/dmd"
	"github.com/opencompendium/compendium/register/dpd"
	"github.com/opencompendium/compendium/register/drugsatfda"
	"github.com/opencompendium/compendium/register/ema"
	"github.com/opencompendium/compendium/register/reconcile"
	"github.com/opencompendium/compendium/validate"
)

// registers are small registers of 2019-07-02.
func registers() reconcile.Registers {
	on := func(date string) []drugsatfda.Submission { return []drugsatfda.Submission{{Number: "1", Date: date}} }
	product := func(application, name, form string, status drugsatfda.Status) drugsatfda.Product {
		return drugsatfda.Product{Application: application, Number: "001", Form: form, Name: name, Status: status}
	}
	return reconcile.Registers{
		FDA: &drugsatfda.Register{
			Day: "2019-07-02",
			Applications: map[string]*drugsatfda.Application{
				"021588": {Type: "NDA", Sponsor: "NOVARTIS PHARMS", Approved: on("2003-04-18"), Supplements: 1,
					FirstSupplement: "2003-09-01", LastSupplement: "2018-01-02"},
				"125320": {Type: "BLA", Sponsor: "AMGEN",
					Approved: []drugsatfda.Submission{{Number: "1", Date: "2010-06-01"}, {Number: "2", Date: "2010-11-18"}}},
				"020457": {Type: "NDA", Sponsor: "BRISTOL", Approved: on("1996-05-17")},
				"075000": {Type: "ANDA", Sponsor: "TEVA", Approved: on("2000-01-01")},
				"000070": {Type: "NDA", Sponsor: "LABS", Approved: []drugsatfda.Submission{{Number: "1"}},
					FirstSupplement: "1969-01-01", LastSupplement: "1969-01-01"},
			},
			Products: []drugsatfda.Product{
				product("021588", "GLEEVEC", "TABLET;ORAL", drugsatfda.Prescription),
				product("125320", "PROLIA", "INJECTABLE;SUBCUTANEOUS", drugsatfda.Prescription),
				product("125320", "XGEVA", "INJECTABLE;SUBCUTANEOUS", drugsatfda.Prescription),
				product("020457", "ETOPOPHOS PRESERVATIVE FREE", "INJECTABLE;INJECTION", drugsatfda.Discontinued),
				product("000070", "OLD", "VIAL; SINGLE-USE", drugsatfda.Discontinued),
			},
		},
		DPD: &dpd.Register{Day: "2026-04-01", Products: []*dpd.Product{{
			Code: "1", DIN: "02253275", Holder: "NOVARTIS", Forms: []string{"TABLET"}, Routes: []string{"ORAL"},
			History: []dpd.State{
				{Status: "APPROVED", Date: "2004-06-11"}, {Status: "MARKETED", Date: "2004-07-01"},
				{Status: "CANCELLED POST MARKET", Date: "2025-01-02"},
			},
			Current: dpd.State{Status: "CANCELLED POST MARKET", Date: "2025-01-02"},
		}}},
		EMA: &ema.Register{Day: "2026-03-01", Medicines: []ema.Medicine{
			{Name: "Glivec", Number: "EMEA/H/C/000406", Status: "Authorised", Holder: "Novartis Europharm Limited",
				Authorized: "2001-11-07", Decided: "2026-01-02"},
			{Name: "Withdrawnib", Number: "EMEA/H/C/000001", Status: "Withdrawn", Authorized: "2001-01-01"},
			{Name: "Twicenib", Number: "EMEA/H/C/000003", Status: "Application withdrawn", Authorized: "2021-08-18",
				Decided: "2023-04-28"},
			{Name: "Twicenib", Number: "EMEA/H/C/000004", Status: "Authorised", Authorized: "2021-08-18"},
			{Name: "Endedib", Number: "EMEA/H/C/000002", Status: "Withdrawn", Authorized: "2001-01-01", Ended: "2010-02-03"},
		}},
		DMD: []dmd.Moiety{{ID: "90332006", Name: "New", Previous: "5924003", Since: "2018-11-15"},
			{ID: "47065008", Name: "Quinine", Invalid: "1"}},
	}
}

// reconciled returns what is found in a drug: rule, severity and path.
func reconciled(t *testing.T, r reconcile.Registers, drug string) []string {
	t.Helper()
	c, problems, err := catalog.Load(catalog.Files{
		"drugs/x.yaml": []byte("display_name: X\ndepth: REGISTER\n" + drug),
		"sources/old.yaml": []byte("display_name: Old\nkind: LABEL\npublisher: P\ntitle: Old\n" +
			"dates: {revised: \"2015-01-01\"}\n"),
		"sources/new.yaml": []byte("display_name: New\nkind: LABEL\npublisher: P\ntitle: New\n" +
			"dates: {revised: \"2026-06-01\"}\n"),
	}, "content")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", err, problems)
	}
	set := validate.NewRuleSet(reconcile.Rules(r)...)
	result, err := validate.Run(t.Context(), c, nil, validate.Options{Rules: set, AsOf: "2026-11-30"})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range result.All {
		if _, ok := set.ByID(f.Rule); ok {
			found = append(found, strings.TrimPrefix(f.Rule, "register-")+" "+f.Severity.String()+" "+f.Path)
		}
	}
	return found
}

const citations = "citations: {old: {source: sources/old}, new: {source: sources/new}}\n"

func TestReconcile(t *testing.T) {
	us := func(fields string) string {
		return citations + "products:\n  - {id: a, brand: Gleevec, jurisdiction: US, application_numbers: [NDA 021588], " +
			fields + "}\n"
	}
	approved := func(date, more string) string {
		return "authorizations: [{id: e, regulator: regulators/fda, event: APPROVED, date: \"" + date + "\"" + more + "}]"
	}
	for _, c := range []struct {
		name, drug string
		want       []string
	}{
		{name: "agreement",
			drug: us("holder: Novartis, dose_forms: [FILM_COATED_TABLET], routes: [ORAL], " + approved("2003-04-18", ""))},
		{"event missing", us(approved("2006-10-19", ", use: dfsp")), []string{"event-missing warning products[0]"}},
		{"event of a generic", strings.Replace(us("relation: GENERIC"), "NDA 021588", "ANDA 075000", 1),
			[]string{"event-missing info products[0]"}},
		{"date contradicts", us(approved("2001-05-10", "")),
			[]string{"event-missing warning products[0]", "date-contradicts warning products[0].authorizations[0].date"}},
		{"a conflict is known", us(approved("2001-05-10", "")) +
			"conflicts: [{field: 'products[\"a\"].authorizations', statements: [{says: a}, {says: b}]}]\n", nil},
		{"date can be tightened", us(approved("2003-04", "")),
			[]string{"date-exact info products[0].authorizations[0].date"}},
		{"a supplement lies in the time", us(approved("2003", "")), nil},
		{"another approval lies in the time", us("authorizations: [{id: e, regulator: regulators/fda, event: APPROVED, " +
			"date: \"2003\", use: a}, {id: f, regulator: regulators/fda, event: APPROVED, date: \"2003\", use: b}]"), nil},
		{"one act on two applications", strings.Replace(us(approved("2003-04-18", ", reference: \"NDA 021335, NDA 021588\"")),
			"[NDA 021588]", "[NDA 021335, NDA 021588]", 1), []string{"product-unknown warning products[0]"}},
		{"an act on two other applications", us(approved("2003-04-18", ", reference: \"NDA 021335, NDA 021336\"")),
			[]string{"event-missing warning products[0]", "product-unknown warning products[0]",
				"product-unknown warning products[0]"}},
		{"approved or earlier", us(approved("2010", ", or_earlier: true")),
			[]string{"event-missing info products[0].authorizations[0].date"}},
		{"approved in that year or earlier", us(approved("2003", ", or_earlier: true")), nil},
		{"a second approval or earlier", us("authorizations: [{id: e, regulator: regulators/fda, event: APPROVED, " +
			"date: \"2003-04-18\", use: a}, {id: f, regulator: regulators/fda, event: APPROVED, date: \"2010\", " +
			"or_earlier: true, use: b}]"), nil},
		{"status contradicts", us(approved("2003-04-18", "") + ", marketing: [{event: DISCONTINUED, cites: [old]}]"),
			[]string{"status-contradicts warning products[0].marketing[0]"}},
		{"status of a newer source", us(approved("2003-04-18", "") + ", marketing: [{event: DISCONTINUED, cites: [new]}]"),
			nil},
		{"status of a later day", us(approved("2003-04-18", "") + ", marketing: [{event: DISCONTINUED, date: \"2020\"}]"),
			nil},
		{"holder differs", us(approved("2003-04-18", "") + ", holder: Bayer Pharma, cites: [old]"),
			[]string{"holder-differs info products[0].holder"}},
		{"holder of a newer source", us(approved("2003-04-18", "") + ", holder: Bayer, cites: [new]"), nil},
		{"form and route differ", us(approved("2003-04-18", "") + ", dose_forms: [TABLET, CREAM], routes: [INTRAVENOUS]"),
			[]string{"form-differs warning products[0].dose_forms", "route-differs warning products[0].routes"}},
		{"unknown number", strings.Replace(us(approved("2003-04-18", "")), "NDA 021588", "NDA 021589", 1),
			[]string{"product-unknown warning products[0]"}},
		{"newer than the file", strings.Replace(us(approved("2020-04-18", "")), "NDA 021588", "NDA 021589", 1), nil},
		{"the other center of the FDA", strings.Replace(us(approved("1989-10-10", "")), "NDA 021588", "BLA 103158", 1), nil},
		{"never licensed", strings.Replace(us("authorizations: [{id: e, regulator: regulators/fda, event: REFUSED, "+
			"date: \"2012-06-04\", reason: No.}]"), "NDA 021588", "NDA 022576", 1), nil},
		{"one application for two brands", `products:
  - id: prolia
    brand: Prolia
    jurisdiction: US
    application_numbers: [BLA 125320]
    authorizations: [{id: a, regulator: regulators/fda, event: APPROVED, date: "2010-06-01"}]
  - id: xgeva
    brand: Xgeva
    jurisdiction: US
    application_numbers: [BLA 125320]
    authorizations: [{id: a, regulator: regulators/fda, event: APPROVED, date: "2010-11-18"}]
`, nil},
		{"two applications for two forms", `products:
  - id: a
    brand: Gleevec
    jurisdiction: US
    application_numbers: [NDA 021588, NDA 020457]
    dose_forms: [TABLET, INJECTION]
    routes: [ORAL, INTRAVENOUS]
    authorizations:
      - {id: a, regulator: regulators/fda, event: APPROVED, date: "2003-04-18", reference: NDA 021588}
      - {id: b, regulator: regulators/fda, event: APPROVED, date: "1996-05-17", reference: NDA 020457}
`, nil},
		{"a brand with a suffix", `products:
  - id: a
    brand: Etopophos
    jurisdiction: US
    application_numbers: [NDA 020457]
    dose_forms: [TABLET]
    authorizations: [{id: a, regulator: regulators/fda, event: APPROVED, date: "1996-05-17"}]
`, []string{"form-differs warning products[0].dose_forms"}},
		{"words without a value, and a date that is none", `products:
  - id: a
    brand: Old
    jurisdiction: US
    application_numbers: [NDA 000070]
    dose_forms: [TABLET]
    routes: [ORAL]
    authorizations: [{id: a, regulator: regulators/fda, event: APPROVED, date: "1950"}]
`, nil},
		{"coverage", us(approved("2003-04-18", "")) +
			"coverage: [{regulator: regulators/fda, jurisdiction: US, complete_as_of: \"2017\"}]\n",
			[]string{"newer-than-coverage info coverage[0].complete_as_of"}},
		{"coverage that is newer", us(approved("2003-04-18", "")) +
			"coverage: [{regulator: regulators/fda, jurisdiction: US, complete_as_of: \"2018-01-02\"}]\n",
			nil},
		{"Canada, cancelled", `products:
  - id: a
    jurisdiction: CA
    codes: [{system: DIN, code: "02253275"}]
    authorizations: [{id: a, regulator: regulators/health-canada, event: APPROVED, date: "2004-06-11"}]
    marketing: [{event: MARKETED, date: "2004-07-01"}]
`, []string{"event-missing warning products[0]", "status-contradicts warning products[0].marketing[0]"}},
		{"a later approval of the EU is an indication", `products:
  - id: a
    brand: Glivec
    jurisdiction: EU
    authorizations: [{id: a, regulator: regulators/ema, event: APPROVED, date: "2001-11-07"},
      {id: b, regulator: regulators/ema, event: EXPANDED, date: "2006-09"}]
`, nil},
		{"withdrawn without a date", `products:
  - id: a
    brand: Withdrawnib
    jurisdiction: EU
    authorizations: [{id: a, regulator: regulators/ema, event: APPROVED, date: "2001-01-01"}]
`, nil},
		{"withdrawn with a date", `products:
  - id: a
    brand: Endedib
    jurisdiction: EU
    authorizations: [{id: a, regulator: regulators/ema, event: APPROVED, date: "2001-01-01"}]
`, []string{"event-missing warning products[0]"}},
		{"an application that was withdrawn has the date of the next", `products:
  - id: a
    brand: Twicenib
    jurisdiction: EU
    codes: [{system: EMA_PRODUCT_NUMBER, code: EMEA/H/C/000003}]
    authorizations: [{id: a, regulator: regulators/ema, event: APPLICATION_WITHDRAWN, date: "2020-05-08"}]
coverage: [{regulator: regulators/ema, jurisdiction: EU, complete_as_of: "2022-01-01"}]
`, nil},
		{"a name of a license and of an application that was withdrawn", `products:
  - id: a
    brand: Twicenib
    jurisdiction: EU
    authorizations: [{id: a, regulator: regulators/ema, event: APPROVED, date: "2020-08-18"}]
`, []string{"event-missing warning products[0]", "date-contradicts warning products[0].authorizations[0].date"}},
		{"a row that is missing", `products:
  - {id: a, brand: Elsewhere, jurisdiction: EU,
      authorizations: [{id: a, regulator: regulators/ema, event: APPROVED, date: "2001-01-01"}]}
`, nil},
		{"a code that was replaced", "codes: {snomed: \"5924003\"}\n", []string{"code-retired warning codes.snomed"}},
		{"a code without a successor", "codes: {snomed: \"47065008\"}\n", []string{"code-retired warning codes.snomed"}},
		{"a code in use, and one that dm+d does not have", "codes: {snomed: \"90332006\"}\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, reconciled(t, registers(), c.drug)); diff != "" {
				t.Errorf("found (-want +got):\n%s", diff)
			}
		})
	}
}

func TestChangedSince(t *testing.T) {
	american := func(fields string) string {
		return "products:\n  - {id: a, brand: Gleevec, jurisdiction: US, application_numbers: [NDA 021588], " +
			"authorizations: [{id: e, regulator: regulators/fda, event: APPROVED, date: \"2003-04-18\"}" + fields + "}\n"
	}
	canadian := func(fields string) string {
		return "products:\n  - {id: a, brand: Gleevec, jurisdiction: CA, codes: [{system: DIN, code: \"02253275\"}], " +
			"authorizations: [{id: e, regulator: regulators/health-canada, event: APPROVED, date: \"2004-06-11\"}, " +
			"{id: end, regulator: regulators/health-canada, event: REVOKED, date: \"2025-01-02\", reason: Ended.}]" +
			fields + "}\n"
	}
	european := func(fields string) string {
		return "products:\n  - {id: a, brand: Glivec, jurisdiction: EU, authorizations: " +
			"[{id: e, regulator: regulators/ema, event: APPROVED, date: \"2001-11-07\"}" + fields + "}\n"
	}
	for _, c := range []struct {
		name, drug string
		older      func(before *reconcile.Registers)
		want       int
	}{
		{"nothing, US", american("]"), func(*reconcile.Registers) {}, 0},
		{"nothing, CA", canadian(""), func(*reconcile.Registers) {}, 0},
		{"nothing, EU", european("]"), func(*reconcile.Registers) {}, 0},
		{"supplement", american("]"),
			func(r *reconcile.Registers) { r.FDA.Applications["021588"].LastSupplement = "2017-05-05" }, 1},
		{"supplement that the record has",
			american(", {id: f, regulator: regulators/fda, event: EXPANDED, date: \"2018-01-02\", use: x}]"),
			func(r *reconcile.Registers) { r.FDA.Applications["021588"].LastSupplement = "2017-05-05" }, 0},
		{"application that is new", strings.Replace(american("]"), "2003-04-18", "2003-04", 1),
			func(r *reconcile.Registers) { delete(r.FDA.Applications, "021588") }, 1},
		{"application that is new, and the record has", american("]"),
			func(r *reconcile.Registers) { delete(r.FDA.Applications, "021588") }, 0},
		{"sponsor", american("]"),
			func(r *reconcile.Registers) { r.FDA.Applications["021588"].Sponsor = "CIBA" }, 1},
		{"sponsor that the record has", american("], holder: Novartis"),
			func(r *reconcile.Registers) { r.FDA.Applications["021588"].Sponsor = "CIBA" }, 0},
		{"status", canadian(""),
			func(r *reconcile.Registers) { r.DPD.Products[0].Current.Status = "MARKETED" }, 1},
		{"status that the record has", canadian(", marketing: [{event: NOT_MARKETED, date: \"2025-01-02\"}]"),
			func(r *reconcile.Registers) { r.DPD.Products[0].Current.Status = "MARKETED" }, 0},
		{"holder", canadian(""), func(r *reconcile.Registers) { r.DPD.Products[0].Holder = "CIBA" }, 1},
		{"holder that the record has", canadian(", holder: Novartis Canada"),
			func(r *reconcile.Registers) { r.DPD.Products[0].Holder = "CIBA" }, 0},
		{"holder that shares a word with the one that the record has", canadian(", holder: Novartis Vaccines"),
			func(r *reconcile.Registers) { r.DPD.Products[0].Holder = "NOVARTIS VACCINES" }, 1},
		{"holder that only the newer file states", canadian(""),
			func(r *reconcile.Registers) { r.DPD.Products[0].Holder = "" }, 0},
		{"holder but for punctuation", canadian(""),
			func(r *reconcile.Registers) { r.DPD.Products[0].Holder = "Novartis." }, 0},
		{"decision", european("]"), func(r *reconcile.Registers) { r.EMA.Medicines[0].Decided = "2025-05-05" }, 1},
		{"status of the EU", european("]"), func(r *reconcile.Registers) { r.EMA.Medicines[0].Status = "Opinion" }, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, before := registers(), registers()
			c.older(&before)
			r.FDABefore, r.DPDBefore, r.EMABefore = before.FDA, before.DPD, before.EMA
			n := 0
			for _, found := range reconciled(t, r, c.drug) {
				if found == "changed info products[0]" {
					n++
				}
			}
			if n != c.want {
				t.Errorf("changes: %d, want %d", n, c.want)
			}
		})
	}
}

func TestFix(t *testing.T) {
	c, _, err := catalog.Load(catalog.Files{"drugs/x.yaml": []byte(`display_name: X
depth: REGISTER
codes: {snomed: "5924003"}
products:
  - id: a
    jurisdiction: US
    application_numbers: [NDA 021588]
    authorizations:
      - {id: e, regulator: regulators/fda, event: APPROVED, date: "2003-04"}
`)}, "content")
	if err != nil {
		t.Fatal(err)
	}
	options := validate.Options{Rules: validate.NewRuleSet(reconcile.Rules(registers())...), AsOf: "2026-11-30"}
	fixed, err := validate.Fix(t.Context(), c, nil, options, func(string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	text := string(fixed.Files["drugs/x.yaml"])
	if !strings.Contains(text, `date: "2003-04-18"`) || !strings.Contains(text, `snomed: "90332006"`) {
		t.Errorf("fixed:\n%s", text)
	}
}

func TestReadEMA(t *testing.T) {
	r, err := ema.Read(strings.NewReader("\ufeff" + `{"meta": {"total_records": 2}, "data": [
{"category": "Human", "name_of_medicine": "Glivec", "ema_product_number": "EMEA/H/C/000406",
  "medicine_status": "Authorised",
 "marketing_authorisation_date": "07/11/2001", "last_updated_date": "05/02/2026", "revision_number": 51,
 "marketing_authorisation_developer_applicant_holder": "Novartis"},
{"category": "Veterinary", "name_of_medicine": "Vet", "ema_product_number": "EMEA/V/C/000001"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := &ema.Register{Day: "2026-02-05", Medicines: []ema.Medicine{{Name: "Glivec", Number: "EMEA/H/C/000406",
		Status: "Authorised", Holder: "Novartis", Authorized: "2001-11-07", Updated: "2026-02-05"}}}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	if _, err := ema.Read(strings.NewReader(`{"rows": []}`)); err == nil {
		t.Error("a file of something else is read")
	}
}

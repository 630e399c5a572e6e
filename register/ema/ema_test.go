package ema_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/register/ema"
)

// The rows have the shape of the file of the autumn of 2026: all values are texts, dates are DD/MM/YYYY, a name may
// have what it was before in it, and texts have spaces at their end and entities of HTML. The medicines are invented.
const file = "\ufeff" + `{
  "meta": {"total_records": 6, "timestamp": "2026-09-26T06:02:29Z"},
  "data": [
    {"category": "Human", "name_of_medicine": "Newer (previously Older)", "ema_product_number": "EMEA/H/C/009001",
     "medicine_status": "Authorised", "opinion_status": "", "active_substance": "examplinib",
     "therapeutic_indication": "Treatment of adults (&lt; 75 years).&nbsp;", "generic": "No",
     "marketing_authorisation_developer_applicant_holder": "Example Pharma S.A.  ",
     "european_commission_decision_date": "25/09/2026", "opinion_adopted_date": "20/07/2023",
     "marketing_authorisation_date": "22/09/2023", "refusal_of_marketing_authorisation_date": "",
     "withdrawal_expiry_revocation_lapse_of_marketing_authorisation_date": "", "revision_number": "4",
     "last_updated_date": "25/09/2026", "medicine_url": "https://www.ema.europa.eu/en/medicines/human/EPAR/newer"},
    {"category": "Human", "name_of_medicine": "Ended", "ema_product_number": "EMEA/H/C/009002",
     "medicine_status": "Withdrawn", "marketing_authorisation_developer_applicant_holder": "A &amp; B",
     "marketing_authorisation_date": "26/09/2006",
     "withdrawal_expiry_revocation_lapse_of_marketing_authorisation_date": "11/09/2026"},
    {"category": "Human", "name_of_medicine": "Twice", "ema_product_number": "EMEA/H/C/009003",
     "medicine_status": "Application withdrawn", "withdrawal_of_application_date": "08/05/2020",
     "marketing_authorisation_date": "18/08/2021"},
    {"category": "Human", "name_of_medicine": "Refused", "ema_product_number": "EMEA/H/C/009004",
     "medicine_status": "Refused", "refusal_of_marketing_authorisation_date": "14/09/2026"},
    {"category": "Human", "name_of_medicine": "Undated", "ema_product_number": "EMEA/H/C/009005",
     "medicine_status": "Authorised", "marketing_authorisation_date": "",
     "european_commission_decision_date": "31/02/2026"},
    {"category": "Veterinary", "name_of_medicine": "For pigs", "ema_product_number": "EMEA/V/C/009006",
     "medicine_status": "Authorised"}
  ]
}`

func TestRead(t *testing.T) {
	r, err := ema.Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&ema.Register{Day: "2026-09-26", Medicines: []ema.Medicine{
		{Name: "Newer", Number: "EMEA/H/C/009001", Status: "Authorised", Holder: "Example Pharma S.A.",
			Authorized: "2023-09-22", Decided: "2026-09-25", Updated: "2026-09-25"},
		{Name: "Ended", Number: "EMEA/H/C/009002", Status: "Withdrawn", Holder: "A & B", Authorized: "2006-09-26",
			Ended: "2026-09-11"},
		{Name: "Twice", Number: "EMEA/H/C/009003", Status: "Application withdrawn", Authorized: "2021-08-18"},
		{Name: "Refused", Number: "EMEA/H/C/009004", Status: "Refused", Refused: "2026-09-14"},
		{Name: "Undated", Number: "EMEA/H/C/009005", Status: "Authorised"},
	}}, r); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	for i, want := range []bool{true, true, false, false, true} {
		if m := r.Medicines[i]; m.IsLicensed() != want {
			t.Errorf("%s is licensed: %v", m.Name, !want)
		}
	}
}

// TestDay reads files without a timestamp, and with one that is none.
func TestDay(t *testing.T) {
	for _, meta := range []string{``, `"meta": {"timestamp": "yesterday"},`} {
		text := "{" + meta + `"data": [{"ema_product_number": "EMEA/H/C/009001", "last_updated_date": "02/01/2026"}]}`
		if r, err := ema.Read(strings.NewReader(text)); err != nil || r.Day != "2026-01-02" {
			t.Errorf("%s: %v, %v", text, r, err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, text := range []string{``, `{"data": [`, `[]`, `{"data": {}}`} {
		if _, err := ema.Read(strings.NewReader(text)); err == nil || errors.Is(err, ema.ErrForeign) {
			t.Errorf("%q: got %v", text, err)
		}
	}
	if _, err := ema.Read(strings.NewReader(`{"data": [{"category": "Human"}]}`)); !errors.Is(err, ema.ErrForeign) {
		t.Errorf("got %v, want ErrForeign", err)
	}
}

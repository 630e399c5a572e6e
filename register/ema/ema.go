// Package ema reads the table of medicines that the European Medicines Agency publishes as JSON.
//
// It knows the file and its traps, and nothing of records.
package ema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"time"
)

// Register is what the file says.
type Register struct {
	// Day is when it was made: the day of its timestamp, or else the newest date in it.
	Day       string
	Medicines []Medicine
}

// Medicine is a medicine for people with a central authorization, or an application for one. Dates are ISO 8601 dates,
// or "" if the file has none.
type Medicine struct {
	// Name is its name. What it was called before, which the file has in it, is not part of it.
	Name, Number, Status, Holder string
	Authorized, Refused, Ended   string
	// Decided is the day of the newest decision of the Commission, and Updated that of the newest change of the page.
	Decided, Updated string
}

// licensed are the states of a medicine that is authorized, or was. The file has dates of authorizations for others
// too: an application that was withdrawn has that of the next one, of the same name.
var licensed = []string{"authorised", "withdrawn", "suspended", "revoked", "expired", "lapsed"}

// IsLicensed reports whether the medicine is authorized, or was.
func (m Medicine) IsLicensed() bool { return slices.Contains(licensed, strings.ToLower(m.Status)) }

// ErrForeign is the error of a file that has no medicine of the EMA.
var ErrForeign = errors.New(
	"read the medicines of the EMA: the file has no medicine with an ema_product_number in data",
)

// Read reads the file.
func Read(from io.Reader) (*Register, error) {
	text, err := io.ReadAll(from)
	if err != nil {
		return nil, fmt.Errorf("read the medicines of the EMA: %w", err)
	}
	var file struct {
		Meta struct {
			Timestamp string `json:"timestamp"`
		} `json:"meta"`
		Data []map[string]any `json:"data"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(text, []byte("\ufeff")), &file); err != nil {
		return nil, fmt.Errorf("read the medicines of the EMA: %w", err)
	}
	r := &Register{}
	for _, row := range file.Data {
		field := func(name string) string {
			value, _ := row[name].(string)
			return strings.Join(strings.Fields(html.UnescapeString(value)), " ")
		}
		date := func(name string) string {
			day, err := time.Parse("02/01/2006", field(name))
			if err != nil {
				return ""
			}
			return day.Format(time.DateOnly)
		}
		if field("category") == "Veterinary" || field("ema_product_number") == "" {
			continue
		}
		name, _, _ := strings.Cut(field("name_of_medicine"), " (previously ")
		m := Medicine{
			Name: name, Number: field("ema_product_number"), Status: field("medicine_status"),
			Holder:     field("marketing_authorisation_developer_applicant_holder"),
			Authorized: date("marketing_authorisation_date"), Refused: date("refusal_of_marketing_authorisation_date"),
			Ended:   date("withdrawal_expiry_revocation_lapse_of_marketing_authorisation_date"),
			Decided: date("european_commission_decision_date"), Updated: date("last_updated_date"),
		}
		r.Day = max(r.Day, m.Decided, m.Updated)
		r.Medicines = append(r.Medicines, m)
	}
	if len(r.Medicines) == 0 {
		return nil, ErrForeign
	}
	if made, err := time.Parse(time.RFC3339, file.Meta.Timestamp); err == nil {
		r.Day = made.UTC().Format(time.DateOnly)
	}
	return r, nil
}

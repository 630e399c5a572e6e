package label_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

const (
	on      = compendiumv1.Label_ON_LABEL
	off     = compendiumv1.Label_OFF_LABEL
	former  = compendiumv1.Label_FORMERLY_ON_LABEL
	none    = compendiumv1.Label_UNLICENSED
	unknown = compendiumv1.Label_UNKNOWN

	approved   = compendiumv1.AuthorizationEvent_APPROVED
	suspended  = compendiumv1.AuthorizationEvent_SUSPENDED
	reinstated = compendiumv1.AuthorizationEvent_REINSTATED
	revoked    = compendiumv1.AuthorizationEvent_REVOKED
)

// event returns an event on a use, on an indication if about begins with "=", or on the whole product if about is "".
func event(
	regulator, day string, what compendiumv1.AuthorizationEvent_Event, about string,
) *compendiumv1.AuthorizationEvent {
	e := &compendiumv1.AuthorizationEvent{Regulator: "regulators/" + regulator, Date: day, Event: what, Use: about}
	if about != "" && about[0] == '=' {
		e.Use, e.Indication = "", about[1:]
	}
	return e
}

func product(events ...*compendiumv1.AuthorizationEvent) *compendiumv1.Product {
	return &compendiumv1.Product{Authorizations: events}
}

// authorities returns the regulators of the tests: FDA for the US, EMA for the EU and, until 2020, GB, MHRA for GB, and
// a payer whose mandate and coverage must be ignored.
func authorities() *label.Authorities {
	return label.NewAuthorities([]*compendiumv1.Regulator{
		{Name: "regulators/fda", Kind: compendiumv1.Regulator_LICENSING,
			Mandates: []*compendiumv1.Regulator_Mandate{{Jurisdiction: "US"}}},
		{Name: "regulators/ema", Kind: compendiumv1.Regulator_LICENSING,
			Mandates: []*compendiumv1.Regulator_Mandate{{Jurisdiction: "EU"}, {Jurisdiction: "GB", Until: "2020-12-31"}}},
		{Name: "regulators/mhra", Kind: compendiumv1.Regulator_LICENSING,
			Mandates: []*compendiumv1.Regulator_Mandate{{Jurisdiction: "GB"}}},
		{Name: "regulators/nice", Kind: compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT,
			Mandates: []*compendiumv1.Regulator_Mandate{{Jurisdiction: "GB"}}},
	})
}

// covered declares the records of the regulator of a jurisdiction complete, in the EU for all procedures.
func covered(jurisdiction, until string) *compendiumv1.Coverage {
	by := map[string]string{"US": "regulators/fda", "GB": "regulators/mhra", "EU": "regulators/ema"}[jurisdiction]
	c := &compendiumv1.Coverage{Regulator: by, Jurisdiction: jurisdiction, CompleteAsOf: until}
	if jurisdiction == "EU" {
		c.Procedures = []compendiumv1.Coverage_Procedure{compendiumv1.Coverage_CENTRALIZED, compendiumv1.Coverage_NATIONAL}
	}
	return c
}

// nothing knows no record.
func nothing(string) proto.Message { return nil }

func TestDerive(t *testing.T) {
	type at struct {
		jurisdiction string
		day          date.Day
		want         compendiumv1.Label_Status
	}
	for _, c := range []struct {
		name      string
		coverages []*compendiumv1.Coverage
		products  []*compendiumv1.Product
		want      []at // of the use "a"
	}{
		{"olaratumab: accelerated, withdrawn in the EU, revoked in the US",
			[]*compendiumv1.Coverage{covered("US", "2026-01-01")},
			[]*compendiumv1.Product{
				product(event("fda", "2016-10-19", compendiumv1.AuthorizationEvent_ACCELERATED, "a"),
					event("fda", "2020-02-25", revoked, "")),
				product(event("ema", "2016-11-09", compendiumv1.AuthorizationEvent_ACCELERATED, "a"),
					event("ema", "2019-07-19", revoked, "")),
			},
			[]at{{"US", "2016-10-18", none}, {"US", "2016-10-19", on}, {"US", "2018-01-01", on}, {"US", "2020-02-24", on},
				{"US", "2020-02-25", former}, {"US", "2026-06-01", former},
				{"EU", "2016-11-08", unknown}, {"EU", "2018-01-01", on}, {"EU", "2019-07-19", former},
				{"CA", "2018-01-01", unknown}}},
		{"no records", nil, nil, []at{{"US", "2020-01-01", unknown}, {"", "2020-01-01", unknown}}},
		{"no records, declared complete", []*compendiumv1.Coverage{covered("US", "2026-01-01")}, nil,
			// A coverage also holds before its date, and after it until the records are looked at again; not in other
			// jurisdictions.
			[]at{{"US", "2020-01-01", none}, {"US", "2030-01-01", none}, {"EU", "2020-01-01", unknown}}},
		{"another use licensed", nil, []*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "b"))},
			[]at{{"US", "2020-01-01", unknown}}},
		{"another use licensed, records declared complete", []*compendiumv1.Coverage{covered("US", "2026-01-01")},
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "b"))},
			[]at{{"US", "2009-12-31", none}, {"US", "2020-01-01", off}}},
		{"an indication without a use licensed", []*compendiumv1.Coverage{covered("US", "2026-01-01")},
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "=leukemia"),
				event("fda", "2015-01-01", revoked, "=leukemia"))},
			[]at{{"US", "2012-01-01", off}, {"US", "2020-01-01", none}}},
		{"an indication with the ID of a use", []*compendiumv1.Coverage{covered("US", "2026-01-01")},
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "=a"))}, []at{{"US", "2020-01-01", off}}},
		{"one of two products revoked", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"), event("fda", "2015-01-01", revoked, "")),
				product(event("fda", "2012-01-01", approved, "a"))},
			[]at{{"US", "2011-01-01", on}, {"US", "2020-01-01", on}}},
		{"events out of order", nil,
			[]*compendiumv1.Product{product(event("fda", "2015-01-01", revoked, "a"),
				event("fda", "2010-01-01", approved, "a"))},
			[]at{{"US", "2012-01-01", on}, {"US", "2016-01-01", former}}},
		{"two events on one day, in record order", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"),
				event("fda", "2010-01-01", revoked, "a"))}, []at{{"US", "2010-01-01", former}}},
		{"use suspended and reinstated", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"),
				event("fda", "2012-01-01", suspended, "a"), event("fda", "2013-01-01", reinstated, "a"))},
			[]at{{"US", "2011-01-01", on}, {"US", "2012-06-01", former}, {"US", "2013-01-01", on}}},
		{"whole product suspended and reinstated", []*compendiumv1.Coverage{covered("US", "2026-01-01")},
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"), event("fda", "2010-01-01", approved, "b"),
				event("fda", "2011-01-01", revoked, "a"),
				event("fda", "2012-01-01", suspended, ""), event("fda", "2013-01-01", reinstated, ""))},
			// Reinstatement does not restore a revoked license, and a suspended product does not count as licensed for another
			// use.
			[]at{{"US", "2010-06-01", on}, {"US", "2011-06-01", former}, {"US", "2013-06-01", former}}},
		{"only product suspended", []*compendiumv1.Coverage{covered("US", "2026-01-01")},
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "b"),
				event("fda", "2012-01-01", suspended, ""))},
			[]at{{"US", "2011-01-01", off}, {"US", "2012-01-01", none}}},
		{"events that change no license", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"),
				event("fda", "2011-01-01", compendiumv1.AuthorizationEvent_RESTRICTED, "a"),
				event("fda", "2012-01-01", compendiumv1.AuthorizationEvent_RENEWED, ""),
				event("fda", "2013-01-01", compendiumv1.AuthorizationEvent_REFUSED, "a"),
				event("fda", "2014-01-01", compendiumv1.AuthorizationEvent_APPLICATION_WITHDRAWN, "a"),
				event("fda", "2015-01-01", compendiumv1.AuthorizationEvent_EVENT_UNSPECIFIED, "a"))},
			[]at{{"US", "2020-01-01", on}}},
		{"events that grant", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", compendiumv1.AuthorizationEvent_EXPANDED, "a"),
				event("fda", "2011-01-01", revoked, "a"),
				event("fda", "2012-01-01", compendiumv1.AuthorizationEvent_CONVERTED, "a"))},
			[]at{{"US", "2010-01-01", on}, {"US", "2011-01-01", former}, {"US", "2012-01-01", on}}},
		{"an event on the whole product grants nothing", []*compendiumv1.Coverage{covered("US", "2026-01-01")},
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, ""),
				event("fda", "2010-01-01", reinstated, "a"))}, []at{{"US", "2020-01-01", none}}},
		{"approval of month precision", nil, []*compendiumv1.Product{product(event("fda", "2012-11", approved, "a"))},
			[]at{{"US", "2012-10-31", unknown}, {"US", "2012-11-01", unknown}, {"US", "2012-11-29", unknown},
				{"US", "2012-11-30", on}}},
		{"revocation of month precision", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"), event("fda", "2012-11", revoked, "a"))},
			[]at{{"US", "2012-10-31", on}, {"US", "2012-11-01", unknown}, {"US", "2012-11-15", unknown},
				{"US", "2012-11-30", former}}},
		{"approved in one year, revoked in the next", nil,
			[]*compendiumv1.Product{product(event("fda", "2012", approved, "a"), event("fda", "2013", revoked, "a"))},
			[]at{{"US", "2012-06-01", unknown}, {"US", "2012-12-31", on}, {"US", "2013-06-01", unknown},
				{"US", "2013-12-31", former}}},
		{"revoked within the month of approval", nil,
			[]*compendiumv1.Product{product(event("fda", "2012-11", approved, "a"), event("fda", "2012-11-15", revoked, "a"))},
			[]at{{"US", "2013-01-01", unknown}}},
		{"suspended and reinstated within one year", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"), event("fda", "2012", suspended, ""),
				event("fda", "2012", reinstated, ""))},
			[]at{{"US", "2011-12-31", on}, {"US", "2012-01-01", unknown}, {"US", "2012-06-01", unknown},
				{"US", "2012-12-31", on}}},
		{"suspended and reinstated within a month, revoked later", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"), event("fda", "2012-06", suspended, "a"),
				event("fda", "2012-06", reinstated, "a"), event("fda", "2013-02-01", revoked, "a"))},
			[]at{{"US", "2012-05-31", on}, {"US", "2012-06-15", unknown}, {"US", "2012-06-30", on},
				{"US", "2013-02-01", former}}},
		{"one product revoked in the year of another's approval", nil,
			[]*compendiumv1.Product{product(event("fda", "2012", approved, "a")),
				product(event("fda", "2010-01-01", approved, "a"), event("fda", "2012", revoked, ""))},
			[]at{{"US", "2011-12-31", on}, {"US", "2012-06-01", unknown}, {"US", "2012-12-31", on}}},
		{"approved again within the year of revocation", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"), event("fda", "2012", revoked, "a"),
				event("fda", "2012-06-15", approved, "a"))},
			[]at{{"US", "2011-12-31", on}, {"US", "2012-06-14", unknown}, {"US", "2012-06-15", unknown},
				{"US", "2012-06-16", unknown}, {"US", "2012-12-30", unknown}, {"US", "2012-12-31", unknown}}},
		{"approved twice in one year", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"),
				event("fda", "2012", compendiumv1.AuthorizationEvent_CONVERTED, "a")),
				product(event("fda", "2012", approved, "a"))},
			[]at{{"US", "2012-06-01", on}}},
		{"approved in a month or earlier", nil,
			[]*compendiumv1.Product{product(&compendiumv1.AuthorizationEvent{Regulator: "regulators/fda", Date: "2012-11",
				Event: approved, Use: "a", OrEarlier: true})},
			[]at{{"US", "1990-01-01", unknown}, {"US", "2012-11-30", on}}},
		{"EMA in the EU, and in GB up to 2020", []*compendiumv1.Coverage{covered("GB", "2026-01-01")},
			[]*compendiumv1.Product{product(event("ema", "2010-01-01", approved, "a"))},
			// A license in force when the mandate ends proves nothing about the time after, covered or not.
			[]at{{"EU", "2026-01-01", on}, {"GB", "2020-12-31", on}, {"GB", "2021-01-01", unknown},
				{"GB", "2026-01-01", unknown}}},
		{"EMA approval after its mandate for GB", []*compendiumv1.Coverage{covered("GB", "2026-01-01")},
			[]*compendiumv1.Product{product(event("ema", "2022-01-01", approved, "a"))},
			[]at{{"EU", "2026-01-01", on}, {"GB", "2026-01-01", none}}},
		{"EMA approval of another use, after its mandate for GB",
			[]*compendiumv1.Coverage{covered("GB", "2026-01-01")},
			[]*compendiumv1.Product{product(event("ema", "2010-01-01", approved, "b"))},
			[]at{{"GB", "2020-12-31", off}, {"GB", "2021-01-01", none}}},
		{"EMA, then MHRA for another product", nil,
			[]*compendiumv1.Product{product(event("ema", "2010-01-01", approved, "a")),
				product(event("mhra", "2021-06-01", approved, "a"))},
			[]at{{"GB", "2020-12-31", on}, {"GB", "2021-01-01", unknown}, {"GB", "2021-06-01", on}, {"EU", "2021-06-01", on}}},
		{"EMA, then MHRA for the same product", nil,
			[]*compendiumv1.Product{product(event("ema", "2010-01-01", approved, "a"),
				event("mhra", "2021-06-01", compendiumv1.AuthorizationEvent_CONVERTED, "a"))},
			[]at{{"GB", "2020-12-31", on}, {"GB", "2021-01-01", unknown}, {"GB", "2021-06-01", on}, {"EU", "2021-06-01", on}}},
		{"MHRA revokes a license of EMA", nil,
			[]*compendiumv1.Product{product(event("ema", "2010-01-01", approved, "a"),
				event("mhra", "2022-01-01", revoked, ""))},
			[]at{{"GB", "2021-01-01", unknown}, {"GB", "2022-01-01", former}, {"EU", "2022-01-01", on}}},
		{"end of EMA's mandate keeps a use licensed by MHRA", []*compendiumv1.Coverage{covered("GB", "2026-01-01")},
			[]*compendiumv1.Product{product(event("ema", "2010-01-01", approved, "b"),
				event("mhra", "2015-01-01", approved, "a"))}, []at{{"GB", "2022-01-01", on}}},
		{"a payer cannot license or cover", nil, []*compendiumv1.Product{product(event("nice", "2010-01-01", approved, "a"))},
			[]at{{"GB", "2020-01-01", unknown}}},
		{"a payer cannot revoke", nil, []*compendiumv1.Product{product(event("mhra", "2010-01-01", approved, "a"),
			event("nice", "2012-01-01", revoked, "a"))}, []at{{"GB", "2020-01-01", on}}},
		{"a regulator has no effect in other jurisdictions", nil,
			[]*compendiumv1.Product{product(event("fda", "2010-01-01", approved, "a"))}, []at{{"EU", "2020-01-01", unknown}}},
		{"unknown regulator", nil, []*compendiumv1.Product{product(event("other", "2010-01-01", approved, "a"))},
			[]at{{"US", "2020-01-01", unknown}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			drug := &compendiumv1.Drug{Name: "drugs/x", Products: c.products, Coverage: c.coverages}
			for _, at := range c.want {
				got := authorities().Statuses(drug, at.jurisdiction, at.day, nothing).OfID("a")
				if got.Status != at.want {
					t.Errorf("in %s on %s: status %s, want %s", at.jurisdiction, at.day, got.Status, at.want)
				}
				// Coverage is set only if the status rests on it.
				if (got.Coverage != "") != (got.Status == off || got.Status == none) {
					t.Errorf("in %s on %s: status %s with coverage %q", at.jurisdiction, at.day, got.Status, got.Coverage)
				}
			}
		})
	}
}

func TestCoverage(t *testing.T) {
	// The latest declaration wins. One of less than day precision counts from its first day.
	drug := &compendiumv1.Drug{Name: "drugs/x", Coverage: []*compendiumv1.Coverage{covered("US", "2024-01-01"),
		covered("US", "2025"), covered("US", "2023-01-01")}}
	if got := authorities().Statuses(drug, "US", "2026-01-01", nothing).OfID("a"); got.Coverage != "2025-01-01" {
		t.Errorf("coverage is %q", got.Coverage)
	}
	payer := &compendiumv1.Drug{Name: "drugs/x", Coverage: []*compendiumv1.Coverage{{Regulator: "regulators/nice",
		Jurisdiction: "GB", CompleteAsOf: "2026-01-01"}}}
	if got := authorities().Statuses(payer, "GB", "2026-01-01", nothing).OfID("a"); got.Status != unknown {
		t.Errorf("with a payer's coverage: status is %s", got.Status)
	}
}

// TestProcedures checks that in the European Union, the silence of the centralized procedure proves something only
// where it was the only way to a license, or the national ones are recorded, too.
func TestProcedures(t *testing.T) {
	central, national := compendiumv1.Coverage_CENTRALIZED, compendiumv1.Coverage_NATIONAL
	for _, c := range []struct {
		procedures []compendiumv1.Coverage_Procedure
		only       bool
		want       compendiumv1.Label_Status
	}{
		{[]compendiumv1.Coverage_Procedure{central}, false, unknown},
		{[]compendiumv1.Coverage_Procedure{central}, true, none},
		{[]compendiumv1.Coverage_Procedure{national}, false, unknown},
		{[]compendiumv1.Coverage_Procedure{national, central}, false, none},
		{nil, false, unknown},
	} {
		drug := &compendiumv1.Drug{Name: "drugs/x", Coverage: []*compendiumv1.Coverage{{Regulator: "regulators/ema",
			Jurisdiction: "EU", CompleteAsOf: "2026-01-01", Procedures: c.procedures, OnlyProcedure: c.only}}}
		if got := authorities().Statuses(drug, "EU", "2026-01-01", nothing).OfID("a"); got.Status != c.want {
			t.Errorf("%v, only %t: status is %s, want %s", c.procedures, c.only, got.Status, c.want)
		}
	}
}

// TestCoverageEndsWithMandate checks that a coverage ends with the mandate of its regulator.
func TestCoverageEndsWithMandate(t *testing.T) {
	ema := &compendiumv1.Coverage{Regulator: "regulators/ema", Jurisdiction: "GB", CompleteAsOf: "2023-01-01"}
	mhra := covered("GB", "2022-01-01")
	for _, c := range []struct {
		coverage     []*compendiumv1.Coverage
		jurisdiction string
		day          date.Day
		want         label.Result
	}{
		{[]*compendiumv1.Coverage{ema}, "GB", "2020-12-31", label.Result{Status: none, Coverage: "2023-01-01"}},
		{[]*compendiumv1.Coverage{ema}, "GB", "2021-01-01", label.Result{Status: unknown}},
		{[]*compendiumv1.Coverage{covered("EU", "2023-01-01")}, "EU", "2021-01-01",
			label.Result{Status: none, Coverage: "2023-01-01"}},
		{[]*compendiumv1.Coverage{ema, mhra}, "GB", "2020-12-31", label.Result{Status: none, Coverage: "2023-01-01"}},
		{[]*compendiumv1.Coverage{mhra, ema}, "GB", "2021-01-01", label.Result{Status: none, Coverage: "2022-01-01"}},
	} {
		drug := &compendiumv1.Drug{Name: "drugs/x", Coverage: c.coverage}
		got := authorities().Statuses(drug, c.jurisdiction, c.day, nothing).OfID("a")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%d coverages, in %s on %s (-want +got):\n%s", len(c.coverage), c.jurisdiction, c.day, diff)
		}
		if days := authorities().ChangeDays(drug); !slices.Contains(days, "2021-01-01") {
			t.Errorf("ChangeDays = %v", days)
		}
	}
}

func TestOffLabel(t *testing.T) {
	for status, want := range map[compendiumv1.Label_Status]*bool{
		on: new(false), off: new(true), former: new(true), none: new(true), unknown: nil,
		compendiumv1.Label_STATUS_UNSPECIFIED: nil,
	} {
		got := label.OffLabel(status)
		if (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("OffLabel(%s) = %v", status, got)
		}
	}
}

func TestGrantsAndEnds(t *testing.T) {
	values := approved.Descriptor().Values()
	for i := range values.Len() {
		e := compendiumv1.AuthorizationEvent_Event(values.Get(i).Number())
		grants := e == approved || e == compendiumv1.AuthorizationEvent_ACCELERATED ||
			e == compendiumv1.AuthorizationEvent_CONVERTED || e == compendiumv1.AuthorizationEvent_EXPANDED
		if label.Grants(e) != grants || label.Ends(e) != (e == suspended || e == revoked ||
			e == compendiumv1.AuthorizationEvent_EXPIRED) {
			t.Errorf("Grants(%[1]s) = %[2]t, Ends(%[1]s) = %[3]t", e, label.Grants(e), label.Ends(e))
		}
	}
}

// resolved returns a copy of a drug with the labels of its uses on a day.
func resolved(drug *compendiumv1.Drug, day date.Day) *compendiumv1.Drug {
	drug = proto.CloneOf(drug)
	authorities().Label(drug, day, nothing)
	return drug
}

func TestLabel(t *testing.T) {
	drug := &compendiumv1.Drug{
		Name: "drugs/x",
		Products: []*compendiumv1.Product{product(event("fda", "2016-10-19", approved, "a"),
			event("fda", "2020-02-25", revoked, ""))},
		Uses: []*compendiumv1.Use{{Id: "a", Labels: []*compendiumv1.Label{
			{Jurisdiction: "US", OffLabel: new(true), Cites: []string{"c"}},
			{Jurisdiction: "CA", Unknown: "Not covered."},
			{Jurisdiction: "EU", OffLabel: new(false)},
		}}},
	}
	then := resolved(drug, "2018-01-01").Uses[0].Labels
	if l := then[0]; l.GetStatus() != on || l.OffLabel == nil || l.GetOffLabel() || l.Unknown != "" || len(l.Cites) != 1 {
		t.Errorf("label in 2018: %v", l)
	}
	if l := then[1]; l.GetStatus() != unknown || l.OffLabel != nil || l.Unknown != "Not covered." {
		t.Errorf("label of unknown status: %v", l)
	}
	// A flag that the records do not support is replaced by a reason.
	if l := then[2]; l.GetStatus() != unknown || l.OffLabel != nil || l.Unknown == "" {
		t.Errorf("label of an unsupported flag: %v", l)
	}
	if l := resolved(drug, "2026-06-01").Uses[0].Labels[0]; l.GetStatus() != former || !l.GetOffLabel() {
		t.Errorf("label today: %v", l)
	}
	declared := proto.CloneOf(drug)
	declared.Coverage = []*compendiumv1.Coverage{covered("EU", "2026-01-01")}
	covered := resolved(declared, "2026-06-01").Uses[0].Labels[2]
	if covered.GetStatus() != none || covered.GetCoverageDate() != "2026-01-01" || !covered.GetOffLabel() ||
		covered.Unknown != "" {
		t.Errorf("label that rests on coverage: %v", covered)
	}
}

// TestZeroValues passes nil and empty values to every function.
func TestZeroValues(t *testing.T) {
	for _, a := range []*label.Authorities{{}, label.NewAuthorities(nil),
		label.NewAuthorities([]*compendiumv1.Regulator{nil, {},
			{Kind: compendiumv1.Regulator_LICENSING, Mandates: []*compendiumv1.Regulator_Mandate{nil}}})} {
		for _, drug := range []*compendiumv1.Drug{nil, {},
			{Coverage: []*compendiumv1.Coverage{nil}, Uses: []*compendiumv1.Use{nil}},
			{Products: []*compendiumv1.Product{nil, {Authorizations: []*compendiumv1.AuthorizationEvent{nil, {}}}}}} {
			if got := a.Statuses(drug, "US", "", nothing).OfID(""); got.Status != unknown {
				t.Errorf("status is %s", got.Status)
			}
			a.Label(proto.CloneOf(drug), "2020-01-01", nothing)
		}
	}
}

// TestImpreciseDates derives statuses from random events of year, month and day precision: a known status must be the
// same for every choice of days within those dates.
func TestImpreciseDates(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	kinds := []compendiumv1.AuthorizationEvent_Event{approved, suspended, reinstated, revoked}
	dates := []string{"2012", "2012", "2012-06", "2012-06", "2012-06-15", "2011", "2013-01"}
	a := authorities()
	known := 0
	for range 3000 {
		drug := &compendiumv1.Drug{Name: "drugs/x", Coverage: []*compendiumv1.Coverage{covered("US", "2026-01-01")}}
		var events []*compendiumv1.AuthorizationEvent
		for range 1 + random.IntN(2) {
			p := product(event("fda", "2010-01-01", approved, []string{"a", "b"}[random.IntN(2)]))
			for range 1 + random.IntN(2) {
				e := event("fda", dates[random.IntN(len(dates))], kinds[random.IntN(len(kinds))],
					[]string{"a", "a", "b", ""}[random.IntN(4)])
				p.Authorizations, events = append(p.Authorizations, e), append(events, e)
			}
			drug.Products = append(drug.Products, p)
		}
		day := []date.Day{"2012-01-01", "2012-06-14", "2012-06-15", "2012-12-30", "2012-12-31", "2014-01-01"}[random.IntN(6)]
		want := a.Statuses(drug, "US", day, nothing).OfID("a").Status
		if next := date.Next(day); a.Statuses(drug, "US", next, nothing).OfID("a").Status != want &&
			!slices.Contains(a.ChangeDays(drug), next) {
			t.Fatalf("the status changes on %s, which ChangeDays omits:\n%v", next, drug)
		}
		if want == unknown {
			continue
		}
		known++
		original := proto.CloneOf(drug)
		var settle func(i int)
		settle = func(i int) {
			if i == len(events) {
				if !inOrder(original, drug) {
					return
				}
				if got := a.Statuses(drug, "US", day, nothing).OfID("a").Status; got != want {
					t.Fatalf("on %s: status %s, but %s for the precise dates\n%v\nof\n%v", day, want, got, original, drug)
				}
				return
			}
			written := events[i].Date
			for _, on := range []date.Day{date.Earliest(written), day, date.Next(day), date.Latest(written)} {
				if date.Earliest(written) <= on && on <= date.Latest(written) {
					events[i].Date = string(on)
					settle(i + 1)
				}
			}
			events[i].Date = written
		}
		settle(0)
	}
	if known < 500 {
		t.Errorf("only %d drugs have a known status", known)
	}
}

// inOrder reports whether the events of a product that share a date took effect in record order.
func inOrder(original, drug *compendiumv1.Drug) bool {
	for i, p := range drug.GetProducts() {
		for j, e := range p.GetAuthorizations() {
			for k, later := range p.GetAuthorizations()[j:] {
				same := original.Products[i].Authorizations[j].Date == original.Products[i].Authorizations[j+k].Date
				if same && e.GetDate() > later.GetDate() {
					return false
				}
			}
		}
	}
	return true
}

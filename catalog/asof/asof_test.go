package asof_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

const (
	inForce    = compendiumv1.AccessDecision_IN_FORCE
	notInForce = compendiumv1.AccessDecision_NOT_IN_FORCE
	undated    = compendiumv1.AccessDecision_UNDATED
	notYet     = compendiumv1.AccessDecision_NOT_YET

	recommended = compendiumv1.AccessDecision_RECOMMENDED
	withdrawn   = compendiumv1.AccessDecision_RECOMMENDATION_WITHDRAWN
)

// resolver returns a resolver with one licensing regulator and sources that are named by the date of their revision.
func resolver(revised ...string) *asof.Resolver { return resolverOf(nil, revised...) }

// resolverOf returns such a resolver for records by name.
func resolverOf(records map[string]proto.Message, revised ...string) *asof.Resolver {
	var sources []*compendiumv1.Source
	for _, on := range revised {
		sources = append(sources, &compendiumv1.Source{
			Name: "sources/" + on, Kind: compendiumv1.Source_REGISTER, Dates: &compendiumv1.Source_Dates{Revised: on},
		})
	}
	return asof.NewResolver(fda(), slices.Values(sources), func(name string) proto.Message { return records[name] })
}

// citations returns a citation of each source, under its date as the key.
func citations(revised ...string) map[string]*compendiumv1.Citation {
	all := make(map[string]*compendiumv1.Citation)
	for _, on := range revised {
		all[on] = &compendiumv1.Citation{Source: "sources/" + on}
	}
	return all
}

func TestStatedOn(t *testing.T) {
	for _, test := range []struct {
		name  string
		kind  compendiumv1.Source_Kind
		dates *compendiumv1.Source_Dates
		want  string
	}{
		{"revised counts before a later review", compendiumv1.Source_PATIENT_PAGE,
			&compendiumv1.Source_Dates{Published: "2012", Revised: "2015-03", Reviewed: "2019"}, "2015-03"},
		{"reviewed", compendiumv1.Source_PATIENT_PAGE,
			&compendiumv1.Source_Dates{Published: "2012", Reviewed: "2019"}, "2019"},
		{"published", compendiumv1.Source_JOURNAL_ARTICLE, &compendiumv1.Source_Dates{Published: "2012"}, "2012"},
		{"a page that was opened", compendiumv1.Source_PATIENT_PAGE,
			&compendiumv1.Source_Dates{Accessed: "2026-01-01", Unknown: "It carries none."}, ""},
		{"a register that was opened", compendiumv1.Source_REGISTER,
			&compendiumv1.Source_Dates{Accessed: "2026-01-01", Unknown: "It carries none."}, "2026-01-01"},
		{"a register of trials that was opened", compendiumv1.Source_TRIAL_REGISTRY,
			&compendiumv1.Source_Dates{Accessed: "2026-01-01", Unknown: "It carries none."}, "2026-01-01"},
		{"a register that says when it was revised", compendiumv1.Source_REGISTER,
			&compendiumv1.Source_Dates{Revised: "2019", Accessed: "2026-01-01"}, "2019"},
	} {
		if got := asof.StatedOn(&compendiumv1.Source{Kind: test.kind, Dates: test.dates}); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTrialStatusGoesOutOfDate(t *testing.T) {
	r := resolver("2019-03-05", "2021", "2024-06-30")
	for _, test := range []struct {
		name            string
		status          string
		statusCites     []string
		cites           []string
		day             date.Day
		want, lastKnown string
		on              string
	}{
		{"two years to the day", "RUNNING", nil, []string{"2024-06-30"}, "2026-06-30", "RUNNING", "", "2024-06-30"},
		{"a day more", "RUNNING", nil, []string{"2024-06-30"}, "2026-07-01", "UNKNOWN", "RUNNING", "2024-06-30"},
		{"the newest counts", "RECRUITING", nil, []string{"2024-06-30", "2019-03-05"}, "2026-06-30", "RECRUITING", "",
			"2024-06-30"},
		{"the status's own cites come first", "RECRUITING", []string{"2019-03-05"}, []string{"2024-06-30"}, "2026-06-30",
			"UNKNOWN", "RECRUITING", "2019-03-05"},
		{"a year lasts to its end", "NOT_YET_RECRUITING", nil, []string{"2021"}, "2023-12-31", "NOT_YET_RECRUITING",
			"", "2021"},
		{"and no longer", "NOT_YET_RECRUITING", nil, []string{"2021"}, "2024-01-01", "UNKNOWN", "NOT_YET_RECRUITING", "2021"},
		{"no date", "ACTIVE_NOT_RECRUITING", nil, nil, "2020-01-01", "UNKNOWN", "ACTIVE_NOT_RECRUITING", ""},
		{"an end does not go out of date", "COMPLETED", nil, []string{"2019-03-05"}, "2026-01-01", "COMPLETED", "",
			"2019-03-05"},
		{"nor does one that was stopped", "TERMINATED", nil, nil, "2026-01-01", "TERMINATED", "", ""},
		{"nor what is written as unknown", "UNKNOWN", nil, []string{"2019-03-05"}, "2019-03-06", "UNKNOWN", "", "2019-03-05"},
	} {
		t.Run(test.name, func(t *testing.T) {
			trial := &compendiumv1.Trial{
				Status: compendiumv1.Trial_Status(compendiumv1.Trial_Status_value[test.status]),
				Cites:  test.cites, StatusCites: test.statusCites, Citations: citations("2019-03-05", "2021", "2024-06-30"),
			}
			before := proto.CloneOf(trial)
			got := r.Resolve(trial, test.day).(*compendiumv1.Trial)
			want := proto.CloneOf(trial)
			want.Status = compendiumv1.Trial_Status(compendiumv1.Trial_Status_value[test.want])
			want.LastKnownStatus = compendiumv1.Trial_Status(compendiumv1.Trial_Status_value[test.lastKnown])
			want.StatusAsOf = test.on
			if diff := cmp.Diff(want, got, protocmp.Transform()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !proto.Equal(before, trial) {
				t.Error("the record itself was changed")
			}
		})
	}
}

func TestGoesOn(t *testing.T) {
	for number, name := range compendiumv1.Trial_Status_name {
		want := slices.Contains([]string{"RUNNING", "NOT_YET_RECRUITING", "RECRUITING", "ENROLLING_BY_INVITATION",
			"ACTIVE_NOT_RECRUITING", "CLOSED_AWAITING_RESULTS"}, name)
		if got := asof.GoesOn(compendiumv1.Trial_Status(number)); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct {
		region, other string
		want          bool
	}{
		{"GB-SCT", "GB", true}, {"GB", "GB", true}, {"GB", "GB-SCT", false}, {"GB-SCT", "GB-ENG", false},
		{"GBX", "GB", false},
	} {
		if got := asof.Within(test.region, test.other); got != test.want {
			t.Errorf("%s within %s: %t", test.region, test.other, got)
		}
	}
}

func TestStandings(t *testing.T) {
	decision := func(id, day string, what compendiumv1.AccessDecision_Decision) *compendiumv1.AccessDecision {
		return &compendiumv1.AccessDecision{Id: id, Body: "regulators/nice", Use: "gist", Decision: what, Date: day}
	}
	old := decision("old", "2012-04-09", recommended)
	limited := proto.CloneOf(old)
	limited.Until = "2014-12-31"
	replacing := decision("new", "2016-02-01", recommended)
	replacing.Supersedes = []string{"old"}
	silent := decision("new", "2016-02-01", recommended)
	otherUse := proto.CloneOf(replacing)
	otherUse.Use = "chordoma"
	scottish, english := proto.CloneOf(old), proto.CloneOf(replacing)
	scottish.Jurisdictions, english.Jurisdictions = []string{"GB-SCT"}, []string{"GB-ENG", "GB-WLS"}
	british := proto.CloneOf(replacing)
	british.Jurisdictions = []string{"GB"}
	withdrawal := decision("end", "2020", withdrawn)
	undatedWithdrawal := decision("end", "", withdrawn)
	told := proto.CloneOf(undatedWithdrawal)
	told.Cites = []string{"2021"}
	otherBody := proto.CloneOf(withdrawal)
	otherBody.Body = "regulators/smc"
	refusal := decision("old", "2012-04-09", compendiumv1.AccessDecision_NOT_RECOMMENDED)
	noDate := decision("old", "", recommended)
	anew := decision("anew", "2020-12-31", recommended)
	nameless, namesNone := decision("", "2012", recommended), decision("", "2016", recommended)
	namesNone.Supersedes = []string{""}
	type standings = []compendiumv1.AccessDecision_Standing
	for _, test := range []struct {
		name      string
		decisions []*compendiumv1.AccessDecision
		day       date.Day
		want      standings
	}{
		{"the day before", []*compendiumv1.AccessDecision{old}, "2012-04-08", standings{notYet}},
		{"its day", []*compendiumv1.AccessDecision{old}, "2012-04-09", standings{inForce}},
		{"the last day", []*compendiumv1.AccessDecision{limited}, "2014-12-31", standings{inForce}},
		{"after the last day", []*compendiumv1.AccessDecision{limited}, "2015-01-01", standings{notInForce}},
		{"before it is replaced", []*compendiumv1.AccessDecision{old, replacing}, "2016-01-31", standings{inForce, notYet}},
		{"replaced", []*compendiumv1.AccessDecision{old, replacing}, "2016-02-01", standings{notInForce, inForce}},
		{"a later one that names none", []*compendiumv1.AccessDecision{old, silent}, "2016-02-01",
			standings{inForce, inForce}},
		{"one of another use replaces nothing", []*compendiumv1.AccessDecision{old, otherUse}, "2016-02-01",
			standings{inForce, inForce}},
		{"nor one for other nations", []*compendiumv1.AccessDecision{scottish, english}, "2016-02-01",
			standings{inForce, inForce}},
		{"one for the whole country does", []*compendiumv1.AccessDecision{scottish, british}, "2016-02-01",
			standings{notInForce, inForce}},
		{"withdrawn within a year", []*compendiumv1.AccessDecision{old, withdrawal}, "2020-05-01",
			standings{undated, undated}},
		{"withdrawn by the end of the year", []*compendiumv1.AccessDecision{old, withdrawal}, "2020-12-31",
			standings{notInForce, inForce}},
		{"withdrawn, nobody knows when", []*compendiumv1.AccessDecision{old, undatedWithdrawal}, "2026-01-01",
			standings{undated, undated}},
		{"withdrawn, as a source of 2021 tells", []*compendiumv1.AccessDecision{old, told}, "2021-12-31",
			standings{notInForce, undated}},
		{"before the source of 2021", []*compendiumv1.AccessDecision{old, told}, "2021-12-30", standings{undated, undated}},
		{"withdrawn by another body", []*compendiumv1.AccessDecision{old, otherBody}, "2026-01-01",
			standings{inForce, inForce}},
		{"a refusal is not withdrawn with it", []*compendiumv1.AccessDecision{refusal, withdrawal}, "2026-01-01",
			standings{inForce, inForce}},
		{"without a date", []*compendiumv1.AccessDecision{noDate}, "2026-01-01", standings{undated}},
		{"one that names no id replaces none without one", []*compendiumv1.AccessDecision{nameless, namesNone}, "2026-01-01",
			standings{inForce, inForce}},
		{"recommended anew on the day of a withdrawal", []*compendiumv1.AccessDecision{anew, withdrawal}, "2026-01-01",
			standings{inForce, inForce}},
		{"without a date, perhaps after the withdrawal", []*compendiumv1.AccessDecision{noDate, withdrawal}, "2026-01-01",
			standings{undated, inForce}},
		{"without a date, and replaced", []*compendiumv1.AccessDecision{noDate, replacing}, "2026-01-01",
			standings{notInForce, inForce}},
	} {
		t.Run(test.name, func(t *testing.T) {
			drug := &compendiumv1.Drug{AccessDecisions: test.decisions, Citations: citations("2021")}
			got := resolver("2021").Resolve(drug, test.day).(*compendiumv1.Drug)
			var standings standings
			for _, d := range got.AccessDecisions {
				standings = append(standings, d.Standing)
			}
			if diff := cmp.Diff(test.want, standings); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestUndatedEnd checks that a withdrawal without a date had happened by the review of its record.
func TestUndatedEnd(t *testing.T) {
	drug := &compendiumv1.Drug{
		Review: &compendiumv1.Review{Date: "2026-11-29"},
		AccessDecisions: []*compendiumv1.AccessDecision{
			{Body: "regulators/nice", Decision: recommended, Date: "2017-08-09"}, {Body: "regulators/nice", Decision: withdrawn},
		},
	}
	for day, want := range map[date.Day]compendiumv1.AccessDecision_Standing{
		"2026-11-28": undated, "2026-11-29": notInForce,
	} {
		if got := asof.Standings(drug, func(string) string { return "" }, day)[0]; got != want {
			t.Errorf("on %s: %s, want %s", day, got, want)
		}
	}
}

func TestLifecycleDate(t *testing.T) {
	r := resolver("2018", "2020-02-25", "2025")
	drug := &compendiumv1.Drug{
		Citations: citations("2018", "2020-02-25", "2025"),
		Products: []*compendiumv1.Product{{
			Authorizations: []*compendiumv1.AuthorizationEvent{{Cites: []string{"2018"}}, {Cites: []string{"2020-02-25"}}},
		}},
		SideEffects: []*compendiumv1.SideEffect{{Cites: []string{"2025"}}},
	}
	if got := r.Resolve(drug, "2026-01-01").(*compendiumv1.Drug).LifecycleAsOf; got != "2020-02-25" {
		t.Errorf("of the sources of its events: %q", got)
	}
	drug.Coverage = []*compendiumv1.Coverage{{CompleteAsOf: "2021-08-01"}}
	if got := r.Resolve(drug, "2026-01-01").(*compendiumv1.Drug).LifecycleAsOf; got != "2021-08-01" {
		t.Errorf("with a coverage: %q", got)
	}
	if got := r.Resolve(&compendiumv1.Drug{}, "2026-01-01").(*compendiumv1.Drug).LifecycleAsOf; got != "" {
		t.Errorf("of a drug without sources: %q", got)
	}
}

// TestAccessTouchesNoLabel checks that decisions about paying, early access and designations change no label.
func TestAccessTouchesNoLabel(t *testing.T) {
	r := resolver()
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		drug := someDrug(random)
		bare := proto.CloneOf(drug)
		bare.AccessDecisions, bare.EarlyAccess, bare.Designations = nil, nil, nil
		for _, day := range []date.Day{"2011-06-01", "2015-06-01", "2026-01-01"} {
			got, want := r.Resolve(drug, day).(*compendiumv1.Drug), r.Resolve(bare, day).(*compendiumv1.Drug)
			for i := range want.Uses {
				if diff := cmp.Diff(want.Uses[i], got.Uses[i], protocmp.Transform()); diff != "" {
					t.Fatalf("%v\nlabels on %s without them and with (-want +got):\n%s", drug, day, diff)
				}
			}
		}
	}
}

// TestChangeDays checks on random records that they change on change days only, and that one that was resolved is
// resolved again for any other day as the record itself is.
func TestChangeDays(t *testing.T) {
	r := resolver("2012-05-01", "2013", "2014-02")
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 2))
		for _, record := range []proto.Message{someDrug(random), someTrial(random)} {
			changes := make(map[date.Day]bool)
			for _, day := range r.ChangeDays(record) {
				changes[day] = true
			}
			before := r.Resolve(record, "2009-12-31")
			for day := date.Day("2010-01-01"); day < "2016-06-01"; day = date.Next(day) {
				now := r.Resolve(record, day)
				if !proto.Equal(before, now) && !changes[day] {
					t.Fatalf("seed %d: the record changes on %s, which ChangeDays omits:\n%s", seed, day,
						cmp.Diff(before, now, protocmp.Transform()))
				}
				if changes[day] {
					if diff := cmp.Diff(now, r.Resolve(before, day), protocmp.Transform()); diff != "" {
						t.Fatalf("seed %d: resolved again for %s (-of the record +of the resolved one):\n%s", seed, day, diff)
					}
				}
				before = now
			}
		}
	}
}

func someDrug(random *rand.Rand) *compendiumv1.Drug {
	drug := &compendiumv1.Drug{
		Name: "drugs/x", Review: &compendiumv1.Review{Date: "2015-05-01"},
		Citations: citations("2012-05-01", "2013", "2014-02"),
		Products: []*compendiumv1.Product{{Id: "one", Jurisdiction: "US",
			Authorizations: []*compendiumv1.AuthorizationEvent{{Regulator: "regulators/fda", Use: "gist", Date: someDate(random),
				Event: compendiumv1.AuthorizationEvent_APPROVED, Cites: []string{"2013"}}},
			Marketing: []*compendiumv1.Product_MarketingEvent{sold("LAUNCHED", someDate(random), "2012-05-01"),
				sold("DISCONTINUED", someDate(random), "2014-02")},
		}},
		Uses: []*compendiumv1.Use{{Id: "gist", Labels: []*compendiumv1.Label{{Jurisdiction: "US", Unknown: "Not known."}}}},
		EarlyAccess: []*compendiumv1.EarlyAccess{
			{Kind: compendiumv1.EarlyAccess_EXPANDED_ACCESS, Jurisdiction: "US", Use: "gist", Since: someDate(random)},
		},
		Designations: []*compendiumv1.Designation{
			{Kind: compendiumv1.Designation_ORPHAN, Regulator: "regulators/fda", Date: someDate(random)},
		},
	}
	for i := range random.IntN(5) {
		d := &compendiumv1.AccessDecision{
			Id: fmt.Sprint("d", i), Body: "regulators/nice", Use: []string{"gist", "chordoma"}[random.IntN(2)],
			Decision: compendiumv1.AccessDecision_Decision(1 + random.IntN(6)),
			Date:     someDate(random), Until: someDate(random),
			Cites: []string{[]string{"2012-05-01", "2013", "2014-02", "none"}[random.IntN(4)]},
		}
		if random.IntN(3) > 0 {
			d.Until = ""
		}
		if i > 0 && random.IntN(2) == 0 {
			d.Supersedes = []string{fmt.Sprint("d", random.IntN(i))}
		}
		drug.AccessDecisions = append(drug.AccessDecisions, d)
	}
	return drug
}

func someTrial(random *rand.Rand) *compendiumv1.Trial {
	return &compendiumv1.Trial{
		Status:    compendiumv1.Trial_Status(1 + random.IntN(11)),
		Cites:     []string{[]string{"2012-05-01", "2013", "2014-02", "none"}[random.IntN(4)]},
		Citations: citations("2012-05-01", "2013", "2014-02"),
	}
}

// someDate returns a date of any precision in the years 2011 to 2013, or none.
func someDate(random *rand.Rand) string {
	day := fmt.Sprintf("%d-%02d-%02d", 2011+random.IntN(3), 1+random.IntN(12), 1+random.IntN(28))
	return day[:[]int{0, 4, 7, 10}[random.IntN(4)]]
}

package file_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// TestAnotherDay checks that what depends on the day changes at midnight, and comes back with the day.
func TestAnotherDay(t *testing.T) {
	cited := map[string]*compendiumv1.Citation{"register": {Source: "sources/register"}}
	source := &compendiumv1.Source{Name: "sources/register", Kind: compendiumv1.Source_TRIAL_REGISTRY,
		Dates: &compendiumv1.Source_Dates{Revised: "2024-03-05"}}
	b := file.NewBuilder("2026-03-05", asof.NewResolver(nil, slices.Values([]*compendiumv1.Source{source}),
		func(string) proto.Message { return nil }))
	for _, record := range []struct {
		kind    catalog.Kind
		name    string
		message proto.Message
	}{
		{catalog.Drugs, "drugs/x", &compendiumv1.Drug{Name: "drugs/x", AccessDecisions: []*compendiumv1.AccessDecision{
			{Body: "regulators/nice", Decision: compendiumv1.AccessDecision_RECOMMENDED, Date: "2020", Until: "2026-06-30"},
		}}},
		{catalog.Trials, "trials/x", &compendiumv1.Trial{Name: "trials/x", Status: compendiumv1.Trial_RECRUITING,
			Cites: []string{"register"}, Citations: cited}},
		{catalog.Sources, source.Name, source},
	} {
		if err := b.Add(record.kind, record.name, record.message); err != nil {
			t.Fatal(err)
		}
	}
	first, err := b.Build("sha256:one", file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	data := first
	for _, c := range []struct {
		day      date.Day
		status   compendiumv1.Trial_Status
		standing compendiumv1.AccessDecision_Standing
	}{
		{"2026-03-05", compendiumv1.Trial_RECRUITING, compendiumv1.AccessDecision_IN_FORCE},
		{"2026-03-06", compendiumv1.Trial_UNKNOWN, compendiumv1.AccessDecision_IN_FORCE},
		{"2026-07-01", compendiumv1.Trial_UNKNOWN, compendiumv1.AccessDecision_NOT_IN_FORCE},
		{"2020-06-30", compendiumv1.Trial_RECRUITING, compendiumv1.AccessDecision_UNDATED},
		{"2026-03-05", compendiumv1.Trial_RECRUITING, compendiumv1.AccessDecision_IN_FORCE},
	} {
		f, err := file.Open(data)
		if err != nil {
			t.Fatal(err)
		}
		if f.AsOf() != c.day && f.SameOn(c.day) {
			t.Errorf("the file of %s says that %s is the same", f.AsOf(), c.day)
		}
		if data, err = f.On(c.day); err != nil {
			t.Fatal(err)
		}
		if f, err = file.Open(data); err != nil {
			t.Fatal(err)
		}
		var trial compendiumv1.Trial
		var drug compendiumv1.Drug
		if err := proto.Unmarshal(f.Table(catalog.Trials).Record(0), &trial); err != nil {
			t.Fatal(err)
		}
		if err := proto.Unmarshal(f.Table(catalog.Drugs).Record(0), &drug); err != nil {
			t.Fatal(err)
		}
		if trial.Status != c.status || drug.AccessDecisions[0].Standing != c.standing {
			t.Errorf("on %s the trial is %s and the decision %s, want %s and %s", c.day, trial.Status,
				drug.AccessDecisions[0].Standing, c.status, c.standing)
		}
	}
	if !bytes.Equal(first, data) {
		t.Error("the file of the first day differs once it went through other days")
	}
}

// TestUsesOfAnotherDay compares the uses of other days with those of a file that is built for that day.
func TestUsesOfAnotherDay(t *testing.T) {
	_, m := build(t, asOf)
	today, err := m.Uses(asOf)
	if err != nil {
		t.Fatal(err)
	}
	changes := m.Info().ChangeDays
	differ := 0
	for _, day := range []string{
		"1900-01-01", changes[len(changes)/3], changes[len(changes)/2], changes[len(changes)*9/10], "2099-01-01",
	} {
		got, err := m.Uses(date.Day(day))
		if err != nil {
			t.Fatal(err)
		}
		data, err := m.On(date.Day(day))
		if err != nil {
			t.Fatal(err)
		}
		built, err := file.Open(data)
		if err != nil {
			t.Fatal(err)
		}
		want, err := built.Uses(date.Day(day))
		if err != nil {
			t.Fatal(err)
		}
		if !got.Equal(want) || !bytes.Equal(got.Frames(0, got.Len()), want.Frames(0, want.Len())) {
			t.Errorf("the uses as of %s are not those of the file of that day", day)
		}
		if !got.Equal(today) {
			differ++
		}
	}
	if differ < 3 {
		t.Errorf("the uses of %d days differ from those of the file, want some", differ)
	}
}

// TestUsesOfAnOlderProgram opens a file in which the use of a regimen has no labels, as in one that was built before
// they were derived from those of its drugs.
func TestUsesOfAnOlderProgram(t *testing.T) {
	b := file.NewBuilder(asOf, nil)
	drug := &compendiumv1.Drug{
		Name: "drugs/x",
		Products: []*compendiumv1.Product{{Id: "x", Jurisdiction: "US",
			Marketing: []*compendiumv1.Product_MarketingEvent{{Date: "2021-01-01"}}}},
		Uses: []*compendiumv1.Use{{Id: "y", Labels: []*compendiumv1.Label{{Jurisdiction: "US"}, {Jurisdiction: "EU"}}}},
	}
	regimen := &compendiumv1.Regimen{
		Name:       "regimens/x",
		Components: []*compendiumv1.Regimen_Component{{Drug: drug.Name}},
		Uses:       []*compendiumv1.TherapyUse{{Id: "y"}},
	}
	if err := errors.Join(b.Add(catalog.Drugs, drug.Name, drug),
		b.Add(catalog.Regimens, regimen.Name, regimen)); err != nil {
		t.Fatal(err)
	}
	data, err := b.Build("sha256:one", file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := file.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[date.Day]int{asOf: 0, "2020-01-01": 2} {
		uses, err := m.Uses(day)
		if err != nil {
			t.Fatal(err)
		}
		var use compendiumv1.Use
		i, _ := uses.Find("regimens/x/uses/y")
		if err := proto.Unmarshal(uses.Record(i), &use); err != nil || len(use.Labels) != want {
			t.Errorf("as of %s it has the labels %v, want %d: %v", day, use.Labels, want, err)
		}
	}
}

// TestListsGiveVersionsOfTheirOwn builds a file on days between which an entry of a list ends, and on days between
// which nothing changes.
func TestListsGiveVersionsOfTheirOwn(t *testing.T) {
	version := func(day date.Day) string {
		b := file.NewBuilder(day, nil)
		if err := b.Add(catalog.Lists, "lists/x", &compendiumv1.DrugList{Name: "lists/x",
			Entries: []*compendiumv1.DrugList_Entry{{Date: "2020", Until: "2026-06"}}}); err != nil {
			t.Fatal(err)
		}
		data, err := b.Build("sha256:one", file.Provenance{})
		if err != nil {
			t.Fatal(err)
		}
		f, err := file.Open(data)
		if err != nil {
			t.Fatal(err)
		}
		return f.Version()
	}
	for _, c := range []struct {
		a, b date.Day
		same bool
	}{
		{"2019-12-31", "2020-01-01", false}, {"2020-01-01", "2026-06-30", true}, {"2026-06-30", "2026-07-01", false},
		{"2026-07-01", "2027-01-01", true},
	} {
		if same := version(c.a) == version(c.b); same != c.same {
			t.Errorf("the versions of %s and %s are the same: %v", c.a, c.b, same)
		}
	}
}

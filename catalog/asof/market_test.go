package asof_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// sold returns a marketing event that cites a source by its date; one that is not in a test's catalog has none.
func sold(event, on, cites string) *compendiumv1.Product_MarketingEvent {
	return &compendiumv1.Product_MarketingEvent{Date: on, Cites: []string{cites},
		Event: compendiumv1.Product_MarketingEvent_Event(compendiumv1.Product_MarketingEvent_Event_value[event])}
}

// TestMarketedAsOf checks the days on which a label states its status and whether its products can be had.
func TestMarketedAsOf(t *testing.T) {
	r := resolver("2015-03-01", "2019", "2024-06-30")
	type events = []*compendiumv1.Product_MarketingEvent
	for _, c := range []struct {
		name          string
		first, second events
		day           date.Day
		want, on      string
	}{
		{"nothing is recorded", nil, nil, "2020-01-01", "untold", ""},
		{"a source with a date", events{sold("MARKETED", "", "2024-06-30")}, nil, "2025-01-01", "yes", "2024-06-30"},
		{"a later source tells an earlier day", events{sold("MARKETED", "", "2024-06-30")}, nil, "2010-01-01", "yes",
			"2024-06-30"},
		{"a source without a date", events{sold("LAUNCHED", "2012-05", "undated")}, nil, "2025-01-01", "yes", "2012-05"},
		{"no date at all", events{sold("MARKETED", "", "undated")}, nil, "2025-01-01", "yes", ""},
		{"the event that decides", events{sold("LAUNCHED", "2012", "2015-03-01"), sold("DISCONTINUED", "2018-02-01", "2019")},
			nil,
			"2025-01-01", "no", "2019"},
		{"the day before", events{sold("LAUNCHED", "2012", "2015-03-01"), sold("DISCONTINUED", "2018-02-01", "2019")}, nil,
			"2018-01-31", "yes", "2015-03-01"},
		{"its day", events{sold("LAUNCHED", "2012", "2015-03-01"), sold("DISCONTINUED", "2018-02-01", "2019")}, nil,
			"2018-02-01", "no", "2019"},
		{"the product that can be had", events{sold("DISCONTINUED", "2018", "2024-06-30")},
			events{sold("MARKETED", "", "2015-03-01")},
			"2025-01-01", "yes", "2015-03-01"},
		{"the newer of two", events{sold("MARKETED", "", "2015-03-01")}, events{sold("MARKETED", "", "2019")}, "2025-01-01",
			"yes", "2019"},
		{"a shortage tells nothing", events{sold("MARKETED", "", "2015-03-01"), sold("SHORTAGE", "2018", "2019")}, nil,
			"2025-01-01", "yes", "2015-03-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			drug := &compendiumv1.Drug{Name: "drugs/x", Citations: citations("2015-03-01", "2019", "2024-06-30"),
				Uses: []*compendiumv1.Use{{Id: "gist", Labels: []*compendiumv1.Label{
					{Jurisdiction: "US", OffLabel: new(false), Cites: []string{"2015-03-01", "2019"}}}}}}
			for _, marketing := range []events{c.first, c.second} {
				drug.Products = append(drug.Products, &compendiumv1.Product{
					Id: []string{"one", "two"}[len(drug.Products)], Jurisdiction: "US", Marketing: marketing,
					Authorizations: []*compendiumv1.AuthorizationEvent{{Regulator: "regulators/fda", Use: "gist", Date: "2009",
						Event: compendiumv1.AuthorizationEvent_APPROVED, Cites: []string{"2015-03-01"}}}})
			}
			before := proto.CloneOf(drug)
			l := r.Resolve(drug, c.day).(*compendiumv1.Drug).Uses[0].Labels[0]
			if told(l.Marketed) != c.want || l.GetMarketedAsOf() != c.on {
				t.Errorf("marketed: %s as of %q, want %s as of %q", told(l.Marketed), l.GetMarketedAsOf(), c.want, c.on)
			}
			if l.GetStatusAsOf() != "2019" {
				t.Errorf("the status is as of %q", l.GetStatusAsOf())
			}
			if !proto.Equal(before, drug) {
				t.Error("the record itself was changed")
			}
		})
	}
}

// TestMarketedDepends checks that a label has no day for what cannot be told: whether the product that can be had is
// licensed yet.
func TestMarketedDepends(t *testing.T) {
	product := func(id, approved, event string) *compendiumv1.Product {
		return &compendiumv1.Product{Id: id, Jurisdiction: "US",
			Marketing: []*compendiumv1.Product_MarketingEvent{sold(event, "", "2019")},
			Authorizations: []*compendiumv1.AuthorizationEvent{{Regulator: "regulators/fda", Use: "gist", Date: approved,
				Event: compendiumv1.AuthorizationEvent_APPROVED}}}
	}
	drug := &compendiumv1.Drug{Name: "drugs/x", Citations: citations("2019"),
		Products: []*compendiumv1.Product{product("one", "2009", "DISCONTINUED"), product("two", "2020", "MARKETED")},
		Uses:     []*compendiumv1.Use{{Id: "gist", Labels: []*compendiumv1.Label{{Jurisdiction: "US"}}}}}
	for day, want := range map[date.Day]string{
		"2019-12-31": "no 2019", "2020-06-01": "untold ", "2020-12-31": "yes 2019",
	} {
		l := resolver("2019").Resolve(drug, day).(*compendiumv1.Drug).Uses[0].Labels[0]
		if got := told(l.Marketed) + " " + l.GetMarketedAsOf(); got != want || l.GetStatus() != compendiumv1.Label_ON_LABEL {
			t.Errorf("on %s: %s, marketed: %s, want %s", day, l.GetStatus(), got, want)
		}
	}
}

// TestStatusAsOf checks that a status that rests on coverage has the day of the coverage.
func TestStatusAsOf(t *testing.T) {
	r := resolver("2019")
	drug := &compendiumv1.Drug{Name: "drugs/x", Citations: citations("2019"),
		Coverage: []*compendiumv1.Coverage{{Regulator: "regulators/fda", Jurisdiction: "US", CompleteAsOf: "2018-05-01"}},
		Uses: []*compendiumv1.Use{{Id: "gist", Labels: []*compendiumv1.Label{
			{Jurisdiction: "US", Cites: []string{"2019"}}, {Jurisdiction: "EU", Cites: []string{"2019"}},
			{Jurisdiction: "GB"}}}}}
	for i, want := range []string{"2018-05-01", "2019", ""} {
		if l := r.Resolve(drug, "2020-01-01").(*compendiumv1.Drug).Uses[0].Labels[i]; l.GetStatusAsOf() != want {
			t.Errorf("%s: as of %q, want %q", l.GetJurisdiction(), l.GetStatusAsOf(), want)
		}
	}
}

// TestInUseAsOf checks the day on which it is stated whether a drug is in use.
func TestInUseAsOf(t *testing.T) {
	r := resolver("2015-03-01", "2019", "2024-06-30")
	product := func(jurisdiction, cites string, marketing ...*compendiumv1.Product_MarketingEvent) *compendiumv1.Product {
		return &compendiumv1.Product{Jurisdiction: jurisdiction, Marketing: marketing,
			Authorizations: []*compendiumv1.AuthorizationEvent{{Regulator: "regulators/fda", Use: "gist", Date: "2009",
				Event: compendiumv1.AuthorizationEvent_APPROVED, Cites: []string{cites}}}}
	}
	covered := func(jurisdiction, on string) *compendiumv1.Coverage {
		return &compendiumv1.Coverage{Regulator: "regulators/fda", Jurisdiction: jurisdiction, CompleteAsOf: on}
	}
	type (
		products = []*compendiumv1.Product
		coverage = []*compendiumv1.Coverage
	)
	for _, c := range []struct {
		name     string
		products products
		coverage coverage
		want, on string
	}{
		{"no product", nil, coverage{covered("US", "2024-06-30")}, "untold", ""},
		{"the source of its license", products{product("US", "2019")}, nil, "yes", "2019"},
		{"that of its marketing", products{product("US", "2019", sold("MARKETED", "", "2024-06-30"))}, nil, "yes",
			"2024-06-30"},
		{"the register", products{product("US", "2019")}, coverage{covered("US", "2021-01-01")}, "yes", "2021-01-01"},
		{"another register", products{product("US", "2019")}, coverage{covered("EU", "2021-01-01")}, "yes", "2019"},
		{"a product that is not in use", products{product("US", "2015-03-01"), product("US", "2024-06-30",
			sold("DISCONTINUED", "", "2024-06-30"))}, nil, "yes", "2015-03-01"},
		{"none is in use", products{product("US", "2015-03-01", sold("DISCONTINUED", "", "2019")),
			product("CA", "2015-03-01")}, nil,
			"no", "2019"},
		{"no source has a date", products{product("US", "undated")}, nil, "yes", ""},
	} {
		drug := &compendiumv1.Drug{Name: "drugs/x", Citations: citations("2015-03-01", "2019", "2024-06-30"),
			Products: c.products, Coverage: c.coverage}
		got := r.Resolve(drug, "2025-01-01").(*compendiumv1.Drug)
		if told(got.InUse) != c.want || got.GetInUseAsOf() != c.on {
			t.Errorf("%s: %s as of %q, want %s as of %q", c.name, told(got.InUse), got.GetInUseAsOf(), c.want, c.on)
		}
	}
}

func told(b *bool) string {
	switch {
	case b == nil:
		return "untold"
	case *b:
		return "yes"
	default:
		return "no"
	}
}

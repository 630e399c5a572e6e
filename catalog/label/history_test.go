package label_test

import (
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// orEarlier returns an event that took place on its date or earlier.
func orEarlier(day string, what compendiumv1.AuthorizationEvent_Event, about string) *compendiumv1.AuthorizationEvent {
	e := event("fda", day, what, about)
	e.OrEarlier = true
	return e
}

// named returns an event with an ID, and with that of the event that it amends.
func named(e *compendiumv1.AuthorizationEvent, id, amends string) *compendiumv1.AuthorizationEvent {
	e.Id, e.Amends = id, amends
	return e
}

// TestOrEarlier checks how far back an event may have taken place whose date is that of a document that shows it.
func TestOrEarlier(t *testing.T) {
	expanded := compendiumv1.AuthorizationEvent_EXPANDED
	for _, c := range []struct {
		name   string
		events []*compendiumv1.AuthorizationEvent
		want   map[date.Day]compendiumv1.Label_Status // of the use "a"
	}{
		{"an end is not older than what it amends", []*compendiumv1.AuthorizationEvent{
			named(event("fda", "2008-01-01", approved, "b"), "b", ""), named(event("fda", "2010-01-01", approved, "a"), "a", ""),
			named(event("fda", "2012-01-01", approved, "c"), "c", ""), named(orEarlier("2015-01-01", revoked, ""), "end", "a")},
			map[date.Day]compendiumv1.Label_Status{"2009-12-31": off, "2010-06-01": unknown, "2016-01-01": former}},
		{"nor than what it ends", []*compendiumv1.AuthorizationEvent{
			event("fda", "2010-01-01", approved, "a"), event("fda", "2012-01-01", approved, "b"),
			orEarlier("2015-01-01", revoked, "a")},
			map[date.Day]compendiumv1.Label_Status{"2009-12-31": none, "2011-06-01": unknown, "2016-01-01": former}},
		{"nor the end of everything than the last event", []*compendiumv1.AuthorizationEvent{
			event("fda", "2010-01-01", approved, "a"), orEarlier("2015-01-01", revoked, "")},
			map[date.Day]compendiumv1.Label_Status{"2009-12-31": none, "2011-06-01": unknown, "2016-01-01": former}},
		{"nor than an event on everything", []*compendiumv1.AuthorizationEvent{
			event("fda", "2010-01-01", approved, "a"), event("fda", "2011-01-01", compendiumv1.AuthorizationEvent_RENEWED, ""),
			orEarlier("2015-01-01", revoked, "a")},
			map[date.Day]compendiumv1.Label_Status{"2010-06-01": on, "2011-06-01": unknown, "2016-01-01": former}},
		{"an approval is not older than the end of one for the same", []*compendiumv1.AuthorizationEvent{
			event("fda", "2000-01-01", approved, "a"), event("fda", "2005-01-01", revoked, "a"),
			orEarlier("2015-01-01", approved, "a")},
			map[date.Day]compendiumv1.Label_Status{"1999-01-01": none, "2004-01-01": on, "2006-01-01": unknown,
				"2015-01-01": on}},
		{"but may be older than the end of another", []*compendiumv1.AuthorizationEvent{
			event("fda", "2000-01-01", approved, "b"), event("fda", "2005-01-01", revoked, "b"),
			orEarlier("2015-01-01", approved, "a")},
			map[date.Day]compendiumv1.Label_Status{"1999-01-01": unknown, "2006-01-01": unknown, "2015-01-01": on}},
		{"and than an approval for the same", []*compendiumv1.AuthorizationEvent{
			event("fda", "2010-01-01", approved, "a"), orEarlier("2015-01-01", approved, "a")},
			map[date.Day]compendiumv1.Label_Status{"2009-01-01": unknown, "2011-01-01": on}},
		{"an expansion is not older than the first approval", []*compendiumv1.AuthorizationEvent{
			event("fda", "2010-01-01", approved, "b"), event("fda", "2012-01-01", approved, "c"),
			orEarlier("2015-01-01", expanded, "a")},
			map[date.Day]compendiumv1.Label_Status{"2009-12-31": none, "2011-01-01": unknown, "2015-01-01": on}},
		{"approved in a year, revoked in one of its months",
			[]*compendiumv1.AuthorizationEvent{event("fda", "2012", approved, "a"),
				event("fda", "2012-06", revoked, "a")}, map[date.Day]compendiumv1.Label_Status{"2011-12-31": none,
				"2013-01-01": unknown}},
		{"an approval may be", []*compendiumv1.AuthorizationEvent{
			event("fda", "2010-01-01", approved, "b"), orEarlier("2015-01-01", approved, "a")},
			map[date.Day]compendiumv1.Label_Status{"2009-12-31": unknown, "2011-01-01": unknown, "2015-01-01": on}},
	} {
		t.Run(c.name, func(t *testing.T) {
			drug := &compendiumv1.Drug{Products: []*compendiumv1.Product{product(c.events...)},
				Coverage: []*compendiumv1.Coverage{covered("US", "2026-01-01")}}
			for day, want := range c.want {
				if got := authorities().Statuses(drug, "US", day, nothing).OfID("a").Status; got != want {
					t.Errorf("on %s: %s, want %s", day, got, want)
				}
			}
		})
	}
}

// TestAmends checks what an event changes that names another: the license of that event, or all that an event on the
// whole product was about.
func TestAmends(t *testing.T) {
	reinstatedAt := func(amends string) *compendiumv1.Drug {
		return &compendiumv1.Drug{Products: []*compendiumv1.Product{product(
			named(event("fda", "2010-01-01", approved, "a"), "a", ""), named(event("fda", "2010-01-01", approved, "b"), "b", ""),
			named(event("fda", "2012-01-01", suspended, ""), "stop", ""),
			named(event("fda", "2013-01-01", reinstated, ""), "again", amends))}}
	}
	for _, c := range []struct {
		amends string
		a, b   compendiumv1.Label_Status
	}{{"a", on, former}, {"b", former, on}, {"stop", on, on}, {"", on, on}, {"other", former, former}} {
		statuses := authorities().Statuses(reinstatedAt(c.amends), "US", "2013-01-01", nothing)
		if a, b := statuses.OfID("a").Status, statuses.OfID("b").Status; a != c.a || b != c.b {
			t.Errorf("amends %q: %s and %s, want %s and %s", c.amends, a, b, c.a, c.b)
		}
	}
}

// TestSharedBasis checks that the basis of a conditional license of the EU, or of one under exceptional circumstances,
// is that of later indications, too, until it is converted; that of an accelerated approval is not.
func TestSharedBasis(t *testing.T) {
	for basis, want := range map[compendiumv1.AuthorizationEvent_Basis][2]compendiumv1.Label_Standing{
		compendiumv1.AuthorizationEvent_CONDITIONAL:               {compendiumv1.Label_CONDITIONAL, compendiumv1.Label_FULL},
		compendiumv1.AuthorizationEvent_EXCEPTIONAL_CIRCUMSTANCES: {compendiumv1.Label_EXCEPTIONAL, compendiumv1.Label_FULL},
		compendiumv1.AuthorizationEvent_ACCELERATED_APPROVAL:      {compendiumv1.Label_FULL, compendiumv1.Label_FULL},
	} {
		first := named(event("ema", "2010-01-01", approved, "b"), "b", "")
		first.Basis = basis
		drug := &compendiumv1.Drug{Products: []*compendiumv1.Product{product(first,
			event("ema", "2011-01-01", compendiumv1.AuthorizationEvent_EXPANDED, "a"),
			event("ema", "2014", compendiumv1.AuthorizationEvent_CONVERTED, ""))}}
		for i, day := range []date.Day{"2012-01-01", "2015-01-01"} {
			if got := authorities().Statuses(drug, "EU", day, nothing).OfID("a").Standing; got != want[i] {
				t.Errorf("%s, on %s: %s, want %s", basis, day, got, want[i])
			}
		}
		pending := authorities().Statuses(drug, "EU", "2014-06-01", nothing).OfID("b").Standing
		if wantPending := map[bool]compendiumv1.Label_Standing{true: compendiumv1.Label_EXCEPTIONAL,
			false: compendiumv1.Label_CONFIRMATION_PENDING}[want[0] == compendiumv1.Label_EXCEPTIONAL]; pending != wantPending {
			t.Errorf("%s, in the year of its conversion: %s, want %s", basis, pending, wantPending)
		}
	}
}

// TestMandateDays checks the first and the last day of a mandate.
func TestMandateDays(t *testing.T) {
	mandate := &compendiumv1.Regulator_Mandate{Jurisdiction: "GB", Since: "2010-01-01", Until: "2020-12-31"}
	a := label.NewAuthorities([]*compendiumv1.Regulator{{Name: "regulators/ema", Kind: compendiumv1.Regulator_LICENSING,
		Mandates: []*compendiumv1.Regulator_Mandate{mandate}}})
	for day, want := range map[string]compendiumv1.Label_Status{"2009-12-31": unknown, "2010-01-01": on, "2020-12-31": on,
		"2021-01-01": unknown} {
		drug := &compendiumv1.Drug{Products: []*compendiumv1.Product{product(event("ema", day, approved, "a"))}}
		if got := a.Statuses(drug, "GB", date.Day(day), nothing).OfID("a").Status; got != want {
			t.Errorf("approved on %s: %s that day, want %s", day, got, want)
		}
	}
}

// TestIndicationInWords checks that words do not tell about a use for the conditions that they name.
func TestIndicationInWords(t *testing.T) {
	words := event("fda", "2010-01-01", approved, "=for sarcoma")
	words.Conditions = []string{"conditions/sarcoma"}
	drug := &compendiumv1.Drug{Products: []*compendiumv1.Product{product(words)},
		Coverage: []*compendiumv1.Coverage{covered("US", "2026-01-01")}}
	records := func(name string) proto.Message {
		return map[string]proto.Message{
			"conditions/fat": &compendiumv1.Condition{Parents: []string{"conditions/sarcoma"}},
		}[name]
	}
	for condition, want := range map[string]compendiumv1.Label_Status{
		"conditions/sarcoma": unknown, "conditions/fat": unknown, "conditions/bone": off,
	} {
		drug.Uses = []*compendiumv1.Use{{Id: "a", Condition: condition}}
		got := authorities().Statuses(drug, "US", "2011-01-01", records).OfID("a")
		if got.Status != want || (len(got.Limits) > 0) != (want == unknown) {
			t.Errorf("%s: %s, limited by %v, want %s", condition, got.Status, got.Limits, want)
		}
		if len(got.Products) > 0 || got.Standing != 0 {
			t.Errorf("%s: %+v", condition, got)
		}
	}
}

func marketing(events ...string) []*compendiumv1.Product_MarketingEvent {
	var all []*compendiumv1.Product_MarketingEvent
	for i := 0; i < len(events); i += 2 {
		what := compendiumv1.Product_MarketingEvent_Event_value[events[i]]
		all = append(all, &compendiumv1.Product_MarketingEvent{Event: compendiumv1.Product_MarketingEvent_Event(what),
			Date: events[i+1]})
	}
	return all
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

// TestMarketed checks whether products on whose label a use is can be had.
func TestMarketed(t *testing.T) {
	discontinued := marketing("MARKETED", "", "DISCONTINUED", "2015-06")
	for _, c := range []struct {
		name     string
		products [][]*compendiumv1.Product_MarketingEvent
		day      date.Day
		want     string
	}{
		{"nothing is recorded", [][]*compendiumv1.Product_MarketingEvent{nil}, "2016-01-01", "untold"},
		{"before it is discontinued", [][]*compendiumv1.Product_MarketingEvent{discontinued}, "2015-05-31", "yes"},
		{"within the month", [][]*compendiumv1.Product_MarketingEvent{discontinued}, "2015-06-29", "yes"},
		{"at its end", [][]*compendiumv1.Product_MarketingEvent{discontinued}, "2015-06-30", "no"},
		{"what has no date is oldest", [][]*compendiumv1.Product_MarketingEvent{
			marketing("DISCONTINUED", "2015-06-30", "MARKETED", "")}, "2016-01-01", "no"},
		{"of one day the last counts", [][]*compendiumv1.Product_MarketingEvent{
			marketing("LAUNCHED", "2015-06-30", "NOT_MARKETED", "2015-06-30")}, "2016-01-01", "no"},
		{"a shortage does not", [][]*compendiumv1.Product_MarketingEvent{
			marketing("LAUNCHED", "2015-06-30", "SHORTAGE", "2015-07-30")}, "2016-01-01", "yes"},
		{"resumed", [][]*compendiumv1.Product_MarketingEvent{
			marketing("DISCONTINUED", "2015-06-30", "RESUMED", "2015-07-30")}, "2016-01-01", "yes"},
		{"one of two", [][]*compendiumv1.Product_MarketingEvent{discontinued, marketing("LAUNCHED", "2012")},
			"2016-01-01", "yes"},
		{"the other one of two", [][]*compendiumv1.Product_MarketingEvent{marketing("LAUNCHED", "2012"), discontinued},
			"2016-01-01", "yes"},
		{"none of two", [][]*compendiumv1.Product_MarketingEvent{discontinued, discontinued}, "2016-01-01", "no"},
		{"one is not recorded", [][]*compendiumv1.Product_MarketingEvent{nil, discontinued}, "2016-01-01", "no"},
		{"the other one is not recorded", [][]*compendiumv1.Product_MarketingEvent{discontinued, nil}, "2016-01-01", "no"},
	} {
		drug := &compendiumv1.Drug{}
		for _, events := range c.products {
			p := product(event("fda", "2010-01-01", approved, "a"))
			p.Marketing = events
			drug.Products = append(drug.Products, p)
		}
		got := authorities().Statuses(drug, "US", c.day, nothing).OfID("a")
		if told(got.Marketed) != c.want {
			t.Errorf("%s: %s, want %s", c.name, told(got.Marketed), c.want)
		}
	}
}

// TestInUse checks whether a drug is in use, and whether its products are licensed.
func TestInUse(t *testing.T) {
	in := func(jurisdiction string, sold []*compendiumv1.Product_MarketingEvent,
		events ...*compendiumv1.AuthorizationEvent,
	) *compendiumv1.Product {
		return &compendiumv1.Product{Jurisdiction: jurisdiction, Marketing: sold, Authorizations: events}
	}
	ema, mhra := event("ema", "2010-01-01", approved, "a"), event("mhra", "2015-01-01", approved, "b")
	year := event("fda", "2012", approved, "a")
	end := event("mhra", "2016-01-01", revoked, "b")
	gone := marketing("DISCONTINUED", "2012-01-01")
	for _, c := range []struct {
		name     string
		products []*compendiumv1.Product
		day      date.Day
		want     []label.License
		inUse    string
	}{
		{"no product", nil, "2012-06-01", nil, "untold"},
		{"no event", []*compendiumv1.Product{in("US", nil)}, "2012-06-01", []label.License{label.Never}, "untold"},
		{"no event, and sold", []*compendiumv1.Product{in("US", marketing("MARKETED", ""))}, "2012-06-01",
			[]label.License{label.Never}, "untold"},
		{"no event, and not sold", []*compendiumv1.Product{in("US", gone)}, "2012-06-01", []label.License{label.Never}, "no"},
		{"no event, another in force", []*compendiumv1.Product{in("US", nil), in("EU", nil, ema)}, "2012-06-01",
			[]label.License{label.Never, label.InForce}, "yes"},
		{"no event, where the records are complete", []*compendiumv1.Product{in("GB", nil)}, "2012-06-01",
			[]label.License{label.Never}, "no"},
		{"before the license", []*compendiumv1.Product{in("EU", nil, ema)}, "2009-12-31", []label.License{label.Never}, "no"},
		{"licensed", []*compendiumv1.Product{in("EU", nil, ema)}, "2010-01-01", []label.License{label.InForce}, "yes"},
		{"in another jurisdiction", []*compendiumv1.Product{in("US", nil, ema)}, "2010-01-01",
			[]label.License{label.Never}, "no"},
		{"licensed and not sold", []*compendiumv1.Product{in("EU", gone, ema)}, "2013-01-01",
			[]label.License{label.InForce}, "no"},
		{"sold in one of two", []*compendiumv1.Product{in("EU", gone, ema), in("GB", nil, mhra)}, "2016-01-01",
			[]label.License{label.InForce, label.InForce}, "yes"},
		{"ended", []*compendiumv1.Product{in("GB", nil, mhra, end)}, "2017-01-01", []label.License{label.Ended}, "no"},
		{"suspended", []*compendiumv1.Product{in("GB", nil, mhra, event("mhra", "2016-01-01", suspended, ""))}, "2017-01-01",
			[]label.License{label.Ended}, "no"},
		{"after the mandate", []*compendiumv1.Product{in("GB", nil, ema)}, "2021-01-01",
			[]label.License{label.Untold}, "untold"},
		{"after the mandate and not sold", []*compendiumv1.Product{in("GB", gone, ema)}, "2021-01-01",
			[]label.License{label.Untold}, "no"},
		{"after the mandate, another in force", []*compendiumv1.Product{in("GB", nil, ema, mhra)}, "2021-01-01",
			[]label.License{label.InForce}, "yes"},
		{"one in force, another after the mandate", []*compendiumv1.Product{in("GB", nil, mhra, ema)}, "2021-01-01",
			[]label.License{label.InForce}, "yes"},
		{"after the mandate, another ended", []*compendiumv1.Product{in("GB", nil, ema, mhra, end)}, "2021-01-01",
			[]label.License{label.Untold}, "untold"},
		{"one in force, another ended",
			[]*compendiumv1.Product{in("GB", nil, mhra, event("mhra", "2015-02-01", approved, "c"),
				event("mhra", "2016-01-01", revoked, "c"))}, "2017-01-01", []label.License{label.InForce}, "yes"},
		{"within the year", []*compendiumv1.Product{in("US", nil, year)}, "2012-06-01",
			[]label.License{label.Untold}, "untold"},
		{"at its end", []*compendiumv1.Product{in("US", nil, year)}, "2012-12-31", []label.License{label.InForce}, "yes"},
		{"within the year, another in force", []*compendiumv1.Product{in("US", nil, year), in("EU", nil, ema)}, "2012-06-01",
			[]label.License{label.Untold, label.InForce}, "yes"},
		{"within the year, another ended", []*compendiumv1.Product{in("US", nil, year), in("GB", nil, mhra)}, "2012-06-01",
			[]label.License{label.Untold, label.Never}, "untold"},
	} {
		drug := &compendiumv1.Drug{Products: c.products, Coverage: []*compendiumv1.Coverage{covered("GB", "2026-01-01")}}
		got := authorities().Licensed(drug, c.day)
		for i, want := range c.want {
			if got[i] != want {
				t.Errorf("%s: product %d is %d, want %d", c.name, i, got[i], want)
			}
		}
		inUse, by := authorities().InUse(drug, c.day)
		if told(inUse) != c.inUse {
			t.Errorf("%s: in use: %s, want %s", c.name, told(inUse), c.inUse)
		}
		for _, product := range by {
			i := slices.Index(c.products, product)
			if c.inUse == "untold" || c.inUse == "yes" && c.want[i] != label.InForce {
				t.Errorf("%s: it rests on product %d", c.name, i)
			}
		}
		if c.inUse != "untold" && len(by) == 0 || c.inUse == "no" && len(by) != len(c.products) {
			t.Errorf("%s: it rests on %d products", c.name, len(by))
		}
	}
}

// TestAmended checks which event of a product another one changes.
func TestAmended(t *testing.T) {
	first, second := named(scoped("fat", 0), "first", ""), named(scoped("fat", 0), "second", "")
	p := product(first, second)
	for amends, want := range map[string]*compendiumv1.AuthorizationEvent{"": nil, "none": nil, "e": nil, "first": first,
		"second": second} {
		e := named(scoped("fat", 0), "e", amends)
		p.Authorizations = append(p.Authorizations[:2], e)
		if got := label.Amended(p, e); got != want {
			t.Errorf("what amends %q: %v, want %v", amends, got, want)
		}
	}
	nameless := product(scoped("fat", 0))
	if got := label.Amended(nameless, scoped("fat", 0)); got != nil {
		t.Errorf("what amends nothing: %v", got)
	}
}

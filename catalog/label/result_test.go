package label_test

import (
	"slices"
	"testing"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// scoped returns an approval with a scope: a condition, and a line if it is not 0.
func scoped(condition string, line compendiumv1.Use_Line) *compendiumv1.AuthorizationEvent {
	e := event("fda", "2010-01-01", approved, "")
	e.Scopes = []*compendiumv1.Scope{{Conditions: []string{condition}}}
	if line != 0 {
		e.Scopes[0].Line = []compendiumv1.Use_Line{line}
	}
	return e
}

// with returns a drug with products of these IDs, "" for none, and a use "a" for the condition "fat".
func with(products map[string][]*compendiumv1.AuthorizationEvent, order ...string) *compendiumv1.Drug {
	drug := &compendiumv1.Drug{Uses: []*compendiumv1.Use{{Id: "a", Condition: "fat"}},
		Coverage: []*compendiumv1.Coverage{covered("US", "2026-01-01"), covered("GB", "2026-01-01")}}
	for _, id := range order {
		p := product(products[id]...)
		p.Id = id
		drug.Products = append(drug.Products, p)
	}
	return drug
}

// TestResult checks what a result says beside the status.
func TestResult(t *testing.T) {
	const first = compendiumv1.Use_FIRST
	type events = []*compendiumv1.AuthorizationEvent
	judgedCondition := []compendiumv1.Label_Dimension{compendiumv1.Label_CONDITION}
	judgedLine := []compendiumv1.Label_Dimension{compendiumv1.Label_CONDITION, compendiumv1.Label_LINE}
	limitedLine := []compendiumv1.Label_Dimension{compendiumv1.Label_LINE}
	for _, c := range []struct {
		name           string
		drug           *compendiumv1.Drug
		status         compendiumv1.Label_Status
		products       []string
		judged, limits []compendiumv1.Label_Dimension
	}{
		{"named", with(map[string]events{"p": {event("fda", "2010-01-01", approved, "a")}}, "p"), on,
			[]string{"p"}, nil, nil},
		{"named by one, within the scope of another", with(map[string]events{"p": {event("fda", "2010-01-01", approved, "a")},
			"q": {scoped("fat", 0)}}, "p", "q"), on, []string{"p", "q"}, nil, nil},
		{"twice by one product",
			with(map[string]events{"p": {event("fda", "2010-01-01", approved, "a"), scoped("fat", 0)}}, "p"),
			on, []string{"p"}, nil, nil},
		{"by a product without an ID", with(map[string]events{"": {scoped("fat", 0)}}, ""), on, nil, judgedCondition, nil},
		{"in part", with(map[string]events{"p": {scoped("fat", first)}, "q": {scoped("bone", 0)}}, "p", "q"),
			compendiumv1.Label_PARTLY_ON_LABEL, []string{"p"}, judgedLine, limitedLine},
		{"whole and in part", with(map[string]events{"p": {scoped("fat", first)}, "q": {scoped("fat", 0)}}, "p", "q"), on,
			[]string{"q"}, judgedCondition, nil},
		{"for something else", with(map[string]events{"p": {scoped("bone", 0)}}, "p"), off, nil, judgedCondition, nil},
	} {
		got := authorities().Statuses(c.drug, "US", "2011-01-01", nothing).OfID("a")
		if got.Status != c.status || !slices.Equal(got.Products, c.products) || !slices.Equal(got.Judged, c.judged) ||
			!slices.Equal(got.Limits, c.limits) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// TestMarketedIsCertain checks that what can be had is not told where it depends on the day of an approval.
func TestMarketedIsCertain(t *testing.T) {
	drug := with(map[string][]*compendiumv1.AuthorizationEvent{"p": {event("fda", "2010-01-01", approved, "a")},
		"q": {event("fda", "2012", approved, "a")}}, "p", "q")
	drug.Products[1].Marketing = marketing("LAUNCHED", "2011-01-01")
	for _, c := range []struct {
		sold []*compendiumv1.Product_MarketingEvent // the first product
		want [3]string                              // before, within and after the year
	}{{marketing("DISCONTINUED", "2011-01-01"), [3]string{"no", "untold", "yes"}},
		{nil, [3]string{"untold", "untold", "yes"}},
		{marketing("LAUNCHED", "2010-01-01"), [3]string{"yes", "yes", "yes"}}} {
		drug.Products[0].Marketing = c.sold
		for i, day := range []date.Day{"2011-12-31", "2012-06-01", "2012-12-31"} {
			got := authorities().Statuses(drug, "US", day, nothing).OfID("a")
			if got.Status != on || told(got.Marketed) != c.want[i] {
				t.Errorf("on %s: %s, marketed: %s, want %s", day, got.Status, told(got.Marketed), c.want[i])
			}
		}
	}
}

// TestGeneric checks that a generic counts for what its license names, and that one whose indication is not known says
// nothing: it has none that the original lacks.
func TestGeneric(t *testing.T) {
	blind := event("fda", "2010-01-01", approved, "")
	blind.IndicationUnknown = true
	for _, c := range []struct {
		relation compendiumv1.Product_Relation
		event    *compendiumv1.AuthorizationEvent
		want     compendiumv1.Label_Status
	}{
		{compendiumv1.Product_GENERIC, event("fda", "2010-01-01", approved, "a"), on},
		{compendiumv1.Product_GENERIC, blind, off},
		{compendiumv1.Product_BIOSIMILAR, blind, unknown},
		{compendiumv1.Product_RELATION_UNSPECIFIED, blind, unknown},
	} {
		drug := with(map[string][]*compendiumv1.AuthorizationEvent{"p": {c.event}}, "p")
		drug.Products[0].Relation = c.relation
		if got := authorities().Statuses(drug, "US", "2011-01-01", nothing).OfID("a").Status; got != c.want {
			t.Errorf("%s, %v: %s, want %s", c.relation, c.event, got, c.want)
		}
	}
	blind.Regulator = "regulators/ema"
	drug := with(map[string][]*compendiumv1.AuthorizationEvent{"p": {blind}}, "p")
	for _, c := range []struct {
		relation compendiumv1.Product_Relation
		want     compendiumv1.Label_Status
	}{{compendiumv1.Product_GENERIC, none}, {compendiumv1.Product_RELATION_UNSPECIFIED, unknown}} {
		drug.Products[0].Relation = c.relation
		if got := authorities().Statuses(drug, "GB", "2022-01-01", nothing).OfID("a").Status; got != c.want {
			t.Errorf("%s, after EMA's mandate: %s, want %s", c.relation, got, c.want)
		}
	}
}

// TestEarlier checks what licenses that are over say of a use.
func TestEarlier(t *testing.T) {
	words := event("ema", "2010-01-01", approved, "=for fat")
	words.Conditions = []string{"fat"}
	narrowed := named(scoped("bone", 0), "narrowed", "first")
	narrowed.Event, narrowed.Date = compendiumv1.AuthorizationEvent_RESTRICTED, "2015-01-01"
	for _, c := range []struct {
		name         string
		events       []*compendiumv1.AuthorizationEvent
		jurisdiction string
		want         compendiumv1.Label_Status
	}{
		{"words, when the mandate has ended", []*compendiumv1.AuthorizationEvent{words}, "GB", unknown},
		{"a part that was taken away", []*compendiumv1.AuthorizationEvent{
			named(scoped("fat", compendiumv1.Use_FIRST), "first", ""), narrowed}, "US", former},
		{"something else that was taken away",
			[]*compendiumv1.AuthorizationEvent{named(scoped("lung", 0), "first", ""), narrowed},
			"US", off},
	} {
		drug := with(map[string][]*compendiumv1.AuthorizationEvent{"p": c.events}, "p")
		if got := authorities().Statuses(drug, c.jurisdiction, "2022-01-01", nothing).OfID("a").Status; got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestHoldsIn(t *testing.T) {
	for _, c := range []struct {
		region, jurisdiction string
		want                 bool
	}{{"EU", "DE", true}, {"US", "DE", false}, {"DE", "EU", false}, {"GB", "GB-SCT", true}, {"GB", "GB-NIR", false},
		{"GB", "GB", true}, {"EU", "GB", false}} {
		if got := label.HoldsIn(c.region, c.jurisdiction); got != c.want {
			t.Errorf("HoldsIn(%q, %q) = %t", c.region, c.jurisdiction, got)
		}
	}
}

// TestReasons checks the reason that a label without a flag has.
func TestReasons(t *testing.T) {
	const part, untold = "A license covers a part of the use.", "The records do not tell for this day."
	for _, c := range []struct {
		event     *compendiumv1.AuthorizationEvent
		condition string
		written   string
		want      string
	}{
		{scoped("fat", compendiumv1.Use_FIRST), "fat", "", part},
		{scoped("fat", compendiumv1.Use_FIRST), "fat", "In first line.", "In first line."},
		{event("fda", "2010", approved, "a"), "fat", "", untold},
		{event("fda", "2010", approved, "a"), "fat", "Not read.", "Not read."},
		{scoped("fat", 0), "fat", "Not read.", ""},
	} {
		drug := with(map[string][]*compendiumv1.AuthorizationEvent{"p": {c.event}}, "p")
		drug.Uses[0].Labels = []*compendiumv1.Label{{Jurisdiction: "US", Unknown: c.written}}
		got := resolved(drug, "2010-06-01").Uses[0].Labels[0]
		if got.Unknown != c.want || (got.OffLabel == nil) != (c.want != "") {
			t.Errorf("%v: %v, want %q", c.event, got, c.want)
		}
	}
}

// TestChangeDays checks that the days of marketing and licenses are among those on which something may change.
func TestChangeDays(t *testing.T) {
	if days := authorities().ChangeDays(&compendiumv1.Drug{Products: []*compendiumv1.Product{{}}}); days != nil {
		t.Errorf("of a drug without events: %v", days)
	}
	drug := with(map[string][]*compendiumv1.AuthorizationEvent{"p": {event("fda", "2010-05", approved, "a")}}, "p")
	drug.Products[0].Marketing = marketing("MARKETED", "", "DISCONTINUED", "2015-06")
	days := authorities().ChangeDays(drug)
	for _, want := range []date.Day{"2010-05-01", "2010-05-31", "2015-06-01", "2015-06-30", "2021-01-01"} {
		if !slices.Contains(days, want) {
			t.Errorf("%v lacks %s", days, want)
		}
	}
	if slices.Contains(days, "") {
		t.Errorf("%q has a day that is none", days)
	}
}

// TestUseOfARegimen derives the status of a use that is none of the drug's own, from licenses of each kind.
func TestUseOfARegimen(t *testing.T) {
	both := scoped("bone", compendiumv1.Use_FIRST)
	both.Use = "anywhere"
	words := event("fda", "2010-01-01", approved, "")
	words.Indication = "cancer of bone"
	untold := event("fda", "2010-01-01", approved, "")
	untold.IndicationUnknown = true
	for _, c := range []struct {
		name string
		of   *compendiumv1.AuthorizationEvent
		line compendiumv1.Use_Line
		want compendiumv1.Label_Status
	}{
		{"exactly a use", event("fda", "2010-01-01", approved, "anywhere"), compendiumv1.Use_SECOND, on},
		{"exactly a use in the first line", event("fda", "2010-01-01", approved, "first"), compendiumv1.Use_SECOND, off},
		{"a use that the drug does not have", event("fda", "2010-01-01", approved, "another"), compendiumv1.Use_SECOND, off},
		{"scopes beside a use", both, compendiumv1.Use_SECOND, off},
		{"scopes", scoped("bone", compendiumv1.Use_SECOND), compendiumv1.Use_SECOND, on},
		{"words", words, compendiumv1.Use_SECOND, off},
		{"not known", untold, compendiumv1.Use_SECOND, unknown},
	} {
		drug := &compendiumv1.Drug{Products: []*compendiumv1.Product{product(c.of)},
			Coverage: []*compendiumv1.Coverage{covered("US", "2026-01-01")},
			Uses: []*compendiumv1.Use{{Id: "anywhere", Condition: "bone"},
				{Id: "first", Condition: "bone", Line: compendiumv1.Use_FIRST}}}
		use := &compendiumv1.Use{Condition: "bone", Line: c.line}
		if got := authorities().Statuses(drug, "US", "2011-01-01", nothing).Of(use); got.Status != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.Status, c.want)
		}
	}
}

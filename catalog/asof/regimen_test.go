package asof_test

import (
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestRegimen checks that the label of a regimen is the weakest of those of its drugs.
func TestRegimen(t *testing.T) {
	drug := func(id string, approved ...string) *compendiumv1.Drug {
		d := &compendiumv1.Drug{Name: "drugs/" + id, Products: []*compendiumv1.Product{{Jurisdiction: "US"}},
			Uses: []*compendiumv1.Use{{Id: "bone", Condition: "conditions/bone",
				Labels: []*compendiumv1.Label{{Jurisdiction: "US"}}}},
			Coverage: []*compendiumv1.Coverage{{Regulator: "regulators/fda", Jurisdiction: "US", CompleteAsOf: "2026-01-01"}}}
		for _, use := range approved {
			d.Products[0].Authorizations = append(d.Products[0].Authorizations, &compendiumv1.AuthorizationEvent{
				Regulator: "regulators/fda", Use: use, Date: "2000-01-01", Event: compendiumv1.AuthorizationEvent_APPROVED})
		}
		return d
	}
	records := map[string]proto.Message{
		"drugs/licensed": drug("licensed", "bone"), "drugs/elsewhere": drug("elsewhere", "other"),
		"drugs/never":  drug("never"),
		"drugs/rescue": drug("rescue"),
	}
	records["drugs/elsewhere"].(*compendiumv1.Drug).Coverage[0].CompleteAsOf = "2024-01-01"
	resolver := resolverOf(records)
	for _, c := range []struct {
		drugs     []string
		condition string
		want      compendiumv1.Label_Status
		covered   string
	}{
		{[]string{"licensed", "licensed"}, "conditions/bone", compendiumv1.Label_ON_LABEL, ""},
		{[]string{"licensed", "elsewhere"}, "conditions/bone", compendiumv1.Label_OFF_LABEL, "2024-01-01"},
		{[]string{"elsewhere", "never"}, "conditions/bone", compendiumv1.Label_UNLICENSED, "2026-01-01"},
		{[]string{"licensed", "licensed"}, "conditions/lung", compendiumv1.Label_OFF_LABEL, "2026-01-01"},
		{[]string{"licensed", "elsewhere"}, "conditions/lung", compendiumv1.Label_OFF_LABEL, "2026-01-01"},
		{[]string{"elsewhere", "licensed"}, "conditions/lung", compendiumv1.Label_OFF_LABEL, "2026-01-01"},
	} {
		regimen := &compendiumv1.Regimen{Uses: []*compendiumv1.TherapyUse{{Id: "it", Condition: c.condition}}}
		for _, id := range c.drugs {
			regimen.Components = append(regimen.Components, &compendiumv1.Regimen_Component{Drug: "drugs/" + id})
		}
		regimen.Components = append(regimen.Components, &compendiumv1.Regimen_Component{Drug: "drugs/rescue",
			Role: compendiumv1.Regimen_Component_SUPPORTIVE})
		resolved, _ := resolver.Resolve(regimen, "2026-01-01").(*compendiumv1.Regimen)
		labels := resolved.GetUses()[0].GetLabels()
		if len(labels) != 1 || labels[0].GetStatus() != c.want ||
			labels[0].GetOffLabel() != (c.want != compendiumv1.Label_ON_LABEL) {
			t.Errorf("%v for %s: %v, want %s", c.drugs, c.condition, labels, c.want)
		}
		if got := labels[0].GetCoverageDate(); got != c.covered {
			t.Errorf("%v for %s: covered up to %q, want %q", c.drugs, c.condition, got, c.covered)
		}
		if len(regimen.GetUses()[0].GetLabels()) != 0 {
			t.Error("the regimen was changed")
		}
		if again := resolver.Resolve(resolved, "2026-01-01"); !proto.Equal(again, resolved) {
			t.Errorf("resolved again: %v, want %v", again, resolved)
		}
	}
}

// TestRegimenScopes compares a use of a regimen of two drugs with what the first is licensed for. The other is licensed
// for anything, in any combination.
func TestRegimenScopes(t *testing.T) {
	const (
		on, partly, off, unknown = "ON_LABEL", "PARTLY_ON_LABEL", "OFF_LABEL", "UNKNOWN"

		with = `partners: {match: ALL of: "drugs/other"}`
	)
	for _, c := range []struct {
		name string
		// license is the scope of the drug's license, or the ID of its only use, whose setting is own.
		license, own string
		use          string // of the regimen
		want         string
	}{
		{"for the condition, with the other drug", with, "", ``, on},
		{"silent about partners", ``, "", ``, unknown},
		{"with another partner", `partners: {match: ALL of: "drugs/third"}`, "", ``, off},
		{"with the other drug or a third", `partners: {match: ANY of: ["drugs/other", "drugs/third"]}`, "", ``, on},
		{"with the regimen by name", `partners: {match: ALL of: "regimens/both"}`, "", ``, on},
		{"with a regimen that has more drugs", `partners: {match: ALL of: "regimens/three"}`, "", ``, off},
		{"first line, used in the first", with + ` line: FIRST`, "", `line: FIRST`, on},
		{"first line, used in the second", with + ` line: FIRST`, "", `line: SECOND`, off},
		{"first line, used in any", with + ` line: FIRST`, "", ``, partly},
		{"metastatic, used localized", with + ` extent: METASTATIC`, "", `extent: LOCALIZED`, off},
		{"metastatic, used advanced", with + ` extent: METASTATIC`, "", `extent: ADVANCED`, partly},
		{"after a drug, used after it", with + ` prior: {all: "drugs/third"}`, "", `prior_therapies: "drugs/third"`, on},
		{"after a drug, used first", with + ` prior: {all: "drugs/third"}`, "", `line: FIRST`, off},
		{"with a mutation, used with it", with + ` biomarkers: {match: ALL of: {target: "targets/kit" alteration: MUTATION}}`, "",
			`biomarkers: {target: "targets/kit" alteration: MUTATION}`, on},
		{"with a mutation, used without", with + ` biomarkers: {match: ALL of: {target: "targets/kit" alteration: MUTATION}}`, "",
			`biomarkers: {target: "targets/kit" alteration: WILD_TYPE}`, off},
		{"for adults, used for children", with + ` age: {from: "18"}`, "", `age: {below: "12"}`, off},
		{"to cure, used to ease", with + ` intent: CURATIVE`, "", `intent: PALLIATIVE`, off},
		{"before surgery, used after it", with + ` timing: BEFORE_SURGERY`, "", `timing: AFTER_SURGERY`, off},
		{"with radiotherapy besides", with, "", `partners: "procedures/radiotherapy"`, unknown},
		{"with radiotherapy besides, as licensed", `partners: {match: ALL of: ["drugs/other", "procedures/radiotherapy"]}`, "",
			`partners: "procedures/radiotherapy"`, on},
		{"exactly a use with the other drug", "own", `partners: "drugs/other"`, ``, on},
		{"exactly a use with the regimen", "own", `partners: "regimens/both"`, ``, on},
		{"exactly a use with a regimen that has more drugs", "own", `partners: "regimens/three"`, ``, off},
		{"exactly a use alone", "own", `condition: "conditions/bone"`, ``, unknown},
		{"exactly a use in the first line", "own", `partners: "drugs/other" line: FIRST`, `line: SECOND`, off},
		{"exactly a use for another condition", "own", `condition: "conditions/lung" partners: "drugs/other"`, ``, off},
		{"exactly a use that has the ID of that of the regimen", "it", `partners: "drugs/other" line: FIRST`, `line: SECOND`, off},
	} {
		t.Run(c.name, func(t *testing.T) {
			drug := licensed(t, "one", c.license, c.own)
			other := licensed(t, "other", `partners: {match: ANY of: ["drugs/one", "procedures/radiotherapy"]}`, "")
			other.Products[0].Authorizations[0].Date = "1990-01-01"
			other.Products[0].Authorizations = other.Products[0].Authorizations[:1]
			records := map[string]proto.Message{
				"drugs/one": drug, "drugs/other": other,
				"regimens/both":   combined("both", "drugs/other", "drugs/one"),
				"regimens/three":  combined("three", "drugs/one", "drugs/other", "drugs/third"),
				"conditions/bone": &compendiumv1.Condition{}, "conditions/lung": &compendiumv1.Condition{},
			}
			regimen := proto.CloneOf(records["regimens/both"].(*compendiumv1.Regimen))
			use := parsed(t, c.use, &compendiumv1.TherapyUse{Id: "it", Condition: "conditions/bone"})
			regimen.Uses = []*compendiumv1.TherapyUse{use}
			regimen.Components = append(regimen.Components, &compendiumv1.Regimen_Component{
				Drug: "drugs/one", Role: compendiumv1.Regimen_Component_MAINTENANCE})
			resolver := resolverOf(records)
			after := "UNLICENSED" // on the day of the revocation
			if c.want == on || c.want == partly {
				after = "FORMERLY_ON_LABEL"
			}
			for day, want := range map[date.Day]string{
				"1999-12-31": "UNLICENSED", "2000-01-01": c.want, "2009-12-31": c.want, "2010-01-01": after,
			} {
				resolved := resolver.Resolve(regimen, day).(*compendiumv1.Regimen)
				labels := resolved.GetUses()[0].GetLabels()
				if len(labels) != 1 {
					t.Fatalf("on %s: %v", day, labels)
				}
				l := labels[0]
				if l.GetStatus().String() != want {
					t.Errorf("on %s: %s, want %s", day, l.GetStatus(), want)
				}
				told := want != unknown && want != partly
				if (l.OffLabel != nil) != told || (l.GetUnknown() == "") != told || l.GetOffLabel() != (told && want != on) {
					t.Errorf("on %s: %v", day, l)
				}
				covered := ""
				if want == off || want == "UNLICENSED" {
					covered = "2026-01-01"
				}
				if l.GetCoverageDate() != covered || l.GetStatusAsOf() != covered {
					t.Errorf("on %s: covered up to %q, as of %q, want %q", day, l.GetCoverageDate(), l.GetStatusAsOf(), covered)
				}
				if !told && !strings.HasSuffix(l.GetUnknown(), ": one.") {
					t.Errorf("on %s: the reason does not name the drug: %s", day, l.GetUnknown())
				}
			}
		})
	}
}

// TestRegimenLicenses checks what the label of a regimen says of the licenses of its drugs: the products of each, the
// least firm standing, whether all can be had, and the oldest of the days on which that is stated.
func TestRegimenLicenses(t *testing.T) {
	type events = []*compendiumv1.Product_MarketingEvent
	const (
		us          = "US"
		full        = compendiumv1.AuthorizationEvent_APPROVED
		accelerated = compendiumv1.AuthorizationEvent_ACCELERATED
		refused     = compendiumv1.AuthorizationEvent_REFUSED
	)
	drug := func(id, rest, cites string, event compendiumv1.AuthorizationEvent_Event, sold events) *compendiumv1.Drug {
		license := &compendiumv1.AuthorizationEvent{Id: "first", Regulator: "regulators/fda", Date: "2000-01-01",
			Event: event,
			Cites: []string{cites}, Scopes: []*compendiumv1.Scope{{Conditions: []string{"conditions/bone"}, Rest: rest,
				Partners: &compendiumv1.Scope_Partners{Match: compendiumv1.Match_ANY, Of: []string{"drugs/one", "drugs/two"}}}}}
		other := &compendiumv1.AuthorizationEvent{Id: "first", Regulator: "regulators/fda", Date: "2000-01-01", Event: full,
			Use: "other", Cites: []string{"2024-06-30"}}
		return &compendiumv1.Drug{Name: "drugs/" + id, Citations: citations("2015-03-01", "2019", "2024-06-30", "2024-12-31"),
			Uses: []*compendiumv1.Use{{Id: "other", Condition: "conditions/lung",
				Labels: []*compendiumv1.Label{{Jurisdiction: us}}}},
			Products: []*compendiumv1.Product{
				{Id: "us-1", Jurisdiction: us, Marketing: sold, Authorizations: []*compendiumv1.AuthorizationEvent{license}},
				{Id: "other-us", Jurisdiction: us, Authorizations: []*compendiumv1.AuthorizationEvent{other}}}}
	}
	exceptional := func(d *compendiumv1.Drug) *compendiumv1.Drug {
		d.Products[0].Authorizations[0].Basis = compendiumv1.AuthorizationEvent_EXCEPTIONAL_CIRCUMSTANCES
		return d
	}
	inPart := func(d *compendiumv1.Drug) *compendiumv1.Drug {
		d.Products[0].Authorizations[0].Scopes[0].Extent = []compendiumv1.Use_Extent{compendiumv1.Use_METASTATIC}
		return d
	}
	pending := func(d *compendiumv1.Drug) *compendiumv1.Drug { // converted on some day of the year
		d.Products[0].Authorizations = append(d.Products[0].Authorizations, &compendiumv1.AuthorizationEvent{Id: "full",
			Amends: "first", Regulator: "regulators/fda", Date: "2025", Event: compendiumv1.AuthorizationEvent_CONVERTED})
		return d
	}
	ended := func(d *compendiumv1.Drug) *compendiumv1.Drug {
		d.Products[0].Authorizations = append(d.Products[0].Authorizations, &compendiumv1.AuthorizationEvent{Id: "end",
			Regulator: "regulators/fda", Date: "2018", Event: compendiumv1.AuthorizationEvent_REVOKED,
			Cites: []string{"2024-06-30"}})
		d.Products[1].Jurisdiction, d.Products[1].Authorizations[0].Cites = "CA", []string{"2024-12-31"}
		return d
	}
	on, gone := events{sold("MARKETED", "", "2019")}, events{sold("DISCONTINUED", "2018-02-01", "2024-06-30")}
	for _, c := range []struct {
		name                   string
		one, two               *compendiumv1.Drug
		standing               string
		marketed, asOf, stated string
		rest                   []string
	}{
		{"both full, one of them short of words on the market", drug("one", "In B.", "2015-03-01", full, on),
			drug("two", "In A.", "2024-06-30", full, nil), "FULL", "untold", "", "2019", []string{"In A.", "In B."}},
		{"one accelerated", drug("one", "In A.", "2019", accelerated, on),
			drug("two", "In A.", "2024-06-30", full, events{sold("MARKETED", "", "2015-03-01")}), "CONDITIONAL", "yes",
			"2015-03-01",
			"2019", []string{"In A."}},
		{"the other accelerated", drug("one", "", "2019", full, on), drug("two", "", "2019", accelerated, on),
			"CONDITIONAL", "yes", "2019", "2019", nil},
		{"one under exceptional circumstances", drug("one", "", "2019", full, on),
			exceptional(drug("two", "", "2019", full, on)),
			"EXCEPTIONAL", "yes", "2019", "2019", nil},
		{"the other accelerated, with that", exceptional(drug("one", "", "2019", full, on)),
			drug("two", "", "2019", accelerated, on),
			"CONDITIONAL", "yes", "2019", "2019", nil},
		{"the other perhaps converted, with that", exceptional(drug("one", "", "2019", full, on)),
			pending(drug("two", "", "2019", accelerated, on)), "CONFIRMATION_PENDING", "yes", "2019", "2019", nil},
		{"one perhaps converted, the other not", pending(drug("one", "", "2019", accelerated, on)),
			drug("two", "", "2019", accelerated, on), "CONDITIONAL", "yes", "2019", "2019", nil},
		{"one cannot be had", drug("one", "", "2019", full, gone), drug("two", "", "2019", full, on), "FULL", "no",
			"2024-06-30", "2019", nil},
		{"one cannot be had, nothing is recorded of the other", drug("one", "", "2019", full, gone),
			drug("two", "", "2019", full, nil), "FULL", "no", "2024-06-30", "2019", nil},
		{"one is licensed for a part", drug("one", "", "2019", full, on),
			inPart(drug("two", "In A.", "2015-03-01", accelerated, nil)),
			"CONDITIONAL", "untold", "", "2015-03-01", []string{"In A."}},
		{"the other cannot be had", drug("one", "", "2019", full, nil), drug("two", "", "2019", full, gone), "FULL", "no",
			"2024-06-30", "2019", nil},
		{"a source without a date", drug("one", "", "undated", full, nil), drug("two", "", "2019", full, on),
			"FULL", "untold",
			"", "", nil},
		{"one is no longer licensed", drug("one", "", "2019", full, on), ended(drug("two", "", "2019", full, on)),
			"STANDING_UNSPECIFIED", "untold", "", "2024-06-30", nil},
		{"none is any longer licensed", ended(drug("one", "", "2019", full, on)), ended(drug("two", "", "2019", full, on)),
			"STANDING_UNSPECIFIED", "untold", "", "2024-06-30", nil},
		{"one is not licensed", drug("one", "", "2019", full, on), drug("two", "", "2019", refused, on),
			"STANDING_UNSPECIFIED", "untold", "", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			regimen := combined("both", "drugs/one", "drugs/two")
			records := map[string]proto.Message{"drugs/one": c.one, "drugs/two": c.two}
			regimen.Uses = []*compendiumv1.TherapyUse{{Id: "it", Condition: "conditions/bone"}}
			resolved := resolverOf(records, "2015-03-01", "2019", "2024-06-30", "2024-12-31").Resolve(regimen,
				"2025-01-01").(*compendiumv1.Regimen)
			l := resolved.GetUses()[0].GetLabels()[0]
			var products []string
			if c.standing != "STANDING_UNSPECIFIED" {
				products = []string{"drugs/one/products/us-1", "drugs/two/products/us-1"}
			}
			if l.GetStanding().String() != c.standing || !slices.Equal(l.GetProducts(), products) ||
				!slices.Equal(l.GetRest(), c.rest) ||
				told(l.Marketed) != c.marketed || l.GetMarketedAsOf() != c.asOf || l.GetStatusAsOf() != c.stated {
				t.Errorf("got %v", l)
			}
			want := []compendiumv1.Label_Dimension{compendiumv1.Label_CONDITION, compendiumv1.Label_PARTNER}
			if products != nil && l.GetUnknown() == "" && !slices.Equal(l.GetJudged(), want) {
				t.Errorf("judged %v", l.GetJudged())
			}
		})
	}
}

// fda returns the one regulator of these tests.
func fda() []*compendiumv1.Regulator {
	return []*compendiumv1.Regulator{{Name: "regulators/fda", Kind: compendiumv1.Regulator_LICENSING,
		Mandates: []*compendiumv1.Regulator_Mandate{{Jurisdiction: "US"}}}}
}

// licensed returns a drug that was licensed in the US in the years 2000 to 2009: for a scope within bone cancer, or, if
// own is set, for exactly its only use, which has that setting and license as its ID.
func licensed(t *testing.T, id, license, own string) *compendiumv1.Drug {
	t.Helper()
	event := &compendiumv1.AuthorizationEvent{Id: "first", Regulator: "regulators/fda", Date: "2000-01-01",
		Event: compendiumv1.AuthorizationEvent_APPROVED}
	use := &compendiumv1.Use{Id: "unlike", Condition: "conditions/lung"}
	if own != "" {
		event.Use = license
		use = parsed(t, own, &compendiumv1.Use{Condition: "conditions/bone"})
		use.Id = license
	} else {
		event.Scopes = []*compendiumv1.Scope{parsed(t, license, &compendiumv1.Scope{Conditions: []string{"conditions/bone"}})}
	}
	use.Labels = []*compendiumv1.Label{{Jurisdiction: "US"}}
	return &compendiumv1.Drug{Name: "drugs/" + id, Uses: []*compendiumv1.Use{use},
		Products: []*compendiumv1.Product{{Jurisdiction: "US", Authorizations: []*compendiumv1.AuthorizationEvent{event,
			{Regulator: "regulators/fda", Date: "2010-01-01", Event: compendiumv1.AuthorizationEvent_REVOKED}}}},
		Coverage: []*compendiumv1.Coverage{{Regulator: "regulators/fda", Jurisdiction: "US", CompleteAsOf: "2026-01-01"}}}
}

// combined returns a regimen of drugs.
func combined(id string, drugs ...string) *compendiumv1.Regimen {
	regimen := &compendiumv1.Regimen{Name: "regimens/" + id}
	for _, drug := range drugs {
		regimen.Components = append(regimen.Components, &compendiumv1.Regimen_Component{Drug: drug})
	}
	return regimen
}

// parsed adds to a message what a text says.
func parsed[M proto.Message](t *testing.T, text string, into M) M {
	t.Helper()
	said := into.ProtoReflect().New().Interface()
	if err := prototext.Unmarshal([]byte(text), said); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	proto.Merge(into, said)
	return into
}

package label_test

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// scopeCases is a file of cases in testdata.
type scopeCases struct {
	Conditions map[string]any
	Procedures map[string]any
	Regimens   map[string]any
	Classes    map[string][]string
	Drugs      map[string][]any // its products
	Cases      []struct {
		ID, Drug, Product, Jurisdiction string
		// Coverage is "none" if no records are declared complete, "centralized" if in the EU only the centralized
		// procedure is, though others could have licensed the drug, "national" if the national ones are, too. Otherwise
		// the centralized procedure is the only one.
		Coverage string
		Use      any
		Days     []struct {
			Day date.Day
			// Scope is what the licenses of the product that are in force say: COVERS, IN_PART, CANNOT_TELL, NOT, or NONE if
			// there are none. It is not checked if empty.
			Scope    string
			Status   string // of the drug
			Standing string // not checked if empty
			Rest     string // not checked if empty
			Products []string
			Marketed *bool
			Why      string
		}
	}
}

// scopeFiles are the files of cases.
var scopeFiles = []string{"testdata/scopes.yaml", "testdata/scopes_more.yaml", "testdata/scopes_kinds.yaml",
	"testdata/scopes_rare.yaml"}

// TestScopes derives the status of uses from the scopes of real licenses.
func TestScopes(t *testing.T) {
	for _, file := range scopeFiles {
		testScopes(t, readCases(t, file))
	}
}

// readCases reads a file of cases.
func readCases(t *testing.T, file string) (all scopeCases) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Cases) < 30 {
		t.Fatalf("%s: only %d cases", file, len(all.Cases))
	}
	return all
}

func testScopes(t *testing.T, all scopeCases) {
	t.Helper()
	records := all.records(t)
	authorities := realAuthorities()
	for _, c := range all.Cases {
		t.Run(c.ID, func(t *testing.T) {
			drug := &compendiumv1.Drug{Coverage: coverages(c.Coverage)}
			for _, product := range all.Drugs[c.Drug] {
				drug.Products = append(drug.Products, decode(t, product, &compendiumv1.Product{}))
			}
			use := decode(t, c.Use, &compendiumv1.Use{Id: "the-use"})
			use.Id = "the-use"
			drug.Uses = []*compendiumv1.Use{use}
			alone := proto.CloneOf(drug)
			alone.Products = nil
			for _, product := range drug.Products {
				if product.GetId() == c.Product {
					alone.Products = append(alone.Products, product)
				}
			}
			for _, at := range c.Days {
				got := authorities.Statuses(drug, c.Jurisdiction, at.Day, records).OfID("the-use")
				if got.Status.String() != at.Status {
					t.Errorf("on %s: status %s, limited by %v, want %s: %s", at.Day, got.Status, got.Limits, at.Status, at.Why)
				}
				if at.Standing != "" && got.Standing.String() != at.Standing {
					t.Errorf("on %s: standing %s, want %s: %s", at.Day, got.Standing, at.Standing, at.Why)
				}
				if at.Products != nil && cmp.Diff(at.Products, got.Products) != "" {
					t.Errorf("on %s: by %v, want %v: %s", at.Day, got.Products, at.Products, at.Why)
				}
				if at.Marketed != nil && (got.Marketed == nil || *got.Marketed != *at.Marketed) {
					t.Errorf("on %s: marketed is %v, want %t: %s", at.Day, got.Marketed, *at.Marketed, at.Why)
				}
				if at.Rest != "" && len(got.Rest) == 0 {
					t.Errorf("on %s: the words of the license are lost: %s", at.Day, at.Rest)
				}
				if own := authorities.Statuses(alone, c.Jurisdiction, at.Day, records).OfID("the-use"); at.Scope != "" &&
					own.Status != statusOf[at.Scope] && statusOf[at.Scope] != compendiumv1.Label_STATUS_UNSPECIFIED {
					t.Errorf("on %s: %s alone gives %s, want %s: %s", at.Day, c.Product, own.Status, at.Scope, at.Why)
				}
			}
		})
	}
}

// statusOf is the status of a use of a drug with a single product, by what its licenses say. NOT and NONE have several.
var statusOf = map[string]compendiumv1.Label_Status{
	"COVERS": on, "IN_PART": compendiumv1.Label_PARTLY_ON_LABEL, "CANNOT_TELL": unknown,
}

// records returns a lookup of the conditions, classes and drugs of the cases.
func (all scopeCases) records(t *testing.T) func(string) proto.Message {
	byName := make(map[string]proto.Message)
	for name, condition := range all.Conditions {
		byName[name] = decode(t, condition, &compendiumv1.Condition{})
	}
	for name, procedure := range all.Procedures {
		byName[name] = decode(t, procedure, &compendiumv1.Procedure{})
	}
	for name, regimen := range all.Regimens {
		byName[name] = decode(t, regimen, &compendiumv1.Regimen{})
	}
	for class, drugs := range all.Classes {
		byName[class] = &compendiumv1.DrugClass{}
		for _, name := range drugs {
			drug, ok := byName[name].(*compendiumv1.Drug)
			if !ok {
				drug = &compendiumv1.Drug{}
				byName[name] = drug
			}
			drug.Classes = append(drug.Classes, class)
		}
	}
	return func(name string) proto.Message { return byName[name] }
}

// realAuthorities returns the regulators of the cases.
func realAuthorities() *label.Authorities {
	licensing := func(name string, mandates ...*compendiumv1.Regulator_Mandate) *compendiumv1.Regulator {
		return &compendiumv1.Regulator{Name: "regulators/" + name, Kind: compendiumv1.Regulator_LICENSING,
			Mandates: mandates}
	}
	return label.NewAuthorities([]*compendiumv1.Regulator{
		licensing("bfarm", &compendiumv1.Regulator_Mandate{Jurisdiction: "DE"}),
		licensing("fda", &compendiumv1.Regulator_Mandate{Jurisdiction: "US"}),
		licensing("health-canada", &compendiumv1.Regulator_Mandate{Jurisdiction: "CA"}),
		licensing("mhra", &compendiumv1.Regulator_Mandate{Jurisdiction: "GB"}),
		licensing("ema", &compendiumv1.Regulator_Mandate{Jurisdiction: "EU"},
			&compendiumv1.Regulator_Mandate{Jurisdiction: "GB", Until: "2020-12-31"},
			&compendiumv1.Regulator_Mandate{Jurisdiction: "GB-NIR", Until: "2024-12-31"}),
	})
}

// coverages returns what the records of the regulators are declared to be.
func coverages(kind string) []*compendiumv1.Coverage {
	if kind == "none" {
		return nil
	}
	declared := func(regulator, jurisdiction string) *compendiumv1.Coverage {
		c := &compendiumv1.Coverage{Regulator: "regulators/" + regulator, Jurisdiction: jurisdiction,
			CompleteAsOf: "2026-11-30", OnlyProcedure: kind == "",
			Procedures: []compendiumv1.Coverage_Procedure{compendiumv1.Coverage_CENTRALIZED}}
		if kind == "national" {
			c.Procedures = append(c.Procedures, compendiumv1.Coverage_NATIONAL)
		}
		return c
	}
	return []*compendiumv1.Coverage{declared("fda", "US"), declared("health-canada", "CA"), declared("mhra", "GB"),
		declared("ema", "EU")}
}

// decode reads a message from what YAML makes of it.
func decode[M proto.Message](t *testing.T, value any, into M) M {
	t.Helper()
	asJSON, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if err := protojson.Unmarshal(asJSON, into); err != nil {
		t.Fatalf("%v in %s", err, asJSON)
	}
	return into
}

// TestScopeProperties changes the drugs of the cases: what must not matter does not.
func TestScopeProperties(t *testing.T) {
	for _, file := range scopeFiles {
		testScopeProperties(t, readCases(t, file))
	}
}

func testScopeProperties(t *testing.T, all scopeCases) {
	t.Helper()
	records, authorities := all.records(t), realAuthorities()
	widened := make(map[string]int)
	for _, c := range all.Cases {
		drug := &compendiumv1.Drug{Coverage: coverages(c.Coverage)}
		for _, product := range all.Drugs[c.Drug] {
			drug.Products = append(drug.Products, decode(t, product, &compendiumv1.Product{}))
		}
		use := decode(t, c.Use, &compendiumv1.Use{})
		use.Id = "the-use"
		drug.Uses = []*compendiumv1.Use{use}
		for _, at := range c.Days {
			status := func(of *compendiumv1.Drug) compendiumv1.Label_Status {
				return authorities.Statuses(of, c.Jurisdiction, at.Day, records).OfID("the-use").Status
			}
			want := status(drug)
			for region, regulator := range regulatorOf {
				if label.HoldsIn(region, c.Jurisdiction) || label.HoldsIn(c.Jurisdiction, region) ||
					inKingdom(c.Jurisdiction) && (region == "EU" || inKingdom(region)) {
					continue // its licenses hold there, or a part of it, or held there for a time
				}
				for _, events := range licenses(drug, regulator, "2000-01-01") {
					if got := status(withProduct(drug, region, events)); got != want {
						t.Errorf("%s on %s: %s in %s changes %s to %s", c.ID, at.Day, events[len(events)-1].GetEvent(), region, want, got)
					}
				}
			}
			year := strconv.Itoa(atoi(t, string(at.Day[:4])) + 1)
			for _, day := range []string{string(date.Next(at.Day)), year} {
				for _, later := range laterEvents(drug, c.Jurisdiction, day) {
					if got := status(later); got != want {
						t.Errorf("%s on %s: an event of %s changes %s to %s", c.ID, at.Day, day, want, got)
					}
				}
			}
			if want == on {
				for name, wide := range wider(drug, c.Jurisdiction) {
					widened[name]++
					if got := status(wide); got != on {
						t.Errorf("%s on %s: a license that is wider by %s uncovers the use: %s", c.ID, at.Day, name, got)
					}
				}
			}
			if flag := label.OffLabel(want); (flag == nil) !=
				(want == unknown || want == compendiumv1.Label_PARTLY_ON_LABEL) {
				t.Errorf("%s agrees with the flag %v", want, flag)
			}
		}
	}
	if len(widened) < 10 {
		t.Errorf("only these were widened: %v", widened)
	}
}

func inKingdom(region string) bool { return strings.HasPrefix(region, "GB") }

func atoi(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var regulatorOf = map[string]string{"US": "regulators/fda", "EU": "regulators/ema", "CA": "regulators/health-canada",
	"DE": "regulators/bfarm", "JP": "regulators/pmda",
	"GB": "regulators/mhra", "GB-NIR": "regulators/mhra"}

// licenses returns what may have happened to a product that was licensed for the condition of a drug's use on a day.
func licenses(drug *compendiumv1.Drug, regulator, day string) [][]*compendiumv1.AuthorizationEvent {
	wide := &compendiumv1.AuthorizationEvent{Id: "wide", Regulator: regulator, Event: approved, Date: day,
		Scopes: []*compendiumv1.Scope{{Conditions: []string{drug.Uses[0].Condition}, Age: &compendiumv1.Age{From: "0"}}}}
	all := [][]*compendiumv1.AuthorizationEvent{{wide},
		{{Id: "untold", Regulator: regulator, Event: approved, Date: day, IndicationUnknown: true}}}
	refused := compendiumv1.AuthorizationEvent_REFUSED
	for _, after := range []compendiumv1.AuthorizationEvent_Event{suspended, revoked, refused} {
		all = append(all, []*compendiumv1.AuthorizationEvent{wide,
			{Id: "end", Regulator: regulator, Event: after, Date: day}})
	}
	return all
}

// withProduct returns a drug with a product more.
func withProduct(
	drug *compendiumv1.Drug, jurisdiction string, events []*compendiumv1.AuthorizationEvent,
) *compendiumv1.Drug {
	more := proto.CloneOf(drug)
	more.Products = append(more.Products,
		&compendiumv1.Product{Id: "another", Jurisdiction: jurisdiction, Authorizations: events})
	return more
}

// laterEvents returns drugs to which something more happens on a day: to each product, or to a new one.
func laterEvents(drug *compendiumv1.Drug, jurisdiction, day string) []*compendiumv1.Drug {
	var all []*compendiumv1.Drug
	for _, events := range licenses(drug, regulatorOf[jurisdiction], day) {
		all = append(all, withProduct(drug, jurisdiction, events))
	}
	for _, event := range []*compendiumv1.AuthorizationEvent{{Event: revoked}, {Event: suspended},
		{Event: compendiumv1.AuthorizationEvent_EXPIRED}, {Event: reinstated},
		{Event: compendiumv1.AuthorizationEvent_CONVERTED},
		{Event: approved, Use: "the-use"}, {Event: revoked, Use: "the-use"},
		{Event: compendiumv1.AuthorizationEvent_EXPANDED, Amends: "first",
			Scopes: []*compendiumv1.Scope{{Conditions: []string{drug.Uses[0].Condition}}}}} {
		later := proto.CloneOf(drug)
		for _, product := range later.Products {
			if len(product.Authorizations) == 0 {
				continue
			}
			one := proto.CloneOf(event)
			one.Id, one.Regulator, one.Date = "later", product.Authorizations[0].GetRegulator(), day
			if one.Amends != "" {
				one.Amends = product.Authorizations[0].GetId()
			}
			product.Authorizations = append(product.Authorizations, one)
		}
		all = append(all, later)
	}
	return all
}

// wider returns drugs whose licenses are for more, by what no longer limits them: one field of their scopes, or
// anything, in an alternative or by another product.
func wider(drug *compendiumv1.Drug, jurisdiction string) map[string]*compendiumv1.Drug {
	all := map[string]*compendiumv1.Drug{
		"another product": withProduct(drug, jurisdiction, licenses(drug, regulatorOf[jurisdiction], "1950-01-01")[0]),
	}
	for name, widen := range map[string]func(*compendiumv1.Scope){
		"exception":     func(s *compendiumv1.Scope) { s.Except = nil },
		"subtypes":      func(s *compendiumv1.Scope) { s.Subtypes = compendiumv1.Scope_ALL },
		"extent":        func(s *compendiumv1.Scope) { s.Extent = nil },
		"resectability": func(s *compendiumv1.Scope) { s.Resectability = nil },
		"course":        func(s *compendiumv1.Scope) { s.Course = nil },
		"line":          func(s *compendiumv1.Scope) { s.Line = nil },
		"prior therapy": func(s *compendiumv1.Scope) { s.Prior = nil },
		"biomarker":     func(s *compendiumv1.Scope) { s.Biomarkers = nil },
		"underlying":    func(s *compendiumv1.Scope) { s.Underlying = nil },
		"intent":        func(s *compendiumv1.Scope) { s.Intent, s.Timing = nil, nil },
		"age":           func(s *compendiumv1.Scope) { s.Age = &compendiumv1.Age{From: "0"} },
		"a partner": func(s *compendiumv1.Scope) {
			if s.Partners != nil {
				s.Partners.OrAlone = true
			}
		},
		"the condition": func(s *compendiumv1.Scope) { s.Conditions = append(s.Conditions, "conditions/another") },
	} {
		wide, changed := proto.CloneOf(drug), false
		for _, product := range wide.Products {
			for _, event := range product.Authorizations {
				for _, scope := range event.Scopes {
					before := proto.CloneOf(scope)
					widen(scope)
					changed = changed || !proto.Equal(before, scope)
				}
			}
		}
		if changed {
			all[name] = wide
		}
	}
	alternative := proto.CloneOf(drug)
	for _, product := range alternative.Products {
		for _, event := range product.Authorizations {
			if len(event.Scopes) > 0 {
				event.Scopes = append(event.Scopes, &compendiumv1.Scope{Conditions: []string{"conditions/another"}},
					&compendiumv1.Scope{Conditions: []string{drug.Uses[0].Condition}, Subtypes: compendiumv1.Scope_SOME})
			}
		}
	}
	all["alternatives"] = alternative
	return all
}

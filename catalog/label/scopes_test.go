package label_test

import (
	"encoding/json"
	"os"
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

// TestScopes derives the status of uses from the scopes of real licenses.
func TestScopes(t *testing.T) {
	for _, file := range []string{"testdata/scopes.yaml", "testdata/scopes_more.yaml"} {
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

// TestScopeProperties changes drugs of the cases at random: what must not matter does not.
func TestScopeProperties(t *testing.T) {
	for _, file := range []string{"testdata/scopes.yaml", "testdata/scopes_more.yaml"} {
		testScopeProperties(t, readCases(t, file))
	}
}

func testScopeProperties(t *testing.T, all scopeCases) {
	t.Helper()
	records, authorities := all.records(t), realAuthorities()
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
			if elsewhere := withEvent(drug, "JP", "regulators/pmda", "2000-01-01"); status(elsewhere) != want {
				t.Errorf("%s on %s: an event in another jurisdiction changes %s", c.ID, at.Day, want)
			}
			later := proto.CloneOf(drug)
			for _, product := range later.Products {
				if len(product.Authorizations) == 0 {
					continue
				}
				product.Authorizations = append(product.Authorizations, &compendiumv1.AuthorizationEvent{Id: "later",
					Regulator: product.Authorizations[0].GetRegulator(), Event: revoked, Date: string(date.Next(at.Day))})
			}
			if status(later) != want {
				t.Errorf("%s on %s: an event of the next day changes %s to %s", c.ID, at.Day, want, status(later))
			}
			if want == on {
				wide := withEvent(drug, c.Jurisdiction, regulatorOf[c.Jurisdiction], "1950-01-01")
				if got := status(wide); got != on {
					t.Errorf("%s on %s: a wider license uncovers the use: %s", c.ID, at.Day, got)
				}
			}
			if flag := label.OffLabel(want); (flag == nil) !=
				(want == unknown || want == compendiumv1.Label_PARTLY_ON_LABEL) {
				t.Errorf("%s agrees with the flag %v", want, flag)
			}
		}
	}
}

var regulatorOf = map[string]string{"US": "regulators/fda", "EU": "regulators/ema", "CA": "regulators/health-canada",
	"DE": "regulators/bfarm",
	"GB": "regulators/mhra", "GB-NIR": "regulators/mhra"}

// withEvent returns a drug with a product more, licensed for every condition of the cases at every age.
func withEvent(drug *compendiumv1.Drug, jurisdiction, regulator, day string) *compendiumv1.Drug {
	wider := proto.CloneOf(drug)
	wider.Products = append(wider.Products, &compendiumv1.Product{Id: "another", Jurisdiction: jurisdiction,
		Authorizations: []*compendiumv1.AuthorizationEvent{{Id: "wide", Regulator: regulator, Event: approved, Date: day,
			Scopes: []*compendiumv1.Scope{{Conditions: []string{drug.Uses[0].Condition},
				Age: &compendiumv1.Age{From: "0"}}}}}})
	return wider
}

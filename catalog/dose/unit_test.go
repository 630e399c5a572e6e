package dose_test

import (
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/dose"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestUnitsAreThoseOfTheSchema holds the table against the closed lists of the schema.
func TestUnitsAreThoseOfTheSchema(t *testing.T) {
	var all, limits []string
	for _, u := range dose.Units() {
		if u.Symbol == "" || u.Meaning == "" || u.Roles == 0 {
			t.Errorf("%s lacks a symbol, a meaning or a role", u.Code)
		}
		all = append(all, u.Code)
		if u.Roles&dose.Limit != 0 && u.Code != "%" {
			limits = append(limits, u.Code)
		}
	}
	if diff := cmp.Diff(allowed(t, &compendiumv1.Quantity{}), all); diff != "" {
		t.Errorf("units of Quantity (-schema +table):\n%s", diff)
	}
	if diff := cmp.Diff(allowed(t, &compendiumv1.Dose_Band{}), limits); diff != "" {
		t.Errorf("units of Band (-schema +table):\n%s", diff)
	}
}

// allowed returns the values that the schema allows for the unit of a message.
func allowed(t *testing.T, m proto.Message) []string {
	t.Helper()
	field := m.ProtoReflect().Descriptor().Fields().ByName("unit")
	rules, _ := proto.GetExtension(field.Options(), validate.E_Field).(*validate.FieldRules)
	if len(rules.GetString().GetIn()) == 0 {
		t.Fatalf("%s has no closed list", field.FullName())
	}
	return rules.GetString().GetIn()
}

func TestValue(t *testing.T) {
	for _, c := range []struct{ number, unit, value, base string }{
		{"1", "g/m2", "1", "g/m2"},
		{"1000", "mg/m2", "1", "g/m2"},
		{"400", "ug/kg/min", "1/2500", "g/kg/min"},
		{"2.5", "10*9", "2500000000", "1"},
		{"2500", "10*6", "2500000000", "1"},
		{"1", "M[iU]", "1000000", "[iU]"},
		{"4", "h", "4", "h"},
		{"20", "%", "20", "%"},
	} {
		value, base, ok := dose.Value(c.number, c.unit)
		if !ok || value.RatString() != c.value || base != c.base {
			t.Errorf("%s %s: %v %s %v, want %s %s", c.number, c.unit, value, base, ok, c.value, c.base)
		}
	}
	if _, _, ok := dose.Value("", "mg"); ok {
		t.Error("no number is taken for one")
	}
}

// TestUnitsAsDocumented holds the table at the end of docs/doses.md against the units.
func TestUnitsAsDocumented(t *testing.T) {
	const page, head = "../../docs/doses.md", "| code | in text | meaning | used for |\n| --- | --- | --- | --- |\n"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, shown, _ := strings.Cut(string(text), head)
	var table strings.Builder
	for _, u := range dose.Units() {
		var roles []string
		for _, r := range []struct {
			role dose.Role
			name string
		}{{dose.Amount, "amount"}, {dose.Rate, "rate"}, {dose.Strength, "strength"}, {dose.Time, "time"},
			{dose.Limit, "band"}} {
			if u.Roles&r.role != 0 {
				roles = append(roles, r.name)
			}
		}
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s |\n", u.Code, u.Symbol, u.Meaning, strings.Join(roles, ", "))
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(page, []byte(before+head+table.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(shown, table.String()); diff != "" {
		t.Errorf("UPDATE_GOLDEN=1 go test ./catalog/dose rewrites %s (-page +table):\n%s", page, diff)
	}
}

func TestByTen(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"12.5", "125"}: true, {"125", "1.25"}: true, {"1", "10000"}: true, {"1/3", "10/3"}: true,
		{"10", "10"}: false, {"10", "20"}: false, {"1", "15"}: false, {"3", "2"}: false, {"0", "10"}: false,
		{"-1", "-10"}: false,
	} {
		a, ok := new(big.Rat).SetString(pair[0])
		b, both := new(big.Rat).SetString(pair[1])
		if !ok || !both || dose.ByTen(a, b) != want {
			t.Errorf("ByTen(%s, %s) is not %t", pair[0], pair[1], want)
		}
	}
}

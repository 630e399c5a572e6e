package violation_test

import (
	"errors"
	"testing"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/schema/violation"
)

// TestUnits checks that the message about a unit names what has it, since amounts, ages and bands have different ones.
func TestUnits(t *testing.T) {
	const choices = " can have. Write for an amount a UCUM code from docs/doses.md, such as mg, ug for " +
		"microgram, mg/m2, or [iU] for international unit, and for an age a for years, mo, wk or d."
	for path, message := range map[string]proto.Message{
		`uses["chordoma"].age.unit`: &compendiumv1.Age{From: "18", Unit: "years"},
		`doses["adults"].bands[0].unit`: &compendiumv1.Dose_Band{
			Measure: compendiumv1.Dose_Band_WEIGHT, From: "30", Unit: "lb"},
		`doses["adults"].steps[0].amount.unit`: &compendiumv1.Quantity{Value: "400", Unit: "mcg"},
	} {
		invalid, ok := errors.AsType[*protovalidate.ValidationError](protovalidate.Validate(message))
		if !ok || len(invalid.Violations) != 1 {
			t.Fatalf("%s: %v, want one violation", path, invalid)
		}
		rule, got := violation.Of(invalid.Violations[0], path)
		want := "This is not a unit that " + path[:len(path)-len(".unit")] + choices
		if rule != violation.Invalid || got != want {
			t.Errorf("%s: %s %q\nwant %q", path, rule, got, want)
		}
	}
}

package rules_test

import (
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
)

// TestRecordsCarryTheirEvidence keeps a new kind of record from falling out of the rules about evidence: whatever has
// citations has gaps, conflicts, notes and a review too. Sources, which are the evidence, have gaps alone.
func TestRecordsCarryTheirEvidence(t *testing.T) {
	for _, kind := range catalog.Kinds() {
		fields := kind.Descriptor().Fields()
		want := []protoreflect.Name{"citations", "gaps", "conflicts", "notes", "review"}
		if kind == catalog.Sources {
			want = []protoreflect.Name{"gaps"}
		}
		for _, name := range want {
			if fields.ByName(name) == nil {
				t.Errorf("records of %s have no field %s", kind, name)
			}
		}
	}
}

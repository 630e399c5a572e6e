package validate_test

import (
	"testing"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestCodesOfRoutes checks the codes that the schema itself carries by the shapes that it asks of content.
func TestCodesOfRoutes(t *testing.T) {
	values := compendiumv1.Administration_ROUTE_UNSPECIFIED.Descriptor().Values()
	coded := 0
	for i := range values.Len() {
		codes, _ := proto.GetExtension(values.Get(i).Options(), compendiumv1.E_RouteCodes).(*compendiumv1.TermCodes)
		if codes == nil {
			continue
		}
		coded++
		if err := protovalidate.Validate(codes); err != nil {
			t.Errorf("route %s: %v", values.Get(i).Name(), err)
		}
	}
	if coded == 0 {
		t.Error("no route has codes")
	}
	if err := protovalidate.Validate(&compendiumv1.TermCodes{Edqm: new("oral")}); err == nil {
		t.Error("a code without its shape passes")
	}
}

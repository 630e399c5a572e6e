package file_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// TestBelowAndAbove has a circle of classes, a family of targets, regimens, and a condition whose parent has a name too
// long to be indexed.
func TestBelowAndAbove(t *testing.T) {
	long := "conditions/" + strings.Repeat("long", 30)
	b := file.NewBuilder(asOf, nil)
	for _, r := range []struct {
		kind   catalog.Kind
		name   string
		record proto.Message
	}{
		{catalog.Drugs, "drugs/one", &compendiumv1.Drug{Name: "drugs/one", Classes: []string{"classes/b"}}},
		{catalog.Drugs, "drugs/two", &compendiumv1.Drug{Name: "drugs/two", Classes: []string{"classes/d"}}},
		{catalog.Regimens, "regimens/both", &compendiumv1.Regimen{Name: "regimens/both",
			Components: []*compendiumv1.Regimen_Component{
				{Drug: "drugs/one"}, {Procedure: "procedures/radiotherapy"},
				{Drug: "drugs/two", Role: compendiumv1.Regimen_Component_SUPPORTIVE}}}},
		{catalog.Procedures, "procedures/radiotherapy", &compendiumv1.Procedure{Name: "procedures/radiotherapy"}},
		{catalog.Classes, "classes/a", &compendiumv1.DrugClass{Name: "classes/a", Parents: []string{"classes/c"}}},
		{catalog.Classes, "classes/b", &compendiumv1.DrugClass{Name: "classes/b", Parents: []string{"classes/a"}}},
		{catalog.Classes, "classes/c", &compendiumv1.DrugClass{Name: "classes/c", Parents: []string{"classes/b"}}},
		{catalog.Classes, "classes/d", &compendiumv1.DrugClass{Name: "classes/d"}},
		{catalog.Conditions, "conditions/below", &compendiumv1.Condition{Name: "conditions/below", Parents: []string{long}}},
		{catalog.Conditions, long, &compendiumv1.Condition{Name: long}},
		{catalog.Targets, "targets/family", &compendiumv1.Target{Name: "targets/family",
			Members: []string{"targets/member"}}},
		{catalog.Targets, "targets/member", &compendiumv1.Target{Name: "targets/member"}},
	} {
		if err := b.Add(r.kind, r.name, r.record); err != nil {
			t.Fatal(err)
		}
	}
	f := opened(t, b)
	classes, drugs := []catalog.Kind{catalog.Classes}, []catalog.Kind{catalog.Drugs}
	therapies := []catalog.Kind{catalog.Drugs, catalog.Classes, catalog.Regimens, catalog.Procedures}
	for _, c := range []struct {
		kind  catalog.Kind
		name  string
		kinds []catalog.Kind
		want  []string
	}{
		{catalog.Classes, "classes/a", drugs, []string{"classes/a", "classes/b", "classes/c", "drugs/one"}},
		{catalog.Classes, "classes/a", classes, []string{"classes/a", "classes/b", "classes/c"}},
		{catalog.Classes, "classes/a", therapies, []string{"classes/a", "classes/b", "classes/c", "drugs/one",
			"regimens/both"}},
		{catalog.Classes, "classes/d", therapies, []string{"classes/d", "drugs/two"}},
		{catalog.Conditions, long, nil, []string{"conditions/below", long}},
		{catalog.Conditions, "conditions/below", nil, []string{"conditions/below"}},
		{catalog.Targets, "targets/family", nil, []string{"targets/family", "targets/member"}},
		{catalog.Targets, "targets/member", nil, []string{"targets/member"}},
		{catalog.Drugs, "drugs/one", drugs, []string{"drugs/one"}},
		{catalog.Drugs, "drugs/one", therapies, []string{"drugs/one", "regimens/both"}},
		{catalog.Drugs, "drugs/two", therapies, []string{"drugs/two"}},
		{catalog.Procedures, "procedures/radiotherapy", therapies, []string{"procedures/radiotherapy", "regimens/both"}},
	} {
		below, err := f.Below(c.kind, c.name, c.kinds)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, slices.Sorted(maps.Keys(below))); diff != "" {
			t.Errorf("%v below %s (-want +got):\n%s", c.kinds, c.name, diff)
		}
	}
	for _, c := range []struct {
		kind catalog.Kind
		name string
		want []string
	}{
		{catalog.Drugs, "drugs/one", []string{"classes/a", "classes/b", "classes/c", "drugs/one"}},
		{catalog.Classes, "classes/d", []string{"classes/d"}},
		{catalog.Conditions, "conditions/below", []string{"conditions/below", long}},
		{catalog.Targets, "targets/member", []string{"targets/family", "targets/member"}},
		{catalog.Targets, "targets/family", []string{"targets/family"}},
		{catalog.Regimens, "regimens/both", []string{"regimens/both"}},
		{catalog.Procedures, "procedures/none", []string{"procedures/none"}},
	} {
		above, err := f.Above(c.kind, c.name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, slices.Sorted(maps.Keys(above))); diff != "" {
			t.Errorf("above %s (-want +got):\n%s", c.name, diff)
		}
	}
}

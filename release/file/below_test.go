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

// TestBelow has a circle of classes, a family of targets, and a condition whose parent has a name too long to be indexed.
func TestBelow(t *testing.T) {
	long := "conditions/" + strings.Repeat("long", 30)
	b := file.NewBuilder(asOf, nil)
	for _, r := range []struct {
		kind   catalog.Kind
		name   string
		record proto.Message
	}{
		{catalog.Drugs, "drugs/one", &compendiumv1.Drug{Name: "drugs/one", Classes: []string{"classes/b"}}},
		{catalog.Drugs, "drugs/two", &compendiumv1.Drug{Name: "drugs/two", Classes: []string{"classes/d"}}},
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
	for _, c := range []struct {
		kind catalog.Kind
		name string
		want []string
	}{
		{catalog.Classes, "classes/a", []string{"classes/a", "classes/b", "classes/c", "drugs/one"}},
		{catalog.Classes, "classes/d", []string{"classes/d", "drugs/two"}},
		{catalog.Conditions, long, []string{"conditions/below", long}},
		{catalog.Conditions, "conditions/below", []string{"conditions/below"}},
		{catalog.Targets, "targets/family", []string{"targets/family", "targets/member"}},
		{catalog.Targets, "targets/member", []string{"targets/member"}},
		{catalog.Drugs, "drugs/one", []string{"drugs/one"}},
	} {
		below, err := f.Below(c.kind, c.name, true)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, slices.Sorted(maps.Keys(below))); diff != "" {
			t.Errorf("below %s (-want +got):\n%s", c.name, diff)
		}
	}
	below, err := f.Below(catalog.Classes, "classes/a", false)
	if diff := cmp.Diff([]string{"classes/a", "classes/b", "classes/c"}, slices.Sorted(maps.Keys(below))); diff != "" || err != nil {
		t.Errorf("classes below classes/a: %v (-want +got):\n%s", err, diff)
	}
}

package file_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
)

// TestCollectionsOfTheFormat pins the collections of format version 1. The place of the table of uses follows from their number, so that
// a program with other collections would take one table for another: who adds a collection raises formatVersion.
func TestCollectionsOfTheFormat(t *testing.T) {
	var got []string
	for _, kind := range catalog.Kinds() {
		got = append(got, kind.String())
	}
	want := []string{"drugs", "classes", "regimens", "procedures", "conditions", "targets", "trials", "regulators", "sources"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("collections (-want +got); raise formatVersion with them:\n%s", diff)
	}
}

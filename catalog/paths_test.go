package catalog_test

import (
	"testing"

	"github.com/opencompendium/compendium/catalog"
)

func TestPathsAreThoseOfFindings(t *testing.T) {
	var paths catalog.Paths
	for range 2 {
		uses := paths.Item("", "uses", 1)
		for got, want := range map[string]string{
			paths.Field("", "mechanism"):        "mechanism",
			uses:                                "uses[1]",
			paths.Item(uses, "labels", 0):       "uses[1].labels[0]",
			paths.Field(uses, "condition"):      "uses[1].condition",
			paths.Item("mechanism", "cites", 0): "mechanism.cites[0]",
		} {
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	}
}

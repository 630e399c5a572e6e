package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/catalog/compare"
)

// TestConcernsAsDocumented holds the table of docs/diff.md against the concerns that there are.
func TestConcernsAsDocumented(t *testing.T) {
	const page = "../../docs/diff.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	const head = "| --- | --- | --- |\n"
	before, shown, _ := strings.Cut(string(text), head)
	var table strings.Builder
	for _, c := range compare.Concerns() {
		fmt.Fprintf(&table, "| `%s` | %s | %s |\n", c.ID, c.Title, c.Look)
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(page, []byte(before+head+table.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if shown != table.String() {
		t.Errorf("%s shows other concerns; UPDATE_GOLDEN=1 go test ./cmd/compendium -run Concerns rewrites it", page)
	}
}

package follow

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestNameOfACache checks which characters of a reference its directory shows, and that others still count.
func TestNameOfACache(t *testing.T) {
	const shown, others = "azAZ09.-", "`{@[/:é_"
	of := func(reference string) string { return filepath.Base(newCache("", reference).dir) }
	name := of(shown + others)
	if want := shown + strings.Repeat("_", len([]rune(others))) + "-"; !strings.HasPrefix(name, want) {
		t.Errorf("the name is %s, want %s…", name, want)
	}
	if other := of(shown + strings.Repeat("_", len([]rune(others)))); other == name {
		t.Errorf("two references share the directory %s", name)
	}
	if long := of(strings.Repeat("a", 1000)); len(long) != 80+len("-01234567") {
		t.Errorf("the name has %d bytes: %s", len(long), long)
	}
}

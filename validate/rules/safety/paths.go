package safety

import (
	"fmt"

	"github.com/opencompendium/compendium/validate/rules/facts"
)

// itemPath returns the path of an item, or of a field of it.
func itemPath(i int, field string) string { return facts.ItemPath("safety", i, field) }

// partnerPath returns the path of what an item's interaction is with.
func partnerPath(i, k int) string { return itemPath(i, fmt.Sprintf("with[%d]", k)) }

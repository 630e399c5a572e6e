package facts

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

type pathsKey struct{}

// Paths returns what finds where field paths lead in the checked record.
func Paths(p *validate.RecordPass) *catalog.Paths {
	return validate.Memo(p, pathsKey{}, func() *catalog.Paths {
		return catalog.NewPaths(p.Record.Message().ProtoReflect())
	})
}

// GapOn returns the index of the gap on a field of a drug, or -1.
func GapOn(d *compendiumv1.Drug, field string) int {
	return slices.IndexFunc(d.GetGaps(), func(g *compendiumv1.Gap) bool { return g.GetField() == field })
}

// MissingAt returns the path at which a required part of a drug that is missing is reported: that of its gap, if there
// is one.
func MissingAt(d *compendiumv1.Drug, field string) string {
	if i := GapOn(d, field); i >= 0 {
		return GapPath(i)
	}
	return field
}

// Called returns what to call a drug in a message: its display name, or that of the record where it has none yet.
func Called(d *compendiumv1.Drug) string { return cmp.Or(d.GetDisplayName(), d.GetName()) }

// FoldText returns a text that is no name as it is compared: whatever its case, width and outer spaces.
func FoldText(s string) string {
	return strings.TrimSpace(cases.Fold().String(norm.NFKC.String(s)))
}

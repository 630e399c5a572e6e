// Package effects has the rules about unwanted effects and how often they occur.
package effects

import (
	"embed"
	"fmt"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about unwanted effects and how often they occur.
func Rules() []validate.Rule {
	return validate.Documented("Side effects", pages,
		effectMissing,
		effectNameDuplicate,
		effectOfOtherTerm,
		frequencyConflict,
		frequencyImpossible,
		sideEffectDuplicate,
	)
}

// sideEffects returns the side effects of the checked record, or none.
func sideEffects(p *validate.RecordPass) []*compendiumv1.SideEffect {
	if m, ok := p.Record.Message().(interface {
		GetSideEffects() []*compendiumv1.SideEffect
	}); ok {
		return m.GetSideEffects()
	}
	return nil
}

// effectPath returns the path of a side effect, or of a field of it.
func effectPath(i int, field string) string { return facts.ItemPath("side_effects", i, field) }

// frequencyPath returns the path of a frequency of a side effect, or of a field of it.
func frequencyPath(i, j int, field string) string {
	return facts.ItemPath(fmt.Sprintf("side_effects[%d].frequencies", i), j, field)
}

package catalog

import (
	"fmt"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// deriveUses finds typed fields of uses and labels that the catalog derives, and names each use.
func (e *entry) deriveUses(drug *compendiumv1.Drug) {
	derived := func(path string) {
		e.fail(RuleDerivedTyped, path, "The catalog derives this field; it is never typed. Remove the line.")
	}
	for i, use := range drug.Uses {
		if use.Name != "" {
			derived(fmt.Sprintf("uses[%d].name", i))
		}
		use.Name = drug.Name + "/uses/" + use.Id
		for j, label := range use.Labels {
			if label.Status != compendiumv1.Label_STATUS_UNSPECIFIED {
				derived(fmt.Sprintf("uses[%d].labels[%d].status", i, j))
			}
			if label.CoverageDate != "" {
				derived(fmt.Sprintf("uses[%d].labels[%d].coverage_date", i, j))
			}
		}
	}
}

package catalog

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// derivedUses finds typed fields of uses and labels that the catalog derives, and gives each use its name.
func derivedUses(message proto.Message) []fault {
	drug, ok := message.(*compendiumv1.Drug)
	if !ok {
		return nil
	}
	var faults []fault
	derived := func(path string) {
		faults = append(faults, fault{rule: RuleDerivedTyped, path: path, message: "The catalog derives this field; it is never typed. Remove the line."})
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
	return faults
}

package scope

import (
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Use is what uses of drugs and of other therapies have in common.
type Use interface {
	proto.Message
	Setting
	GetId() string
	GetCondition() string
	GetStrength() compendiumv1.Use_Strength
	GetSummary() string
	GetPopulation() string
	GetLabels() []*compendiumv1.Label
	GetTrials() []string
	GetCites() []string
}

// Uses returns the uses of a therapy of any kind, or none of another record.
func Uses(record proto.Message) []Use {
	var all []Use
	switch therapy := record.(type) {
	case *compendiumv1.Drug:
		for _, u := range therapy.GetUses() {
			all = append(all, u)
		}
	case interface {
		GetUses() []*compendiumv1.TherapyUse
	}:
		for _, u := range therapy.GetUses() {
			all = append(all, u)
		}
	}
	return all
}

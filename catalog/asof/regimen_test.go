package asof_test

import (
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/asof"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestRegimen checks that the label of a regimen is the weakest of those of its drugs.
func TestRegimen(t *testing.T) {
	drug := func(id string, approved ...string) *compendiumv1.Drug {
		d := &compendiumv1.Drug{Name: "drugs/" + id, Products: []*compendiumv1.Product{{Jurisdiction: "US"}},
			Uses: []*compendiumv1.Use{{Id: "bone", Condition: "conditions/bone",
				Labels: []*compendiumv1.Label{{Jurisdiction: "US"}}}},
			Coverage: []*compendiumv1.Coverage{{Regulator: "regulators/fda", Jurisdiction: "US", CompleteAsOf: "2026-01-01"}}}
		for _, use := range approved {
			d.Products[0].Authorizations = append(d.Products[0].Authorizations, &compendiumv1.AuthorizationEvent{
				Regulator: "regulators/fda", Use: use, Date: "2000-01-01", Event: compendiumv1.AuthorizationEvent_APPROVED})
		}
		return d
	}
	records := map[string]proto.Message{
		"drugs/licensed": drug("licensed", "bone"), "drugs/elsewhere": drug("elsewhere", "other"), "drugs/never": drug("never"),
		"drugs/rescue": drug("rescue"),
	}
	resolver := asof.NewResolver([]*compendiumv1.Regulator{{Name: "regulators/fda",
		Kind: compendiumv1.Regulator_LICENSING, Mandates: []*compendiumv1.Regulator_Mandate{{Jurisdiction: "US"}}}},
		slices.Values([]*compendiumv1.Source(nil)), func(name string) proto.Message { return records[name] })
	for _, c := range []struct {
		drugs     []string
		condition string
		want      compendiumv1.Label_Status
	}{
		{[]string{"licensed", "licensed"}, "conditions/bone", compendiumv1.Label_ON_LABEL},
		{[]string{"licensed", "elsewhere"}, "conditions/bone", compendiumv1.Label_OFF_LABEL},
		{[]string{"elsewhere", "never"}, "conditions/bone", compendiumv1.Label_UNLICENSED},
		{[]string{"licensed", "licensed"}, "conditions/lung", compendiumv1.Label_OFF_LABEL},
	} {
		regimen := &compendiumv1.Regimen{Uses: []*compendiumv1.TherapyUse{{Id: "it", Condition: c.condition}}}
		for _, id := range c.drugs {
			regimen.Components = append(regimen.Components, &compendiumv1.Regimen_Component{Drug: "drugs/" + id})
		}
		regimen.Components = append(regimen.Components, &compendiumv1.Regimen_Component{Drug: "drugs/rescue",
			Role: compendiumv1.Regimen_Component_SUPPORTIVE})
		resolved, _ := resolver.Resolve(regimen, "2026-01-01").(*compendiumv1.Regimen)
		labels := resolved.GetUses()[0].GetLabels()
		if len(labels) != 1 || labels[0].GetStatus() != c.want || labels[0].GetOffLabel() != (c.want != compendiumv1.Label_ON_LABEL) {
			t.Errorf("%v for %s: %v, want %s", c.drugs, c.condition, labels, c.want)
		}
		if len(regimen.GetUses()[0].GetLabels()) != 0 {
			t.Error("the regimen was changed")
		}
	}
}

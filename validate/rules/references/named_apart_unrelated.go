package references

import (
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/scope"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var namedApartUnrelated = validate.Rule{
	ID:       "named-apart-unrelated",
	Severity: finding.Warning,
	Record: validate.On(func(p *validate.RecordPass, c *compendiumv1.Condition) {
		for i, broader := range c.GetNamedApart() {
			if p.Message(broader) == nil {
				continue // reference-unresolved
			}
			lies := scope.Compare([]*compendiumv1.Scope{{Conditions: []string{broader}}},
				&compendiumv1.Use{Condition: c.GetName()}, func(name string) proto.Message {
					if name == c.GetName() {
						return c
					}
					return p.Message(name)
				})
			if lies.Coverage == scope.Not || lies.Coverage == scope.InPart || broader == c.GetName() {
				p.Report(facts.ItemPath("named_apart", i, ""),
					"The condition is not below %s. Correct named_apart, or add the parent.", broader)
			}
		}
	}),
}

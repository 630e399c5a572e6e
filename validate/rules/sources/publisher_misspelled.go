package sources

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var publisherMisspelled = validate.Rule{
	ID:       "publisher-misspelled",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		var publishers []facts.Spelled
		for _, r := range p.Catalog.Records(catalog.Sources) {
			if source, ok := r.Message().(*compendiumv1.Source); ok {
				publishers = append(publishers, facts.Spelled{Record: r, Path: "publisher", Text: source.GetPublisher()})
			}
		}
		for _, slip := range facts.MisspelledOf(publishers) {
			at, other := slip.Rare[0], slip.Common[0]
			p.Report(at.Record, at.Path, "The publisher %s is spelled %s in %s. Correct the wrong spelling.",
				at.Text, other.Text, validate.Plural(len(slip.Common), "source")).
				Related(other.Record, other.Path, "The other spelling")
		}
	},
}

package references

import (
	"regexp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// resourceShape matches resource names, as in the schema.
var resourceShape = regexp.MustCompile(`^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$`)

var referenceUnresolved = validate.Rule{
	ID:       "reference-unresolved",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		hints := 0
		for ref := range p.Catalog.References() {
			if ref.Target != nil || kindFault(ref) != noKindFault {
				continue // other rules report what is not a name, or of a wrong collection
			}
			hint := ""
			if hints++; hints <= validate.MaxHints {
				hint = nearestRecord(p.Catalog, ref)
			}
			p.Report(ref.From, ref.Path, "There is no record %s.%s", ref.To, hint)
		}
	},
}

// nearestRecord returns the end of a message that suggests the record most likely meant, or "".
func nearestRecord(c *catalog.Catalog, ref catalog.Reference) string {
	var candidates []string
	for _, kind := range ref.Kinds {
		candidates = append(candidates, c.Names(kind)...)
	}
	if nearest, ok := spelling.Nearest(ref.To, candidates); ok {
		return " Did you mean " + nearest + "?"
	}
	return ""
}

package references

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var referenceWrongKind = validate.Rule{
	ID:       "reference-wrong-kind",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == wrongKind {
				p.Report(ref.From, ref.Path, "%s is not one of %s, which are all that this field can name.%s Correct the "+
					"name.", ref.To,
					collectionNames(ref.Kinds), sameInKinds(p, ref))
			}
		}
	},
}

// The faults that the kind of a reference can have. A reference has at most one.
const (
	noKindFault = iota
	noName      // not a resource name; another rule reports it
	wrongKind
	classForDrug
	notADrug
)

// regimenDrug is the field that takes the drugs of a regimen.
const regimenDrug = "compendium.v1.Regimen.Component.drug"

// kindFault returns what is wrong with the collection that a reference names, whether or not the record exists.
func kindFault(ref catalog.Reference) int {
	if ref.Target != nil && ref.Fits() {
		return noKindFault
	}
	kind, known := catalog.KindIn(ref.To)
	switch {
	case ref.Target == nil && !resourceShape.MatchString(ref.To): // the name of a record is always one
		return noName
	case known && slices.Contains(ref.Kinds, kind):
		return noKindFault
	case ref.Field.FullName() == regimenDrug:
		return notADrug
	case known && kind == catalog.Classes && slices.Contains(ref.Kinds, catalog.Drugs):
		return classForDrug
	default:
		return wrongKind
	}
}

// sameInKinds returns the end of a message that suggests the record of the same id in a collection that the field
// takes, or "".
func sameInKinds(p *validate.CatalogPass, ref catalog.Reference) string {
	_, id, _ := strings.Cut(ref.To, "/")
	for _, kind := range ref.Kinds {
		name := kind.String() + "/" + id
		if _, ok := p.Catalog.Get(name); ok {
			return " Did you mean " + name + "?"
		}
	}
	return ""
}

func collectionNames(kinds []catalog.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.String()
	}
	return strings.Join(names, ", ")
}

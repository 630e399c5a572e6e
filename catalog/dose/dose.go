// Package dose knows what doses mean: it writes them as sentences and as FHIR, and has the units of the schema.
//
// It knows the schema's messages, and nothing of files, rules or serving.
package dose

import (
	"regexp"
	"strings"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// SideBySide reports whether a step is given beside the step before it. Otherwise it begins when that one ends. Steps
// are given side by side if they name days of the same cycle, or if the later one starts relative to a component.
func SideBySide(before, step *compendiumv1.DoseStep) bool {
	if step.GetAfter() != nil {
		return true
	}
	return len(before.GetDays()) > 0 && len(step.GetDays()) > 0 &&
		before.GetCycleDays() == step.GetCycleDays() && before.GetCycles() == step.GetCycles()
}

// beforeLetter finds the hyphens that an ID has for spaces: that of interferon alfa-2b is of the name.
var beforeLetter = regexp.MustCompile("-([a-z])")

// nameOf returns what to call the record of a resource name in a sentence: "zoledronic acid" for drugs/zoledronic-acid.
func nameOf(resource string) string {
	_, id, _ := strings.Cut(resource, "/")
	return beforeLetter.ReplaceAllString(id, " $1")
}

// therapy is what is given: a component of a regimen, or a part of a block.
type therapy interface {
	GetDrug() string
	GetProcedure() string
	GetSteps() []*compendiumv1.DoseStep
}

// resourceOf returns the resource name of the drug or procedure that is given.
func resourceOf(t therapy) string {
	if t.GetDrug() != "" {
		return t.GetDrug()
	}
	return t.GetProcedure()
}

// beside returns the components of a regimen that have steps of their own, beside its blocks if it has any.
func beside(r *compendiumv1.Regimen) []therapy {
	var list []therapy
	for _, c := range r.GetComponents() {
		if len(c.GetSteps()) > 0 {
			list = append(list, c)
		}
	}
	return list
}

// partsOf returns the parts of a block.
func partsOf(b *compendiumv1.Regimen_Block) []therapy {
	list := make([]therapy, len(b.GetParts()))
	for i, p := range b.GetParts() {
		list[i] = p
	}
	return list
}

package codes

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// minClassmates is the number of other drugs of a class that must agree on their main group of ATC.
const minClassmates = 3

var atcUnlikeClass = validate.Rule{
	ID:       "atc-unlike-class",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		members := make(map[string][]classmate)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			groups := mainGroups(r.Drug())
			for i, class := range r.Drug().GetClasses() {
				if groups != "" && !slices.Contains(r.Drug().GetClasses()[:i], class) {
					members[class] = append(members[class], classmate{r, facts.ItemPath("classes", i, ""), groups})
				}
			}
		}
		for _, class := range p.Catalog.Records(catalog.Classes) {
			list := members[class.Name()]
			if odd, group := oddOneOut(list); odd.record != nil {
				p.Report(odd.record, odd.path, "%s is in the ATC main group %s, but the other %d drugs of %s are all in "+
					"%s. Correct the class or the code.", facts.Called(odd.record.Drug()),
					strings.Join(strings.Split(odd.groups, ""), " and "),
					len(list)-1, class.Name(), group)
			}
		}
	},
}

// classmate is a drug of a class, with the field that says so and the first letters of its ATC codes.
type classmate struct {
	record *catalog.Record
	path   string
	groups string
}

// oddOneOut returns the one drug that is not in the main group in which all others are, and that group.
func oddOneOut(list []classmate) (odd classmate, group string) {
	if len(list) <= minClassmates {
		return classmate{}, ""
	}
	for _, candidate := range list[:2] { // of any two, at most one is odd
		group = candidate.groups
		odd, others := classmate{}, 0
		for _, m := range list {
			switch {
			case m.groups == group:
				others++
			case !strings.Contains(m.groups, group):
				odd = m
			}
		}
		if len(group) == 1 && others == len(list)-1 && odd.record != nil {
			return odd, group
		}
	}
	return classmate{}, ""
}

// mainGroups returns the first letters of the ATC codes of a drug, each once: "L", "LM".
func mainGroups(d *compendiumv1.Drug) string {
	var letters []string
	for _, code := range append([]string{d.GetCodes().GetAtc()}, d.GetCodes().GetFurtherAtc()...) {
		if code != "" {
			letters = append(letters, code[:1])
		}
	}
	slices.Sort(letters)
	return strings.Join(slices.Compact(letters), "")
}

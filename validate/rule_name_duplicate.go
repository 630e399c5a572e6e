package validate

import (
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleNameDuplicate = Rule{
	ID:       "name-duplicate",
	Severity: finding.Error,
	Title:    "Two drugs have the same name",
	Explanation: "A name, a brand or a former name leads people to one drug. Where it leads to two, one of them is wrong, or the two records are " +
		"one drug. Names are compared whatever their case. A tombstone may keep the name of what replaced it, and abbreviations may be shared.",
	Bad: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: Examplinib, type: FORMER}
`,
	Good: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: oldtrialimab, type: FORMER}
`,
	catalog: func(p *pass) {
		first := make(map[string]indexed, p.names)
		for i, f := range p.facts() {
			var taken []int
			for k, n := range f.names {
				if at, ok := first[n.text]; !ok && n.text != "" { // field-required speaks of none
					first[n.text] = indexed{int32(i), int32(k)}
				} else if ok && int(at.record) != i {
					taken = append(taken, k)
				}
			}
			if len(taken) == 0 {
				continue
			}
			// Names as they are written stand in the record only. That of the other drug is not asked for, since the names of one may lead to many.
			names, done := drugNames(p.records[i].Drug()), make(map[string]bool)
			for _, k := range taken {
				if k >= len(names) {
					break // the file has changed meanwhile, which the catalog says
				}
				key := f.names[k].text
				at := first[key]
				other, there := p.records[at.record], p.factsAt(at.record)
				if !done[key] && f.replacedBy != other.Name() && there.replacedBy != p.records[i].Name() { // a tombstone keeps its names
					p.report(p.records[i], names[k].path, "%s is a name of %s too. A name leads to one drug: correct one of the two, or join the records.", names[k].text, other.Name()).
						alongside(other, there.names[at.item].path, "The same name there")
				}
				done[key] = true
			}
		}
	},
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		type key struct {
			kind         compendiumv1.Name_Type
			locale, text string
		}
		alike := make(map[key][]int)
		for i, n := range d.GetNames() {
			if n.GetText() == "" {
				continue // field-required says so
			}
			k := key{n.GetType(), n.GetLocale(), foldName(n.GetText())}
			if at := slices.IndexFunc(alike[k], func(j int) bool { return shareRegion(n, d.GetNames()[j]) }); at >= 0 {
				p.report(r, itemPath("names", i, "text"), "The name %s stands twice. Keep one.", n.GetText()).alongside(r, itemPath("names", alike[k][at], "text"), "The first")
			}
			alike[k] = append(alike[k], i)
		}
	},
}

type nameAt struct{ text, path string }

func drugNames(d *compendiumv1.Drug) []nameAt {
	list := []nameAt{{d.GetDisplayName(), "display_name"}}
	for i, n := range d.GetNames() {
		if n.GetType() != compendiumv1.Name_ABBREVIATION {
			list = append(list, nameAt{n.GetText(), itemPath("names", i, "text")})
		}
	}
	return list
}

func foldName(s string) string {
	return strings.TrimSpace(cases.Fold().String(norm.NFKC.String(s)))
}

// shareRegion says whether two names are used in the same place: both everywhere, or in a jurisdiction that both state.
func shareRegion(a, b *compendiumv1.Name) bool {
	if len(a.GetJurisdictions()) == 0 || len(b.GetJurisdictions()) == 0 {
		return len(a.GetJurisdictions()) == len(b.GetJurisdictions())
	}
	return slices.ContainsFunc(a.GetJurisdictions(), func(j string) bool { return slices.Contains(b.GetJurisdictions(), j) })
}

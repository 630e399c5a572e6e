package validate

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleNameDuplicate = Rule{
	ID:       "name-duplicate",
	Severity: Error,
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
		type owner struct {
			record *catalog.Record
			path   string
		}
		first := make(map[string]owner)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			own := make(map[string]bool)
			for _, n := range drugNames(r.Drug()) {
				key := foldName(n.text)
				other, taken := first[key]
				switch {
				case key == "":
					continue // field-required says so
				case !taken:
					first[key] = owner{r, n.path}
				case other.record != r && !own[key] && !replaces(r.Drug(), other.record.Drug()):
					p.report(r, n.path, "%s is a name of %s too. A name leads to one drug: correct one of the two, or join the records.", n.text, other.record.Name()).
						alongside(other.record, other.path, "The same name there")
				}
				own[key] = true
			}
		}
	},
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		first := make(map[nameIn]int)
		for i, n := range d.Names {
			if n.GetText() == "" {
				continue // field-required says so
			}
			earliest := i
			for _, key := range namesIn(n) {
				j, taken := first[key]
				if !taken {
					first[key] = i
					continue
				}
				earliest = min(earliest, j)
			}
			if earliest < i {
				p.report(r, itemPath("names", i, "text"), "The name %s stands twice. Keep one.", n.GetText()).alongside(r, itemPath("names", earliest, "text"), "The first")
			}
		}
	},
}

// nameIn is a name of a drug as it is used in one jurisdiction, or for "" everywhere. Two names that share one are the same.
type nameIn struct {
	kind                       compendiumv1.Name_Type
	locale, text, jurisdiction string
}

func namesIn(n *compendiumv1.Name) []nameIn {
	everywhere := nameIn{n.GetType(), n.GetLocale(), foldName(n.GetText()), ""}
	if len(n.GetJurisdictions()) == 0 {
		return []nameIn{everywhere}
	}
	list := make([]nameIn, len(n.GetJurisdictions()))
	for i, jurisdiction := range n.GetJurisdictions() {
		list[i] = everywhere
		list[i].jurisdiction = jurisdiction
	}
	return list
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

// replaces says whether one of two drugs is the tombstone of the other.
func replaces(a, b *compendiumv1.Drug) bool {
	return a.GetReplacedBy() == b.GetName() || b.GetReplacedBy() == a.GetName()
}

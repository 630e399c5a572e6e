package uses

import (
	"fmt"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/scope"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var useContradiction = validate.Rule{
	ID:       "use-contradiction",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		agreed := disputed(p)
		for _, group := range sameSetting(p) {
			for j, use := range group {
				for _, other := range group[:j] {
					field := opposite(other, use)
					if field == "" || agreed.names(other.id, use.id) {
						continue
					}
					p.Report(facts.UsePath(use.index, field), "For the same setting, the use %s says %s and the use %s says %s. "+
						"If something tells the two apart, add it. If the sources disagree, add a conflict with field: %s and "+
						"against: [%s].", other.id, other.value(field), use.id, use.value(field),
						usePath(other.id, field), usePath(use.id, field)).
						Related(p.Record, facts.UsePath(other.index, field), "The other use")
					break
				}
			}
		}
	},
}

// usePath returns the path of a field of a use by its ID, as a conflict names it.
func usePath(id, field string) string { return document.Join(document.Keyed("uses", id), field) }

// use is a use of any kind of record, as far as uses are compared.
type use struct {
	index    int
	id       string
	strength compendiumv1.Use_Strength
	response compendiumv1.Use_Response
	duration string
}

// value returns what a use says in one of the fields that opposite returns.
func (u use) value(field string) fmt.Stringer {
	if field == "response" {
		return u.response
	}
	return u.strength
}

// sameSetting returns the uses of the checked record that have their setting in common, in the order of the record.
func sameSetting(p *validate.RecordPass) [][]use {
	var groups [][]use
	index := make(map[string]int)
	add := func(u use, condition string, m protoreflect.Message) {
		if condition == "" {
			return // field-required reports it
		}
		key := canonical(m)
		at, known := index[key]
		if !known {
			at, groups = len(groups), append(groups, nil)
			index[key] = at
		}
		groups[at] = append(groups[at], u)
	}
	for i, u := range scope.Uses(p.Record.Message()) {
		drug, _ := u.(*compendiumv1.Use)
		add(use{i, u.GetId(), u.GetStrength(), drug.GetResponse(), foldWords(drug.GetDuration())},
			u.GetCondition(), u.ProtoReflect())
	}
	return groups
}

// opposite returns the field in which two uses of one setting say opposite things, or "". One year of a drug may be
// worse than three, so that uses of different durations do not contradict each other.
func opposite(a, b use) string {
	const sensitive, resistant = compendiumv1.Use_SENSITIVE, compendiumv1.Use_RESISTANCE
	switch {
	case a.duration != "" && b.duration != "" && a.duration != b.duration:
		return ""
	case recommended(a.strength) && advisedAgainst(b.strength), recommended(b.strength) && advisedAgainst(a.strength):
		return "strength"
	case a.response == sensitive && b.response == resistant, a.response == resistant && b.response == sensitive:
		return "response"
	default:
		return ""
	}
}

func recommended(s compendiumv1.Use_Strength) bool {
	switch s {
	case compendiumv1.Use_STANDARD_FIRST, compendiumv1.Use_MAY_BE_USED, compendiumv1.Use_SOMETIMES_USED:
		return true
	default:
		return false
	}
}

func advisedAgainst(s compendiumv1.Use_Strength) bool {
	return s == compendiumv1.Use_NO_BETTER_THAN_STANDARD || s == compendiumv1.Use_NOT_RECOMMENDED
}

// disputes holds, for each use by its ID, the conflicts that name it.
type disputes map[string]map[int]bool

// disputed returns the uses that conflicts of the checked record name.
func disputed(p *validate.RecordPass) disputes {
	d := make(disputes)
	for i, conflict := range catalog.Conflicts(p.Record.Message()) {
		for _, path := range append([]string{conflict.GetField()}, conflict.GetAgainst()...) {
			steps, ok := document.Steps(path)
			if !ok || len(steps) < 2 || steps[0].Name != "uses" || !steps[1].Keyed {
				continue
			}
			if d[steps[1].Name] == nil {
				d[steps[1].Name] = make(map[int]bool)
			}
			d[steps[1].Name][i] = true
		}
	}
	return d
}

// names reports whether a conflict names both of two uses.
func (d disputes) names(a, b string) bool {
	for i := range d[a] {
		if d[b][i] {
			return true
		}
	}
	return false
}

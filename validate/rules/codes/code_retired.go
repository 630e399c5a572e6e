package codes

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var codeRetired = validate.Rule{
	ID:       "code-retired",
	Severity: finding.Error,
	Title:    "A retired code stands where a current one belongs",
	Explanation: "A terminology retires codes, and systems that follow it do not find a drug by them any more. The record says itself that the code is " +
		"retired: write what replaced it in its place, and leave it among the retired codes, so that old records can be matched. What replaced a code " +
		"has to be one of the record's codes itself, current or retired, and may not lead back to the code.",
	Fix:    "The code that replaced it in the end is written, if the record does not have that already.",
	Repair: fixRetiredCode,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		retired := d.GetCodes().GetRetired()
		if len(retired) == 0 {
			return
		}
		known := newSuccessors(retired)
		current := currentCodes(d)
		stated := make(map[systemCode]bool) // current codes, and those that are to be written in place of one
		for _, c := range current {
			stated[systemCode{c.system, c.value}] = true
		}
		for _, c := range current {
			code := systemCode{c.system, c.value}
			at, isRetired := known.index[code]
			if !isRetired {
				continue
			}
			todo := "What replaced it is not recorded: correct the code, or remove it from the retired ones."
			if last := (systemCode{c.system, known.of(code)}); last.code != "" && stated[last] {
				todo = "Remove it: what replaced it, " + last.code + ", is there."
			} else if last.code != "" {
				stated[last] = true
				todo = "Write " + last.code + ", which replaced it."
			}
			p.Report(c.path, "The record says that the code %s (%s) is retired. %s", c.value, c.system, todo).
				Related(p.Record, facts.ItemPath("codes.retired", at, "code"), "The code among the retired ones")
		}
		for i, c := range retired {
			by := systemCode{c.GetSystem(), c.GetReplacedBy()}
			if _, isRetired := known.index[by]; by.code != "" && !isRetired && !stated[by] {
				p.Report(facts.ItemPath("codes.retired", i, "replaced_by"), "%s (%s) is said to have replaced %s, and is no code of the record. Correct it, or add it to the codes.",
					by.code, by.system, c.GetCode()).
					CausedBy(finding.Field{File: p.Record.File(), Path: "codes." + c.GetSystem()})
			}
		}
		for _, i := range known.circles {
			p.Report(facts.ItemPath("codes.retired", i, "replaced_by"), "What replaced %s leads back to it. Remove the one that points the wrong way.", retired[i].GetCode())
		}
	},
}

// systemCode is a code of a terminology.
type systemCode struct{ system, code string }

// successors tell what replaced retired codes in the end.
type successors struct {
	retired []*compendiumv1.DrugCodes_Retired
	index   map[systemCode]int    // of a code among the retired ones
	last    map[systemCode]string // of those that were asked for
	// circles are the first codes, by their index, of those that replace each other in a circle.
	circles []int
}

func newSuccessors(retired []*compendiumv1.DrugCodes_Retired) *successors {
	s := &successors{retired: retired, index: make(map[systemCode]int), last: make(map[systemCode]string)}
	for i, c := range retired {
		if key := (systemCode{c.GetSystem(), c.GetCode()}); c.GetCode() != "" {
			if _, there := s.index[key]; !there {
				s.index[key] = i
			}
		}
	}
	for _, c := range retired {
		s.of(systemCode{c.GetSystem(), c.GetCode()})
	}
	return s
}

// of gives the code that replaced another in the end: the code itself where it is not retired, and "" where that is not known, or leads in a
// circle.
func (s *successors) of(code systemCode) string {
	var way []int
	on := make(map[int]int) // where on the way a code is
	last := ""
	for {
		if known, ok := s.last[code]; ok {
			last = known
			break
		}
		i, isRetired := s.index[code]
		if !isRetired {
			last = code.code
			break
		}
		if begin, again := on[i]; again {
			s.circles = append(s.circles, slices.Min(way[begin:]))
			break
		}
		on[i] = len(way)
		way = append(way, i)
		if code.code = s.retired[i].GetReplacedBy(); code.code == "" {
			break
		}
	}
	for _, i := range way {
		s.last[systemCode{s.retired[i].GetSystem(), s.retired[i].GetCode()}] = last
	}
	return last
}

// currentCodes gives the codes of a drug that are not retired.
func currentCodes(d *compendiumv1.Drug) []codeAt {
	return slices.DeleteFunc(codesOf(d), func(c codeAt) bool { return strings.HasPrefix(c.path, "codes.retired") })
}

// fixRetiredCode writes what replaced a retired code.
func fixRetiredCode(_ *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	d := r.Drug()
	current := currentCodes(d)
	at := slices.IndexFunc(current, func(c codeAt) bool { return c.path == f.Path })
	if at < 0 {
		return document.Edit{}, "", false
	}
	c := current[at]
	last := newSuccessors(d.GetCodes().GetRetired()).of(systemCode{c.system, c.value})
	there := slices.ContainsFunc(current, func(other codeAt) bool { return other.system == c.system && other.value == last })
	return document.Set(f.Path, last), c.value + " → " + last, last != "" && !there
}

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
	Repair:   fixRetiredCode,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		retired := d.GetCodes().GetRetired()
		if len(retired) == 0 {
			return
		}
		known := newSuccessors(retired)
		current := currentCodes(d)
		stated := make(map[systemCode]bool) // current codes, and those that a finding says to write
		for _, c := range current {
			stated[systemCode{c.system, c.value}] = true
		}
		for _, c := range current {
			code := systemCode{c.system, c.value}
			at, isRetired := known.index[code]
			if !isRetired {
				continue
			}
			todo := "Its replacement is not recorded: correct the code, or remove it from the retired codes."
			if last := (systemCode{c.system, known.of(code)}); last.code != "" && stated[last] {
				todo = "Remove it: the record has its replacement, " + last.code + "."
			} else if last.code != "" {
				stated[last] = true
				todo = "Write " + last.code + ", which replaced it."
			}
			p.Report(c.path, "The record says that the code %s (%s) is retired. %s", c.value, c.system, todo).
				Related(p.Record, facts.ItemPath("codes.retired", at, "code"), "The code among the retired codes")
		}
		for i, c := range retired {
			by := systemCode{c.GetSystem(), c.GetReplacedBy()}
			if _, isRetired := known.index[by]; by.code != "" && !isRetired && !stated[by] {
				p.Report(facts.ItemPath("codes.retired", i, "replaced_by"),
					"%s (%s) is said to have replaced %s, but is not a code of the record. Correct it, or add it to the codes.",
					by.code, by.system, c.GetCode()).
					CausedBy(finding.Field{File: p.Record.File(), Path: "codes." + c.GetSystem()})
			}
		}
		for _, i := range known.circles {
			p.Report(facts.ItemPath("codes.retired", i, "replaced_by"),
				"The replacements of %s lead back to it. Remove the one that points the wrong way.", retired[i].GetCode())
		}
	},
}

// systemCode is a code of a terminology.
type systemCode struct{ system, code string }

// successors finds the final replacements of retired codes.
type successors struct {
	retired []*compendiumv1.DrugCodes_Retired
	index   map[systemCode]int    // indexes in retired
	last    map[systemCode]string // final replacements, computed lazily
	// circles holds, for each circle of replacements, the lowest index of its codes.
	circles []int
}

func newSuccessors(retired []*compendiumv1.DrugCodes_Retired) *successors {
	s := &successors{retired: retired, index: make(map[systemCode]int), last: make(map[systemCode]string)}
	for i, c := range retired {
		if key := (systemCode{c.GetSystem(), c.GetCode()}); c.GetCode() != "" {
			if _, ok := s.index[key]; !ok {
				s.index[key] = i
			}
		}
	}
	for _, c := range retired {
		s.of(systemCode{c.GetSystem(), c.GetCode()})
	}
	return s
}

// of returns the final replacement of a code: the code itself if it is not retired, or "" if the replacement is not
// known or circular.
func (s *successors) of(code systemCode) string {
	var chain []int
	position := make(map[int]int) // of a code in chain
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
		if begin, again := position[i]; again {
			s.circles = append(s.circles, slices.Min(chain[begin:]))
			break
		}
		position[i] = len(chain)
		chain = append(chain, i)
		if code.code = s.retired[i].GetReplacedBy(); code.code == "" {
			break
		}
	}
	for _, i := range chain {
		s.last[systemCode{s.retired[i].GetSystem(), s.retired[i].GetCode()}] = last
	}
	return last
}

// currentCodes returns the codes of a drug that are not retired.
func currentCodes(d *compendiumv1.Drug) []codeAt {
	return slices.DeleteFunc(codesOf(d), func(c codeAt) bool { return strings.HasPrefix(c.path, "codes.retired") })
}

// fixRetiredCode writes the final replacement of a retired code.
func fixRetiredCode(_ *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	d := r.Drug()
	current := currentCodes(d)
	at := slices.IndexFunc(current, func(c codeAt) bool { return c.path == f.Path })
	if at < 0 {
		return document.Edit{}, "", false
	}
	c := current[at]
	last := newSuccessors(d.GetCodes().GetRetired()).of(systemCode{c.system, c.value})
	present := slices.ContainsFunc(current,
		func(other codeAt) bool { return other.system == c.system && other.value == last })
	return document.Set(f.Path, last), c.value + " → " + last, last != "" && !present
}

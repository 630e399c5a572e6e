package site

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Trials returns the trials that name the page's record, and those that it names.
func (p *page) Trials() []*compendiumv1.Trial {
	var all []*compendiumv1.Trial
	seen := make(map[string]bool)
	add := func(name string) {
		if t, ok := p.content.Message(name).(*compendiumv1.Trial); ok && !seen[name] {
			seen[name] = true
			all = append(all, resolve(p.derive, t, p.AsOf))
		}
	}
	for _, e := range p.Mentioned("trials", "tested", "compared_with", "arms", "conditions") {
		add(e.Name)
	}
	for _, use := range scope.Uses(p.content.Message(p.Entry.Name)) {
		for _, name := range use.GetTrials() {
			add(name)
		}
	}
	if m, ok := p.Record.(interface{ GetTrials() []string }); ok {
		for _, name := range m.GetTrials() {
			add(name)
		}
	}
	return all
}

// Arm is an arm of a trial. It is named by what it is given.
type Arm struct {
	*compendiumv1.Trial_Arm

	Given []Link
	// Apart tells it from other arms that are given the same.
	Apart string
}

// Arms returns the arms of the page's trial.
func (p *page) Arms() []Arm {
	trial, _ := p.Record.(*compendiumv1.Trial)
	same := make(map[string]int)
	given := func(arm *compendiumv1.Trial_Arm) string {
		return strings.Join(slices.Sorted(slices.Values(arm.GetTherapies())), " ")
	}
	for _, arm := range trial.GetArms() {
		same[given(arm)]++
	}
	all := make([]Arm, len(trial.GetArms()))
	for i, arm := range trial.GetArms() {
		all[i] = Arm{Trial_Arm: arm, Given: p.Links(arm.GetTherapies())}
		switch {
		case len(arm.GetTherapies()) == 0 && arm.GetWords() != "":
			all[i].Given = []Link{{Text: strings.TrimSuffix(arm.GetWords(), ".")}}
		case same[given(arm)] > 1 || len(arm.GetTherapies()) == 0:
			all[i].Apart = strings.ReplaceAll(arm.GetId(), "-", " ")
		}
	}
	return all
}

func (a Arm) name() string {
	given := make([]string, len(a.Given))
	for i, link := range a.Given {
		given[i] = link.Text
	}
	name := strings.Join(given, ", ")
	if a.Apart == "" || name == "" {
		return name + a.Apart
	}
	return name + " (" + a.Apart + ")"
}

// ArmNames returns the names of arms of the page's trial by their IDs, the tested one first where two are compared.
func (p *page) ArmNames(ids []string) string {
	names, arms := slices.Clone(ids), p.Arms()
	for i, id := range ids {
		if k := slices.IndexFunc(arms, func(a Arm) bool { return a.GetId() == id }); k >= 0 {
			names[i] = arms[k].name()
		}
	}
	return strings.Join(names, " against ")
}

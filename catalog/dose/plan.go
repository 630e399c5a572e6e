package dose

import (
	"cmp"
	"fmt"
	"math/big"
	"strings"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Plan returns a regimen as JSON of FHIR R5: a PlanDefinition with an action for each block, below it one for each
// component, and below that one for each step. A step of a drug is defined by an ActivityDefinition that the plan
// contains, since actions have no dosage.
//
// What FHIR has no element for is only in the texts, as with Guideline. The status is unknown: it would be that of the
// FHIR document.
func Plan(r *compendiumv1.Regimen) ([]byte, error) {
	protocol := coding{"http://terminology.hl7.org/CodeSystem/plan-definition-type", "clinical-protocol"}
	p := plan{ResourceType: "PlanDefinition", Identifier: []identifier{{r.GetName()}}, Title: r.GetDisplayName(),
		Status: "unknown", Type: concept{Coding: []coding{protocol}}}
	for i, b := range r.GetBlocks() {
		p.Action = append(p.Action, p.block(r, b, i))
	}
	p.Action = append(p.Action, p.components(beside(r), "", len(p.Action))...)
	return encode(p)
}

type plan struct {
	ResourceType string       `json:"resourceType"`
	Contained    []activity   `json:"contained,omitempty"`
	Identifier   []identifier `json:"identifier"`
	Title        string       `json:"title"`
	Type         concept      `json:"type"`
	Status       string       `json:"status"`
	Action       []action     `json:"action,omitempty"`
}

type identifier struct {
	Value string `json:"value"`
}

type activity struct {
	ResourceType string   `json:"resourceType"`
	ID           string   `json:"id"`
	Status       string   `json:"status"`
	Kind         string   `json:"kind"`
	Product      concept  `json:"productCodeableConcept"`
	Dosage       []dosage `json:"dosage"`
}

type action struct {
	ID             string      `json:"id"`
	Extension      []extension `json:"extension,omitempty"`
	Title          string      `json:"title,omitempty"`
	TextEquivalent string      `json:"textEquivalent,omitempty"`
	Related        []related   `json:"relatedAction,omitempty"`
	Timing         *timing     `json:"timingTiming,omitempty"`
	Definition     string      `json:"definitionCanonical,omitempty"`
	Action         []action    `json:"action,omitempty"`
}

type related struct {
	Target         string        `json:"targetId"`
	Relationship   string        `json:"relationship"`
	OffsetDuration *quantity     `json:"offsetDuration,omitempty"`
	OffsetRange    *quantityPair `json:"offsetRange,omitempty"`
}

type extension struct {
	URL       string      `json:"url"`
	Extension []extension `json:"extension,omitempty"`
	Value     *int32      `json:"valueInteger,omitempty"`
}

// block returns the action of a block: how often it is given, and how long after the start of the block before it.
func (p *plan) block(r *compendiumv1.Regimen, b *compendiumv1.Regimen_Block, i int) action {
	a := action{ID: fmt.Sprint(i + 1), Title: cmp.Or(b.GetDisplayName(), b.GetId()),
		TextEquivalent: sentence(blockName(b))}
	if b.GetWords() != "" {
		a.TextEquivalent += " " + sentence(b.GetWords())
	}
	if i == 0 {
		a.TextEquivalent = join(a.TextEquivalent, " ", rounds(r))
	}
	a.Timing = cycle(r, b)
	if i > 0 {
		before := r.GetBlocks()[i-1]
		if offset := times(before.GetInterval(), max(before.GetRepeats(), 1)); offset != nil {
			a.Related = []related{{Target: fmt.Sprint(i), Relationship: "after-start", OffsetDuration: offset}}
		}
	}
	a.Action = p.components(partsOf(b), a.ID+".", 0)
	if a.Timing == nil {
		return a
	}
	for j, part := range b.GetParts() {
		for k, s := range part.GetSteps() {
			a.Action[j].Action[k].Extension = daysOfCycle(s.GetDays())
		}
	}
	return a
}

// components returns the actions of therapies, numbered from first on.
func (p *plan) components(list []therapy, prefix string, first int) []action {
	actions := make([]action, len(list))
	for i, t := range list {
		id := fmt.Sprintf("%s%d", prefix, first+i+1)
		actions[i] = action{ID: id, Title: nameOf(resourceOf(t))}
		for k, s := range t.GetSteps() {
			actions[i].Action = append(actions[i].Action, p.step(t, s, fmt.Sprintf("%s.%d", id, k+1)))
		}
	}
	for i, t := range list {
		for k, s := range t.GetSteps() {
			actions[i].Action[k].Related = relatedTo(s.GetAfter(), list, actions)
		}
	}
	return actions
}

// step returns the action of a step, and adds what defines it to the plan. A step of a procedure has no dosage.
func (p *plan) step(t therapy, s *compendiumv1.DoseStep, id string) action {
	a := action{ID: id, TextEquivalent: sentence(StepText(s, 0))}
	if t.GetDrug() == "" {
		return a
	}
	p.Contained = append(p.Contained, activity{ResourceType: "ActivityDefinition", ID: id, Status: "unknown",
		Kind: "MedicationRequest", Product: concept{Text: nameOf(t.GetDrug())}, Dosage: []dosage{dosageOf(s, 0)}})
	a.Definition = "#" + id
	return a
}

// relatedTo returns when a step starts relative to a component that is given beside it.
func relatedTo(after *compendiumv1.DoseStep_After, list []therapy, actions []action) []related {
	if after == nil {
		return nil
	}
	for i, t := range list {
		if resourceOf(t) != after.GetComponent() {
			continue
		}
		point := "-start"
		if after.GetFrom() == compendiumv1.DoseStep_After_END {
			point = "-end"
		}
		offset, before := ahead(after.GetOffset())
		r := related{Target: actions[i].ID, OffsetDuration: single(offset), OffsetRange: pairOf(offset)}
		switch {
		case isZero(offset):
			return []related{{Target: r.Target, Relationship: "concurrent-with" + point}}
		case before:
			r.Relationship = "before" + point
		case strings.HasPrefix(offset.GetLow(), "-") || strings.HasPrefix(offset.GetHigh(), "-"):
			return nil // partly before: FHIR has no such relationship
		default:
			r.Relationship = "after" + point
		}
		return []related{r}
	}
	return nil
}

// cycle returns how often a block is given, or nil if that is not stated or no one Timing says it: in rounds of all
// blocks, or several times in a row in the only round.
func cycle(r *compendiumv1.Regimen, b *compendiumv1.Regimen_Block) *timing {
	if b.GetRepeats() > 1 && r.GetRounds() <= 1 {
		if t := (&repeat{Count: b.GetRepeats()}); b.GetInterval().GetValue() != "" {
			t.every(1, b.GetInterval())
			return &timing{*t}
		}
		return nil
	}
	sum := new(big.Rat)
	for _, other := range r.GetBlocks() {
		days := days(other.GetInterval())
		if days == nil || other.GetRepeats() > 1 {
			return nil
		}
		sum.Add(sum, days)
	}
	if r.GetRounds() < 1 {
		return nil
	}
	t := repeat{Count: r.GetRounds()}
	t.every(1, &compendiumv1.Quantity{Value: decimal(sum), Unit: "d"})
	return &timing{t}
}

// days returns a length of time in days, or nil if it is a range or in units that are no number of days.
func days(q *compendiumv1.Quantity) *big.Rat {
	value, _, ok := Value(q.GetValue(), q.GetUnit())
	switch {
	case ok && q.GetUnit() == "d":
		return value
	case ok && q.GetUnit() == "wk":
		return value.Mul(value, big.NewRat(7, 1))
	default:
		return nil
	}
}

// times returns a length of time several times, or nil if it is a range or not stated.
func times(q *compendiumv1.Quantity, n int32) *quantity {
	value, _, ok := Value(q.GetValue(), q.GetUnit())
	if !ok {
		return nil
	}
	return quantityOf(decimal(value.Mul(value, big.NewRat(int64(n), 1))), q.GetUnit())
}

// decimal returns a number with no more digits than it needs.
func decimal(n *big.Rat) string {
	digits, _ := n.FloatPrec()
	return n.FloatString(digits)
}

// daysOfCycle returns the extension for the days of a cycle that the action above has the timing of. It counts from
// day 1, so that steps with days before that have none.
func daysOfCycle(days []int32) []extension {
	var list []extension
	for _, day := range days {
		if day < 1 {
			return nil
		}
		list = append(list, extension{URL: "day", Value: &day})
	}
	if list == nil {
		return nil
	}
	return []extension{{URL: "http://hl7.org/fhir/StructureDefinition/timing-daysOfCycle", Extension: list}}
}

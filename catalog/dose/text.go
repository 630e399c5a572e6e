package dose

import (
	"cmp"
	"fmt"
	"strings"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Text returns a dose in plain English: for whom, its steps in order, until when, and its reductions. It does not name
// the drug.
func Text(d *compendiumv1.Dose) string { return strings.Join(Lines(d), " ") }

// Lines returns the text of a dose in parts: the dose itself, then each reduction.
func Lines(d *compendiumv1.Dose) []string {
	given := steps(d.GetSteps(), d.GetRoute())
	if whom := bands(d.GetBands()); whom != "" {
		given = whom + ": " + given
	}
	if d.GetUntil() != "" {
		given += " " + sentence(d.GetUntil())
	}
	lines := []string{given}
	for _, r := range d.GetReductions() {
		lines = append(lines, reduction(r))
	}
	return lines
}

// StepText returns a step of a dose in plain English: "400 mg by mouth twice a day". The route is that of the dose; the
// step may have its own.
func StepText(s *compendiumv1.DoseStep, route compendiumv1.Administration_Route) string {
	if s.GetRoute() != 0 {
		route = s.GetRoute()
	}
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	add(amount(s))
	if len(parts) > 0 {
		add(routeWords(route))
	}
	if s.GetOver() != nil {
		add("over " + Quantity(s.GetOver()))
	}
	add(howOften(s))
	add(onDays(s))
	if s.GetDuration() != nil {
		add("for " + Quantity(s.GetDuration()))
	}
	add(after(s.GetAfter()))
	text := strings.Join(parts, " ")
	switch n := s.GetCount(); {
	case n == 1:
		text = join(text, " ", "once in all")
	case n > 1:
		text = join(text, ", ", fmt.Sprintf("%d times in all", n))
	}
	switch n := s.GetCycles(); {
	case n == 1:
		text = join(text, ", ", "for 1 cycle")
	case n > 1:
		text = join(text, ", ", fmt.Sprintf("for %d cycles", n))
	}
	for _, m := range s.GetMax() {
		text = join(text, ", ", limit(m))
	}
	if s.GetWords() != "" {
		text = join(text, ". ", s.GetWords())
	}
	return text
}

// RegimenText returns how a regimen is given in plain English, one line a block or component. It is empty for a regimen
// that does not say it.
func RegimenText(r *compendiumv1.Regimen) string {
	parts := RegimenParts(r)
	lines := make([]string, len(parts))
	for i, part := range parts {
		lines[i] = strings.Join(part, " ")
	}
	return strings.Join(lines, "\n")
}

// RegimenParts returns the lines of the text of a regimen, each in parts: the name of a block, then each of its
// components and what else is said of it. Other lines have one part.
func RegimenParts(r *compendiumv1.Regimen) [][]string {
	var lines [][]string
	for _, b := range r.GetBlocks() {
		line := []string{blockName(b) + ":"}
		for _, t := range partsOf(b) {
			line = append(line, therapyText(t))
		}
		if b.GetWords() != "" {
			line = append(line, sentence(b.GetWords()))
		}
		lines = append(lines, line)
	}
	if text := rounds(r); text != "" {
		lines = append(lines, []string{text})
	}
	for _, t := range beside(r) {
		lines = append(lines, []string{therapyText(t)})
	}
	return lines
}

// rounds returns how many times the blocks of a regimen are given, or "" if that is once or not stated.
func rounds(r *compendiumv1.Regimen) string {
	switch n := r.GetRounds(); {
	case n <= 1 || len(r.GetBlocks()) == 0:
		return ""
	case len(r.GetBlocks()) == 1:
		return fmt.Sprintf("The block is given %d times.", n)
	default:
		return fmt.Sprintf("The blocks are given %d times in this order.", n)
	}
}

// blockName returns the name of a block, with how it is followed: "VDC (next start after 14 days)".
func blockName(b *compendiumv1.Regimen_Block) string {
	var how []string
	if b.GetRepeats() > 1 {
		how = append(how, fmt.Sprintf("%d times in a row", b.GetRepeats()))
	}
	if b.GetInterval() != nil {
		how = append(how, "next start after "+Quantity(b.GetInterval()))
	}
	name := cmp.Or(b.GetDisplayName(), b.GetId())
	if len(how) == 0 {
		return name
	}
	return name + " (" + strings.Join(how, ", ") + ")"
}

// therapyText returns a therapy with its steps: "ifosfamide: 1.8 g/m² on days 1 to 5."
func therapyText(t therapy) string { return nameOf(resourceOf(t)) + ": " + steps(t.GetSteps(), 0) }

// steps returns steps as sentences.
func steps(list []*compendiumv1.DoseStep, route compendiumv1.Administration_Route) string {
	texts := make([]string, len(list))
	for i, s := range list {
		text := StepText(s, route)
		switch {
		case i > 0 && SideBySide(list[i-1], s):
			text = "Also " + text
		case i > 0:
			text = "Then " + text
		}
		texts[i] = sentence(text)
	}
	return strings.Join(texts, " ")
}

// bands returns whom a dose is for: "Body weight below 10 kg, age 1 year or more".
func bands(list []*compendiumv1.Dose_Band) string {
	texts := make([]string, len(list))
	for i, b := range list {
		texts[i] = band(b)
	}
	text := strings.Join(texts, ", ")
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func band(b *compendiumv1.Dose_Band) string {
	var limits []string
	add := func(before, limit, after string) {
		if limit != "" {
			limits = append(limits, before+number(limit, b.GetUnit())+after)
		}
	}
	add("", b.GetFrom(), " or more")
	add("above ", b.GetAbove(), "")
	add("below ", b.GetBelow(), "")
	add("up to ", b.GetUpTo(), "")
	return measures[b.GetMeasure()] + " " + strings.Join(limits, " and ")
}

// reduction returns when the dose is changed, and how: "Neutrophils low: 300 mg." It may be a smaller dose, a pause, an
// end, or that the dose stays as it is, so that no word for all of them stands before it.
func reduction(r *compendiumv1.Dose_Reduction) string {
	does := r.GetAction()
	if r.GetAmount() != nil {
		does = Quantity(r.GetAmount())
		if r.GetAction() != "" {
			does += ". " + r.GetAction()
		}
	}
	return strings.TrimSuffix(r.GetWhen(), ".") + ": " + sentence(does)
}

// sentence returns a text with a period at its end.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// join returns two texts with a separator between them, or the one that is not empty.
func join(a, separator, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + separator + b
}

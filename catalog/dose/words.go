package dose

import (
	"fmt"
	"strings"

	"github.com/opencompendium/compendium/catalog/words"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Quantity returns an amount with its unit in words: "12 g/m²", "2.7 to 10 billion", "4 hours".
func Quantity(q *compendiumv1.Quantity) string {
	switch low, high := q.GetLow(), q.GetHigh(); {
	case q.GetValue() != "":
		return number(q.GetValue(), q.GetUnit())
	case low == "":
		return "up to " + number(high, q.GetUnit())
	case high == "":
		return "at least " + number(low, q.GetUnit())
	default:
		return low + " to " + number(high, q.GetUnit())
	}
}

// number returns a number with its unit.
func number(n, code string) string {
	u, known := UnitOf(code)
	symbol := code
	if known {
		symbol = u.Symbol
	}
	if u.Roles&Time != 0 && n == "1" {
		symbol = strings.TrimSuffix(symbol, "s")
	}
	return n + " " + symbol
}

// amount returns the amount of a step, or "" if only its words say it.
func amount(s *compendiumv1.DoseStep) string {
	switch {
	case s.GetAmount() != nil:
		return Quantity(s.GetAmount())
	case s.GetTargetAuc() != "":
		return "AUC " + s.GetTargetAuc()
	case s.GetShare() != nil:
		return s.GetShare().GetPercent() + "% of the dose of " + nameOf(s.GetShare().GetDrug())
	default:
		return s.GetAmountWords()
	}
}

// howOften returns the frequency or the interval of a step: "twice a day", "every 28 days".
func howOften(s *compendiumv1.DoseStep) string {
	if f := s.GetFrequency(); f != nil {
		times := fmt.Sprintf("%d times", f.GetTimes())
		switch f.GetTimes() {
		case 1:
			times = "once"
		case 2:
			times = "twice"
		}
		if per := f.GetPer(); per.GetValue() != "1" {
			return times + " in " + Quantity(per)
		}
		return times + " " + aUnit(f.GetPer().GetUnit())
	}
	if every := s.GetEvery(); every != nil {
		return "every " + strings.TrimPrefix(Quantity(every), "1 ")
	}
	return ""
}

// aUnit returns one unit of time: "a day", "an hour".
func aUnit(code string) string {
	one := strings.TrimPrefix(number("1", code), "1 ")
	if code == "h" {
		return "an " + one
	}
	return "a " + one
}

// onDays returns the days of a cycle: "on days 1, 8 and 15 of a 28-day cycle".
func onDays(s *compendiumv1.DoseStep) string {
	text := ""
	if days := s.GetDays(); len(days) > 0 {
		text = "on day " + list(days)
		if len(days) > 1 {
			text = "on days " + list(days)
		}
	}
	switch n := s.GetCycleDays(); {
	case n > 0 && text != "":
		text += fmt.Sprintf(" of a %d-day cycle", n)
	case n > 0:
		text = fmt.Sprintf("in cycles of %d days", n)
	}
	return text
}

// list returns numbers in words, with runs of three or more together: "1 to 5, 8 and 15".
func list(numbers []int32) string {
	var parts []string
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		if end-i < 2 {
			end = i
			parts = append(parts, fmt.Sprint(numbers[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d to %d", numbers[i], numbers[end]))
		}
		i = end + 1
	}
	return words.List(parts, "and")
}

// after returns when a step starts relative to a component: "starting 24 hours after the start of methotrexate".
func after(a *compendiumv1.DoseStep_After) string {
	if a == nil {
		return ""
	}
	point := "start"
	if a.GetFrom() == compendiumv1.DoseStep_After_END {
		point = "end"
	}
	of := " the " + point + " of " + nameOf(a.GetComponent())
	offset, before := ahead(a.GetOffset())
	switch {
	case isZero(offset):
		return "starting at" + of
	case before:
		return "starting " + Quantity(offset) + " before" + of
	default:
		return "starting " + Quantity(offset) + " after" + of
	}
}

// ahead returns an offset without its sign, and whether it was negative.
func ahead(q *compendiumv1.Quantity) (offset *compendiumv1.Quantity, before bool) {
	value, before := strings.CutPrefix(q.GetValue(), "-")
	if !before {
		return q, false
	}
	return &compendiumv1.Quantity{Value: value, Unit: q.GetUnit()}, true
}

func isZero(q *compendiumv1.Quantity) bool {
	value, _, ok := Value(q.GetValue(), q.GetUnit())
	return ok && value.Sign() == 0
}

// limit returns a limit on the amount: "at most 2 mg per administration".
func limit(m *compendiumv1.DoseStep_Max) string {
	text := "at most " + Quantity(m.GetAmount())
	switch m.GetScope() {
	case compendiumv1.DoseStep_Max_ADMINISTRATION:
		text += " per administration"
	case compendiumv1.DoseStep_Max_DAY:
		text += " a day"
	case compendiumv1.DoseStep_Max_CYCLE:
		text += " a cycle"
	case compendiumv1.DoseStep_Max_PERIOD:
		text += " in " + Quantity(m.GetPeriod())
	case compendiumv1.DoseStep_Max_LIFETIME:
		text += " in a lifetime"
	}
	if m.GetAcross() != "" {
		text += ", counted across the class " + nameOf(m.GetAcross())
	}
	if m.GetWords() != "" {
		text += " (" + strings.TrimSuffix(m.GetWords(), ".") + ")"
	}
	return text
}

// measures are what bands of people are measured by.
var measures = map[compendiumv1.Dose_Band_Measure]string{
	compendiumv1.Dose_Band_AGE:                  "age",
	compendiumv1.Dose_Band_WEIGHT:               "body weight",
	compendiumv1.Dose_Band_BODY_SURFACE:         "body surface area",
	compendiumv1.Dose_Band_CREATININE_CLEARANCE: "creatinine clearance",
}

// routes are the words of the most frequent routes.
var routes = map[compendiumv1.Administration_Route]string{
	compendiumv1.Administration_ORAL:           "by mouth",
	compendiumv1.Administration_INTRAVENOUS:    "into a vein",
	compendiumv1.Administration_SUBCUTANEOUS:   "under the skin",
	compendiumv1.Administration_INTRAMUSCULAR:  "into a muscle",
	compendiumv1.Administration_INTRATHECAL:    "into the spinal fluid",
	compendiumv1.Administration_INTRA_ARTERIAL: "into an artery",
	compendiumv1.Administration_INTRAVESICAL:   "into the bladder",
	compendiumv1.Administration_INTRATUMORAL:   "into a tumor",
	compendiumv1.Administration_TRANSDERMAL:    "through the skin",
}

// routeWords returns a route in words: "by mouth", "by the nasal route"; "" if it is not stated.
func routeWords(r compendiumv1.Administration_Route) string {
	if r == 0 {
		return ""
	}
	if text, ok := routes[r]; ok {
		return text
	}
	return "by the " + words.Of(r) + " route"
}

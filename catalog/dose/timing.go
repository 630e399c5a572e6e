package dose

import (
	"encoding/json"
	"fmt"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

type timing struct {
	Repeat repeat `json:"repeat"`
}

type repeat struct {
	BoundsDuration *quantity     `json:"boundsDuration,omitempty"`
	BoundsRange    *quantityPair `json:"boundsRange,omitempty"`
	Count          int32         `json:"count,omitempty"`
	Duration       json.Number   `json:"duration,omitempty"`
	DurationMax    json.Number   `json:"durationMax,omitempty"`
	DurationUnit   string        `json:"durationUnit,omitempty"`
	Frequency      int32         `json:"frequency,omitempty"`
	Period         json.Number   `json:"period,omitempty"`
	PeriodMax      json.Number   `json:"periodMax,omitempty"`
	PeriodUnit     string        `json:"periodUnit,omitempty"`
}

// timingOf returns when a step is given, or nil if no element of FHIR's Timing says it. Timing has no days of a cycle:
// days 1, 8 and 15 of 28 are three times in 28 days. A frequency that holds on some days of a cycle only would be read
// as one that holds on all of them, and is left to the text.
func timingOf(s *compendiumv1.DoseStep) *timing {
	var r repeat
	r.Count = s.GetCount()
	switch days := int32(len(s.GetDays())); {
	case days > 0 && s.GetFrequency() == nil && s.GetEvery() == nil && s.GetCycleDays() > 0:
		r.every(days, &compendiumv1.Quantity{Value: fmt.Sprint(s.GetCycleDays()), Unit: "d"})
		if r.Count == 0 {
			r.Count = days * s.GetCycles()
		}
	case days > 0:
	case s.GetFrequency() != nil:
		r.every(s.GetFrequency().GetTimes(), s.GetFrequency().GetPer())
	case s.GetEvery() != nil:
		r.every(1, s.GetEvery())
	}
	if d := s.GetDuration(); d.GetValue() != "" {
		r.BoundsDuration = single(d)
	} else if d != nil {
		r.BoundsRange = pairOf(d)
	}
	if from, to, ok := ends(s.GetOver()); ok {
		r.Duration, r.DurationMax, r.DurationUnit = from, to, s.GetOver().GetUnit()
	}
	if r == (repeat{}) {
		return nil
	}
	return &timing{r}
}

// every sets how many times something is done in a period.
func (r *repeat) every(times int32, per *compendiumv1.Quantity) {
	if from, to, ok := ends(per); ok {
		r.Frequency, r.Period, r.PeriodMax, r.PeriodUnit = times, from, to, per.GetUnit()
	}
}

// ends returns a length of time from its shortest to its longest; the longest is empty if there is only one. It returns
// ok=false for one that has no shortest, or none at all.
func ends(q *compendiumv1.Quantity) (from, to json.Number, ok bool) {
	switch {
	case q.GetValue() != "":
		return json.Number(q.GetValue()), "", true
	case q.GetLow() != "" && q.GetHigh() != "":
		return json.Number(q.GetLow()), json.Number(q.GetHigh()), true
	default:
		return "", "", false
	}
}

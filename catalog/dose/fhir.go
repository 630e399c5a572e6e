package dose

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Guideline returns a dose as JSON of FHIR R5, the element dosingGuideline of MedicationKnowledge.indicationGuideline.
//
// What an element says is true when it is read alone. What FHIR has no element for, or what would say more than is
// meant without the rest, is only in the texts: docs/doses.md lists it.
func Guideline(d *compendiumv1.Dose) ([]byte, error) {
	g := guideline{Dosage: []guidelineDosage{{
		Type:   concept{Text: strings.ToLower(d.GetBasis().String())},
		Dosage: dosages(d),
	}}}
	for _, b := range d.GetBands() {
		g.Characteristics = append(g.Characteristics, characteristics(b)...)
	}
	return encode(g)
}

type guideline struct {
	Dosage          []guidelineDosage `json:"dosage"`
	Characteristics []characteristic  `json:"patientCharacteristic,omitempty"`
}

type guidelineDosage struct {
	Type   concept  `json:"type"`
	Dosage []dosage `json:"dosage"`
}

type characteristic struct {
	Type  concept   `json:"type"`
	Value *quantity `json:"valueQuantity"`
}

type concept struct {
	Coding []coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

type coding struct {
	System string `json:"system"`
	Code   string `json:"code"`
}

type dosage struct {
	Sequence             int        `json:"sequence,omitempty"`
	Text                 string     `json:"text"`
	Additional           []concept  `json:"additionalInstruction,omitempty"`
	Timing               *timing    `json:"timing,omitempty"`
	Route                *concept   `json:"route,omitempty"`
	DoseAndRate          []doseRate `json:"doseAndRate,omitempty"`
	MaxPerPeriod         []ratio    `json:"maxDosePerPeriod,omitempty"`
	MaxPerAdministration *quantity  `json:"maxDosePerAdministration,omitempty"`
	MaxPerLifetime       *quantity  `json:"maxDosePerLifetime,omitempty"`
}

type doseRate struct {
	DoseQuantity *quantity     `json:"doseQuantity,omitempty"`
	DoseRange    *quantityPair `json:"doseRange,omitempty"`
	RateQuantity *quantity     `json:"rateQuantity,omitempty"`
	RateRange    *quantityPair `json:"rateRange,omitempty"`
}

type quantityPair struct {
	Low  *quantity `json:"low,omitempty"`
	High *quantity `json:"high,omitempty"`
}

type ratio struct {
	Numerator   *quantity `json:"numerator"`
	Denominator *quantity `json:"denominator"`
}

type quantity struct {
	Value      json.Number `json:"value"`
	Comparator string      `json:"comparator,omitempty"`
	Unit       string      `json:"unit"`
	System     string      `json:"system"`
	Code       string      `json:"code"`
}

// dosages returns the steps of a dose. What holds for the dose as a whole is said with each step, or with the last one
// if it is about its end.
func dosages(d *compendiumv1.Dose) []dosage {
	list := make([]dosage, len(d.GetSteps()))
	sequence := 1
	for i, s := range d.GetSteps() {
		if i > 0 && !SideBySide(d.GetSteps()[i-1], s) {
			sequence++
		}
		list[i] = dosageOf(s, d.GetRoute())
		if len(list) > 1 {
			list[i].Sequence = sequence
		}
		for _, r := range d.GetReductions() {
			list[i].Additional = append(list[i].Additional, concept{Text: reduction(r)})
		}
	}
	if last := len(list) - 1; last >= 0 && d.GetUntil() != "" {
		list[last].Additional = append(list[last].Additional, concept{Text: sentence(d.GetUntil())})
	}
	return list
}

// dosageOf returns a step. The route is that of its dose; the step may have its own.
func dosageOf(s *compendiumv1.DoseStep, route compendiumv1.Administration_Route) dosage {
	if s.GetRoute() != 0 {
		route = s.GetRoute()
	}
	d := dosage{Text: sentence(StepText(s, route)), Timing: timingOf(s), Route: routeOf(route)}
	if s.GetAmount() != nil {
		d.DoseAndRate = []doseRate{doseRateOf(s.GetAmount())}
	}
	for _, m := range s.GetMax() {
		d.limit(m, s.GetCycleDays())
	}
	return d
}

// doseRateOf returns an amount, as a rate if its unit is one.
func doseRateOf(q *compendiumv1.Quantity) doseRate {
	one, both := single(q), pairOf(q)
	if u, _ := UnitOf(q.GetUnit()); u.Roles&Rate != 0 {
		return doseRate{RateQuantity: one, RateRange: both}
	}
	return doseRate{DoseQuantity: one, DoseRange: both}
}

// limit adds a limit that FHIR has an element for. A limit that is a range depends on something that only words say,
// and of several limits on one administration or lifetime, the same holds.
func (d *dosage) limit(m *compendiumv1.DoseStep_Max, cycleDays int32) {
	amount := single(m.GetAmount())
	if amount == nil {
		return
	}
	var period *quantity
	switch m.GetScope() {
	case compendiumv1.DoseStep_Max_ADMINISTRATION:
		d.MaxPerAdministration = onlyOne(d.MaxPerAdministration, amount)
		return
	case compendiumv1.DoseStep_Max_LIFETIME:
		d.MaxPerLifetime = onlyOne(d.MaxPerLifetime, amount)
		return
	case compendiumv1.DoseStep_Max_DAY:
		period = quantityOf("1", "d")
	case compendiumv1.DoseStep_Max_CYCLE:
		if cycleDays > 0 {
			period = quantityOf(fmt.Sprint(cycleDays), "d")
		}
	case compendiumv1.DoseStep_Max_PERIOD:
		period = single(m.GetPeriod())
	}
	if period != nil {
		d.MaxPerPeriod = append(d.MaxPerPeriod, ratio{amount, period})
	}
}

// onlyOne returns the larger of two limits: it holds whichever of them applies.
func onlyOne(before, now *quantity) *quantity {
	if before == nil {
		return now
	}
	was, base, _ := Value(string(before.Value), before.Code)
	is, other, _ := Value(string(now.Value), now.Code)
	if base == other && was.Cmp(is) >= 0 {
		return before
	}
	return now
}

// characteristics returns the limits of a band, each as a quantity with a comparator: FHIR's ranges include both ends,
// and a band may exclude one.
func characteristics(b *compendiumv1.Dose_Band) []characteristic {
	var list []characteristic
	add := func(number, comparator string) {
		if number != "" {
			value := quantityOf(number, b.GetUnit())
			value.Comparator = comparator
			list = append(list, characteristic{concept{Text: measures[b.GetMeasure()]}, value})
		}
	}
	add(b.GetFrom(), ">=")
	add(b.GetAbove(), ">")
	add(b.GetBelow(), "<")
	add(b.GetUpTo(), "<=")
	return list
}

// single returns a quantity that is one value, or nil for a range.
func single(q *compendiumv1.Quantity) *quantity {
	if q.GetValue() == "" {
		return nil
	}
	return quantityOf(q.GetValue(), q.GetUnit())
}

// pairOf returns a quantity that is a range, or nil for one value.
func pairOf(q *compendiumv1.Quantity) *quantityPair {
	if q.GetValue() != "" {
		return nil
	}
	var p quantityPair
	if q.GetLow() != "" {
		p.Low = quantityOf(q.GetLow(), q.GetUnit())
	}
	if q.GetHigh() != "" {
		p.High = quantityOf(q.GetHigh(), q.GetUnit())
	}
	return &p
}

func quantityOf(number, code string) *quantity {
	unit := code
	if u, known := UnitOf(code); known {
		unit = u.Symbol
	}
	return &quantity{Value: json.Number(number), Unit: unit, System: "http://unitsofmeasure.org", Code: code}
}

// routeOf returns a route with its codes, or nil if it is not stated.
func routeOf(r compendiumv1.Administration_Route) *concept {
	value := r.Descriptor().Values().ByNumber(r.Number())
	if r == 0 || value == nil {
		return nil
	}
	c := &concept{Text: routeWords(r)}
	codes, _ := proto.GetExtension(value.Options(), compendiumv1.E_RouteCodes).(*compendiumv1.TermCodes)
	if codes.GetEdqm() != "" {
		c.Coding = append(c.Coding, coding{"http://standardterms.edqm.eu", codes.GetEdqm()})
	}
	if codes.GetNcit() != "" {
		c.Coding = append(c.Coding, coding{"http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl", codes.GetNcit()})
	}
	return c
}

// encode returns a value as indented JSON with "<" as it is.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return nil, fmt.Errorf("encode as FHIR: %w", err)
	}
	return b.Bytes(), nil
}

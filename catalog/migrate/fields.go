package migrate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/document"
)

// migrateEffect changes the fields of a side effect that mean something else now: a band is a frequency with its
// citations, and the severity of an effect is apart from its seriousness.
func (f *file) migrateEffect(effect string) {
	if band := f.value(effect + ".frequency_band"); band != "" {
		frequency := "{band: " + document.Write(band, true)
		if cites := f.doc.Find(effect + ".cites"); !cites.IsZero() {
			frequency += ", cites: " + flow(cites)
		}
		switch {
		case f.has(effect + ".frequencies"):
			f.leavef(effect+".frequency_band", "Move this band to frequencies by hand.")
		case f.edit(document.Add(effect, "frequencies", "["+frequency+"}]")):
			f.edit(document.Remove(effect + ".frequency_band"))
		}
	}
	if severity := f.value(effect + ".seriousness"); severity == "MILD" || severity == "MODERATE" {
		f.replace(effect, "seriousness", "severity", "["+severity+"]")
	}
}

// migrateUse says in intent what was said in timing: that a treatment is palliative or supportive.
func (f *file) migrateUse(use string) {
	var intents, timings []string
	for _, item := range children(f.doc.Find(use + ".timing")) {
		if value := item.Value(); value == "PALLIATIVE" || value == "SUPPORTIVE" {
			intents = append(intents, value)
		} else {
			timings = append(timings, value)
		}
	}
	switch {
	case len(intents) == 0:
	case len(intents) > 1 || f.has(use+".intent"):
		f.leavef(use+".timing", "Say in intent what the treatment is to achieve, and keep in timing only when it is given.")
	case len(timings) == 0:
		f.replace(use, "timing", "intent", intents[0])
	default:
		if f.replace(use, "timing", "intent", intents[0]) {
			f.edit(document.Add(use, "timing", "["+strings.Join(timings, ", ")+"]"))
		}
	}
}

// replace puts a field into the place of another one, and reports whether that was possible.
func (f *file) replace(at, old, name, value string) bool {
	if f.has(document.Join(at, name)) {
		f.leavef(document.Join(at, old), "There is a field %s already. Move what %s says there by hand.", name, old)
		return false
	}
	return f.edit(document.Add(at, name, value)) && f.edit(document.Remove(document.Join(at, old)))
}

// discontinued moves the events that say that a product is no longer sold to its marketing: the license is as it was.
func (f *file) discontinued(product string) {
	var moved, gone []string
	for _, event := range f.items(product + ".authorizations") {
		if f.value(event+".event") != "DISCONTINUED" {
			continue
		}
		if f.has(event+".use") || f.has(event+".indication") || !f.isKnown(product, event) || f.has(product+".marketing") {
			f.leavef(event, "Move this event to marketing by hand: it says more than that the product is no longer sold.")
			continue
		}
		parts, fields := []string{"event: DISCONTINUED"}, []string{"date", "reason", "cites"}
		if f.value(event+".or_earlier") == "true" {
			// The date is that of a register, which does not say since when.
			parts, fields = []string{"event: NOT_MARKETED"}, []string{"reason", "cites"}
		}
		for _, field := range fields {
			if value := f.doc.Find(event + "." + field); !value.IsZero() {
				parts = append(parts, field+": "+flow(value))
			}
		}
		moved = append(moved, "{"+strings.Join(parts, ", ")+"}")
		gone = append(gone, event)
	}
	if len(moved) == 0 || !f.edit(document.Add(product, "marketing", "["+strings.Join(moved, ", ")+"]")) {
		return
	}
	if len(gone) == len(f.items(product+".authorizations")) {
		gone = []string{fmt.Sprintf("%s.authorizations", product)}
	}
	for _, event := range slices.Backward(gone) {
		f.edit(document.Remove(event))
	}
}

// isKnown reports whether other events of a product have the reference of an event, which marketing has no place for.
func (f *file) isKnown(product, event string) bool {
	for reference := range strings.SplitSeq(f.value(event+".reference"), ", ") {
		if reference == "" {
			continue
		}
		other := func(at string) bool { return at != event && f.value(at+".reference") == reference }
		if !slices.ContainsFunc(f.items(product+".authorizations"), other) {
			return false
		}
	}
	return true
}

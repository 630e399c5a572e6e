package authorizations

import (
	"regexp"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var eventIDDiffers = validate.Rule{
	ID:       "event-id-differs",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for e := range facts.Events(d) {
			if named := eventIn(e.GetId()); named != 0 && e.GetEvent() != 0 && named != e.GetEvent() {
				p.Report(e.Path("event"), "The event is %s, but its id, %s, says %s. Correct the wrong one.", e.GetEvent(),
					e.GetId(), named).Related(p.Record, e.Path("id"), "The id").
					CausedBy(finding.Field{File: p.Record.File(), Path: e.Path("event")}) // if another rule finds more in it
				continue
			}
			checkNumber(p, e)
			day := dayInID.FindStringSubmatch(e.GetId())
			if _, _, ok := facts.Days(e.GetDate()); ok && day != nil && !strings.HasPrefix(e.GetDate(), day[1]) {
				p.Report(e.Path("date"), "The date is %s, but the id of the event, %s, says %s. Correct the wrong one.",
					e.GetDate(), e.GetId(), day[1]).Related(p.Record, e.Path("id"), "The id").
					CausedBy(finding.Field{File: p.Record.File(), Path: e.Path("date")}) // if another rule finds more in it
			}
		}
	},
}

// dayInID matches the date that an id names: "2006-10-19" of "approved-2006-10-19-dfsp".
var dayInID = regexp.MustCompile(`(?:^|-)((?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)(?:-|$)`)

// eventIn returns the event that an id begins with, or none.
func eventIn(id string) compendiumv1.AuthorizationEvent_Event {
	for value, name := range compendiumv1.AuthorizationEvent_Event_name {
		word := strings.ToLower(strings.ReplaceAll(name, "_", "-"))
		if id == word || strings.HasPrefix(id, word+"-") {
			return compendiumv1.AuthorizationEvent_Event(value)
		}
	}
	return 0
}

// checkNumber reports an event of a year before that of its number in the EU's register of medicinal products.
func checkNumber(p *validate.RecordPass, e facts.Event) {
	number := euNumber.FindStringSubmatch(e.GetReference())
	_, last, ok := facts.Days(e.GetDate())
	if number == nil || !ok {
		return
	}
	year := "20" + number[2]
	if number[2] >= "95" { // the first numbers are of 1995
		year = "19" + number[2]
	}
	if string(last) < year {
		p.Report(e.Path("date"), "The date is %s, but the number %s was given in %s. Correct the wrong one.",
			e.GetDate(), number[1], year).Related(p.Record, e.Path("reference"), "The number").
			CausedBy(finding.Field{File: p.Record.File(), Path: e.Path("date")}) // if another rule finds more in it
	}
}

// euNumber matches the number of a medicine that the European Union has licensed, and its year: EU/1/01/198.
var euNumber = regexp.MustCompile(`\b(EU/[1-3]/([0-9]{2})/[0-9]{3,4})\b`)

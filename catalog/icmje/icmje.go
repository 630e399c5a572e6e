// Package icmje formats sources as entries of a reference list, in the style that the ICMJE recommends: that of the
// National Library of Medicine (Citing Medicine).
//
// It knows the message of a source and the calendar's months. It adds nothing that the source does not state, and
// shortens only the list of authors.
package icmje

import (
	"slices"
	"strings"
	"time"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// maxAuthors is how many authors are named before "et al".
const maxAuthors = 6

// inPeriodicals are the kinds of source whose publisher is a journal, if they have a place in it.
var inPeriodicals = []compendiumv1.Source_Kind{compendiumv1.Source_JOURNAL_ARTICLE,
	compendiumv1.Source_CONFERENCE_ABSTRACT, compendiumv1.Source_PREPRINT, compendiumv1.Source_GUIDELINE}

// Reference returns a source as an entry of a reference list: "Colia V, Stacchiotti S. Medical treatment of advanced
// chordomas. European Journal of Cancer. 2017;83:220-228."
func Reference(s *compendiumv1.Source) string {
	var r reference
	r.sentence(authors(s.GetAuthors()))
	article := s.GetLocator() != "" && slices.Contains(inPeriodicals, s.GetKind()) ||
		s.GetKind() == compendiumv1.Source_JOURNAL_ARTICLE
	url := s.GetIdentifiers().GetUrl()
	if article {
		r.sentence(s.GetTitle())
		r.sentence(s.GetPublisher())
		r.sentence(issue(s))
	} else {
		title := s.GetTitle()
		if url != "" {
			title += " [Internet]"
		}
		r.sentence(title)
		r.sentence(published(s, url != ""))
		r.sentence(s.GetLocator())
	}
	if document := s.GetIdentifiers().GetDocument(); !strings.Contains(r.text.String(), document) {
		r.sentence(document)
	}
	r.sentence(strings.Join(s.GetIdentifiers().GetApplicationNumbers(), ", "))
	r.sentence(s.GetIdentifiers().GetNct())
	if date := s.GetRetraction().GetDate(); date != "" {
		r.sentence("Retracted " + day(date))
	}
	if url != "" && (!article || s.GetIdentifiers().GetDoi() == "") {
		r.part("Available from: " + url)
	}
	if doi := s.GetIdentifiers().GetDoi(); doi != "" {
		r.part("doi:" + doi)
	}
	if pmid := s.GetIdentifiers().GetPmid(); pmid != "" {
		r.part("PMID: " + pmid)
	}
	return r.text.String()
}

// reference is a reference that is being written.
type reference struct{ text strings.Builder }

// sentence adds a part that ends in a period or another mark, unless it is empty.
func (r *reference) sentence(text string) {
	if text != "" && !strings.ContainsAny(text[len(text)-1:], ".?!") {
		text += "."
	}
	r.part(text)
}

// part adds a part as it is, unless it is empty.
func (r *reference) part(text string) {
	if text != "" && r.text.Len() > 0 {
		r.text.WriteByte(' ')
	}
	r.text.WriteString(text)
}

func authors(names []string) string {
	if len(names) > maxAuthors {
		return strings.Join(names[:maxAuthors], ", ") + ", et al"
	}
	return strings.Join(names, ", ")
}

// issue returns the place of an article in its journal. A place begins with its year, if it is in the usual short form.
func issue(s *compendiumv1.Source) string {
	date, place := s.GetDates().GetPublished(), s.GetLocator()
	switch year := date[:min(len(date), 4)]; {
	case place == "":
		return day(date)
	case year == "" || strings.HasPrefix(place, year):
		return place
	default:
		return day(date) + "; " + place
	}
}

// published returns the publisher of anything else, and its dates: "Maker; 2019 Jan 3 [updated 2020 Feb; cited 2026 Nov
// 23]". The day on which something was read matters where it may change.
func published(s *compendiumv1.Source, online bool) string {
	dates, text := s.GetDates(), s.GetPublisher()
	switch {
	case dates.GetPublished() != "":
		text += "; " + day(dates.GetPublished())
	case dates.GetCopyright() != "":
		text += "; c" + day(dates.GetCopyright())
	case dates.GetRevised() == "" && dates.GetReviewed() == "":
		text += "; [date unknown]"
	default:
		text += ";"
	}
	var notes []string
	note := func(what, date string) {
		if date != "" {
			notes = append(notes, what+" "+day(date))
		}
	}
	note("updated", dates.GetRevised())
	note("reviewed", dates.GetReviewed())
	if online {
		note("cited", dates.GetAccessed())
	}
	if len(notes) > 0 {
		text += " [" + strings.Join(notes, "; ") + "]"
	}
	return text
}

// day returns a date as references write it: "2019 Jan 3", "2020 Feb", "2017".
func day(date string) string {
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		return t.Format("2006 Jan 2")
	}
	if t, err := time.Parse("2006-01", date); err == nil {
		return t.Format("2006 Jan")
	}
	return date
}

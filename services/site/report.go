package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"io"
	"slices"
	"time"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/document"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Findings counts the findings of lint that the report states.
type Findings struct{ Errors, Warnings, Infos int }

// reportPage is what the template of the report sees.
type reportPage struct {
	*page

	Findings Findings
	Style    template.CSS
	Script   template.JS
}

// WriteReport writes the state of the catalog as one file for reviewers, which loads nothing: the label matrix, what is
// said on safety, doses, decisions about paying, trials, gaps, conflicts, sources, coverage and reviews.
func (s *Site) WriteReport(w io.Writer, findings Findings) error {
	style, err := assets.ReadFile("assets/style.css")
	if err != nil {
		return err
	}
	script, err := assets.ReadFile("assets/script.js")
	if err != nil {
		return err
	}
	p := s.newPage("report.html", "The catalog as of "+string(s.AsOf))
	p.Rows, p.Parts = s.index.withUses(), parts("report", nil, 0)[0]
	p.anchors = make(map[string]bool)
	for _, kind := range []catalog.Kind{catalog.Drugs, catalog.Trials, catalog.Sources} {
		for _, e := range s.index.live(kind) {
			p.anchors[e.Name] = kind != catalog.Drugs || e.uses > 0
		}
	}
	var b bytes.Buffer
	//nolint:gosec // both are files of the program
	data := reportPage{p, findings, template.CSS(style), template.JS(script)}
	if err := templates().ExecuteTemplate(&b, "report", data); err != nil {
		return err
	}
	_, err = w.Write(withContents(b.Bytes()))
	return err
}

// Policy returns the Content-Security-Policy of the report: its own style and script, by their digests.
func (r reportPage) Policy() string {
	return "default-src 'none'; style-src " + hashOf(string(r.Style)) + "; script-src " + hashOf(string(r.Script)) +
		"; base-uri 'none'; form-action 'none'"
}

func hashOf(text string) string {
	digest := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "'"
}

// live returns the records of a collection without tombstones.
func (x *index) live(kind catalog.Kind) []*entry {
	return slices.DeleteFunc(slices.Clone(x.byKind[kind]), func(e *entry) bool { return e.Gone })
}

// Live returns the records of a collection without tombstones.
func (s *Site) Live(collection string) []*entry {
	kind, _ := catalog.ParseKind(collection)
	return s.index.live(kind)
}

// Drug returns a drug as of the day.
func (s *Site) Drug(e *entry) *compendiumv1.Drug {
	drug, _ := s.derive.resolver.Resolve(s.content.Message(e.Name), s.AsOf).(*compendiumv1.Drug)
	return drug
}

// DecisionsOf returns the decisions about paying for a drug.
func (s *Site) DecisionsOf(drug *compendiumv1.Drug) []Decision { return s.derive.decisions(drug) }

// Trial returns a trial as of the day.
func (s *Site) Trial(e *entry) *compendiumv1.Trial {
	trial, _ := s.derive.resolver.Resolve(s.content.Message(e.Name), s.AsOf).(*compendiumv1.Trial)
	return trial
}

// ReadFirst returns the kinds of statements on safety that a clinician reads first.
func (s *Site) ReadFirst() []compendiumv1.SafetyItem_Kind {
	return []compendiumv1.SafetyItem_Kind{
		compendiumv1.SafetyItem_BOXED_WARNING, compendiumv1.SafetyItem_CONTRAINDICATION,
		compendiumv1.SafetyItem_INTERACTION, compendiumv1.SafetyItem_PREGNANCY, compendiumv1.SafetyItem_MONITORING,
	}
}

// SafetyCell is what a drug says of a kind of statement on safety.
type SafetyCell struct {
	// Items is the number of statements in force, and None reports whether a label is said to have none.
	Items int
	None  bool
	// Gap reports whether it is recorded as missing, and Partial whether only a part is.
	Gap, Partial bool
}

// SafetyCell returns what a drug says of a kind of statement on safety on the day.
func (s *Site) SafetyCell(drug *compendiumv1.Drug, kind compendiumv1.SafetyItem_Kind) SafetyCell {
	var cell SafetyCell
	for _, item := range drug.GetSafety() {
		switch {
		case item.GetKind() != kind || s.Ended(item.GetUntil()):
		case item.GetNone():
			cell.None = true
		default:
			cell.Items++
		}
	}
	for _, gap := range drug.GetGaps() {
		if gap.GetField() == "safety" || gap.GetField() == document.Keyed("safety", kind.String()) {
			cell.Gap, cell.Partial = true, gap.GetPartial()
		}
	}
	return cell
}

// Reason is why something is missing, and of what.
type Reason struct {
	Reason string
	Of     []ReasonOf
}

// ReasonOf is a field of a record.
type ReasonOf struct {
	Of    *entry
	Field string
}

// group adds a field under its reason.
func group(all []Reason, by map[string]int, reason string, of ReasonOf) []Reason {
	i, known := by[reason]
	if !known {
		i, by[reason] = len(all), len(all)
		all = append(all, Reason{Reason: reason})
	}
	all[i].Of = append(all[i].Of, of)
	return all
}

// GapReasons returns the gaps by their reason.
func (s *Site) GapReasons() []Reason {
	var all []Reason
	by := make(map[string]int)
	for _, gap := range s.index.gaps {
		all = group(all, by, gap.GetReason(), ReasonOf{gap.Of, s.Field(gap.Of.Name, gap.GetField())})
	}
	return all
}

// UnknownReasons returns why statuses of labels are not known, the most frequent reason first.
func (p *page) UnknownReasons() []Reason {
	var all []Reason
	by := make(map[string]int)
	rows, _ := p.Rows.([]*entry)
	for _, e := range rows {
		for _, use := range p.Drug(e).GetUses() {
			for _, l := range use.GetLabels() {
				if l.GetUnknown() != "" {
					of := p.ItemName(e.Name, "uses", use.GetId()) + ", " + l.GetJurisdiction()
					all = group(all, by, l.GetUnknown(), ReasonOf{e, of})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Reason) int { return cmp.Compare(len(b.Of), len(a.Of)) })
	return all
}

// Conflicts returns the conflicts of all records, the open ones first.
func (s *Site) Conflicts() []disputeOf { return s.index.conflicts }

// SourceRow is a source with what rests on it.
type SourceRow struct {
	Of     *entry
	Source *compendiumv1.Source
	// Citations counts the citations of it, and Pinned those with the fingerprint of a passage.
	Citations, Pinned int
}

// SourceRows returns the sources, the most cited first.
func (s *Site) SourceRows() []SourceRow {
	rows := make(map[string]*SourceRow)
	var all []*SourceRow
	for _, e := range s.index.live(catalog.Sources) {
		source, _ := s.content.Message(e.Name).(*compendiumv1.Source)
		rows[e.Name] = &SourceRow{Of: e, Source: source}
		all = append(all, rows[e.Name])
	}
	for _, kind := range catalog.Kinds() {
		for _, e := range s.index.byKind[kind] {
			refs := cited(s.content.Message(e.Name))
			if refs == nil {
				continue
			}
			for _, citation := range refs.citations {
				if row := rows[citation.GetSource()]; row != nil {
					row.Citations++
					if citation.GetPassage() != nil {
						row.Pinned++
					}
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *SourceRow) int { return cmp.Compare(b.Citations, a.Citations) })
	sorted := make([]SourceRow, len(all))
	for i, row := range all {
		sorted[i] = *row
	}
	return sorted
}

// Due returns what has to be looked at again, the first due first.
func (s *Site) Due() []dueOf { return s.index.due }

// When returns in words when something is due by its last day: it is overdue, due within a month, or later.
func (s *Site) When(on date.Day) string {
	switch {
	case on < s.AsOf:
		return "Overdue"
	case on <= s.month:
		return "By " + string(s.month)
	default:
		return "Later"
	}
}

// monthLater returns the day a month after another.
func monthLater(day date.Day) date.Day {
	at, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return day
	}
	return date.Of(at.AddDate(0, 1, 0))
}

// DueWithin returns how many things are due at a time that When names.
func (s *Site) DueWithin(when string) int {
	n := 0
	for _, d := range s.index.due {
		if s.When(d.On) == when {
			n++
		}
	}
	return n
}

// Depths returns the number of drugs of each depth.
func (s *Site) Depths() []Count {
	counts := make(map[compendiumv1.Drug_Depth]int)
	for _, e := range s.index.live(catalog.Drugs) {
		drug, _ := s.content.Message(e.Name).(*compendiumv1.Drug)
		counts[drug.GetDepth()]++
	}
	return []Count{
		{"Monographs", counts[compendiumv1.Drug_MONOGRAPH]}, {"Register entries", counts[compendiumv1.Drug_REGISTER]},
	}
}

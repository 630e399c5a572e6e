package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Timeline is the licenses of a drug's products over time, as a drawing. Places are percentages of the width, so that
// it fits any screen, and texts keep their size.
type Timeline struct {
	Height int
	Years  []Mark
	Lanes  []Lane
}

// Lane is the license of a product.
type Lane struct {
	Name     string
	TextY, Y int // where its name and its bar are
	Bars     []Bar
	Events   []Mark
}

// Bar is a time during which a license is in force, or during which the records do not tell.
type Bar struct{ Kind, X, Width, Title string }

// Mark is a place on the drawing.
type Mark struct{ Kind, X, Title string }

// Sizes of the drawing.
const (
	laneHeight = 46
	axisHeight = 24
	fullWidth  = 100.0
)

// Timeline returns the drawing of the products on the page, or nil if there are none, or no event of the drug has a
// date.
func (p *page) Timeline() *Timeline {
	drug := p.drug()
	first := date.Day("")
	for _, product := range drug.GetProducts() {
		for _, e := range product.GetAuthorizations() {
			if on := date.Earliest(e.GetDate()); on != "" && (first == "" || on < first) {
				first = on
			}
		}
	}
	if first == "" || first >= p.AsOf {
		return nil
	}
	axis := newAxis(first, p.AsOf)
	t := &Timeline{Years: axis.years()}
	licenses := p.derive.licenses(drug)
	start, end := p.Parts.products()
	for i := start; i < end; i++ {
		product := drug.GetProducts()[i]
		if len(product.GetAuthorizations()) == 0 {
			continue
		}
		top := axisHeight + len(t.Lanes)*laneHeight
		lane := Lane{Name: cmp.Or(product.GetBrand(), product.GetHolder(), product.GetId()), TextY: top + 14, Y: top + 20}
		lane.Name += ", " + product.GetJurisdiction()
		for k, span := range licenses[i] {
			end := p.AsOf
			if k+1 < len(licenses[i]) {
				end = licenses[i][k+1].Since
			}
			if span.Status != "none" {
				x, to := axis.at(span.Since), axis.at(end)
				lane.Bars = append(lane.Bars, Bar{span.Status, percent(x), percent(to - x),
					fmt.Sprintf("%s, %s to %s", barTitles[span.Status], cmp.Or(string(span.Since), "?"), end)})
			}
		}
		for _, e := range product.GetAuthorizations() {
			mark := Mark{eventKind(e.GetEvent()), percent(axis.at(date.Earliest(e.GetDate()))), e.GetDate()}
			if e.GetDate() != "" && !slices.Contains(lane.Events, mark) {
				lane.Events = append(lane.Events, mark)
			}
		}
		t.Lanes = append(t.Lanes, lane)
	}
	if len(t.Lanes) == 0 {
		return nil
	}
	t.Height = axisHeight + len(t.Lanes)*laneHeight
	return t
}

// licenses returns what is known of the license of each product of a drug over time, as kinds of bars.
func (d *deriver) licenses(drug *compendiumv1.Drug) []Spans {
	on := make(map[date.Day][]label.License)
	all := make([]Spans, len(drug.GetProducts()))
	for i := range all {
		all[i] = d.spans(d.authorities.ChangeDays(drug), func(day date.Day) string {
			if on[day] == nil {
				on[day] = d.authorities.Licensed(drug, day)
			}
			return licenseKinds[on[day][i]]
		})
	}
	return all
}

// licenseKinds are the kinds of bars by what is known of a license.
var licenseKinds = map[label.License]string{
	label.Never: "none", label.InForce: "licensed", label.Ended: "ended", label.Untold: "untold",
}

var barTitles = map[string]string{"licensed": "license in force", "ended": "no license any more", "untold": "not known"}

// eventKind returns what an event does to a license: it grants, ends or changes it.
func eventKind(e compendiumv1.AuthorizationEvent_Event) string {
	switch {
	case label.Grants(e):
		return "grant"
	case label.Ends(e):
		return "end"
	default:
		return "change"
	}
}

// axis maps days to places.
type axis struct {
	from, to float64 // days
	year     int
	last     int
}

func newAxis(first, last date.Day) axis {
	a := axis{from: dayNumber(first), to: dayNumber(last)}
	a.year, _ = strconv.Atoi(string(first[:4]))
	a.last, _ = strconv.Atoi(string(last[:4]))
	return a
}

// at returns the place of a day in percent. The beginning of all times is the left end.
func (a axis) at(day date.Day) float64 {
	if day == "" {
		return 0
	}
	return max(0, min(fullWidth, (dayNumber(day)-a.from)/(a.to-a.from)*fullWidth))
}

// years returns the marks of years, not more than six.
func (a axis) years() []Mark {
	const most = 6
	step := max(1, (a.last-a.year+most-1)/most)
	if step > 2 && step < 5 {
		step = 5
	}
	var marks []Mark
	for year := (a.year + step - 1) / step * step; year <= a.last; year += step {
		x := a.at(date.Day(fmt.Sprintf("%04d-01-01", year)))
		if year > a.year && x < fullWidth-8 {
			marks = append(marks, Mark{X: percent(x), Title: strconv.Itoa(year)})
		}
	}
	return marks
}

func percent(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

func dayNumber(day date.Day) float64 {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return 0
	}
	const secondsADay = 24 * 60 * 60
	return float64(t.Unix() / secondsADay)
}

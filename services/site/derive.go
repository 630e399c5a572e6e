package site

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// deriver derives records for a day, and the intervals of what changes with days.
type deriver struct {
	day         date.Day
	resolver    *asof.Resolver
	authorities *label.Authorities
	records     func(name string) proto.Message
	// stated holds the date on which each source states what it says.
	stated map[string]string
}

func newDeriver(content Content, day date.Day) *deriver {
	d := &deriver{day: day, records: content.Message, stated: make(map[string]string)}
	var regulators []*compendiumv1.Regulator
	for _, name := range content.Names(catalog.Regulators) {
		if r, ok := content.Message(name).(*compendiumv1.Regulator); ok {
			regulators = append(regulators, r)
		}
	}
	d.authorities = label.NewAuthorities(regulators)
	d.resolver = asof.NewResolver(regulators, func(yield func(*compendiumv1.Source) bool) {
		for _, name := range content.Names(catalog.Sources) {
			s, ok := content.Message(name).(*compendiumv1.Source)
			if !ok {
				continue
			}
			if on := asof.StatedOn(s); on != "" {
				d.stated[name] = on
			}
			if !yield(s) {
				return
			}
		}
	}, content.Message)
	return d
}

// resolve returns a record as of a day.
func resolve[M proto.Message](d *deriver, record M, day date.Day) M {
	resolved, _ := d.resolver.Resolve(record, day).(M)
	return resolved
}

// Spans is what something is from which day on, up to the day of the site.
type Spans []Span

// Span is what something is from a day on. Only the first of Spans may have no day: it holds from the beginning.
type Span struct {
	Since  date.Day
	Status string
}

// Now returns the last of the spans.
func (s Spans) Now() Span { return s[len(s)-1] }

// Since returns the words before the day since which the last span holds. After a time of which nothing is known, it
// may have begun earlier. It is empty if it holds from the beginning.
func (s Spans) Since() string {
	switch {
	case len(s) == 1:
		return ""
	case slices.Contains(untold, s[len(s)-2].Status):
		return "known since"
	default:
		return "since"
	}
}

// untold are the statuses of what the records do not tell.
var untold = []string{compendiumv1.Label_UNKNOWN.String(), compendiumv1.AccessDecision_UNDATED.String()}

// Encoded returns the spans as the script reads them: "UNKNOWN 2002-02-01 ON_LABEL".
func (s Spans) Encoded() string {
	words := make([]string, 0, 2*len(s))
	for i, span := range s {
		if i > 0 {
			words = append(words, string(span.Since))
		}
		words = append(words, span.Status)
	}
	return strings.Join(words, " ")
}

// spans returns what something is over time, given the days on which it may change.
func (d *deriver) spans(days []date.Day, status func(date.Day) string) Spans {
	days = d.upToNow(days)
	before := date.Day("1000-01-01")
	all := Spans{{Status: status(before)}}
	for _, day := range days {
		if now := status(day); now != all.Now().Status {
			all = append(all, Span{day, now})
		}
	}
	return all
}

// upToNow returns the days up to that of the site, sorted, each once.
func (d *deriver) upToNow(days []date.Day) []date.Day {
	days = slices.DeleteFunc(slices.Clone(days), func(day date.Day) bool { return day > d.day })
	slices.Sort(days)
	return slices.Compact(days)
}

// Label is a label of a use, with its status over time.
type Label struct {
	*compendiumv1.Label

	Spans Spans
	// Brands are the brands of the products whose licenses cover the use.
	Brands []string
}

// labels returns the labels of the uses of a therapy by the IDs of the uses, those of a drug or of a regimen, sorted by
// jurisdiction.
func (d *deriver) labels(therapy proto.Message) map[string][]Label {
	switch therapy := therapy.(type) {
	case *compendiumv1.Drug:
		days := d.authorities.ChangeDays(therapy)
		statuses := d.statuses(therapy)
		return labelsOf(d, resolve(d, therapy, d.day).GetUses(), []*compendiumv1.Drug{therapy}, days,
			func(day date.Day, i int, jurisdiction string) string {
				return statuses(jurisdiction, day).Of(therapy.GetUses()[i]).Status.String()
			})
	case *compendiumv1.Regimen:
		drugs := d.drugsOf(therapy)
		var days []date.Day
		for _, drug := range drugs {
			days = append(days, d.authorities.ChangeDays(drug)...)
		}
		resolved := make(map[date.Day][]*compendiumv1.TherapyUse)
		on := func(day date.Day) []*compendiumv1.TherapyUse {
			if resolved[day] == nil {
				resolved[day] = resolve(d, therapy, day).GetUses()
			}
			return resolved[day]
		}
		return labelsOf(d, on(d.day), drugs, days, func(day date.Day, i int, jurisdiction string) string {
			for _, l := range on(day)[i].GetLabels() {
				if l.GetJurisdiction() == jurisdiction {
					return l.GetStatus().String()
				}
			}
			return compendiumv1.Label_UNKNOWN.String()
		})
	default:
		return nil
	}
}

// statuses returns the statuses of a drug in a jurisdiction on a day, each derived once.
func (d *deriver) statuses(drug *compendiumv1.Drug) func(jurisdiction string, day date.Day) label.Statuses {
	type key struct {
		jurisdiction string
		day          date.Day
	}
	known := make(map[key]label.Statuses)
	return func(jurisdiction string, day date.Day) label.Statuses {
		at, ok := known[key{jurisdiction, day}]
		if !ok {
			at = d.authorities.Statuses(drug, jurisdiction, day, d.records)
			known[key{jurisdiction, day}] = at
		}
		return at
	}
}

// drugsOf returns the drugs of a regimen.
func (d *deriver) drugsOf(regimen *compendiumv1.Regimen) []*compendiumv1.Drug {
	var drugs []*compendiumv1.Drug
	for _, component := range regimen.GetComponents() {
		if drug, ok := d.records(component.GetDrug()).(*compendiumv1.Drug); ok {
			drugs = append(drugs, drug)
		}
	}
	return drugs
}

func labelsOf[U interface {
	GetId() string
	GetLabels() []*compendiumv1.Label
}](d *deriver, uses []U, drugs []*compendiumv1.Drug, days []date.Day,
	status func(day date.Day, use int, jurisdiction string) string,
) map[string][]Label {
	all := make(map[string][]Label)
	for i, use := range uses {
		for _, l := range use.GetLabels() {
			spans := d.spans(days, func(day date.Day) string { return status(day, i, l.GetJurisdiction()) })
			var brands []string
			for _, drug := range drugs {
				brands = append(brands, brandsOf(drug, productsOf(drug, l))...)
			}
			all[use.GetId()] = append(all[use.GetId()], Label{l, spans, brands})
		}
		slices.SortStableFunc(all[use.GetId()], func(a, b Label) int {
			return strings.Compare(a.GetJurisdiction(), b.GetJurisdiction())
		})
	}
	return all
}

// productsOf returns the products of a label by their IDs in a drug. A label of a regimen has their names.
func productsOf(drug *compendiumv1.Drug, l *compendiumv1.Label) []string {
	ids := slices.Clone(l.GetProducts())
	for i, id := range ids {
		ids[i] = strings.TrimPrefix(id, drug.GetName()+"/products/")
	}
	return ids
}

// Decision is a decision about paying, with its standing over time.
type Decision struct {
	*compendiumv1.AccessDecision

	Spans Spans
}

// decisions returns the decisions about paying for a drug.
func (d *deriver) decisions(drug *compendiumv1.Drug) []Decision {
	days := d.resolver.ChangeDays(drug)
	dates := func(source string) string { return d.stated[source] }
	all := make([]Decision, len(drug.GetAccessDecisions()))
	for i, decision := range drug.GetAccessDecisions() {
		all[i] = Decision{decision, d.spans(days, func(day date.Day) string {
			return asof.Standings(drug, dates, day)[i].String()
		})}
	}
	return all
}

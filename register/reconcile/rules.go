package reconcile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

// Rules returns the rules that compare content with registers.
func Rules(r Registers) []validate.Rule {
	l := newLookup(r)
	rule := func(id string, severity finding.Severity, title, explanation string,
		check func(*validate.RecordPass, *compendiumv1.Drug)) validate.Rule {
		return validate.Rule{
			ID: id, Group: "Registers", Severity: severity, Title: title, Explanation: explanation, Drug: check,
		}
	}
	tighten := rule("register-date-exact", finding.Info, "A register has the day of an approval",
		"The record dates an approval by a month or year, and a register by a day within it that no other decision shares.",
		l.checkTighter)
	tighten.Fix, tighten.Repair = "writes the day", l.fixTighter
	retired := rule("register-code-retired", finding.Warning, "A register has retired a code",
		"The identifier of dm+d was replaced, or its entry is invalid.", l.checkRetired)
	retired.Fix, retired.Repair = "writes the identifier that replaced it", l.fixRetired
	return []validate.Rule{
		rule("register-event-missing", finding.Warning, "A register has a decision that the record lacks",
			"The register has the first approval, or the end, of a product's license, and the record no event of that day.",
			l.checkMissing),
		rule("register-date-contradicts", finding.Warning, "An event is older than its license",
			"The record dates an approval before the first approval of the same license.", l.checkDates),
		tighten, retired,
		rule("register-status-contradicts", finding.Warning, "A register says otherwise whether a product can be had",
			"The last state of the product on the market differs, and the record does not have it as newer than the register.",
			l.checkStatus),
		rule("register-product-unknown", finding.Warning, "A register lacks the number of a product",
			"An application number of a product that was licensed before the day of the register is not in it.",
			l.checkProducts),
		rule("register-holder-differs", finding.Info, "A register has another holder",
			"The names of the holders have no word in common.", l.checkHolder),
		rule("register-form-differs", finding.Warning, "A register has other dose forms",
			"No word of the register for the product agrees with a dose form of the record.", l.checkForms),
		rule("register-route-differs", finding.Warning, "A register has other routes",
			"No word of the register for the product agrees with a route of the record.", l.checkRoutes),
		rule("register-newer-than-coverage", finding.Info, "A register has decisions after the coverage of a drug",
			"The events are declared complete up to a day, and the register has a decision on a license of the drug after it.",
			l.checkCoverage),
		rule("register-changed", finding.Info, "A license changed between two files of a register",
			"What the older file says of a license of the record differs from the newer one.", l.checkChanged),
	}
}

// IDs returns the IDs of the rules.
func IDs() []string {
	var ids []string
	for _, r := range Rules(Registers{}) {
		ids = append(ids, r.ID)
	}
	return ids
}

// path returns the path of a field of a product.
func path(i int, field string) string { return fmt.Sprintf("products[%d]%s", i, field) }

// isKnown reports whether a conflict of the record is about a field of a product.
func isKnown(d *compendiumv1.Drug, product *compendiumv1.Product, field string) bool {
	about := func(name string) bool {
		rest, ok := strings.CutPrefix(name, fmt.Sprintf("products[%q]", product.GetId()))
		if !ok {
			rest, ok = strings.CutPrefix(name, "products")
		}
		return ok && (rest == "" || document.IsWithin(rest, "."+field))
	}
	return slices.ContainsFunc(d.GetConflicts(), func(c *compendiumv1.Conflict) bool {
		return about(c.GetField()) || slices.ContainsFunc(c.GetAgainst(), about)
	})
}

// each calls check with each product and what a register says of it, but for what a conflict of the record is about.
func (l *lookup) each(d *compendiumv1.Drug, field string, check func(i int, p *compendiumv1.Product, e *entry)) {
	for i, p := range d.GetProducts() {
		if isKnown(d, p, field) {
			continue
		}
		for _, e := range l.entries(p) {
			check(i, p, e)
		}
	}
}

// grants returns the approvals of a product by the regulator of an entry that may be of its license.
func (e *entry) grants(p *compendiumv1.Product) []int {
	var list []int
	for i, event := range p.GetAuthorizations() {
		if event.GetRegulator() == e.regulator && label.Grants(event.GetEvent()) && e.concerns(p, event) {
			list = append(list, i)
		}
	}
	return list
}

// concerns reports whether an event may be of the license of an entry: it names it, or no other one.
func (e *entry) concerns(p *compendiumv1.Product, event *compendiumv1.AuthorizationEvent) bool {
	if e.regulator != "regulators/fda" {
		return true
	}
	named := false
	for number := range strings.SplitSeq(event.GetReference(), ",") {
		d := digits(number)
		if d == digits(e.number) {
			return true
		}
		named = named || d != ""
	}
	return !named && len(applications(p)) == 1
}

func (l *lookup) checkMissing(p *validate.RecordPass, d *compendiumv1.Drug) {
	reported := make(map[string]bool)
	l.each(d, "authorizations", func(i int, product *compendiumv1.Product, e *entry) {
		ends := func(event *compendiumv1.AuthorizationEvent) bool {
			return event.GetRegulator() == e.regulator && label.Ends(event.GetEvent())
		}
		if e.ended != "" && !slices.ContainsFunc(product.GetAuthorizations(), ends) {
			p.Report(path(i, ""), "The license %s ended on %s, as %s has it, and the record has no event of it. Add one: "+
				"event: REVOKED or EXPIRED, date: %q, and its reason.", e.number, e.ended, e.register, e.ended)
		}
		if e.inexact {
			return
		}
		for _, day := range e.approvals {
			// One application may have several brands, each with an approval of its own: any product of it will do.
			if reported[e.number+day] || slices.ContainsFunc(d.GetProducts(), func(other *compendiumv1.Product) bool {
				return slices.ContainsFunc(e.grants(other), func(j int) bool { return mayBeOn(other.GetAuthorizations()[j], day) })
			}) {
				if at := path(i, day); !reported[at] { // one decision may have several numbers
					reported[at] = e.reportOpen(p, product, i, day)
				}
				continue
			}
			reported[e.number+day] = true
			report := p.Report(path(i, ""), "The license %s was first approved on %s, as %s has it, and the record has no "+
				"event of that day. Add one: event: APPROVED, date: %q, reference: %s, with its indication, or "+
				"indication_unknown: true.", e.number, day, e.register, day, e.number)
			if product.GetRelation() == compendiumv1.Product_GENERIC {
				report.Lower(finding.Info) // it brings no indication of its own
			}
		}
	})
}

// reportOpen reports the first event of a product if it is dated "or earlier", and a register has an earlier approval.
// That may be the same decision, or one on another indication. It returns whether there is such an event.
func (e *entry) reportOpen(p *validate.RecordPass, product *compendiumv1.Product, i int, day string) bool {
	events := product.GetAuthorizations()
	grants := e.grants(product)
	if len(grants) == 0 {
		return false
	}
	first := slices.MinFunc(grants, func(a, b int) int {
		return strings.Compare(events[a].GetDate(), events[b].GetDate())
	})
	event := events[first]
	open := event.GetOrEarlier() && string(date.Earliest(event.GetDate())) > day
	if open {
		p.Report(path(i, fmt.Sprintf(".authorizations[%d].date", first)), "The first approval is of %s or earlier, and "+
			"the license %s was first approved on %s, as %s has it. Write that day if it is the same decision. If not, add "+
			"an event of it with its indication, or indication_unknown: true.", event.GetDate(), e.number, day, e.register).
			Lower(finding.Info)
	}
	return open
}

// mayBeOn reports whether an event may have taken place on a day.
func mayBeOn(event *compendiumv1.AuthorizationEvent, day string) bool {
	first, last := date.Earliest(event.GetDate()), date.Latest(event.GetDate())
	return (event.GetOrEarlier() || string(first) <= day) && day <= string(last)
}

func (l *lookup) checkDates(p *validate.RecordPass, d *compendiumv1.Drug) {
	l.each(d, "authorizations", func(i int, product *compendiumv1.Product, e *entry) {
		if len(e.approvals) == 0 || e.inexact {
			return
		}
		for _, j := range e.grants(product) {
			event := product.GetAuthorizations()[j]
			if event.GetOrEarlier() || string(date.Latest(event.GetDate())) >= e.approvals[0] {
				continue
			}
			p.Report(path(i, fmt.Sprintf(".authorizations[%d].date", j)), "The approval is of %s, and the license %s was first "+
				"approved on %s, as %s has it. Correct the date or the number, or record the conflict.", event.GetDate(), e.number,
				e.approvals[0], e.register)
		}
	})
}

// tighter returns the day of an approval that the record dates less exactly, if it can be no other decision's.
func (l *lookup) tighter(d *compendiumv1.Drug, i, j int) (string, *entry) {
	product := d.GetProducts()[i]
	event := product.GetAuthorizations()[j]
	first, last := date.Earliest(event.GetDate()), date.Latest(event.GetDate())
	initial := event.GetEvent() == compendiumv1.AuthorizationEvent_APPROVED ||
		event.GetEvent() == compendiumv1.AuthorizationEvent_ACCELERATED
	if first == last || event.GetOrEarlier() || !initial || isKnown(d, product, "authorizations") {
		return "", nil
	}
	for _, e := range l.entries(product) {
		grants := slices.DeleteFunc(e.grants(product), func(k int) bool {
			other := product.GetAuthorizations()[k]
			return date.Latest(other.GetDate()) < first || last < date.Earliest(other.GetDate())
		})
		alone := len(e.approvals) == 1 && !e.inexact && (e.firstChange == "" || e.firstChange > string(last))
		if alone && slices.Equal(grants, []int{j}) && string(first) <= e.approvals[0] && e.approvals[0] <= string(last) {
			return e.approvals[0], e
		}
	}
	return "", nil
}

func (l *lookup) checkTighter(p *validate.RecordPass, d *compendiumv1.Drug) {
	for i, product := range d.GetProducts() {
		for j, event := range product.GetAuthorizations() {
			if day, e := l.tighter(d, i, j); day != "" {
				p.Report(path(i, fmt.Sprintf(".authorizations[%d].date", j)), "The approval is of %s; %s has the license %s "+
					"from %s on. Write date: %q.", event.GetDate(), e.register, e.number, day, day)
			}
		}
	}
}

func (l *lookup) checkStatus(p *validate.RecordPass, d *compendiumv1.Drug) {
	l.each(d, "marketing", func(i int, product *compendiumv1.Product, e *entry) {
		events := product.GetMarketing()
		if len(events) == 0 || e.market == compendiumv1.Product_MarketingEvent_EVENT_UNSPECIFIED {
			return
		}
		last := events[len(events)-1]
		newer := string(date.Latest(last.GetDate())) > e.day ||
			last.GetDate() == "" && !e.isNewer(p, d, last.GetCites())
		if marketOf(events) == e.market || newer ||
			last.GetEvent() == compendiumv1.Product_MarketingEvent_SHORTAGE {
			return
		}
		p.Report(path(i, fmt.Sprintf(".marketing[%d]", len(events)-1)), "The record has it as %s, and %s of %s has the "+
			"product of %s as %s. Add the event that is newer, or record the conflict.", last.GetEvent(), e.register, e.day,
			e.number, e.market)
	})
}

// marketOf returns MARKETED or NOT_MARKETED by the last of the events of a product, and the zero value if it has none.
func marketOf(events []*compendiumv1.Product_MarketingEvent) compendiumv1.Product_MarketingEvent_Event {
	if len(events) == 0 {
		return compendiumv1.Product_MarketingEvent_EVENT_UNSPECIFIED
	}
	switch events[len(events)-1].GetEvent() {
	case compendiumv1.Product_MarketingEvent_DISCONTINUED, compendiumv1.Product_MarketingEvent_NOT_MARKETED:
		return compendiumv1.Product_MarketingEvent_NOT_MARKETED
	default:
		return compendiumv1.Product_MarketingEvent_MARKETED
	}
}

// isNewer reports whether a register is newer than all cited sources. One without a day may be of any.
func (e *entry) isNewer(p *validate.RecordPass, d *compendiumv1.Drug, cites []string) bool {
	for _, key := range cites {
		day := asof.StatedOn(p.Source(d.GetCitations()[key].GetSource()))
		if day == "" || string(date.Latest(day)) > e.day {
			return false
		}
	}
	return true
}

// otherCenter reports whether an application may be one of the FDA's center for biologics, whose Drugs@FDA has none of.
func otherCenter(number string) bool { return strings.HasPrefix(strings.ToUpper(number), "BLA") }

func (l *lookup) checkProducts(p *validate.RecordPass, d *compendiumv1.Drug) {
	if l.FDA == nil {
		return
	}
	for i, product := range d.GetProducts() {
		events := product.GetAuthorizations()
		licensed := len(events) == 0
		newer := false
		for _, e := range events {
			licensed = licensed || label.Grants(e.GetEvent())
			newer = newer || string(date.Latest(e.GetDate())) > l.FDA.Day
		}
		// What is newer than the file, or was never licensed, is not in it.
		if !licensed || newer || len(events) == 0 || isKnown(d, product, "application_numbers") {
			continue
		}
		named := applications(product)
		for _, number := range slices.Sorted(maps.Keys(named)) {
			if l.FDA.Applications[number] == nil && !otherCenter(named[number]) {
				p.Report(path(i, ""), "Drugs@FDA, up to %s, has no application %s. Check the number.", l.FDA.Day, named[number])
			}
		}
	}
}

// common are words of companies' names that say nothing.
var common = []string{
	"inc", "ltd", "llc", "plc", "co", "corp", "ag", "gmbh", "sa", "the", "company", "limited", "europe", "pharma",
	"pharms", "pharmaceuticals", "pharmaceutical", "labs", "laboratories", "usa", "us", "canada", "healthcare",
	"medicines", "intl", "international", "ireland", "and", "of", "bv", "b", "v", "uc", "ulc",
}

func (l *lookup) checkHolder(p *validate.RecordPass, d *compendiumv1.Drug) {
	l.each(d, "holder", func(i int, product *compendiumv1.Product, e *entry) {
		if product.GetHolder() == "" || e.holder == "" || !e.isNewer(p, d, product.GetCites()) {
			return
		}
		if shareName(product.GetHolder(), e.holder) {
			return
		}
		p.Report(path(i, ".holder"), "The holder is %s, and %s of %s has %s for %s. Write the present one, or record the "+
			"conflict.", product.GetHolder(), e.register, e.day, e.holder, e.number)
	})
}

// shareName reports whether the names of two companies have a word in common that says something.
func shareName(a, b string) bool {
	there := fold.Words(b)
	return slices.ContainsFunc(fold.Words(a), func(word string) bool {
		return !slices.Contains(common, word) && slices.Contains(there, word)
	})
}

// A product may rest on several licenses, each for a form of its own: what one of them has is right.
func (l *lookup) checkForms(p *validate.RecordPass, d *compendiumv1.Drug) {
	checkWords(l, p, d, "dose_forms", "is a", (*compendiumv1.Product).GetDoseForms,
		func(e *entry) words[compendiumv1.DoseForm_Value] { return e.forms })
}

func (l *lookup) checkRoutes(p *validate.RecordPass, d *compendiumv1.Drug) {
	checkWords(l, p, d, "routes", "has the route", (*compendiumv1.Product).GetRoutes,
		func(e *entry) words[compendiumv1.Administration_Route] { return e.routes })
}

// checkWords compares the values of a field of products with the words of their register.
func checkWords[T comparable](l *lookup, p *validate.RecordPass, d *compendiumv1.Drug, field, has string,
	values func(*compendiumv1.Product) []T, registered func(*entry) words[T],
) {
	for i, product := range d.GetProducts() {
		var texts words[T]
		for _, e := range l.entries(product) {
			texts.merge(registered(e))
		}
		if isKnown(d, product, field) {
			continue
		}
		for _, v := range texts.differs(values(product)) {
			p.Report(path(i, "."+field), "The product %s %v, and its register has %s. Correct it, or record the conflict.",
				has, v, strings.Join(texts.texts, " and "))
		}
	}
}

func (l *lookup) checkCoverage(p *validate.RecordPass, d *compendiumv1.Drug) {
	newest := make(map[string]*entry) // by regulator
	for _, product := range d.GetProducts() {
		for _, e := range l.entries(product) {
			if known := newest[e.regulator]; e.lastChange != "" && (known == nil || known.lastChange < e.lastChange) {
				newest[e.regulator] = e
			}
		}
	}
	for i, c := range d.GetCoverage() {
		e := newest[c.GetRegulator()]
		if e != nil && c.GetCompleteAsOf() != "" && e.lastChange > string(date.Latest(c.GetCompleteAsOf())) {
			p.Report(fmt.Sprintf("coverage[%d].complete_as_of", i), "The events are complete up to %s, and %s has a decision "+
				"on %s of %s. Read what it is about, add it if it is about an indication, and move the day.", c.GetCompleteAsOf(),
				e.register, e.number, e.lastChange)
		}
	}
}

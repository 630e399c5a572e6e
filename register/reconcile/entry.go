package reconcile

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/fold"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register"
	"github.com/opencompendium/compendium/register/dpd"
	"github.com/opencompendium/compendium/register/drugsatfda"
	"github.com/opencompendium/compendium/register/ema"
)

// entry is what a register says of a product: of its license as a whole, and never of an indication.
type entry struct {
	register, day, regulator string
	// number identifies the license: "NDA 021588", "DIN 02253275", "EMEA/H/C/000406".
	number string
	// approvals are the dates of the first approval, or of several at once, oldest first.
	approvals []string
	// inexact says that the license may be older than the first of approvals.
	inexact bool
	// firstChange and lastChange are the oldest and the newest date of a decision after the approvals.
	firstChange, lastChange string
	// ended is when the license ended, if the register has the day.
	ended string
	// market is MARKETED, NOT_MARKETED, or unspecified if the register does not tell.
	market compendiumv1.Product_MarketingEvent_Event
	holder string
	forms  words[compendiumv1.DoseForm_Value]
	routes words[compendiumv1.Administration_Route]
}

// words are the values that agree with the words of a register.
type words[V comparable] struct {
	values  []V
	unclear bool // a word has no value
	texts   []string
}

func (w *words[V]) add(text string, m register.Meaning[V], known bool) {
	w.unclear = w.unclear || !known || m.Relation == register.None
	w.values = append(w.values, m.Values...)
	if !slices.Contains(w.texts, text) {
		w.texts = append(w.texts, text)
	}
}

// merge adds other words.
func (w *words[V]) merge(other words[V]) {
	w.unclear = w.unclear || other.unclear || len(other.texts) == 0
	w.values = append(w.values, other.values...)
	w.texts = append(w.texts, other.texts...)
}

// differs returns the values of a record that no word of the register agrees with.
func (w *words[V]) differs(values []V) []V {
	if w.unclear || len(w.texts) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(values), func(v V) bool { return slices.Contains(w.values, v) })
}

// digits returns the six digits of an application number of the FDA, or "".
func digits(number string) string {
	kind, digits, _ := strings.Cut(strings.Join(strings.Fields(strings.ToUpper(number)), " "), " ")
	if digits == "" {
		kind, digits = strings.TrimRight(kind, "0123456789"), strings.TrimLeft(kind, "ABDLN")
	}
	if kind != "NDA" && kind != "BLA" && kind != "ANDA" || digits == "" || len(digits) > 6 ||
		strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return strings.Repeat("0", 6-len(digits)) + digits
}

// fdaEntry returns what Drugs@FDA says of an application, and of its products of a brand if it has any of that name:
// one application may have several brands. A brand with a suffix, such as a container, is the brand.
func fdaEntry(r *drugsatfda.Register, products []drugsatfda.Product, number, brand string) *entry {
	a := r.Applications[number]
	e := &entry{register: "Drugs@FDA", day: r.Day, regulator: "regulators/fda", holder: a.Sponsor,
		number: strings.TrimSpace(a.Type + " " + number), firstChange: a.FirstSupplement, lastChange: a.LastSupplement}
	for _, s := range a.Approved {
		if s.Date == "" {
			e.inexact = true
			continue
		}
		e.approvals = append(e.approvals, s.Date)
		e.lastChange = max(e.lastChange, s.Date)
	}
	ofBrand := slices.DeleteFunc(slices.Clone(products), func(p drugsatfda.Product) bool {
		return brand == "" || !strings.HasPrefix(fold.Spaced(p.Name)+" ", fold.Spaced(brand)+" ")
	})
	if len(ofBrand) == 0 {
		if brand != "" && len(products) > 0 {
			return e // the register has other brands alone
		}
		ofBrand = products
	}
	marketed, discontinued := false, len(ofBrand) > 0
	for _, p := range ofBrand {
		marketed = marketed || p.Status == drugsatfda.Prescription || p.Status == drugsatfda.OverTheCounter
		discontinued = discontinued && p.Status == drugsatfda.Discontinued
		form, route := register.SplitForm(p.Form)
		forms, known := register.DrugsAtFDA.Form(form)
		e.forms.add(form, forms, known)
		routes, known := register.DrugsAtFDA.Route(route)
		e.routes.add(route, routes, known)
	}
	switch {
	case marketed:
		e.market = compendiumv1.Product_MarketingEvent_MARKETED
	case discontinued:
		e.market = compendiumv1.Product_MarketingEvent_NOT_MARKETED
	}
	return e
}

func dpdEntry(r *dpd.Register, p *dpd.Product) *entry {
	e := &entry{register: "the Drug Product Database", day: r.Day, regulator: "regulators/health-canada",
		number: "DIN " + p.DIN, holder: p.Holder}
	for i, s := range p.History {
		switch {
		case s.Date == "":
		case i == 0:
			e.approvals, e.inexact = []string{s.Date}, s.Status != "APPROVED"
		case s.Status == "APPROVED" && e.firstChange == "":
			e.firstChange, e.lastChange = s.Date, s.Date
		case s.Status == "APPROVED":
			e.lastChange = s.Date
		}
	}
	switch status := p.Current.Status; {
	case status == "MARKETED":
		e.market = compendiumv1.Product_MarketingEvent_MARKETED
	case status == "DORMANT":
		e.market = compendiumv1.Product_MarketingEvent_NOT_MARKETED
	case strings.HasPrefix(status, "CANCELLED"):
		e.market, e.ended = compendiumv1.Product_MarketingEvent_NOT_MARKETED, p.Current.Date
	}
	for _, word := range p.Forms {
		m, known := register.DPD.Form(word)
		e.forms.add(word, m, known)
	}
	for _, word := range p.Routes {
		m, known := register.DPD.Route(word)
		e.routes.add(word, m, known)
	}
	return e
}

func emaEntry(r *ema.Register, m ema.Medicine) *entry {
	e := &entry{register: "the EMA's table of medicines", day: r.Day, regulator: "regulators/ema", number: m.Number,
		holder: m.Holder}
	if !m.IsLicensed() {
		return e // its dates may be those of another application
	}
	e.ended, e.lastChange = m.Ended, m.Decided
	if m.Authorized != "" {
		e.approvals = []string{m.Authorized}
		e.firstChange = m.Authorized // the table does not say when the next decision was
	}
	return e
}

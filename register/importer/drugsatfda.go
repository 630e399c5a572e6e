package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register"
	"github.com/opencompendium/compendium/register/drugsatfda"
)

// The records that every import of Drugs@FDA refers to.
const (
	fda        = "fda"
	drugsAtFDA = "drugs-at-fda"
)

// DrugsAtFDA returns the register entries of Drugs@FDA: one a substance or combination, as the register names them, but
// for those that known has.
func DrugsAtFDA(r *drugsatfda.Register, known Others) *Import {
	f := &fdaImport{builder: newBuilder(drugsAtFDA, r.Day, known), register: r}
	bySubstances := make(map[string][]drugsatfda.Product)
	for _, u := range r.Unread {
		f.left(fmt.Sprintf("%s:%d", u.File, u.Line), u.Text, u.Reason)
	}
	for _, p := range r.Products {
		substances := substancesOf(p.Ingredients)
		if len(substances) == 0 {
			f.left(place(p), p.Name, "the product has no active ingredient, and no record it could stand in")
			continue
		}
		key := strings.Join(substances, "; ")
		bySubstances[key] = append(bySubstances[key], p)
	}
	addDrugs(f.builder, "sources/"+drugsAtFDA, bySubstances, f.fill)
	f.addSource()
	return f.finish()
}

type fdaImport struct {
	*builder

	register *drugsatfda.Register
}

func place(p drugsatfda.Product) string { return fmt.Sprintf("Products.txt:%d", p.Line) }

// substancesOf returns the substances that a product consists of, sorted, each once. Case does not count.
func substancesOf(ingredients string) []string {
	var list []string
	for s := range strings.SplitSeq(strings.ToUpper(ingredients), ";") {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			list = append(list, s)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (f *fdaImport) fill(d *compendiumv1.Drug, products []drugsatfda.Product) {
	licensed := false
	noted := make(map[string]bool)
	for _, p := range products {
		product, approved := f.product(d, p)
		licensed = licensed || approved
		d.Products = append(d.Products, product)
		if !noted[p.Application] {
			noted[p.Application] = true
			f.noteTentative(d, p.Application)
		}
	}
	if len(products) == 0 {
		f.note(d, "Drugs@FDA lists it as an ingredient of combinations alone.")
	}
	if !licensed { // it may be elsewhere
		d.Lifecycle = compendiumv1.Drug_LIFECYCLE_UNSPECIFIED
	}
}

func (f *fdaImport) note(d *compendiumv1.Drug, text string) {
	d.Notes = append(d.Notes, &compendiumv1.Note{Text: text, Cites: cites()})
}

// noteTentative notes the tentative approvals of an application, which are no licenses.
func (f *fdaImport) noteTentative(d *compendiumv1.Drug, application string) {
	a := f.register.Applications[application]
	if a == nil {
		return
	}
	for _, s := range a.Tentative {
		on := " on " + s.Date
		if s.Date == "" {
			on = " on a day that the register does not state"
		}
		f.note(d, fmt.Sprintf("%s was tentatively approved%s, which is no license.", f.reference(application), on))
	}
}

// reference returns the number of an application with its type.
func (f *fdaImport) reference(application string) string {
	if a := f.register.Applications[application]; a != nil && a.Type != "" {
		return a.Type + " " + application
	}
	return application
}

// product returns a product, and whether it was approved.
func (f *fdaImport) product(d *compendiumv1.Drug, p drugsatfda.Product) (*compendiumv1.Product, bool) {
	product := &compendiumv1.Product{
		Id: "fda-" + p.Application + "-" + p.Number, Jurisdiction: "US",
		ApplicationNumbers: []string{f.reference(p.Application)},
		Codes: []*compendiumv1.Code{{System: compendiumv1.Code_DRUGSATFDA_PRODUCT,
			Code: p.Application + "/" + p.Number}},
		Cites: cites(),
	}
	if !sameWords(p.Name, p.Ingredients) {
		product.Brand = p.Name
	}
	form, route := register.SplitForm(p.Form)
	f.formsAndRoutes(d, product, register.DrugsAtFDA, "Drugs@FDA", []string{form}, []string{route}, place(p))
	product.Strengths = f.strengths(d, p)
	a := f.register.Applications[p.Application]
	if a == nil || a.Type == "" {
		f.left(place(p), p.Application,
			"the application is not in Applications.txt, so that its type and holder are not known")
	}
	if a != nil {
		product.Holder = a.Sponsor
		if a.Type == "ANDA" {
			product.Relation = compendiumv1.Product_GENERIC
		}
		product.Authorizations = f.approvals(p, a)
	}
	switch p.Status {
	case drugsatfda.Prescription, drugsatfda.OverTheCounter:
		product.Marketing = marketing(compendiumv1.Product_MarketingEvent_MARKETED)
	case drugsatfda.Discontinued:
		product.Marketing = marketing(compendiumv1.Product_MarketingEvent_NOT_MARKETED)
	}
	return product, len(product.GetAuthorizations()) > 0
}

func marketing(event compendiumv1.Product_MarketingEvent_Event) []*compendiumv1.Product_MarketingEvent {
	return []*compendiumv1.Product_MarketingEvent{{Event: event, Cites: cites()}}
}

// notStated is what the register has in place of a strength that it does not state.
const notStated = "N/A"

// strengths returns a strength for each ingredient if the register writes one for each, else all in one.
func (f *fdaImport) strengths(d *compendiumv1.Drug, p drugsatfda.Product) []*compendiumv1.Product_Strength {
	if p.Strength == "" {
		return nil
	}
	if p.Strength == notStated {
		f.left(place(p), p.Name, "the register has no strength of an ingredient")
		return nil
	}
	parts, ingredients := strings.Split(p.Strength, ";"), strings.Split(p.Ingredients, ";")
	if len(d.GetIngredients()) < 2 || len(parts) != len(ingredients) || strings.Contains(p.Strength, "; ") {
		return []*compendiumv1.Product_Strength{strength(p.Strength, "")}
	}
	var list []*compendiumv1.Product_Strength
	for i, part := range parts {
		named := substancesOf(ingredients[i])
		if part == "" || part != strings.TrimSpace(part) || len(named) != 1 {
			return []*compendiumv1.Product_Strength{strength(p.Strength, "")}
		}
		if part == notStated {
			f.left(place(p), named[0], "the register has no strength of an ingredient")
			continue
		}
		list = append(list, strength(part, f.names[named[0]]))
	}
	return list
}

// approvals returns the approvals of a product's application. The register does not say for what they are.
func (f *fdaImport) approvals(p drugsatfda.Product, a *drugsatfda.Application) []*compendiumv1.AuthorizationEvent {
	tentative := p.Status == drugsatfda.Tentative ||
		p.Status == drugsatfda.Discontinued && len(a.Approved) == 0 && len(a.Tentative) > 0
	if tentative {
		return nil // no final approval, as far as the register tells
	}
	event := func(id, date string, orEarlier bool) *compendiumv1.AuthorizationEvent {
		return &compendiumv1.AuthorizationEvent{
			Id: id, Regulator: "regulators/" + fda, Event: compendiumv1.AuthorizationEvent_APPROVED, Date: date,
			OrEarlier: orEarlier, Reference: f.reference(p.Application), IndicationUnknown: true, Cites: cites(),
		}
	}
	var events []*compendiumv1.AuthorizationEvent
	for _, s := range a.Approved {
		if s.Date != "" {
			events = append(events, event("approved-"+s.Date+"-orig-"+s.Number, s.Date, false))
		}
	}
	if len(events) == 0 {
		// It was approved before its first supplement was, and before the register listed it as a product.
		day := cmp.Or(a.FirstSupplement, f.day)
		events = append(events, event("approved-by-"+day, day, true))
		f.left(place(p), f.reference(p.Application),
			"the register has no date of the approval; the record dates it by the first supplement, or the register, or earlier")
	}
	return events
}

func (f *fdaImport) addSource() {
	supplements, withoutProducts := 0, maps.Clone(f.register.Applications)
	for _, a := range f.register.Applications {
		supplements += a.Supplements
	}
	for _, p := range f.register.Products {
		delete(withoutProducts, p.Application)
	}
	f.Left = append(f.Left, Left{Place: "Applications.txt", What: "applications", Count: len(withoutProducts),
		Reason: "the register has no product of an application, so that no record can have it"})
	f.Left = append(f.Left, Left{Place: "Submissions.txt", What: "approved supplements", Count: supplements,
		Reason: "the register does not say what a supplement changed, so that no event can"})
	otc := 0
	for _, p := range f.register.Products {
		if p.Status == drugsatfda.OverTheCounter {
			otc++
		}
	}
	f.Left = append(f.Left, Left{Place: "MarketingStatus.txt", What: "over the counter", Count: otc,
		Reason: "records have no field for whether a product needs a prescription"})
	f.addShared(catalog.Regulators, fda, &compendiumv1.Regulator{
		DisplayName: "Food and Drug Administration", Kind: compendiumv1.Regulator_LICENSING,
		Names:    []*compendiumv1.Name{{Text: "FDA", Type: compendiumv1.Name_ABBREVIATION}},
		Mandates: []*compendiumv1.Regulator_Mandate{{Jurisdiction: "US"}},
	})
	f.addShared(catalog.Sources, drugsAtFDA, &compendiumv1.Source{
		DisplayName: "Drugs@FDA, data files up to " + f.day, Kind: compendiumv1.Source_REGISTER,
		Publisher: "Food and Drug Administration", Title: "Drugs@FDA data files",
		Dates: &compendiumv1.Source_Dates{Revised: f.day}, Jurisdiction: "US", License: "CC0-1.0",
		Note: "Applications, products, submissions with dates, marketing status. It dates applications, not products: a " +
			"strength or form may have been added later. It names no indication, and has no refusals or revocations.",
	})
}

// sameWords reports whether a product's name is that of its ingredients, in any order: then it has no brand.
func sameWords(name, ingredients string) bool {
	words := func(text string) []string {
		list := strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool { return strings.ContainsRune(" ;,/&+", r) })
		list = slices.DeleteFunc(list, func(w string) bool { return w == "AND" || w == "W" || w == "WITH" })
		slices.Sort(list)
		return list
	}
	return slices.Equal(words(name), words(ingredients))
}

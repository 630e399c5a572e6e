package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register"
	"github.com/opencompendium/compendium/register/dpd"
)

const healthCanada = "regulators/health-canada"

// DPD returns the register entries of the Drug Product Database: one a substance or combination that is for people, but
// for those that known has.
func DPD(r *dpd.Register, known Others) *Import {
	f := &dpdImport{newBuilder("dpd", r.Day, known)}
	for _, u := range r.Unread {
		f.left(u.Place, u.Text, u.Reason)
	}
	bySubstances := make(map[string][]*dpd.Product)
	for _, p := range r.Products {
		substances := ingredientNames(p)
		switch {
		case p.Class != "Human" && p.Class != "Radiopharmaceutical":
			f.left("drug "+p.Code, p.Brand, "the product is not for people, but "+strings.ToLower(p.Class))
		case p.DIN == "":
			f.left("drug "+p.Code, p.Brand, "the product has no drug identification number")
		case len(substances) == 0:
			f.left("drug "+p.Code, p.Brand, "the product has no active ingredient, and no record it could stand in")
		default:
			key := strings.Join(substances, "; ")
			bySubstances[key] = append(bySubstances[key], p)
		}
	}
	addDrugs(f.builder, "sources/dpd", bySubstances, f.fill)
	f.addShared(catalog.Regulators, "health-canada", &compendiumv1.Regulator{
		DisplayName: "Health Canada", Kind: compendiumv1.Regulator_LICENSING,
		Mandates: []*compendiumv1.Regulator_Mandate{{Jurisdiction: "CA"}},
	})
	f.addShared(catalog.Sources, "dpd", &compendiumv1.Source{
		DisplayName: "Drug Product Database, extract of " + f.day, Kind: compendiumv1.Source_REGISTER,
		Publisher: "Health Canada", Title: "Drug Product Database, data extract",
		Dates: &compendiumv1.Source_Dates{Revised: f.day}, Jurisdiction: "CA", License: "OGL-Canada-2.0",
		Note: "Products with forms, routes, ingredients and the history of their states. It names no indication. Dates at " +
			"the end of a year before 1980 stand for days that are not known.",
	})
	return f.finish()
}

type dpdImport struct{ *builder }

func ingredientNames(p *dpd.Product) []string {
	var list []string
	for _, i := range p.Ingredients {
		if i.Name != "" {
			list = append(list, strings.ToUpper(strings.ReplaceAll(i.Name, ";", ",")))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// atcShape matches a code of a substance. Codes of groups and of veterinary medicines say less, or something else.
var atcShape = regexp.MustCompile(`^[ABCDGHJLMNPRSV][0-9]{2}[A-Z]{2}[0-9]{2}$`)

func (f *dpdImport) fill(d *compendiumv1.Drug, products []*dpd.Product) {
	licensed := false
	var codes []string
	for _, p := range products {
		d.Products = append(d.Products, f.product(d, p))
		licensed = licensed || !strings.HasPrefix(p.Current.Status, "CANCELLED")
		for _, code := range p.ATC {
			switch {
			case code == "":
			case !atcShape.MatchString(code):
				f.left("drug "+p.Code, code, "the ATC code is of a group or of veterinary medicines, not of a substance")
			default:
				codes = appendNew(codes, code)
			}
		}
	}
	slices.Sort(codes)
	if len(codes) > 0 {
		d.Codes = &compendiumv1.DrugCodes{Atc: codes[0], FurtherAtc: codes[1:], Cites: cites()}
	}
	switch {
	case len(products) == 0:
		d.Lifecycle = compendiumv1.Drug_LIFECYCLE_UNSPECIFIED
		d.Notes = []*compendiumv1.Note{{Cites: cites(),
			Text: "The Drug Product Database lists it as an ingredient of combinations alone."}}
	case !licensed:
		d.Lifecycle = compendiumv1.Drug_WITHDRAWN
	}
}

func (f *dpdImport) product(d *compendiumv1.Drug, p *dpd.Product) *compendiumv1.Product {
	product := &compendiumv1.Product{
		Id: "din-" + p.DIN + "-" + p.Code, Brand: p.Brand, Jurisdiction: "CA", Holder: p.Holder, Cites: cites(),
		Codes: []*compendiumv1.Code{{System: compendiumv1.Code_DIN, Code: p.DIN},
			{System: compendiumv1.Code_DPD, Code: p.Code}},
	}
	if p.Biosimilar {
		product.Relation = compendiumv1.Product_BIOSIMILAR
	}
	f.formsAndRoutes(d, product, register.DPD, "The Drug Product Database", p.Forms, p.Routes, "drug "+p.Code)
	for _, i := range p.Ingredients {
		if i.Strength == "" || i.Unit == "NIL" {
			f.left("ingred "+p.Code, i.Name, "the register has no strength of an ingredient")
			continue
		}
		text := strings.TrimSpace(i.Strength + " " + i.Unit)
		if i.PerUnit != "" {
			text += "/" + strings.TrimSpace(i.PerValue+" "+i.PerUnit)
		}
		of := ""
		if len(d.GetIngredients()) > 1 {
			of = f.names[strings.ToUpper(strings.ReplaceAll(i.Name, ";", ","))]
		}
		product.Strengths = append(product.Strengths, strength(text, of))
	}
	product.Authorizations, product.Marketing = f.history(p)
	return product
}

// history returns the events of a product. A state that repeats the one before is a change of something else.
func (f *dpdImport) history(p *dpd.Product) (
	events []*compendiumv1.AuthorizationEvent, market []*compendiumv1.Product_MarketingEvent,
) {
	add := func(event compendiumv1.AuthorizationEvent_Event, word, date string) *compendiumv1.AuthorizationEvent {
		e := &compendiumv1.AuthorizationEvent{
			Id: word + "-" + date, Regulator: healthCanada, Event: event, Date: date, Reference: "DIN " + p.DIN, Cites: cites(),
		}
		events = append(events, e)
		return e
	}
	last := compendiumv1.Product_MarketingEvent_EVENT_UNSPECIFIED
	for _, s := range p.History {
		if s.Date == "" || s.Date > f.day {
			f.left("status "+p.Code, s.Status+" "+s.Date, "the state has no date, or one after the day of the register")
			continue
		}
		if len(events) == 0 {
			// What is marketed was approved, on that day or earlier.
			e := add(compendiumv1.AuthorizationEvent_APPROVED, "approved", s.Date)
			e.IndicationUnknown, e.OrEarlier = true, s.Status != "APPROVED"
		}
		state := compendiumv1.Product_MarketingEvent_NOT_MARKETED
		switch {
		case s.Status == "APPROVED":
			continue
		case s.Status == "MARKETED":
			state = compendiumv1.Product_MarketingEvent_MARKETED
		case s.Status == "DORMANT", strings.HasPrefix(s.Status, "CANCELLED"):
		default:
			f.left("status "+p.Code, s.Status, "the state is not one that this program knows")
			continue
		}
		if state != last {
			last = state
			market = append(market, &compendiumv1.Product_MarketingEvent{Event: state, Date: s.Date, Cites: cites()})
		}
	}
	if s := p.Current; strings.HasPrefix(s.Status, "CANCELLED") && s.Date != "" && s.Date <= f.day {
		e := add(compendiumv1.AuthorizationEvent_REVOKED, "cancelled", s.Date)
		e.Reason = fmt.Sprintf("The register has it as %q.", s.Status)
	}
	return events, market
}

package drugs

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var routeContradictsForm = validate.Rule{
	ID:       "route-contradicts-form",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, a := range d.GetAdministrations() {
			form, route := a.GetDoseForm(), a.GetRoute()
			swallowed := route == compendiumv1.Administration_ORAL && isInjected(form) && !hasProduct(d, form, route)
			injected := slices.Contains(injections, route) && isSwallowed(form)
			if swallowed || injected {
				p.Report(facts.AdministrationPath(i, "route"), "%s is not given by the route %s. Correct the route or the "+
					"dose form.", form, route).
					Related(p.Record, facts.AdministrationPath(i, "dose_form"), "The dose form")
			}
		}
		for i, product := range d.GetProducts() {
			forms, routes := product.GetDoseForms(), product.GetRoutes()
			swallowed := all(routes, func(r compendiumv1.Administration_Route) bool {
				return r == compendiumv1.Administration_ORAL
			})
			injected := all(routes, func(r compendiumv1.Administration_Route) bool { return slices.Contains(injections, r) })
			if swallowed && all(forms, isInjected) || injected && all(forms, isSwallowed) {
				severity := finding.Warning
				if swallowed {
					severity = finding.Info
				}
				p.Report(facts.ItemPath(facts.ItemPath("products", i, "routes"), 0, ""), "%s is not given by the route %s. "+
					"Correct the route or the dose form.", forms[0], routes[0]).
					Related(p.Record, facts.ItemPath("products", i, "dose_forms"), "The dose form").Lower(severity)
			}
		}
	},
}

// all reports whether a list has items, and each of them is of a kind.
func all[E any](list []E, is func(E) bool) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(e E) bool { return !is(e) })
}

// injections are the routes through a needle.
var injections = []compendiumv1.Administration_Route{compendiumv1.Administration_INTRAVENOUS,
	compendiumv1.Administration_SUBCUTANEOUS, compendiumv1.Administration_INTRAMUSCULAR,
	compendiumv1.Administration_INTRATHECAL, compendiumv1.Administration_INTRA_ARTERIAL,
	compendiumv1.Administration_PARENTERAL}

func isInjected(form compendiumv1.DoseForm_Value) bool {
	return strings.Contains(form.String(), "INJECTION") || strings.Contains(form.String(), "INFUSION")
}

func isSwallowed(form compendiumv1.DoseForm_Value) bool {
	name := form.String()
	return (strings.Contains(name, "TABLET") || strings.Contains(name, "CAPSULE")) && !strings.Contains(name, "IMPLANT")
}

// hasProduct reports whether a product of a drug has a form and a route.
func hasProduct(d *compendiumv1.Drug, form compendiumv1.DoseForm_Value, route compendiumv1.Administration_Route) bool {
	return slices.ContainsFunc(d.GetProducts(), func(product *compendiumv1.Product) bool {
		return slices.Contains(product.GetDoseForms(), form) && slices.Contains(product.GetRoutes(), route)
	})
}

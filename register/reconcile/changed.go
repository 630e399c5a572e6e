package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register/drugsatfda"
	"github.com/opencompendium/compendium/validate"
)

// change is a value of a license in two files of a register.
type change struct {
	// number identifies the license, and what names the value.
	number, what  string
	before, after string
	// known is set if the record has the newer value.
	known bool
}

// stated returns the change as known if one of the files leaves the value out, such as a holder, or if it differs in
// case and punctuation alone: there is nothing to report then.
func (c change) stated() change {
	c.known = c.known || c.before == "" || c.after == "" || fold.Spaced(c.before) == fold.Spaced(c.after)
	return c
}

// checkChanged reports what differs between two files of a register about the licenses of a record, and the record does
// not have.
func (l *lookup) checkChanged(p *validate.RecordPass, d *compendiumv1.Drug) {
	reported := make(map[string]bool)
	for i, product := range d.GetProducts() {
		var was string
		var changes []change
		switch product.GetJurisdiction() {
		case "US":
			was, changes = l.changedInUS(product)
		case "CA":
			was, changes = l.changedInCanada(product)
		case "EU":
			was, changes = l.changedInEU(product)
		}
		for _, c := range changes {
			if c.before == c.after || c.known || reported[c.number+c.what] {
				continue
			}
			reported[c.number+c.what] = true
			p.Report(path(i, ""), "The %s of %s changed since the file of %s, from %s to %s. See whether the record has it.",
				c.what, c.number, was, cmp.Or(c.before, "none"), cmp.Or(c.after, "none"))
		}
	}
}

// changedInUS returns the day of the older file, and what differs.
func (l *lookup) changedInUS(product *compendiumv1.Product) (was string, changes []change) {
	if l.FDA == nil || l.FDABefore == nil {
		return "", nil
	}
	named := applications(product)
	for _, number := range slices.Sorted(maps.Keys(named)) {
		before, after := l.FDABefore.Applications[number], l.FDA.Applications[number]
		if after == nil {
			continue
		}
		if before == nil {
			before = &drugsatfda.Application{LastSupplement: after.LastSupplement} // that it is new is one change
		}
		changes = append(changes,
			change{named[number], "approval", days(before.Approved), days(after.Approved), hasApprovals(product, after)},
			change{named[number], "newest supplement", before.LastSupplement, after.LastSupplement,
				hasEvent(product, after.LastSupplement)},
			holderChange(named[number], "sponsor", before.Sponsor, after.Sponsor, product))
	}
	return l.FDABefore.Day, changes
}

// changedInCanada returns the day of the older file, and what differs.
func (l *lookup) changedInCanada(product *compendiumv1.Product) (was string, changes []change) {
	for _, din := range dins(product) {
		// A product that was cancelled leaves the files of those that are marketed; that file may not be there.
		before, after := l.wasByDIN[din], l.byDIN[din]
		if before == nil || after == nil {
			continue
		}
		was = l.DPDBefore.Day
		there, here := dpdEntry(l.DPD, after).market, marketOf(product.GetMarketing())
		changes = append(changes,
			change{"DIN " + din, "status", before.Current.Status, after.Current.Status, here != 0 && here == there}.stated(),
			holderChange("DIN "+din, "holder", before.Holder, after.Holder, product),
			change{"DIN " + din, "brand", before.Brand, after.Brand,
				fold.Name(product.GetBrand()) == fold.Name(after.Brand)}.stated())
	}
	return was, changes
}

// changedInEU returns the day of the older file, and what differs.
func (l *lookup) changedInEU(product *compendiumv1.Product) (was string, changes []change) {
	if l.EMA == nil || l.EMABefore == nil {
		return "", nil
	}
	after, ok := l.medicine(product)
	if !ok {
		return "", nil
	}
	for _, before := range l.EMABefore.Medicines {
		if before.Number != after.Number {
			continue
		}
		changes = append(changes,
			change{after.Number, "status", before.Status, after.Status, false}.stated(),
			change{after.Number, "newest decision", before.Decided, after.Decided, hasEvent(product, after.Decided)},
			holderChange(after.Number, "holder", before.Holder, after.Holder, product))
	}
	return l.EMABefore.Day, changes
}

// hasApprovals reports whether a product has an event of the day of each approval of an application.
func hasApprovals(product *compendiumv1.Product, a *drugsatfda.Application) bool {
	return len(a.Approved) > 0 && !slices.ContainsFunc(a.Approved, func(s drugsatfda.Submission) bool {
		return !hasEvent(product, s.Date)
	})
}

// holderChange returns the change of a holder. It is known if the product's holder shares a word with the newer one and
// is not just the older one: "Sanofi" is Sanofi Pasteur Limited as well as Sanofi Vaccines Canada Ltd.
func holderChange(number, what, before, after string, product *compendiumv1.Product) change {
	holder := product.GetHolder()
	known := shareName(holder, after) && fold.Spaced(holder) != fold.Spaced(before)
	return change{number, what, before, after, known}.stated()
}

// hasEvent reports whether a product has an event of a day.
func hasEvent(product *compendiumv1.Product, day string) bool {
	return slices.ContainsFunc(product.GetAuthorizations(), func(e *compendiumv1.AuthorizationEvent) bool {
		return e.GetDate() == day
	})
}

func days(list []drugsatfda.Submission) string {
	var all []string
	for _, s := range list {
		all = append(all, s.Date)
	}
	return strings.Join(all, ", ")
}

// replacement returns the identifier that replaced one of dm+d, and whether dm+d has retired it.
func (l *lookup) replacement(code string) (by string, retired bool) {
	current := false
	for _, m := range l.DMD {
		switch {
		case m.ID == code:
			current, retired = !m.IsInvalid(), retired || m.IsInvalid()
		case m.Previous == code && !m.IsInvalid() && by == "":
			by, retired = m.ID, true
		case m.Previous == code && !m.IsInvalid():
			return "", true // two: a person has to choose
		}
	}
	if current {
		return "", false
	}
	return by, retired
}

func (l *lookup) checkRetired(p *validate.RecordPass, d *compendiumv1.Drug) {
	code := d.GetCodes().GetSnomed()
	if code == "" {
		return
	}
	switch by, retired := l.replacement(code); {
	case by != "":
		p.Report("codes.snomed", "dm+d replaced %s by %s. Write snomed: %q, and keep the old one in codes.retired.",
			code, by, by)
	case retired:
		p.Report("codes.snomed", "dm+d has %s as invalid, or split it. Look for what replaced it, or remove it.", code)
	}
}

func (l *lookup) fixRetired(
	_ *validate.RepairPass, r *catalog.Record, _ finding.Finding,
) (document.Edit, string, bool) {
	code := r.Drug().GetCodes().GetSnomed()
	by, _ := l.replacement(code)
	if by == "" {
		return document.Edit{}, "", false
	}
	return document.Set("codes.snomed", by), fmt.Sprintf("replaced %s by %s", code, by), true
}

func (l *lookup) fixTighter(
	_ *validate.RepairPass, r *catalog.Record, f finding.Finding,
) (document.Edit, string, bool) {
	for i, product := range r.Drug().GetProducts() {
		for j := range product.GetAuthorizations() {
			at := path(i, fmt.Sprintf(".authorizations[%d].date", j))
			if day, _ := l.tighter(r.Drug(), i, j); day != "" && at == f.Path {
				return document.Set(at, day), "wrote the day " + day, true
			}
		}
	}
	return document.Edit{}, "", false
}

package reconcile

import (
	"fmt"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register/drugsatfda"
	"github.com/opencompendium/compendium/validate"
)

// checkChanged reports what differs between two files of a register about the licenses of a record.
func (l *lookup) checkChanged(p *validate.RecordPass, d *compendiumv1.Drug) {
	reported := make(map[string]bool)
	report := func(i int, number, what, before, after, was string) {
		if before == after || reported[number+what] {
			return
		}
		reported[number+what] = true
		p.Report(path(i, ""), "The %s of %s changed since the file of %s, from %s to %s. See whether the record has it.",
			what, number, was, orNone(before), orNone(after))
	}
	for i, product := range d.GetProducts() {
		switch product.GetJurisdiction() {
		case "US":
			l.changedInUS(i, product, report)
		case "CA":
			l.changedInCanada(i, product, report)
		case "EU":
			l.changedInEU(i, product, report)
		}
	}
}

// reportChange reports a value of a license that may differ between two files: of the i-th product of a record, what
// identifies the license, what the value is, and the day of the older file.
type reportChange func(i int, number, what, before, after, was string)

func (l *lookup) changedInUS(i int, product *compendiumv1.Product, report reportChange) {
	if l.FDA == nil || l.FDABefore == nil {
		return
	}
	for number, named := range applications(product) {
		before, after := l.FDABefore.Applications[number], l.FDA.Applications[number]
		if after == nil {
			continue
		}
		was := l.FDABefore.Day
		if before == nil {
			before = &drugsatfda.Application{}
		}
		report(i, named, "approval", days(before.Approved), days(after.Approved), was)
		report(i, named, "newest supplement", before.LastSupplement, after.LastSupplement, was)
		report(i, named, "sponsor", before.Sponsor, after.Sponsor, was)
	}
}

func (l *lookup) changedInCanada(i int, product *compendiumv1.Product, report reportChange) {
	for _, din := range dins(product) {
		// A product that was cancelled leaves the files of those that are marketed; that file may not be there.
		if before, after := l.wasByDIN[din], l.byDIN[din]; before != nil && after != nil {
			was := l.DPDBefore.Day
			report(i, "DIN "+din, "status", before.Current.Status, after.Current.Status, was)
			report(i, "DIN "+din, "holder", before.Holder, after.Holder, was)
			report(i, "DIN "+din, "brand", before.Brand, after.Brand, was)
		}
	}
}

func (l *lookup) changedInEU(i int, product *compendiumv1.Product, report reportChange) {
	if l.EMA == nil || l.EMABefore == nil {
		return
	}
	after, ok := l.medicine(product)
	if !ok {
		return
	}
	for _, before := range l.EMABefore.Medicines {
		if before.Number != after.Number {
			continue
		}
		was := l.EMABefore.Day
		report(i, after.Number, "status", before.Status, after.Status, was)
		report(i, after.Number, "newest decision", before.Decided, after.Decided, was)
		report(i, after.Number, "holder", before.Holder, after.Holder, was)
	}
}

func days(list []drugsatfda.Submission) string {
	var all []string
	for _, s := range list {
		all = append(all, s.Date)
	}
	return strings.Join(all, ", ")
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
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

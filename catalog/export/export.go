// Package export writes a catalog in formats of others: as flat tables for spreadsheets and databases, with the label
// matrix, the events of regulators, effects, doses, safety and codes, and its doses as FHIR.
//
// It knows records and resolves them for a day. It knows nothing of files, or of where the records come from.
package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Records are the records of a catalog that are exported, and what they are resolved with.
type Records struct {
	Drugs      []*compendiumv1.Drug
	Regimens   []*compendiumv1.Regimen
	Regulators []*compendiumv1.Regulator
	Sources    []*compendiumv1.Source
	Lookup     scope.Records
}

// AsOf returns the drugs as of a day.
func (r Records) AsOf(day date.Day) []*compendiumv1.Drug {
	resolver := asof.NewResolver(r.Regulators, slices.Values(r.Sources), r.Lookup)
	var drugs []*compendiumv1.Drug
	for _, d := range r.Drugs {
		if resolved, ok := resolver.Resolve(d, day).(*compendiumv1.Drug); ok {
			drugs = append(drugs, resolved)
		}
	}
	return drugs
}

// Table is a table that can be written.
type Table struct {
	// Name is the name of its file, without an extension: "labels".
	Name string
	// Title is what a row is.
	Title string
	// Columns are its columns, in order.
	Columns []string

	rows func(d *compendiumv1.Drug, add func(values ...any))
}

// Tables returns the tables, in the order in which they are documented.
func Tables() []Table { return tables }

// CSV writes the table of some drugs as RFC 4180 has it: quoted where needed, lines that end in CRLF, a first row of
// names. Several values in a cell have "; " between them. Rows have the order of the drugs, and that within each.
func (t Table) CSV(w io.Writer, drugs []*compendiumv1.Drug) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(t.Columns); err != nil {
		return fmt.Errorf("write the table %s: %w", t.Name, err)
	}
	t.each(drugs, func(values ...any) {
		row := make([]string, len(values))
		for i, v := range values {
			row[i] = text(v)
		}
		_ = out.Write(row) // the writer keeps its first error
	})
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the table %s: %w", t.Name, err)
	}
	return nil
}

// JSONLines writes the table of some drugs as JSON Lines: an object a row, without the columns that are empty in it.
func (t Table) JSONLines(w io.Writer, drugs []*compendiumv1.Drug) error {
	out := bufio.NewWriter(w)
	var failed error
	t.each(drugs, func(values ...any) {
		var line bytes.Buffer
		line.WriteByte('{')
		for i, v := range values {
			if text(v) == "" {
				continue
			}
			encoded, err := json.Marshal(v)
			if err != nil {
				failed = err
				return
			}
			if line.Len() > 1 {
				line.WriteByte(',')
			}
			fmt.Fprintf(&line, "%q:%s", t.Columns[i], encoded)
		}
		line.WriteString("}\n")
		_, _ = out.Write(line.Bytes()) // the writer keeps its first error
	})
	if err := out.Flush(); failed == nil {
		failed = err
	}
	if failed != nil {
		return fmt.Errorf("write the table %s: %w", t.Name, failed)
	}
	return nil
}

// each calls add with the values of each row. A tombstone has none.
func (t Table) each(drugs []*compendiumv1.Drug, add func(values ...any)) {
	for _, d := range drugs {
		if d.GetLifecycle() != compendiumv1.Drug_RETIRED {
			t.rows(d, add)
		}
	}
}

// text returns a value as a cell has it.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return strings.Join(v, "; ")
	case bool:
		if v {
			return "true"
		}
		return ""
	default:
		return fmt.Sprint(v)
	}
}

// name returns the name of an enum value, or "" for the unspecified one.
func name(e protoreflect.Enum) string {
	if e.Number() == 0 {
		return ""
	}
	return string(e.Descriptor().Values().ByNumber(e.Number()).Name())
}

func names[E protoreflect.Enum](list []E) []string {
	texts := make([]string, len(list))
	for i, e := range list {
		texts[i] = name(e)
	}
	return texts
}

// flag returns an optional truth value: "true", "false", or "" for none.
func flag(b *bool) string {
	if b == nil {
		return ""
	}
	return fmt.Sprint(*b)
}

var tables = []Table{
	{"labels", "a use of a drug in a jurisdiction",
		[]string{"drug", "use", "condition", "strength", "jurisdiction", "off_label", "status", "unknown", "products",
			"cites", "setting", "population", "standing", "not_judged"},
		func(d *compendiumv1.Drug, add func(...any)) {
			for _, u := range d.GetUses() {
				for _, l := range u.GetLabels() {
					add(d.GetName(), u.GetId(), u.GetCondition(), name(u.GetStrength()), l.GetJurisdiction(), flag(l.OffLabel),
						name(l.GetStatus()), l.GetUnknown(), l.GetProducts(), l.GetCites(), scope.SettingText(u, asIs),
						u.GetPopulation(), name(l.GetStanding()), l.GetRest())
				}
			}
		}},
	{"events", "an act of a regulator on a product",
		[]string{"drug", "product", "brand", "jurisdiction", "holder", "event_id", "regulator", "event", "date", "or_earlier",
			"use", "indication", "indication_unknown", "amends", "basis", "cause", "reason", "reference", "cites", "scopes"},
		func(d *compendiumv1.Drug, add func(...any)) {
			for _, p := range d.GetProducts() {
				for _, e := range p.GetAuthorizations() {
					add(d.GetName(), p.GetId(), p.GetBrand(), p.GetJurisdiction(), p.GetHolder(), e.GetId(), e.GetRegulator(),
						name(e.GetEvent()), e.GetDate(), e.GetOrEarlier(), e.GetUse(), e.GetIndication(), e.GetIndicationUnknown(),
						e.GetAmends(), name(e.GetBasis()), name(e.GetCause()), e.GetReason(), e.GetReference(), e.GetCites(),
						scopes(e.GetScopes()))
				}
			}
		}},
	{"effects", "an unwanted effect of a drug, and one of its frequencies if it has any",
		[]string{"drug", "term", "effect", "scope", "source_frequency", "seriousness", "severity", "action", "band",
			"percent", "frequency_use", "frequency_product", "cites", "frequency_severity", "exposure", "comparator_percent",
			"course"},
		func(d *compendiumv1.Drug, add func(...any)) {
			for _, s := range d.GetSideEffects() {
				frequencies := s.GetFrequencies()
				if len(frequencies) == 0 {
					frequencies = []*compendiumv1.SideEffect_Frequency{nil}
				}
				for _, f := range frequencies {
					add(d.GetName(), s.GetTerm(), s.GetEffect(), name(s.GetScope()), s.GetSourceFrequency(), name(s.GetSeriousness()),
						names(s.GetSeverity()), s.GetAction(), name(f.GetBand()), f.GetPercent(), f.GetUse(), f.GetProduct(),
						cites(s.GetCites(), f.GetCites()), names(f.GetSeverity()), f.GetExposure(),
						f.GetComparatorPercent(), s.GetCourse())
				}
			}
		}},
	{"doses", "a dose of a drug, as a sentence",
		[]string{"drug", "dose", "uses", "products", "jurisdictions", "basis", "route", "text", "cites"},
		func(d *compendiumv1.Drug, add func(...any)) {
			for _, x := range d.GetDoses() {
				add(d.GetName(), x.GetId(), x.GetUses(), x.GetProducts(), x.GetJurisdictions(), name(x.GetBasis()),
					name(x.GetRoute()), dose.Text(x), x.GetCites())
			}
		}},
	{"safety", "a statement of a label on safe use",
		[]string{"drug", "kind", "none", "text", "action", "with", "with_text", "management", "jurisdictions", "products",
			"population", "since", "until", "cites"},
		func(d *compendiumv1.Drug, add func(...any)) {
			for _, s := range d.GetSafety() {
				add(d.GetName(), name(s.GetKind()), s.GetNone(), s.GetText(), s.GetAction(), s.GetWith(), s.GetWithText(),
					name(s.GetManagement()), s.GetJurisdictions(), s.GetProducts(), s.GetPopulation(), s.GetSince(), s.GetUntil(),
					s.GetCites())
			}
		}},
	{"codes", "a code of a drug or product, with the code that replaced it if it is retired",
		[]string{"drug", "product", "system", "code", "relation", "retired", "replaced_by"}, codes},
}

// cites returns the keys of a fact and of a part of it, each once.
func cites(fact, part []string) []string {
	all := slices.Clone(fact)
	for _, key := range part {
		if !slices.Contains(all, key) {
			all = append(all, key)
		}
	}
	return all
}

// asIs returns the name of a record: tables name records as they are referred to.
func asIs(name string) string { return name }

// scopes returns in words what a license covers, an alternative each.
func scopes(list []*compendiumv1.Scope) []string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = scope.Text(s, asIs)
	}
	return texts
}

func codes(d *compendiumv1.Drug, add func(...any)) {
	of := d.GetCodes()
	for _, c := range []struct{ system, code string }{
		{"RXCUI", of.GetRxcui()}, {"ATC", of.GetAtc()}, {"NCIT", of.GetNcit()}, {"UNII", of.GetUnii()},
		{"SNOMED_CT", of.GetSnomed()},
	} {
		if c.code != "" {
			add(d.GetName(), "", c.system, c.code, "", false, "")
		}
	}
	for _, code := range of.GetFurtherAtc() {
		add(d.GetName(), "", "ATC", code, "", false, "")
	}
	for _, r := range of.GetRetired() {
		system := strings.ToUpper(r.GetSystem())
		if system == "SNOMED" {
			system = "SNOMED_CT"
		}
		add(d.GetName(), "", system, r.GetCode(), "", true, r.GetReplacedBy())
	}
	for _, c := range of.GetOther() {
		add(d.GetName(), "", name(c.GetSystem()), c.GetCode(), name(c.GetRelation()), false, "")
	}
	for _, p := range d.GetProducts() {
		for _, c := range p.GetCodes() {
			add(d.GetName(), p.GetId(), name(c.GetSystem()), c.GetCode(), name(c.GetRelation()), false, "")
		}
	}
}

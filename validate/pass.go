package validate

import (
	"fmt"
	"io/fs"
	"iter"
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate/policy"
)

// RecordPass is what a rule on one record sees: the record, what it refers to and what that belongs to, the regulators,
// the day and the configuration. Nothing else can be reached, so that a result depends on nothing else and can be
// cached.
type RecordPass struct {
	// Record is the record to check.
	Record *catalog.Record
	// AsOf is the day for which to check.
	AsOf date.Day
	// Policy is what the project asks for.
	Policy *policy.Policy
	// Regulators are those of the catalog.
	Regulators *Regulators
	// Archive holds the archived texts, or is nil.
	Archive *Archive

	catalog  *catalog.Catalog
	scope    []*catalog.Record         // of the record, computed lazily
	statuses map[string]label.Statuses // by jurisdiction
	memo     map[any]any
	rule     *Rule
	reports  []*Report
}

// Get returns the record of this name if it is in the scope of the checked record or is a regulator. It may be one that
// could not be read.
func (p *RecordPass) Get(name string) (*catalog.Record, bool) {
	r, ok := p.catalog.Get(name)
	if !ok || r.Kind() == catalog.Regulators || p.Record.RefersTo(name) {
		return r, ok
	}
	if p.scope == nil {
		p.scope = p.catalog.Scope(p.Record)
	}
	if slices.Contains(p.scope, r) {
		return r, true
	}
	return nil, false
}

// Source returns the source of this name as Get does, or nil if it could not be read.
func (p *RecordPass) Source(name string) *compendiumv1.Source {
	if r, ok := p.Get(name); ok && !r.Broken() {
		source, _ := r.Message().(*compendiumv1.Source)
		return source
	}
	return nil
}

// References returns the references of the record, in the order of its fields.
func (p *RecordPass) References() []catalog.Reference { return p.catalog.ReferencesOf(p.Record) }

// FileOf returns the path, as shown to people, of the file of a record of this name, whether or not it exists.
func (p *RecordPass) FileOf(name string) string { return p.catalog.FileOf(name + ".yaml") }

// Status returns the derived label status of a use of the drug in a jurisdiction on the day of the check.
func (p *RecordPass) Status(use, jurisdiction string) label.Result {
	derived, ok := p.statuses[jurisdiction]
	if !ok {
		derived = p.Regulators.authorities.Statuses(p.Record.Drug(), jurisdiction, p.AsOf, p.Message)
		if p.statuses == nil {
			p.statuses = make(map[string]label.Statuses)
		}
		p.statuses[jurisdiction] = derived
	}
	return derived.OfID(use)
}

// Licensed returns, for each product of the drug, whether it is licensed for anything on a day.
func (p *RecordPass) Licensed(day date.Day) []label.License {
	return p.Regulators.authorities.Licensed(p.Record.Drug(), day)
}

// InUse reports whether the drug is active and, as far as the records tell, licensed and to be had on the day of the
// check.
func (p *RecordPass) InUse() bool {
	drug := p.Record.Drug()
	inUse, _ := p.Regulators.authorities.InUse(drug, p.AsOf)
	return drug.GetLifecycle() == compendiumv1.Drug_ACTIVE && (inUse == nil || *inUse || !p.Regulators.Complete())
}

// Message returns the message of a record in the scope of the checked one, or nil if it could not be read.
func (p *RecordPass) Message(name string) proto.Message {
	if r, ok := p.Get(name); ok && !r.Broken() {
		return r.Message()
	}
	return nil
}

// On returns the Record function of a rule on records of one type.
func On[M proto.Message](check func(*RecordPass, M)) func(*RecordPass) {
	return func(p *RecordPass) {
		if m, ok := p.Record.Message().(M); ok {
			check(p, m)
		}
	}
}

// Memo returns the result of compute, which is called once for a key during a pass.
func Memo[T any](p *RecordPass, key any, compute func() T) T {
	if known, ok := p.memo[key].(T); ok {
		return known
	}
	value := compute()
	if p.memo == nil {
		p.memo = make(map[any]any)
	}
	p.memo[key] = value
	return value
}

// Report adds a finding of the running rule about a field of the record. The path is empty for the record as a whole.
func (p *RecordPass) Report(path, format string, args ...any) *Report {
	r := newReport(p.rule, p.Record, path, format, args)
	p.reports = append(p.reports, r)
	return r
}

// CatalogPass is what a rule on the catalog sees: all of it.
type CatalogPass struct {
	// Catalog is the content.
	Catalog *catalog.Catalog
	// AsOf is the day for which to check.
	AsOf date.Day
	// Policy is what the project asks for.
	Policy *policy.Policy
	// Regulators are those of the catalog.
	Regulators *Regulators
	// Unread is what the records that could not be read may contain.
	Unread *Unread

	rule    *Rule
	reports []*Report
}

// Report adds a finding of the running rule about a field of a record. The path is empty for the record as a whole.
func (p *CatalogPass) Report(record *catalog.Record, path, format string, args ...any) *Report {
	r := newReport(p.rule, record, path, format, args)
	p.reports = append(p.reports, r)
	return r
}

// Readable yields all records of which nothing is lost, by collection and then by name: those that could be read, and
// those of which a misspelled key or value can only mean one thing. It is for rules that check each record by itself.
func (p *CatalogPass) Readable() iter.Seq[*catalog.Record] {
	return func(yield func(*catalog.Record) bool) {
		for _, r := range p.Catalog.Files() {
			var lost []string
			if r.Broken() {
				r, lost = r.Meant()
			}
			if len(lost) == 0 && !yield(r) {
				return
			}
		}
	}
}

// RepairPass is what a repair sees.
type RepairPass struct {
	// Catalog is the content.
	Catalog *catalog.Catalog
	// Archive holds the archived texts, or is nil.
	Archive *Archive
}

func newRepairPass(c *catalog.Catalog, files fs.FS) *RepairPass {
	return &RepairPass{Catalog: c, Archive: newArchive(files)}
}

// Report is a finding without positions yet.
type Report struct {
	record  *catalog.Record
	finding finding.Finding
	related []relatedReport
}

type relatedReport struct {
	record  *catalog.Record
	path    string
	message string
}

func newReport(rule *Rule, record *catalog.Record, path, format string, args []any) *Report {
	return &Report{record: record, finding: finding.Finding{
		Rule: rule.ID, Severity: rule.Severity, Message: sentence(format, args),
		Resource: record.Name(), Path: path, File: record.File(),
	}}
}

// Lower sets the severity of the finding to one lower than that of the rule.
func (r *Report) Lower(s finding.Severity) { r.finding.Severity = s }

// Related adds a place related to the finding.
func (r *Report) Related(record *catalog.Record, path, format string, args ...any) *Report {
	r.related = append(r.related, relatedReport{record, path, sentence(format, args)})
	return r
}

// CausedBy sets the field whose own fault causes the finding. The zero field means none.
func (r *Report) CausedBy(field finding.Field) *Report {
	r.finding.CausedBy = field
	return r
}

// Record returns the record that the finding is about.
func (r *Report) Record() *catalog.Record { return r.record }

// MaxText is the largest number of characters of a content text in a message.
const MaxText = 240

// MaxHints is the largest number of faults for which a rule searches for what was meant. Each search goes over all
// candidates, and more faults than this are not slips.
const MaxHints = 100

// sentence formats a message, with texts shortened to MaxText.
func sentence(format string, args []any) string {
	for i, arg := range args {
		if text, ok := arg.(string); ok && len(text) > MaxText {
			if runes := []rune(text); len(runes) > MaxText {
				args[i] = string(runes[:MaxText]) + "…"
			}
		}
	}
	return fmt.Sprintf(format, args...)
}

package file

import (
	"fmt"
	"slices"
	"sync"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/fieldmask"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// derivedUses caches the uses of days that were asked for lately.
type derivedUses struct {
	mutex sync.Mutex
	days  []derivedDay // the latest last
}

type derivedDay struct {
	since date.Day // the day from which on, until the next change, these are the uses
	uses  func() (*Table, error)
}

// keptDays is how many days' uses are cached beside those of the file's own day.
const keptDays = 4

// since returns the last day, not after the given one, on which a record changed, or "" if none did. All days
// between two changes have the same uses.
func (f *File) since(day date.Day) date.Day {
	var last date.Day
	for _, change := range f.info.ChangeDays {
		if c := date.Day(change); c <= day {
			last = max(last, c)
		}
	}
	return last
}

// SameOn reports whether the records on a day are those of the file's day.
func (f *File) SameOn(day date.Day) bool {
	first, last := min(f.asOf, day), max(f.asOf, day)
	return !slices.ContainsFunc(f.info.ChangeDays,
		func(change string) bool { return first < date.Day(change) && date.Day(change) <= last })
}

// Uses returns the uses of all therapies, sorted by name, with flags and statuses as of a day. Those of other days than
// the file's are derived once and cached.
func (f *File) Uses(day date.Day) (*Table, error) {
	if f.SameOn(day) {
		return f.uses, nil
	}
	return f.derived.get(f.since(day), func() (*Table, error) {
		var pending pendingUses
		for _, kind := range Therapies {
			if err := f.deriveUses(&pending, kind, 0, f.Table(kind).Len(), day); err != nil {
				return nil, err
			}
		}
		return pending.open()
	})()
}

func (d *derivedUses) get(since date.Day, derive func() (*Table, error)) func() (*Table, error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	for i, kept := range d.days {
		if kept.since == since {
			d.days = append(append(d.days[:i:i], d.days[i+1:]...), kept)
			return kept.uses
		}
	}
	// Other callers that ask for the same day meanwhile wait for this derivation.
	uses := sync.OnceValues(derive)
	d.days = append(d.days, derivedDay{since, uses})
	if len(d.days) > keptDays {
		d.days = d.days[1:]
	}
	return uses
}

// UsesOf returns the uses of one therapy as of a day: of the i-th record of a collection.
func (f *File) UsesOf(kind catalog.Kind, i int, day date.Day) (*Table, error) {
	var pending pendingUses
	if err := f.deriveUses(&pending, kind, i, i+1, day); err != nil {
		return nil, err
	}
	return pending.open()
}

// deriveUses derives the uses of the records of a collection in [first, end).
func (f *File) deriveUses(into *pendingUses, kind catalog.Kind, first, end int, day date.Day) error {
	resolver, err := f.resolver()
	if err != nil {
		return err
	}
	table := f.Table(kind)
	var narrowed []byte
	for i := first; i < end; i++ {
		record, encoded := kind.New(), table.Record(i)
		drug, isDrug := record.(*compendiumv1.Drug)
		if isDrug {
			narrowed, err = labeledBy.Append(narrowed[:0], encoded)
			encoded = narrowed
		}
		if err == nil {
			err = proto.Unmarshal(encoded, record)
		}
		if err != nil {
			return fmt.Errorf("decode %s of the release: %w", table.Name(i), err)
		}
		if isDrug {
			resolver.Label(drug, day)
		} else {
			record = resolver.Resolve(record, day)
		}
		if err := into.add(usesOf(table.Name(i), record)); err != nil {
			return err
		}
	}
	return nil
}

// labeledBy selects the fields of a drug that the labels of its uses are derived from.
var labeledBy = func() *fieldmask.Mask {
	mask, err := fieldmask.Compile(catalog.Drugs.Descriptor(),
		[]string{"name", "products", "coverage", "uses", "citations"})
	if err != nil {
		panic(err) // the schema has these fields
	}
	return mask
}()

// open returns the uses as a table with memory of its own.
func (u *pendingUses) open() (*Table, error) {
	builder, err := u.build()
	if err != nil {
		return nil, err
	}
	parts := make(sections)
	builder.build(parts, tableBase(0))
	derived := &Table{}
	return derived, derived.open(parts, tableBase(0), usesDescriptor)
}

// readResolver returns what derives the records of the file for a day.
func (f *File) readResolver() (*asof.Resolver, error) {
	regulators, err := f.regulators()
	if err != nil {
		return nil, err
	}
	var undecoded error
	resolver := asof.NewResolver(regulators, func(yield func(*compendiumv1.Source) bool) {
		table := f.Table(catalog.Sources)
		for i := range table.Len() {
			source := &compendiumv1.Source{}
			if undecoded = decode(table, i, source); undecoded != nil || !yield(source) {
				return
			}
		}
	}, f.record)
	return resolver, undecoded
}

func (f *File) regulators() ([]*compendiumv1.Regulator, error) {
	table := f.Table(catalog.Regulators)
	regulators := make([]*compendiumv1.Regulator, table.Len())
	for i := range regulators {
		regulators[i] = &compendiumv1.Regulator{}
		if err := decode(table, i, regulators[i]); err != nil {
			return nil, err
		}
	}
	return regulators, nil
}

// record returns the record of a name, or nil if the file has none. Those that scopes of licenses are compared by are
// decoded once.
func (f *File) record(name string) proto.Message {
	if known, ok := f.decoded.Load(name); ok {
		message, _ := known.(proto.Message)
		return message
	}
	message, err := f.Record(name)
	if message == nil || err != nil {
		return nil // Intact and verify report it
	}
	f.decoded.Store(name, message)
	return message
}

// Record returns the record of a name, or nil if the file has none.
func (f *File) Record(name string) (proto.Message, error) {
	kind, ok := catalog.KindIn(name)
	if !ok {
		return nil, nil //nolint:nilnil // no record is no error
	}
	table := f.Table(kind)
	i, ok := table.Find(name)
	if !ok {
		return nil, nil //nolint:nilnil // no record is no error
	}
	message := kind.New()
	return message, decode(table, i, message)
}

func decode(table *Table, i int, into proto.Message) error {
	if err := proto.Unmarshal(table.Record(i), into); err != nil {
		return fmt.Errorf("decode %s of the release: %w", table.Name(i), err)
	}
	return nil
}

// Each calls visit with every record, by collection and name, until it returns an error.
func (f *File) Each(visit func(kind catalog.Kind, name string, record proto.Message) error) error {
	for _, kind := range catalog.Kinds() {
		table := f.Table(kind)
		for i := range table.Len() {
			record := kind.New()
			if err := decode(table, i, record); err != nil {
				return err
			}
			if err := visit(kind, table.Name(i), record); err != nil {
				return err
			}
		}
	}
	return nil
}

// On returns the bytes of a release file of the same content for another day.
func (f *File) On(day date.Day) ([]byte, error) {
	resolver, err := f.resolver()
	if err != nil {
		return nil, err
	}
	b := NewBuilder(day, resolver)
	if err := f.Each(b.Add); err != nil {
		return nil, err
	}
	files, err := f.files()
	if err != nil {
		return nil, err
	}
	for path, text := range files {
		b.AddFile(path, text)
	}
	findings, err := f.Findings()
	if err != nil {
		return nil, err
	}
	return b.Build(
		f.Digest(),
		Provenance{
			ToolVersion:        f.info.ToolVersion,
			SourceRevision:     f.info.SourceRevision,
			Bases:              f.info.Bases,
			Findings:           findings,
			Counts:             f.info.Findings,
			Gaps:               f.info.Gaps,
			UnpinnedCitations:  f.info.UnpinnedCitations,
			ClinicallyReviewed: f.info.ClinicallyReviewed,
		},
	)
}

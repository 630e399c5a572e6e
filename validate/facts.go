package validate

import (
	"bytes"
	"iter"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/pack"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// facts are what a run wants to know of every record, and what rules compare between all records. They depend on the record's text alone, so
// that they can be kept in its place.
type facts struct {
	// sound says that the record surely keeps the rules of the schema.
	sound bool
	// retired says that it is a tombstone.
	retired bool
	// suppresses says that a comment in its file may suppress findings.
	suppresses bool
	// counts are what it adds to the statistics.
	counts Statistics
	// source is about a source.
	source sourceFacts
	codes  []codeAt
	// names are those of a drug, as they are compared, and replacedBy is the drug that it names as the one in its place, or "".
	names      []nameAt
	replacedBy string
}

// sourceFacts are what tells whether a source can be too old, or of an unknown date.
type sourceFacts struct {
	kind    compendiumv1.Source_Kind
	date    string // by which its age is told, or ""
	unknown bool   // it is recorded that a date is not known
}

// Extract makes the summary of a record that Run wants, for a catalog that keeps no more than that of it.
func Extract(r *catalog.Record) []byte {
	f := factsOf(r)
	return f.append(nil)
}

func factsOf(r *catalog.Record) facts {
	message := r.Message()
	f := facts{
		sound:      recordSoundness().sure(message.ProtoReflect()),
		suppresses: bytes.Contains(r.Text(), []byte(directive)),
		counts:     countsOf(message),
		codes:      codesOf(message),
	}
	switch m := message.(type) {
	case *compendiumv1.Drug:
		f.retired, f.replacedBy = m.GetLifecycle() == compendiumv1.Drug_RETIRED, m.GetReplacedBy()
		for _, n := range drugNames(m) {
			f.names = append(f.names, nameAt{foldName(n.text), n.path})
		}
	case *compendiumv1.Source:
		f.source = sourceFacts{m.GetKind(), sourceDate(m), m.GetDates().GetUnknown() != ""}
	}
	return f
}

func (f *facts) append(to []byte) []byte {
	number := func(n int) { to = pack.AppendNumber(to, n) }
	text := func(s string) { to = pack.AppendText(to, s) }
	for _, flag := range []bool{f.sound, f.retired, f.suppresses, f.source.unknown} {
		if flag {
			to = append(to, 1)
		} else {
			to = append(to, 0)
		}
	}
	number(f.counts.Gaps)
	number(f.counts.Citations)
	number(f.counts.UnpinnedCitations)
	number(f.counts.ClinicallyReviewed)
	number(int(f.source.kind))
	text(f.source.date)
	number(len(f.codes))
	for _, c := range f.codes {
		text(c.system)
		text(c.value)
		text(c.path)
	}
	number(len(f.names))
	for _, n := range f.names {
		text(n.text)
		text(n.path)
	}
	text(f.replacedBy)
	return to
}

// read takes facts apart that append has written. They share its text.
func (f *facts) read(summary string) {
	in := pack.NewReader(summary)
	flag := func() bool { return in.Number() == 1 }
	f.sound, f.retired, f.suppresses, f.source.unknown = flag(), flag(), flag(), flag()
	f.counts = Statistics{Records: 1, Gaps: in.Number(), Citations: in.Number(), UnpinnedCitations: in.Number(), ClinicallyReviewed: in.Number()}
	f.source.kind, f.source.date = compendiumv1.Source_Kind(in.Number()), in.Text()
	const code, name = 3, 2 // texts that each has
	f.codes = f.codes[:0]
	for range in.Count(code) {
		f.codes = append(f.codes, codeAt{in.Text(), in.Text(), in.Text()})
	}
	f.names = f.names[:0]
	for range in.Count(name) {
		f.names = append(f.names, nameAt{in.Text(), in.Text()})
	}
	f.replacedBy = in.Text()
}

// gather has the facts of all records at hand: from what the catalog keeps of them, or from the records themselves.
func (p *pass) gather() {
	p.records = p.Catalog.All()
	p.summaries = make([]string, len(p.records))
	var whole []int
	for i, r := range p.records {
		kept, ok := r.Summary()
		if !ok {
			whole = append(whole, i)
		}
		p.summaries[i] = kept
	}
	parallel(whole, func(i int) {
		if p.context.Err() == nil {
			p.summaries[i] = string(Extract(p.records[i]))
		}
	})
	for i, f := range p.facts() {
		p.statistics = p.statistics.Plus(f.counts)
		p.codes += len(f.codes)
		p.names += len(f.names)
		if f.retired {
			p.retired[p.records[i]] = true
		}
	}
}

// facts gives the facts of each record, with its index. They are good until the next is asked for, so that there are never more than one record's.
func (p *pass) facts() iter.Seq2[int, *facts] {
	return func(yield func(int, *facts) bool) {
		var f facts
		for i, summary := range p.summaries {
			if f.read(summary); !yield(i, &f) {
				return
			}
		}
	}
}

// factsAt gives the facts of one record by its index, and keeps them: where one item of it is asked for, others may follow.
func (p *pass) factsAt(record int32) *facts {
	if known, ok := p.factsKept[record]; ok {
		return known
	}
	if p.factsKept == nil {
		p.factsKept = make(map[int32]*facts)
	}
	f := new(facts)
	f.read(p.summaries[record])
	p.factsKept[record] = f
	return f
}

// indexed is an item among the facts of a record, by their indexes.
type indexed struct{ record, item int32 }

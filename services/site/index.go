package site

import (
	"cmp"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// index is what is known of all records, for lists and for what leads back from one record to others.
type index struct {
	byName map[string]*entry
	byKind map[catalog.Kind][]*entry
	// mentions are the fields that name a record, in the order of records and fields.
	mentions map[string][]mention
	// warned are the records whose safety names a record, each once, in the order of records.
	warned map[string][]string
	// uses are the uses for a condition, in the order of records.
	uses map[string][]useOf
	// due is what has to be looked at again, the first due first.
	due  []dueOf
	gaps []gapOf
	// conflicts are those of all records, the open ones first.
	conflicts []disputeOf
	// reviewed is the number of records that a clinician has reviewed.
	reviewed int
}

// entry is what lists show of a record.
type entry struct {
	Name, Display string
	Kind          catalog.Kind
	// Note is a word on it: the lifecycle of a drug, the kind of a source.
	Note   string
	Others []string // its other names
	Review *compendiumv1.Review
	// Gone reports whether it is a tombstone.
	Gone bool
	uses int
	// Bytes that texts take on a page: its other names, and its rows of the label matrix.
	others, matrix int
	// parts are those of the page of a drug.
	parts []Parts
	// Stated is the date on which a source states what it says, or "".
	Stated string
}

// bytes returns the bytes that the names of the record take.
func (e *entry) bytes() int { return len(e.Display) + e.others }

// begin returns the first letters of the display name.
func (e *entry) begin() string {
	const letters = 3
	name := []rune(e.Display)
	return string(name[:min(len(name), letters)])
}

// Overdue reports whether the review of the record was due before a day.
func (e *entry) Overdue(day date.Day) bool {
	return e.Review.GetNextDue() != "" && date.Latest(e.Review.GetNextDue()) < day
}

// mention is a field of a record that names another record.
type mention struct{ From, Path string }

// field returns the field of the record in which the mention is.
func (m mention) field() string {
	if end := strings.IndexAny(m.Path, "[."); end >= 0 {
		return m.Path[:end]
	}
	return m.Path
}

// useOf is a use of a therapy.
type useOf struct {
	Therapy, ID string
	Strength    compendiumv1.Use_Strength
	// bytes are those that its texts take on a page.
	bytes int
}

type dueOf struct {
	Of *entry
	asof.Due
}

type gapOf struct {
	Of *entry
	*compendiumv1.Gap
}

type disputeOf struct {
	Of *entry
	*compendiumv1.Conflict
}

func readIndex(content Content, stated asof.Dates) *index {
	x := &index{byName: make(map[string]*entry), byKind: make(map[catalog.Kind][]*entry),
		mentions: make(map[string][]mention), warned: make(map[string][]string), uses: make(map[string][]useOf)}
	for _, kind := range catalog.Kinds() {
		for _, name := range content.Names(kind) {
			if m := content.Message(name); m != nil {
				x.add(kind, name, m, stated)
			}
		}
		slices.SortStableFunc(x.byKind[kind], func(a, b *entry) int {
			return cmp.Or(cmp.Compare(strings.ToLower(a.Display), strings.ToLower(b.Display)), cmp.Compare(a.Name, b.Name))
		})
	}
	slices.SortStableFunc(x.conflicts, func(a, b disputeOf) int {
		return cmp.Compare(min(1, len(a.GetResolution().GetDecision())), min(1, len(b.GetResolution().GetDecision())))
	})
	x.due = slices.DeleteFunc(x.due, func(d dueOf) bool { return d.Of.Kind == catalog.Sources && !x.cited(d.Of) })
	slices.SortStableFunc(x.due, func(a, b dueOf) int { return cmp.Compare(a.On, b.On) })
	return x
}

func (x *index) add(kind catalog.Kind, name string, m proto.Message, stated asof.Dates) {
	e := &entry{Name: name, Display: name, Kind: kind, Note: noteOf(m), Stated: stated(name)}
	if named, ok := m.(interface{ GetDisplayName() string }); ok {
		e.Display = cmp.Or(named.GetDisplayName(), name)
	}
	if gone, ok := m.(interface {
		GetReplacedBy() []string
		GetRetiredReason() string
	}); ok {
		e.Gone = len(gone.GetReplacedBy()) > 0 || gone.GetRetiredReason() != ""
	}
	if named, ok := m.(interface{ GetNames() []*compendiumv1.Name }); ok {
		for _, n := range named.GetNames() {
			if !strings.EqualFold(n.GetText(), e.Display) && !slices.Contains(e.Others, n.GetText()) {
				e.Others = append(e.Others, n.GetText())
				e.others += len(n.GetText()) + len(", ")
			}
		}
	}
	x.byName[name] = e
	x.byKind[kind] = append(x.byKind[kind], e)
	for path, to := range catalog.Links(m) {
		x.mentions[to] = append(x.mentions[to], mention{name, path})
		if of := x.warned[to]; strings.HasPrefix(path, "safety[") && (len(of) == 0 || of[len(of)-1] != name) {
			x.warned[to] = append(of, name)
		}
	}
	x.addState(e, m, stated)
	// A release holds what is derived too, which must not change how pages are cut.
	authored := catalog.Authored(m)
	x.addUses(e, scope.Uses(authored))
	if drug, ok := authored.(*compendiumv1.Drug); ok {
		e.parts = drugParts(name, drugWeights(drug))
	}
}

// addState adds what is missing, disputed and due about a record.
func (x *index) addState(e *entry, m proto.Message, stated asof.Dates) {
	for _, gap := range catalog.Gaps(m) {
		x.gaps = append(x.gaps, gapOf{e, gap})
	}
	for _, conflict := range catalog.Conflicts(m) {
		x.conflicts = append(x.conflicts, disputeOf{e, conflict})
	}
	e.Review = catalog.Review(m)
	if e.Review.GetStatus() == compendiumv1.Review_CLINICALLY_REVIEWED {
		x.reviewed++
	}
	if !e.Gone {
		for _, due := range asof.DueOf(m, asof.Ages{}, stated) {
			x.due = append(x.due, dueOf{e, due})
		}
	}
}

func (x *index) addUses(e *entry, uses []scope.Use) {
	for _, u := range uses {
		bytes := proto.Size(u) + labelBytes*len(u.GetLabels())
		x.uses[u.GetCondition()] = append(x.uses[u.GetCondition()], useOf{e.Name, u.GetId(), u.GetStrength(), bytes})
		e.matrix += rowBytes + labelBytes*len(u.GetLabels())
	}
	e.uses = len(uses)
}

// noteOf returns a word on a record for lists.
func noteOf(m proto.Message) string {
	switch m := m.(type) {
	case *compendiumv1.Drug:
		if m.GetDepth() == compendiumv1.Drug_REGISTER {
			return strings.TrimPrefix(words(m.GetLifecycle())+", register entry", ", ")
		}
		return words(m.GetLifecycle())
	case *compendiumv1.Source:
		return words(m.GetKind())
	case *compendiumv1.Condition:
		return words(m.GetKind())
	case *compendiumv1.Procedure:
		return words(m.GetKind())
	case *compendiumv1.Target:
		return words(m.GetKind())
	case *compendiumv1.Trial:
		return words(m.GetPhase())
	case *compendiumv1.DrugList:
		return words(m.GetKind())
	default:
		return ""
	}
}

// cited reports whether a source is cited.
func (x *index) cited(e *entry) bool {
	return slices.ContainsFunc(x.mentions[e.Name], func(m mention) bool { return m.field() == "citations" })
}

// bySourceAge returns the sources that are cited, the oldest first. Those of no known date come last.
func (x *index) bySourceAge() []*entry {
	all := slices.DeleteFunc(x.live(catalog.Sources), func(e *entry) bool { return !x.cited(e) })
	slices.SortStableFunc(all, func(a, b *entry) int {
		return cmp.Or(order(a.Stated == "", b.Stated == ""), cmp.Compare(a.Stated, b.Stated))
	})
	return all
}

// withUses returns the drugs that have uses.
func (x *index) withUses() []*entry {
	return slices.DeleteFunc(x.live(catalog.Drugs), func(e *entry) bool { return e.uses == 0 })
}

// from returns the records that name a record in a field, each once, in the order of records.
func (x *index) from(to string, kind catalog.Kind, fields ...string) []*entry {
	var all []*entry
	for _, m := range x.mentions[to] {
		e := x.byName[m.From]
		if e.Kind != kind || len(fields) > 0 && !slices.Contains(fields, m.field()) {
			continue
		}
		if len(all) == 0 || all[len(all)-1] != e {
			all = append(all, e)
		}
	}
	return all
}

// below returns a record and all that lie below it, by the field parents, each once.
func (x *index) below(name string) []string {
	all := []string{name}
	for i := 0; i < len(all); i++ {
		for _, child := range x.children(all[i]) {
			if !slices.Contains(all, child.Name) {
				all = append(all, child.Name)
			}
		}
	}
	return all
}

// children returns the records that name a record of the same collection as a parent.
func (x *index) children(name string) []*entry {
	e := x.byName[name]
	if e == nil {
		return nil
	}
	return x.from(name, e.Kind, "parents")
}

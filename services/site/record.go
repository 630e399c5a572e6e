package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// addRecord adds the pages of a record. A drug, and what is found from elsewhere, such as all that is used for a
// condition, may take more than one.
func (s *Site) addRecord(e *entry) {
	template := e.Kind.Singular()
	switch {
	case e.Gone:
		template = "gone"
	case templates().Lookup(template) == nil:
		template = "record"
	}
	add := func(all []Parts, total int, rows func(Parts, proto.Message) any) {
		for _, part := range all {
			s.add(part.Path, func(s *Site, path string) ([]byte, error) {
				p := s.newPage(path, e.Display)
				p.Entry, p.Parts, p.Total = e, part, total
				p.Record = s.derive.resolver.Resolve(s.content.Message(e.Name), s.AsOf)
				p.refs = cited(p.Record)
				p.Rows = rows(part, p.Record)
				return p.render(template)
			})
		}
	}
	switch {
	case e.Gone:
		add(parts(e.Name, nil, pageBytes), 0, func(Parts, proto.Message) any { return nil })
	case e.Kind == catalog.Drugs:
		add(e.parts, 0, func(part Parts, record proto.Message) any {
			drug, _ := record.(*compendiumv1.Drug)
			first, end := part.products()
			return drug.GetProducts()[first:end]
		})
	case e.Kind == catalog.Conditions:
		uses := s.index.usedFor(s.index.below(e.Name)...)
		weights := weigh(uses, func(u useOf) int { return u.bytes })
		add(parts(e.Name, weights, pageBytes), len(uses), func(part Parts, _ proto.Message) any {
			return s.rows(uses[part.First:part.End])
		})
	default:
		all, fields := s.index.leadingBack(e), make(map[string]int)
		for _, m := range s.index.mentions[e.Name] {
			fields[m.From]++
		}
		weights := weigh(all, func(by *entry) int { return len(by.Display) + fieldBytes*fields[by.Name] })
		add(parts(e.Name, weights, pageBytes), len(all), func(part Parts, _ proto.Message) any {
			return all[part.First:part.End]
		})
	}
}

// leadingBack returns the records that the page of a record lists because they name it: those that rest on a source,
// the members of a class, the drugs with an effect, and so on.
func (x *index) leadingBack(e *entry) []*entry {
	switch e.Kind {
	case catalog.Sources:
		return slices.Concat(x.fromAll(e.Name, "citations")...)
	case catalog.Effects:
		return slices.Concat(x.fromAll(e.Name, "side_effects")...)
	case catalog.Classes:
		return x.from(e.Name, catalog.Drugs, "classes")
	default:
		return slices.Concat(x.fromAll(e.Name)...)
	}
}

// fromAll returns the records that name a record in one of the fields, a list a collection.
func (x *index) fromAll(to string, fields ...string) [][]*entry {
	var all [][]*entry
	for _, kind := range catalog.Kinds() {
		all = append(all, x.from(to, kind, fields...))
	}
	return all
}

// usedFor returns the uses for conditions, the strongest first.
func (x *index) usedFor(conditions ...string) []useOf {
	var all []useOf
	for _, name := range conditions {
		all = append(all, x.uses[name]...)
	}
	slices.SortStableFunc(all, func(a, b useOf) int {
		return cmp.Or(cmp.Compare(rank(a.Strength), rank(b.Strength)), cmp.Compare(a.Therapy, b.Therapy))
	})
	return all
}

// rank orders strengths. A use without one comes last.
func rank(s compendiumv1.Use_Strength) int {
	if s == compendiumv1.Use_STRENGTH_UNSPECIFIED {
		return len(compendiumv1.Use_Strength_name)
	}
	return int(s)
}

// UseRow is a use with its therapy and labels.
type UseRow struct {
	Therapy *entry
	Use     scope.Use
	Labels  []Label
	// Disputed reports whether an open conflict of the record names the use.
	Disputed bool
	// First reports whether the use is the first of its strength on the page.
	First bool
}

// rows returns uses with their labels.
func (s *Site) rows(uses []useOf) []UseRow {
	labels := make(map[string]map[string][]Label)
	var all []UseRow
	for i, u := range uses {
		therapy := s.content.Message(u.Therapy)
		if labels[u.Therapy] == nil {
			labels[u.Therapy] = s.derive.labels(therapy)
		}
		disputed := disputedUses(therapy)
		for _, use := range scope.Uses(therapy) {
			if use.GetId() == u.ID {
				all = append(all, UseRow{s.index.byName[u.Therapy], use, labels[u.Therapy][u.ID], disputed[u.ID],
					i == 0 || uses[i-1].Strength != u.Strength})
			}
		}
	}
	return all
}

// Uses returns the uses of the page's record.
func (p *page) Uses() []UseRow { return p.UsesOf(p.Entry) }

// UsesOf returns the uses of a record with their labels.
func (s *Site) UsesOf(e *entry) []UseRow {
	var all []UseRow
	therapy := s.content.Message(e.Name)
	labels, disputed := s.derive.labels(therapy), disputedUses(therapy)
	for _, use := range scope.Uses(therapy) {
		all = append(all, UseRow{e, use, labels[use.GetId()], disputed[use.GetId()], false})
	}
	return all
}

// Labeled reports whether any of the uses has a label.
func (s *Site) Labeled(rows []UseRow) bool {
	return slices.ContainsFunc(rows, func(r UseRow) bool { return len(r.Labels) > 0 })
}

// disputedUses returns, by ID, the uses of a record that its open conflicts name, on any side.
func disputedUses(record proto.Message) map[string]bool {
	conflicts := catalog.Conflicts(record)
	if len(conflicts) == 0 {
		return nil
	}
	disputed, paths, uses := make(map[string]bool), catalog.NewPaths(record.ProtoReflect()), scope.Uses(record)
	for _, conflict := range conflicts {
		if conflict.GetResolution() != nil {
			continue
		}
		for _, path := range append([]string{conflict.GetField()}, conflict.GetAgainst()...) {
			for _, place := range paths.Find(path) {
				inside, ok := strings.CutPrefix(place.Path, "uses[")
				index, _, closed := strings.Cut(inside, "]")
				if i, err := strconv.Atoi(index); ok && closed && err == nil {
					disputed[uses[i].GetId()] = true
				}
			}
		}
	}
	return disputed
}

// Mentioned returns the records of a collection that name the page's record in one of the fields, or in any.
func (p *page) Mentioned(collection string, fields ...string) []*entry {
	kind, _ := catalog.ParseKind(collection)
	return p.index.from(p.Entry.Name, kind, fields...)
}

// Message returns a record by name.
func (s *Site) Message(name string) proto.Message { return s.content.Message(name) }

// Parents returns the records above the page's record, and Children those just below it.
func (p *page) Parents() []string {
	if m, ok := p.Record.(interface{ GetParents() []string }); ok {
		return m.GetParents()
	}
	return nil
}

// Broader is a condition above the page's, with what is used for it as a whole.
type Broader struct {
	Condition string
	// Uses are the uses that name it, one a therapy, the strongest first.
	Uses []useOf
}

// Broader returns the conditions above the page's for which something is used, the nearest first.
func (p *page) Broader() []Broader {
	var all []Broader
	above, seen := p.Parents(), make(map[string]bool)
	for len(above) > 0 {
		name := above[0]
		above = above[1:]
		if seen[name] {
			continue
		}
		seen[name] = true
		if m, ok := p.content.Message(name).(interface{ GetParents() []string }); ok {
			above = append(above, m.GetParents()...)
		}
		therapies := make(map[string]bool)
		uses := slices.DeleteFunc(p.index.usedFor(name), func(u useOf) bool {
			again := therapies[u.Therapy]
			therapies[u.Therapy] = true
			return again
		})
		if len(uses) > 0 {
			all = append(all, Broader{name, uses})
		}
	}
	return all
}

// Children returns the records just below the page's record.
func (p *page) Children() []*entry { return p.index.children(p.Entry.Name) }

// Origin returns where the page's record comes from, if it is of a catalog that this one extends, or "". A release says
// so in the record, and a catalog beside it.
func (p *page) Origin() string {
	if m, ok := p.Record.(interface{ GetOrigin() string }); ok && m.GetOrigin() != "" {
		return m.GetOrigin()
	}
	if c, ok := p.content.(*catalog.Catalog); ok {
		if r, ok := c.Get(p.Entry.Name); ok {
			return r.Origin()
		}
	}
	return ""
}

// Ended reports whether the last day of something, which may be empty, is over on the day of the site.
func (s *Site) Ended(until string) bool { return until != "" && date.Latest(until) < s.AsOf }

// BrandNames returns the brand names of a drug with their jurisdictions: "Gleevec (US, CA)".
func (s *Site) BrandNames(names []*compendiumv1.Name) []string {
	var all []string
	for _, n := range names {
		if n.GetType() != compendiumv1.Name_BRAND {
			continue
		}
		text := n.GetText()
		if len(n.GetJurisdictions()) > 0 {
			text += " (" + strings.Join(n.GetJurisdictions(), ", ") + ")"
		}
		all = append(all, text)
	}
	return all
}

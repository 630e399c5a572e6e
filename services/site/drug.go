package site

import (
	"cmp"
	"slices"
	"strconv"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// drug returns the drug that the page is of, or nil on the page of another record.
func (p *page) drug() *compendiumv1.Drug {
	drug, _ := p.Record.(*compendiumv1.Drug)
	return drug
}

// SafetyKind is what a drug says of one kind of statement on safety.
type SafetyKind struct {
	Kind  compendiumv1.SafetyItem_Kind
	Items []Statement
	// Gaps are why something of the kind is missing.
	Gaps []*compendiumv1.Gap
}

// Statement is a statement on safety with each place that makes it in the same words.
type Statement struct {
	*compendiumv1.SafetyItem
	// Places are the items that make the statement. They differ in their jurisdictions, products, start and citations.
	Places []*compendiumv1.SafetyItem
}

// withItem adds an item to the statement that it repeats, or as a statement of its own.
func withItem(all []Statement, item *compendiumv1.SafetyItem) []Statement {
	i := slices.IndexFunc(all, func(s Statement) bool { return sameWords(s.SafetyItem, item) })
	if i < 0 {
		return append(all, Statement{item, []*compendiumv1.SafetyItem{item}})
	}
	all[i].Places = append(all[i].Places, item)
	return all
}

// sameWords reports whether two items differ at most in where and since when they hold, and in what they cite.
func sameWords(a, b *compendiumv1.SafetyItem) bool {
	bare := func(item *compendiumv1.SafetyItem) *compendiumv1.SafetyItem {
		item = proto.CloneOf(item)
		item.Jurisdictions, item.Products, item.Since, item.Cites = nil, nil, "", nil
		return item
	}
	return proto.Equal(bare(a), bare(b))
}

// Boxed reports whether there is a boxed warning.
func (k SafetyKind) Boxed() bool {
	return k.Kind == compendiumv1.SafetyItem_BOXED_WARNING &&
		slices.ContainsFunc(k.Items, func(s Statement) bool { return !s.GetNone() })
}

// Safety returns what the drug says on safety by kind, in the order of the schema: boxed warnings first. Kinds of which
// it has neither a statement nor a gap are left out.
func (p *page) Safety() []SafetyKind {
	drug := p.drug()
	var all []SafetyKind
	for i := 1; i < len(compendiumv1.SafetyItem_Kind_name); i++ {
		of := SafetyKind{Kind: compendiumv1.SafetyItem_Kind(i)}
		for _, item := range drug.GetSafety() {
			if item.GetKind() == of.Kind {
				of.Items = withItem(of.Items, item)
			}
		}
		// What there is, the most severe first, comes before the labels that have nothing of the kind.
		slices.SortStableFunc(of.Items, func(a, b Statement) int {
			return cmp.Or(order(a.GetNone(), b.GetNone()), order(p.Ended(a.GetUntil()), p.Ended(b.GetUntil())),
				bySeverity(a.SafetyItem, b.SafetyItem))
		})
		for _, gap := range drug.GetGaps() {
			if gap.GetField() == document.Keyed("safety", of.Kind.String()) {
				of.Gaps = append(of.Gaps, gap)
			}
		}
		if len(of.Items)+len(of.Gaps) > 0 {
			all = append(all, of)
		}
	}
	return all
}

// bySeverity orders statements by what is done about them, from what must not be given together to what is watched.
// What is not stated may be severe, so that it comes before all that allows both.
func bySeverity(a, b *compendiumv1.SafetyItem) int {
	rank := func(item *compendiumv1.SafetyItem) int {
		const severe = int(compendiumv1.SafetyItem_AVOID)
		if m := int(item.GetManagement()); m != 0 {
			return 2 * m
		}
		return 2*severe + 1
	}
	return cmp.Compare(rank(a), rank(b))
}

// order sorts false before true.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// EffectGroup is the side effects that are as frequent or as grave as each other.
type EffectGroup struct {
	Title string
	// Gloss says in numbers what a band means.
	Gloss   string
	Effects []*compendiumv1.SideEffect
}

// EffectGroups returns side effects by how grave and how often they are: serious ones first, then by the most frequent
// band that a label states, then by the highest percentage. A page's own word, such as "common", is neither.
func (p *page) EffectGroups() []EffectGroup {
	of, ok := p.Record.(interface {
		GetSideEffects() []*compendiumv1.SideEffect
	})
	if !ok {
		return nil
	}
	var all []EffectGroup
	add := func(title, gloss string, e *compendiumv1.SideEffect) {
		if i := slices.IndexFunc(all, func(g EffectGroup) bool { return g.Title == title }); i >= 0 {
			all[i].Effects = append(all[i].Effects, e)
		} else {
			all = append(all, EffectGroup{title, gloss, []*compendiumv1.SideEffect{e}})
		}
	}
	effects := slices.Clone(of.GetSideEffects())
	slices.SortStableFunc(effects, func(a, b *compendiumv1.SideEffect) int {
		return cmp.Or(cmp.Compare(gravity(a), gravity(b)), cmp.Compare(band(a), band(b)),
			cmp.Compare(highestPercent(b), highestPercent(a)))
	})
	for _, e := range effects {
		switch b := band(e); {
		case gravity(e) == 0:
			add("Serious", "", e)
		case b == never && highestPercent(e) >= 0:
			add("How often, in percent", "", e)
		case b == never:
			add("How often is not given in numbers", "", e)
		default:
			band := compendiumv1.SideEffect_FrequencyBand(b)
			add(capital(words(band)), glosses[band.String()], e)
		}
	}
	return all
}

// gravity is 0 for a serious effect, and 1 for others.
func gravity(e *compendiumv1.SideEffect) int {
	if e.GetSeriousness() == compendiumv1.SideEffect_SERIOUS {
		return 0
	}
	return 1
}

// never is after all bands.
const never = 1 << 10

// band returns the most frequent band that a label states for an effect.
func band(e *compendiumv1.SideEffect) int {
	most := never
	for _, f := range e.GetFrequencies() {
		if b := f.GetBand(); b != compendiumv1.SideEffect_FREQUENCY_BAND_UNSPECIFIED {
			most = min(most, int(b))
		}
	}
	return most
}

// highestPercent returns the highest percentage that is stated for an effect, or -1 if there is none.
func highestPercent(e *compendiumv1.SideEffect) float64 {
	most := -1.0
	for _, f := range e.GetFrequencies() {
		if of, err := strconv.ParseFloat(f.GetPercent(), 64); err == nil {
			most = max(most, of)
		}
	}
	return most
}

// EffectCites returns what a side effect cites beside what its frequencies cite.
func (s *Site) EffectCites(e *compendiumv1.SideEffect) []string {
	return slices.DeleteFunc(slices.Clone(e.GetCites()), func(key string) bool {
		return slices.ContainsFunc(e.GetFrequencies(), func(f *compendiumv1.SideEffect_Frequency) bool {
			return slices.Contains(f.GetCites(), key)
		})
	})
}

// EffectsOf returns the side effects of a drug, class or procedure that are the page's effect.
func (p *page) EffectsOf(e *entry) []*compendiumv1.SideEffect {
	of, ok := p.content.Message(e.Name).(interface {
		GetSideEffects() []*compendiumv1.SideEffect
	})
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(of.GetSideEffects()), func(s *compendiumv1.SideEffect) bool {
		return s.GetEffect() != p.Entry.Name
	})
}

// InteractionFrom is a statement of another record's safety that names the page's drug.
type InteractionFrom struct {
	Of   *entry
	Item *compendiumv1.SafetyItem
}

// InteractionsFrom returns what other drugs say of being given with the page's record or with a class of it.
func (p *page) InteractionsFrom() []InteractionFrom {
	var all []InteractionFrom
	names := []string{p.Entry.Name}
	names = append(names, p.drug().GetClasses()...)
	for _, name := range names {
		for _, from := range p.index.warned[name] {
			other, ok := p.content.Message(from).(*compendiumv1.Drug)
			if !ok || from == p.Entry.Name {
				continue
			}
			for _, item := range other.GetSafety() {
				if slices.Contains(item.GetWith(), name) {
					all = append(all, InteractionFrom{p.index.byName[from], item})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b InteractionFrom) int { return bySeverity(a.Item, b.Item) })
	return all
}

// Decisions returns the decisions about paying for the page's drug.
func (p *page) Decisions() []Decision { return p.derive.decisions(p.drug()) }

// Listing is what a list, such as a formulary, says of the page's drug.
type Listing struct {
	List *entry
	*compendiumv1.DrugList_Entry
}

// Listings returns what lists say of the page's drug.
func (p *page) Listings() []Listing {
	var all []Listing
	for _, e := range p.index.from(p.Entry.Name, catalog.Lists) {
		list, _ := p.content.Message(e.Name).(*compendiumv1.DrugList)
		for _, listed := range list.GetEntries() {
			if listed.GetDrug() == p.Entry.Name {
				all = append(all, Listing{e, listed})
			}
		}
	}
	return all
}

// Standing returns the lifecycle of the drug and whether it is in use, in words.
func (p *page) Standing() string {
	drug := p.drug()
	lifecycle, use := words(drug.GetLifecycle()), "in use"
	switch {
	case drug.InUse == nil:
		use = "whether it is in use is not known"
	case !drug.GetInUse():
		use = "not in use"
	}
	if drug.InUse != nil && drug.GetInUseAsOf() == drug.GetLifecycleAsOf() {
		return lifecycle + " and " + use + asOf(drug.GetInUseAsOf())
	}
	return lifecycle + asOf(drug.GetLifecycleAsOf()) + ", " + use + asOf(drug.GetInUseAsOf())
}

// asOf returns words for the day on which something was stated, or "" if it has none.
func asOf(day string) string {
	if day == "" {
		return ""
	}
	return " as of " + day
}

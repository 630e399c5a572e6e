package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Policy is the Content-Security-Policy of pages: nothing from elsewhere, and no script or style inside a page.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; " +
	"form-action 'self'"

// Policy returns the policy of the page.
func (p *page) Policy() string { return Policy }

// Collection is a collection with the number of its records.
type Collection struct {
	Name, Title string
	N           int
}

// collections returns the collections that have records.
func (x *index) collections() []Collection {
	var all []Collection
	for _, kind := range catalog.Kinds() {
		if n := len(x.byKind[kind]); n > 0 {
			all = append(all, Collection{kind.String(), titleOf(kind), n})
		}
	}
	return all
}

// First returns the first records of a collection, without tombstones.
func (s *Site) First(collection string) []*entry {
	const most = 60
	kind, _ := catalog.ParseKind(collection)
	all := s.index.live(kind)
	return all[:min(most, len(all))]
}

// ReviewedRecords returns the number of records that a clinician has reviewed.
func (s *Site) ReviewedRecords() int { return s.index.reviewed }

// Reviewed reports whether a clinician has reviewed the page's record.
func (p *page) Reviewed() bool {
	return p.Entry.Review.GetStatus() == compendiumv1.Review_CLINICALLY_REVIEWED
}

// Disputes returns the conflicts that are open.
func (s *Site) Disputes() []disputeOf {
	return slices.DeleteFunc(slices.Clone(s.index.conflicts), func(d disputeOf) bool { return d.GetResolution() != nil })
}

// Concerns returns the number of changes that could harm people if they go unnoticed.
func (s *Site) Concerns() int {
	n := 0
	for _, change := range s.Changes {
		if change.Concern != nil {
			n++
		}
	}
	return n
}

// Jurisdictions returns the jurisdictions for which the uses on the page have a label, sorted.
func (p *page) Jurisdictions() []string {
	var all []string
	drugs, _ := p.Rows.([]*entry)
	for _, e := range drugs {
		drug, _ := p.content.Message(e.Name).(*compendiumv1.Drug)
		for _, use := range drug.GetUses() {
			for _, l := range use.GetLabels() {
				all = append(all, l.GetJurisdiction())
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// In returns the status in a jurisdiction over time, or nothing if the use has no label there.
func (r UseRow) In(jurisdiction string) Spans {
	for _, l := range r.Labels {
		if l.GetJurisdiction() == jurisdiction {
			return l.Spans
		}
	}
	return nil
}

// Extra returns what a use of a drug states beyond other uses, as sentences.
func (p *page) Extra(u scope.Use) []string {
	use, ok := u.(*compendiumv1.Use)
	if !ok {
		return nil
	}
	var all []string
	for _, f := range []struct{ title, text string }{
		{"", use.GetPriorTherapyNote()}, {"Expected: ", use.GetExpectedEffect()}, {"How long: ", use.GetDuration()},
		{"Response: ", words(use.GetResponse())},
	} {
		if f.text != "" {
			all = append(all, f.title+f.text)
		}
	}
	return all
}

// UseName returns the condition and the setting of a use of the page's record by its ID.
func (p *page) UseName(id string) string { return p.useName(p.Record, id) }

// Brands returns the brands of products of the page's drug by their IDs, each once.
func (p *page) Brands(ids []string) string { return strings.Join(brandsOf(p.drug(), ids), ", ") }

// brandsOf returns the brands of products of a drug by their IDs, each once.
func brandsOf(drug *compendiumv1.Drug, ids []string) []string {
	var all []string
	for _, product := range drug.GetProducts() {
		brand := cmp.Or(product.GetBrand(), product.GetId())
		if slices.Contains(ids, product.GetId()) && !slices.Contains(all, brand) {
			all = append(all, brand)
		}
	}
	return all
}

// Brand returns the brand of a product of the page's drug by its ID, or the ID on the page of another record.
func (p *page) Brand(id string) string { return cmp.Or(p.Brands([]string{id}), id) }

// UseNames returns the names of uses of the page's record.
func (p *page) UseNames(ids []string) []string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = p.UseName(id)
	}
	return all
}

// Pharmacokinetics returns what happens to the page's drug in the body, or nil if it is not stated.
func (p *page) Pharmacokinetics() *compendiumv1.Pharmacokinetics {
	return p.drug().GetPharmacokinetics()
}

// Strengths returns the strengths of a product in words.
func (p *page) Strengths(product *compendiumv1.Product) string {
	var all []string
	for _, s := range product.GetStrengths() {
		text := s.GetText()
		if s.GetAmount() != nil {
			text = dose.Quantity(s.GetAmount())
			if s.GetPer() != nil {
				text += " per " + dose.Quantity(s.GetPer())
			}
		}
		if s.GetIngredient() != "" {
			text = p.Display(s.GetIngredient()) + " " + text
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// Amended returns the event of the same product that an event changes, as its kind and date, or "".
func (p *page) Amended(e *compendiumv1.AuthorizationEvent) string {
	for _, product := range p.drug().GetProducts() {
		if !slices.Contains(product.GetAuthorizations(), e) {
			continue
		}
		if of := label.Amended(product, e); of != nil {
			return strings.TrimSpace(words(of.GetEvent()) + " " + of.GetDate())
		}
	}
	return e.GetAmends()
}

// Amount returns a number with its unit in words, or the number alone if it has none.
func (p *page) Amount(value, unit string) string {
	return strings.TrimSpace(dose.Quantity(&compendiumv1.Quantity{Value: value, Unit: unit}))
}

// ScopeText returns in words what a license covers.
func (p *page) ScopeText(s *compendiumv1.Scope) string { return scope.Text(s, p.Display) }

// Code is a code of a system.
type Code struct {
	System string
	// Link leads to what has the code, if there is an address for it.
	Link  Link
	Cites []string
}

// addresses are where the trials of a register can be read, by the field of their numbers.
var addresses = map[protoreflect.Name]string{
	"nct": "https://clinicaltrials.gov/study/", "isrctn": "https://www.isrctn.com/",
}

// Codes returns the codes of a message of codes: its plain fields, and the list of further ones.
func (p *page) Codes(codes proto.Message) []Code {
	m := codes.ProtoReflect()
	if !m.IsValid() {
		return nil
	}
	var all []Code
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		if field.Kind() == protoreflect.StringKind && !field.IsList() && m.Has(field) {
			link := Link{Text: m.Get(field).String()}
			if address := addresses[field.Name()]; address != "" {
				link.Href = address + link.Text
			}
			all = append(all, Code{System: codeSystem(string(field.Name())), Link: link})
		}
	}
	if further, ok := codes.(interface{ GetFurtherAtc() []string }); ok {
		for _, code := range further.GetFurtherAtc() {
			all = append(all, Code{System: "ATC", Link: Link{Text: code}})
		}
	}
	if other, ok := codes.(interface{ GetOther() []*compendiumv1.Code }); ok {
		all = append(all, otherCodes(other.GetOther())...)
	}
	if drug, ok := codes.(*compendiumv1.DrugCodes); ok {
		for _, c := range drug.GetRetired() {
			text := c.GetCode() + ", retired"
			if c.GetUntil() != "" {
				text += " " + c.GetUntil()
			}
			if c.GetReplacedBy() != "" {
				text += ", now " + c.GetReplacedBy()
			}
			all = append(all, Code{System: codeSystem(c.GetSystem()), Link: Link{Text: text}})
		}
	}
	if citing, ok := codes.(interface{ GetCites() []string }); ok && len(citing.GetCites()) > 0 {
		all = append(all, Code{System: capital(citedAs), Cites: citing.GetCites()})
	}
	return all
}

// ProductCodes returns the codes of a product.
func (p *page) ProductCodes(product *compendiumv1.Product) []Code {
	return otherCodes(product.GetCodes())
}

// otherCodes returns codes in systems that have no field, with how they relate to the record if that is not the same.
func otherCodes(list []*compendiumv1.Code) []Code {
	var all []Code
	for _, c := range list {
		text := c.GetCode()
		if r := words(c.GetRelation()); r != "" && c.GetRelation() != compendiumv1.Code_EQUIVALENT {
			text += " (" + r + ")"
		}
		all = append(all, Code{strings.ReplaceAll(c.GetSystem().String(), "_", " "), Link{Text: text}, c.GetCites()})
	}
	return all
}

// codeSystem returns the name of a system of codes by the name of its field.
func codeSystem(field string) string {
	switch field {
	case "rxcui":
		return "RxNorm"
	case "mondo":
		return "Mondo"
	case "oncotree":
		return "OncoTree"
	case "ncit":
		return "NCIt"
	default:
		return strings.ToUpper(strings.ReplaceAll(field, "_", " "))
	}
}

// Term is a name of a record, for lists of names.
type Term struct {
	*entry

	Text string
}

// terms are the names of all records by the letter that they are listed under.
type terms struct {
	letters  []string
	byLetter map[string][]Term
}

// terms returns the names of all records, folded for their order.
func (x *index) terms() terms {
	t := terms{byLetter: make(map[string][]Term)}
	for _, kind := range catalog.Kinds() {
		for _, e := range x.byKind[kind] {
			for _, text := range append([]string{e.Display}, e.Others...) {
				letter := letterOf(text)
				t.byLetter[letter] = append(t.byLetter[letter], Term{e, text})
			}
		}
	}
	for letter, all := range t.byLetter {
		t.letters = append(t.letters, letter)
		slices.SortStableFunc(all, func(a, b Term) int { return strings.Compare(fold.Spaced(a.Text), fold.Spaced(b.Text)) })
	}
	slices.Sort(t.letters)
	return t
}

// first returns what the list of names begins with: a letter if there is any, else digits.
func (t terms) first() string {
	for _, letter := range t.letters {
		if letter >= "a" {
			return letter
		}
	}
	return t.letters[0]
}

// letterOf returns the letter under which a name is listed: that of its first letter or digit, or "0" for digits and
// "other".
func letterOf(text string) string {
	folded := fold.Spaced(text)
	switch {
	case folded == "" || folded[0] > 'z':
		return "other"
	case folded[0] <= '9':
		return "0-9"
	default:
		return folded[:1]
	}
}

// addSearch adds the lists of names, which work without script, and the index that the script searches.
func (s *Site) addSearch() {
	all := s.index.terms()
	for _, letter := range all.letters {
		base := "names/" + letter
		if letter == all.first() {
			s.addLetter(all, letter, "search")
		}
		s.addLetter(all, letter, base)
	}
	if len(all.letters) == 0 {
		s.addLetter(all, "", "search")
	}
	for _, shard := range shardsOf(all) {
		s.add("search/"+shard.prefix+".json", func(*Site, string) ([]byte, error) { return shard.encode() })
	}
}

func (s *Site) addLetter(all terms, letter, base string) {
	rows := all.byLetter[letter]
	weights := weigh(rows, func(t Term) int { return len(t.Text) + len(t.Display) })
	for _, part := range parts(base, weights, pageBytes) {
		s.add(part.Path, func(s *Site, path string) ([]byte, error) {
			p := s.newPage(path, fmt.Sprintf("Names, %s", strings.ToUpper(letter)))
			p.Letters, p.Letter = all.letters, letter
			p.Parts, p.Total, p.Rows = part, len(rows), rows[part.First:part.End]
			return p.render("search")
		})
	}
}

// LetterPath returns the path of the names under a letter.
func (p *page) LetterPath(letter string) string { return "names/" + letter + ".html" }

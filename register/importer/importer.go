// Package importer turns registers and lists into records: register entries that say what the register does, and
// nothing else.
//
// It knows registers and records. It writes no files: a Plan says which files of a directory are to be written and
// removed. It invents no value; what a record cannot say is Left, with the reason.
package importer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/fold"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register"
)

// Import is what a register or list becomes.
type Import struct {
	// Format is what was imported: "drugs-at-fda".
	Format string
	// Records are the records, sorted by path.
	Records []Record
	// Left is what the records do not say, in the order of the register.
	Left []Left
}

// Record is a record that an import makes.
type Record struct {
	Kind    catalog.Kind
	ID      string
	Message proto.Message
	// Shared says that the record is kept as it is where the directory has one already: a regulator, a source.
	Shared bool
}

// Path returns the path of the record below the content directory.
func (r Record) Path() string { return r.Kind.String() + "/" + r.ID + ".yaml" }

// Left is something of a register that no record says.
type Left struct {
	// Place is its place in the register: "Products.txt:12". What is what the register says there.
	Place, What string
	// Reason says why it is left out. It is the same for all that are left out for the same reason.
	Reason string
	// Count is how many are left out by this entry, if it is more than one.
	Count int
}

// builder collects the records of an import.
type builder struct {
	Import

	day    string // on which the register says what it says
	known  Others
	ids    map[string]bool
	titles map[string]bool
	names  map[string]string // resource names by substance, of an import of substances and combinations
}

func newBuilder(format, day string, known Others) *builder {
	return &builder{
		Import: Import{Format: format}, day: day, known: known,
		ids: make(map[string]bool), titles: make(map[string]bool), names: make(map[string]string),
	}
}

// record returns the resource name for a substance or combination, and whether the catalog has a record of it that is
// not the import's: then the import has none.
func (b *builder) record(name string) (resource string, known bool) {
	if b.known.drug != nil {
		if resource, known = b.known.drug(name); known {
			b.left(resource, name, "the catalog has a record of the name that this import did not write")
			return resource, true
		}
	}
	return "drugs/" + b.id(name), false
}

func (b *builder) add(kind catalog.Kind, id string, message proto.Message) {
	b.Records = append(b.Records, Record{Kind: kind, ID: id, Message: message})
}

func (b *builder) addShared(kind catalog.Kind, id string, message proto.Message) {
	b.Records = append(b.Records, Record{Kind: kind, ID: id, Message: message, Shared: true})
}

func (b *builder) left(place, what, reason string) {
	b.Left = append(b.Left, Left{Place: place, What: what, Reason: reason, Count: 1})
}

func (b *builder) finish() *Import {
	b.dropSharedCodes()
	slices.SortFunc(b.Records, func(x, y Record) int { return strings.Compare(x.Path(), y.Path()) })
	return &b.Import
}

// maxID is the longest ID. File systems have room for 255 bytes.
const maxID = 100

// id returns an ID for a text that no other record of the import has. Long ones end in a digest instead of what
// follows, and so do those with letters that an ID cannot have.
func (b *builder) id(text string) string {
	var words []string
	whole := true
	for _, word := range fold.Words(text) {
		plain := strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			whole = false
			return -1
		}, word)
		if plain != "" {
			words = append(words, plain)
		}
	}
	id := strings.Join(words, "-")
	if !whole || id == "" || len(id) > maxID {
		sum := sha256.Sum256([]byte(text))
		digest := hex.EncodeToString(sum[:4])
		id = strings.Trim(strings.TrimRight(id[:min(len(id), maxID-len(digest)-1)], "-")+"-"+digest, "-")
	}
	base := id
	for n := 2; b.ids[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	b.ids[id] = true
	return id
}

// maxTitle is the most that a display name has room for, in characters.
const maxTitle = 200

// title returns a display name of substances that no other record of the import has.
func (b *builder) title(substances []string) string {
	words := make([]string, len(substances))
	for i, s := range substances {
		words[i] = sentenceCase(s)
		if i > 0 {
			words[i] = lowerFirst(words[i])
		}
	}
	title := strings.Join(words, " + ")
	for n := len(words) - 1; len([]rune(title)) > maxTitle-len(" (10)") && n > 0; n-- {
		title = fmt.Sprintf("%s + %d more", strings.Join(words[:n], " + "), len(words)-n)
	}
	base := title
	for n := 2; b.titles[fold.Name(title)]; n++ {
		title = fmt.Sprintf("%s (%d)", base, n)
	}
	b.titles[fold.Name(title)] = true
	return title
}

// nameAs adds the name that a register has for a drug, if it is one of it alone and has room.
func (b *builder) nameAs(d *compendiumv1.Drug, text string, jurisdictions ...string) {
	title := fold.Name(d.GetDisplayName())
	switch folded := fold.Name(text); {
	case len([]rune(text)) > maxTitle:
		b.left(d.GetDisplayName(), text, "a name has room for 200 characters; the ingredients say it")
	case folded != title && b.titles[folded]:
		b.left(d.GetDisplayName(), text, "another record has the name, but for case and punctuation")
	default:
		b.titles[folded] = true
		d.Names = []*compendiumv1.Name{{Text: text, Type: compendiumv1.Name_SYNONYM, Jurisdictions: jurisdictions,
			Cites: cites()}}
	}
}

// sentenceCase returns a text in capitals as it is written in a sentence. A text in mixed case, and words with digits,
// stay as they are.
func sentenceCase(text string) string {
	if text != strings.ToUpper(text) {
		return text
	}
	words := strings.Fields(text)
	for i, w := range words {
		if !strings.ContainsAny(w, "0123456789") && len([]rune(w)) > 1 {
			words[i] = strings.ToLower(w)
		}
	}
	return upperFirst(strings.Join(words, " "))
}

func upperFirst(s string) string { return changeFirst(s, strings.ToUpper) }

func lowerFirst(s string) string {
	if word, _, _ := strings.Cut(s, " "); strings.ContainsAny(word, "0123456789") || len([]rune(word)) < 2 {
		return s
	}
	return changeFirst(s, strings.ToLower)
}

func changeFirst(s string, change func(string) string) string {
	for i, r := range s {
		return change(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// cite is the key of the citation of the register in each record.
const cite = "register"

func cites() []string { return []string{cite} }

// drug returns a register entry that cites a source.
func (b *builder) drug(title, source string) *compendiumv1.Drug {
	return &compendiumv1.Drug{
		DisplayName: title,
		Depth:       compendiumv1.Drug_REGISTER,
		Lifecycle:   compendiumv1.Drug_ACTIVE,
		Citations:   map[string]*compendiumv1.Citation{cite: {Source: source}},
	}
}

// addDrugs adds a register entry for each substance, and for each combination of substances, that no record has. The
// keys of products are the names of their substances, joined by "; ". fill sets what the register says of the products
// of an entry: none for a substance that occurs in combinations alone.
func addDrugs[P any](b *builder, source string, products map[string][]P, fill func(*compendiumv1.Drug, []P)) {
	add := func(resource string, substances []string, products []P) {
		d := b.drug(b.title(substances), source)
		b.nameAs(d, strings.Join(substances, "; "))
		if len(substances) > 1 {
			for _, s := range substances {
				d.Ingredients = append(d.Ingredients, b.names[s])
			}
		}
		fill(d, products)
		b.add(catalog.Drugs, strings.TrimPrefix(resource, "drugs/"), d)
	}
	for key := range products {
		for s := range strings.SplitSeq(key, "; ") {
			b.names[s] = ""
		}
	}
	// Single substances have their IDs first.
	for _, s := range slices.Sorted(maps.Keys(b.names)) {
		resource, exists := b.record(s)
		b.names[s] = resource
		if !exists {
			add(resource, []string{s}, products[s])
		}
		delete(products, s)
	}
	for _, key := range slices.Sorted(maps.Keys(products)) {
		if resource, exists := b.record(key); !exists {
			add(resource, strings.Split(key, "; "), products[key])
		}
	}
}

// review returns the review of a list that only the importer has seen. It is due when the list is a year old.
func (b *builder) review() *compendiumv1.Review {
	return &compendiumv1.Review{
		Status: compendiumv1.Review_NOT_CLINICALLY_REVIEWED,
		ByRole: "importer",
		Date:   b.day, NextDue: string(date.AddYears(date.Day(b.day), 1)),
		Note: "Taken over from a table by a program. Nobody has compared it with another source.",
	}
}

// formsAndRoutes sets the forms and routes of a product from words of a register, with gaps for words without a value.
func (b *builder) formsAndRoutes(d *compendiumv1.Drug, p *compendiumv1.Product, r register.Register, called string,
	forms, routes []string, place string) {
	var without []string
	p.DoseForms, without = valuesOf(forms, r.Form)
	b.gap(d, p, "dose_forms", called, without, len(p.DoseForms) > 0, place)
	p.Routes, without = valuesOf(routes, r.Route)
	b.gap(d, p, "routes", called, without, len(p.Routes) > 0, place)
}

// valuesOf returns the values of words of a register, and the words without one, each with the reason.
func valuesOf[V comparable](words []string, meaning func(string) (register.Meaning[V], bool)) (values []V,
	without []string) {
	for _, word := range words {
		m, known := meaning(word)
		values = appendNew(values, m.Stated()...)
		switch {
		case !known:
			without = append(without, fmt.Sprintf("%q: the word is not in the tables of this program", word))
		case len(m.Values) == 0:
			without = append(without, fmt.Sprintf("%q: %s", word, cmp.Or(m.Reason, "it has no value")))
		}
	}
	return values, without
}

// gap records why a field of a product lacks values.
func (b *builder) gap(d *compendiumv1.Drug, p *compendiumv1.Product, field, called string, words []string, partial bool,
	place string) {
	if len(words) == 0 {
		return
	}
	reason := cut(called+" has "+strings.Join(words, "; "), 499) + "."
	d.Gaps = append(d.Gaps, &compendiumv1.Gap{
		Field: fmt.Sprintf("products[%q].%s", p.GetId(), field), Reason: reason, Cites: cites(), Partial: partial,
	})
	b.left(place, strings.Join(words, "; "), "the schema has no value for a word of "+field+"; the record has a gap")
}

// cut shortens a text to n characters.
func cut(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return strings.TrimSpace(string(runes[:n-1])) + "…"
}

func appendNew[E comparable](list []E, more ...E) []E {
	for _, e := range more {
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	return list
}

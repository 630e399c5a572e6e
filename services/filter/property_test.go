package filter

import (
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
)

// TestPlanAndIndexAnswerAsDefinition makes filters of the values of the frozen catalog, and compares the plan and the
// index with the definition of what a filter means, which tries every choice of items.
func TestPlanAndIndexAnswerAsDefinition(t *testing.T) {
	r, err := release.FromFS(t.Context(), os.DirFS("../../validate/testdata/frozen"), "content", "test",
		release.Options{AsOf: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	uses, err := r.File.Uses("2026-06-01")
	if err != nil {
		t.Fatal(err)
	}
	compareTable(t, r.File, uses, func() proto.Message { return &compendiumv1.Use{} })
	for _, kind := range catalog.Kinds() {
		compareTable(t, r.File, r.File.Table(kind), kind.New)
	}
}

// rare are filters of drugs that are hardly ever made by chance: a NOT looks at the list whose item an alternative does
// without.
var rare = []string{
	`(side_effects.seriousness = SERIOUS OR NOT side_effects.effect:*) AND (side_effects.term : nausea OR lifecycle:*)`,
	`(names.type = BRAND OR NOT names.type = INN) AND (names.jurisdictions = US OR display_name:*)`,
}

func compareTable(t *testing.T, f *file.File, table *file.Table, empty func() proto.Message) {
	descriptor := empty().ProtoReflect().Descriptor()
	var messages []protoreflect.Message
	for i := range table.Len() {
		m := empty()
		if err := proto.Unmarshal(table.Record(i), m); err != nil {
			t.Fatal(err)
		}
		messages = append(messages, m.ProtoReflect())
	}
	g := &generator{random: rand.New(rand.NewPCG(7, uint64(table.Len())))}
	for _, m := range messages {
		g.leaves = nil
		gather(m, "", 0, func(l written) { g.leaves = append(g.leaves, l) })
		g.records = append(g.records, g.leaves)
	}
	if len(messages) == 0 {
		return
	}
	checked, exactly, matched := 0, 0, 0
	for i := range 600 {
		g.leaves = g.records[g.random.IntN(len(g.records))]
		if g.random.IntN(2) == 0 {
			g.leaves = g.few()
		}
		text := g.filter(0, "")
		if i < len(rare) && descriptor == drugType {
			text = rare[i]
		}
		p, root, err := parse(text, descriptor, fileCatalog{f, table})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		parsed, err := Parse(text, descriptor, fileCatalog{f, table})
		if err != nil {
			t.Fatal(err)
		}
		rows, exact := parsed.Select(table.Index())
		if exact {
			exactly++
		}
		for i, m := range messages {
			d := definition{items: make([]protoreflect.Message, p.variables), left: 20_000}
			d.items[0] = m
			want := d.closed(root)
			if d.left < 0 {
				continue
			}
			checked++
			if want {
				matched++
			}
			got, err := parsed.Matches(m)
			if errors.Is(err, ErrTooCostly) {
				continue
			}
			if got != want {
				t.Errorf("%s of %s: the plan says %t", text, table.Name(i), got)
			}
			if rows.Has(i) != want && (exact || want) {
				t.Errorf("%s of %s: the index says %t, exact %t", text, table.Name(i), rows.Has(i), exact)
			}
		}
	}
	// What is not exact looks for fingerprints and long texts, or ties lists together.
	if checked < 600 || exactly < 200 || matched < 60 {
		t.Errorf("%s: compared only %d times, %d filters answered by the index, %d matches", descriptor.Name(), checked,
			exactly, matched)
	}
}

// definition says what a filter means: a filter holds if some choice of one item for each list that it names makes
// it true, and a NOT if no choice makes its part true.
type definition struct {
	items []protoreflect.Message
	left  int
}

// closed reports whether some choice of items makes an expression true.
func (d *definition) closed(e expr) bool {
	var free []*variable
	speaksOf(e, func(v *variable) {
		for ; v.scope.root != v; v = v.parent {
			free = append(free, v)
		}
	})
	return d.choose(e, free)
}

func (d *definition) choose(e expr, free []*variable) bool {
	if d.left--; d.left < 0 {
		return false
	}
	// Those that are in others come after them.
	next := -1
	for i, v := range free {
		if next < 0 || depthOf(v) < depthOf(free[next]) {
			next = i
		}
	}
	if next < 0 {
		return d.isTrue(e)
	}
	v := free[next]
	var rest []*variable
	for _, other := range free {
		if other != v {
			rest = append(rest, other)
		}
	}
	outer := d.items[v.number]
	defer func() { d.items[v.number] = outer }()
	found, empty := false, true
	items(d.items[v.parent.number], v.path, func(item protoreflect.Message) bool {
		empty = false
		d.items[v.number] = item
		found = d.choose(e, rest)
		return !found
	})
	if empty {
		d.items[v.number] = nil
		return d.choose(e, rest)
	}
	return found
}

func depthOf(v *variable) int {
	depth := 0
	for ; v.scope.root != v; v = v.parent {
		depth++
	}
	return depth
}

func speaksOf(e expr, add func(*variable)) {
	switch e := e.(type) {
	case and:
		for _, part := range e {
			speaksOf(part, add)
		}
	case or:
		for _, part := range e {
			speaksOf(part, add)
		}
	case some:
		add(e.item.parent)
	case leaf:
		add(e.of)
	}
}

// isTrue evaluates an expression with the items that are chosen.
func (d *definition) isTrue(e expr) bool {
	switch e := e.(type) {
	case and:
		for _, part := range e {
			if !d.isTrue(part) {
				return false
			}
		}
		return true
	case or:
		return slices.ContainsFunc(e, d.isTrue)
	case not:
		if e.needs != nil {
			m := d.items[e.needs.root.number]
			if m.Get(m.Descriptor().Fields().ByName(labelsField)).List().Len() == 0 {
				return false
			}
		}
		return !d.closed(e.part)
	case some:
		outer := d.items[e.item.number]
		defer func() { d.items[e.item.number] = outer }()
		found := false
		items(d.items[e.item.parent.number], e.item.path, func(item protoreflect.Message) bool {
			d.items[e.item.number] = item
			found = d.closed(e.part)
			return !found
		})
		return found
	default:
		r := run{items: d.items, left: maxSteps}
		l, _ := e.(leaf)
		return l.holds(&r)
	}
}

// written is a value at a path, as a filter writes it.
type written struct {
	path, list string // list: the innermost list of messages that the path goes through
	field      protoreflect.FieldDescriptor
	value      string
}

func gather(m protoreflect.Message, path string, depth int, add func(written)) {
	gatherIn(m, path, "", depth, add)
}

func gatherIn(m protoreflect.Message, path, list string, depth int, add func(written)) {
	m.Range(func(field protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		if depth > 6 {
			return true
		}
		name := path + string(field.Name())
		one := func(v protoreflect.Value) {
			text := v.String()
			if field.Enum() != nil {
				text = string(field.Enum().Values().ByNumber(v.Enum()).Name())
			}
			if !strings.ContainsAny(text, "*\"\\") && text != "" {
				add(written{path: name, list: list, field: field, value: text})
			}
		}
		switch {
		case field.IsMap():
			v.Map().Range(func(_ protoreflect.MapKey, v protoreflect.Value) bool {
				gatherIn(v.Message(), name+".", name, depth+1, add)
				return true
			})
		case field.Message() != nil && field.IsList():
			for i := range v.List().Len() {
				gatherIn(v.List().Get(i).Message(), name+".", name, depth+1, add)
			}
		case field.Message() != nil:
			gatherIn(v.Message(), name+".", list, depth+1, add)
		case field.IsList():
			for i := range v.List().Len() {
				one(v.List().Get(i))
			}
		default:
			one(v)
		}
		return true
	})
}

// generator makes filters of the values of records.
type generator struct {
	random  *rand.Rand
	records [][]written
	leaves  []written // of the record that filters are made of
}

// few returns some leaves of up to three lists, so that restrictions meet in items and alternatives tie lists together.
func (g *generator) few() []written {
	var lists []string
	for range 3 {
		lists = append(lists, g.leaves[g.random.IntN(len(g.leaves))].list)
	}
	var few []written
	for _, l := range g.leaves {
		if slices.Contains(lists, l.list) && (len(few) == 0 || g.random.IntN(3) > 0) {
			few = append(few, l)
		}
	}
	return few
}

// filter makes a filter of up to a few restrictions on the items of a list, or on the message.
func (g *generator) filter(depth int, list string) string {
	join := func(with string) string {
		return "(" + g.filter(depth+1, list) + with + g.filter(depth+1, list) + ")"
	}
	switch n := g.random.IntN(12); {
	case depth < 3 && n == 0:
		return "NOT (" + g.filter(depth+1, list) + ")"
	case depth < 3 && n < 5:
		return join(" AND ")
	case depth < 3 && n < 7:
		return join(" OR ")
	}
	l := g.leaves[g.random.IntN(len(g.leaves))]
	if list != "" {
		var own []written
		for _, other := range g.leaves {
			if other.list == list {
				own = append(own, other)
			}
		}
		l = own[g.random.IntN(len(own))]
		l.path = strings.TrimPrefix(l.path, list+".")
	} else if l.list != "" && g.random.IntN(5) == 0 {
		return "any(" + l.list + ", " + g.filter(depth+1, l.list) + ")"
	}
	return g.restriction(l)
}

func (g *generator) restriction(l written) string {
	operators := []string{"=", "=", "!=", ":"}
	value := l.value
	switch l.field.Kind() {
	case protoreflect.StringKind:
		value = `"` + value + `"`
		switch g.random.IntN(4) {
		case 0:
			operators = []string{"<", "<=", ">", ">="}
		case 1:
			if runes := []rune(l.value); len(runes) > 2 && len(fold.Words(string(runes[:2]))) > 0 {
				operators, value = []string{"=", "!="}, `"`+string(runes[:2])+`*"`
			}
		}
		named := catalog.RefersTo(l.field) != nil || isRegion(l.field) || l.path == "name" || l.path == "therapy"
		if other := g.sibling(l); !named && operators[0] == "=" && other != "" && len(fold.Words(l.value)) > 0 {
			return l.path + ` : "` + fold.Words(l.value)[0] + " " + other + `"`
		}
		if operators[0] == "=" && len(fold.Words(l.value)) == 0 {
			operators = []string{"="}
		}
	case protoreflect.Int32Kind, protoreflect.Int64Kind:
		operators = append(operators, "<", "<=", ">", ">=")
	default:
	}
	if g.random.IntN(10) == 0 {
		return l.path + ":*"
	}
	if len(catalog.RefersTo(l.field)) > 0 && operators[0] == "=" && g.random.IntN(4) == 0 {
		return "within(" + l.path + ", \"" + l.value + "\")"
	}
	return l.path + " " + operators[g.random.IntN(len(operators))] + " " + value
}

// sibling returns a word of another value at the same path, or "". Both words are of one text, or of two of a list.
func (g *generator) sibling(l written) string {
	for _, other := range g.leaves {
		if words := fold.Words(other.value); other.field == l.field && other.value != l.value && len(words) > 0 {
			return words[len(words)-1]
		}
	}
	return ""
}

// fileCatalog answers from a release file.
type fileCatalog struct {
	file  *file.File
	table *file.Table
}

func (c fileCatalog) Index(kind catalog.Kind) *file.Index { return c.file.Table(kind).Index() }

func (c fileCatalog) Filtered() *file.Index { return c.table.Index() }

func (c fileCatalog) Has(kind catalog.Kind, name string) bool {
	_, ok := c.file.Table(kind).Find(name)
	return ok
}

func (c fileCatalog) Nearest(kind catalog.Kind, name string) string {
	return c.file.Nearest(kind, name)
}

func (c fileCatalog) Below(kind catalog.Kind, name string, kinds []catalog.Kind) (map[string]bool, error) {
	return c.file.Below(kind, name, kinds)
}

func (c fileCatalog) Above(kind catalog.Kind, name string) (map[string]bool, error) {
	return c.file.Above(kind, name)
}

func (fileCatalog) ListedAs(string, protoreflect.EnumNumber) (map[string]bool, error) {
	return nil, nil
}

func (fileCatalog) UsesWith(string, string, protoreflect.EnumNumber) (map[string]bool, error) {
	return nil, nil
}

func (fileCatalog) Therapies() []catalog.Kind { return file.Therapies[:] }

func (fileCatalog) LastDay() string { return "2026-06-01" }

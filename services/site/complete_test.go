package site_test

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"

	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/site"
)

// notShown are the fields that the page of a record does not state, by the end of their path, and why.
var notShown = map[string]string{
	"supersedes":            "the decision in force is derived from it",
	"passage.words":         "for programs; that the passage is pinned is stated",
	"passage.sha256":        "for programs; that the passage is pinned is stated",
	"archive.file":          "for programs; that there is an archive is stated",
	"archive.sha256":        "for programs; that there is an archive is stated",
	"review.status":         "a sentence of its own",
	"presence":              "the word no",
	"trials":                "what the trial says, where its record is there",
	"conditions.extent":     "of a tombstone",
	"conditions.biomarkers": "of a tombstone",
}

// alone is a content of one record.
type alone struct {
	kind   catalog.Kind
	record proto.Message
}

func (a alone) name() string { return a.kind.String() + "/x" }

func (a alone) Digest() string { return "" }

func (a alone) Names(kind catalog.Kind) []string {
	if kind == a.kind {
		return []string{a.name()}
	}
	return nil
}

func (a alone) Message(name string) proto.Message {
	if name == a.name() {
		return a.record
	}
	return nil
}

// TestPagesShowEveryField fails if a field of a record is not on its page, or a fact does not lead to its reference: a
// reader takes what is not there for what is not so.
func TestPagesShowEveryField(t *testing.T) {
	used := make(map[string]bool)
	for _, kind := range catalog.Kinds() {
		t.Run(kind.String(), func(t *testing.T) {
			missing := make(map[string]int)
			variants := [][]string{
				nil,
				{"amount", "frequency", "with", "use", "endpoint_words", "drug"},
				{"amount", "amount_words", "share", "frequency", "with", "endpoint_words"},
				{"amount", "amount_words", "target_auc"},
				{"amount", "target_auc", "share"},
			}
			for i, without := range variants {
				f := filler{without: without, variant: i, words: make(map[string]string)}
				record := kind.New()
				f.fill(record.ProtoReflect(), "")
				citations := catalog.Citations(record)
				for path, word := range f.words {
					if key, ok := strings.CutPrefix(word, `href="#cite-`); ok && citations == nil {
						delete(f.words, path) // a source cites nothing
					} else if ok {
						citations[strings.TrimSuffix(key, `"`)] = &compendiumv1.Citation{Source: "sources/x"}
					}
				}
				text := pages(t, alone{kind, record})
				for path, word := range f.words {
					if !strings.Contains(text, word) {
						missing[path]++
					} else {
						missing[path] -= len(variants)
					}
				}
			}
			for path, n := range missing {
				if end, deliberate := exception(kind, path); n > 0 && deliberate {
					used[end] = true
				} else if n > 0 {
					t.Errorf("%s is not on the page of the record", path)
				}
			}
		})
	}
	for end := range notShown {
		if !used[end] {
			t.Errorf("%s is shown, or there is no such field: remove it from notShown", end)
		}
	}
}

// exception returns the entry of notShown that a path in records of a collection falls under. An entry of several
// fields may begin with the collection.
func exception(kind catalog.Kind, path string) (end string, found bool) {
	for end := range notShown {
		if strings.Contains("."+path+".", "."+end+".") ||
			strings.Contains(end, ".") && strings.HasPrefix(kind.String()+"."+path+".", end+".") {
			return end, true
		}
	}
	return "", false
}

// pages returns the pages of the record, joined.
func pages(t *testing.T, of alone) string {
	t.Helper()
	s := site.New(of, site.Options{AsOf: "2026-11-30"})
	var all strings.Builder
	for path := range s.Paths() {
		if !strings.HasPrefix(path, of.name()) {
			continue
		}
		text, err := s.Render(path)
		if err != nil {
			t.Fatal(path, err)
		}
		all.WriteString(strings.ToLower(html.UnescapeString(string(text))))
	}
	return all.String()
}

// filler fills every field of a record with a word of its own.
type filler struct {
	without []string
	variant int               // of enum values: the last, the one before it, and so on
	words   map[string]string // by path
}

func (f filler) fill(m protoreflect.Message, path string) {
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		at := strings.TrimPrefix(path+"."+string(field.Name()), ".")
		switch {
		case slices.Contains(f.without, string(field.Name())),
			path == "" && (field.Number() >= 100 || field.Name() == "replaced_by" || field.Name() == "retired_reason"),
			field.Kind() == protoreflect.BoolKind, derived(field),
			m.Descriptor().Name() == "Quantity" && field.Name() == "value":
		case field.IsMap():
			item := m.Mutable(field).Map().NewValue()
			f.fill(item.Message(), at)
			m.Mutable(field).Map().Set(protoreflect.ValueOfString("key").MapKey(), item)
		case field.IsList() && field.Message() != nil:
			f.fill(m.Mutable(field).List().AppendMutable().Message(), at)
		case field.Message() != nil:
			f.fill(m.Mutable(field).Message(), at)
		case field.IsList():
			m.Mutable(field).List().Append(f.value(field, at))
		default:
			m.Set(field, f.value(field, at))
		}
	}
}

// derived reports whether a field is only in what is served.
func derived(field protoreflect.FieldDescriptor) bool {
	behavior, _ := proto.GetExtension(field.Options(), annotations.E_FieldBehavior).([]annotations.FieldBehavior)
	return slices.Contains(behavior, annotations.FieldBehavior_OUTPUT_ONLY)
}

// value returns a word, number or name that shows nowhere else, or what refers to an item of the record.
func (f filler) value(field protoreflect.FieldDescriptor, at string) protoreflect.Value {
	n := 1000 + len(f.words)
	switch field.Kind() {
	case protoreflect.EnumKind:
		values := field.Enum().Values()
		v := values.Get(values.Len() - 1 - f.variant%(values.Len()-1))
		if at == "lifecycle" {
			v = values.Get(1)
		}
		f.words[at] = strings.ToLower(strings.ReplaceAll(string(v.Name()), "_", " "))
		return protoreflect.ValueOfEnum(v.Number())
	case protoreflect.Int32Kind:
		f.words[at] = fmt.Sprint(n)
		return protoreflect.ValueOfInt32(int32(n))
	}
	switch name := string(field.Name()); {
	case name == "cites" || name == "status_cites":
		key := fmt.Sprintf("key%d", n)
		f.words[at] = fmt.Sprintf(`href="#cite-%s"`, key)
		return protoreflect.ValueOfString(key)
	case at == "name":
		return protoreflect.ValueOfString("")
	case name == "id" || name == "amends":
		return protoreflect.ValueOfString("x")
	case name == "use" || name == "uses" || name == "product" || name == "products" || name == "reference_product":
		return protoreflect.ValueOfString("x")
	}
	f.words[at] = fmt.Sprintf("word%d", n)
	return protoreflect.ValueOfString("a/" + f.words[at])
}

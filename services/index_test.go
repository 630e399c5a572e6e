package services_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/filter"
)

// TestIndexAnswersAsEvaluationDoes makes filters of the values of the frozen catalog, and compares the answers of
// the index with evaluation over each decoded record.
func TestIndexAnswersAsEvaluationDoes(t *testing.T) {
	r, err := release.FromFS(os.DirFS("../validate/testdata/frozen"), "content", "test", release.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	for _, kind := range catalog.Kinds() {
		var records []proto.Message
		table := r.File.Table(kind)
		for i := range table.Len() {
			record := kind.New()
			if err := proto.Unmarshal(table.Record(i), record); err != nil {
				t.Fatal(err)
			}
			records = append(records, record)
		}
		var leaves []leaf
		for _, record := range records {
			gather(record.ProtoReflect(), "", 0, func(l leaf) { leaves = append(leaves, l) })
		}
		answered := 0
		for range 300 {
			text := randomFilter(random, leaves, 0)
			expression, err := filter.Parse(text, kind.Descriptor())
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			got, ok := services.MatchIndex(expression, table.Index())
			if !ok {
				continue
			}
			answered++
			for i, record := range records {
				if want := expression.Matches(record.ProtoReflect()); want != got.Has(i) {
					t.Errorf("%s: %s: the index says %t", text, table.Name(i), !want)
				}
			}
		}
		if answered < 30 {
			t.Errorf("%s: the index answered only %d filters", kind, answered)
		}
	}
}

// TestUsesAreMatchedByLabel compares the index of uses with evaluation over one label at a time.
func TestUsesAreMatchedByLabel(t *testing.T) {
	s := serve(t)
	all, err := s.catalog.ListUses(t.Context(), &compendiumv1.ListUsesRequest{Parent: "drugs/-", PageSize: 1000})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 3))
	var leaves []leaf
	for _, use := range all.Uses {
		gather(use.ProtoReflect(), "", 0, func(l leaf) { leaves = append(leaves, l) })
	}
	for range 300 {
		text := randomFilter(random, leaves, 0)
		expression, err := filter.Parse(text, (*compendiumv1.Use)(nil).ProtoReflect().Descriptor())
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, use := range all.Uses {
			matches := len(use.Labels) == 0 && expression.Matches(use.ProtoReflect())
			for _, l := range use.Labels {
				one := proto.CloneOf(use)
				one.Labels = []*compendiumv1.Label{l}
				matches = matches || expression.Matches(one.ProtoReflect())
			}
			if matches {
				want = append(want, use.Name)
			}
		}
		page, err := s.catalog.ListUses(
			t.Context(),
			&compendiumv1.ListUsesRequest{Parent: "drugs/-", PageSize: 1000, Filter: text},
		)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		var got []string
		for _, use := range page.Uses {
			got = append(got, use.Name)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || int(page.TotalSize) != len(want) {
			t.Errorf("%s: %v, not %v", text, got, want)
		}
	}
}

// leaf is a value at a path.
type leaf struct {
	path  string
	field protoreflect.FieldDescriptor
	value string
}

func gather(m protoreflect.Message, path string, depth int, add func(leaf)) {
	m.Range(func(field protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		if field.IsMap() || depth > 6 {
			return true
		}
		name := path + string(field.Name())
		one := func(v protoreflect.Value) {
			if field.Message() != nil {
				gather(v.Message(), name+".", depth+1, add)
				return
			}
			text := v.String()
			if field.Enum() != nil {
				text = string(field.Enum().Values().ByNumber(v.Enum()).Name())
			}
			if !strings.ContainsAny(text, "*\"\\") {
				add(leaf{path: name, field: field, value: text})
			}
		}
		if !field.IsList() {
			one(v)
			return true
		}
		for i := range v.List().Len() {
			one(v.List().Get(i))
		}
		return true
	})
}

// randomFilter makes a filter of up to a few restrictions.
func randomFilter(random *rand.Rand, leaves []leaf, depth int) string {
	switch n := random.IntN(10); {
	case depth < 3 && n == 0:
		return "NOT (" + randomFilter(random, leaves, depth+1) + ")"
	case depth < 3 && n < 3:
		return "(" + randomFilter(random, leaves, depth+1) + " AND " + randomFilter(random, leaves, depth+1) + ")"
	case depth < 3 && n < 5:
		return "(" + randomFilter(random, leaves, depth+1) + " OR " + randomFilter(random, leaves, depth+1) + ")"
	}
	l := leaves[random.IntN(len(leaves))]
	operators := []string{"=", "!=", ":"}
	value := l.value
	switch l.field.Kind() {
	case protoreflect.StringKind:
		operators = append(operators, "<", "<=", ">", ">=")
		value = `"` + value + `"`
	case protoreflect.Int32Kind:
		operators = append(operators, "<", "<=", ">", ">=")
	default:
	}
	if random.IntN(8) == 0 {
		return l.path + ":*"
	}
	operator := operators[random.IntN(len(operators))]
	if l.field.Kind() == protoreflect.StringKind && random.IntN(4) == 0 && len(l.value) > 2 && l.value[1] < 128 &&
		l.value[0] < 128 {
		operator, value = []string{"=", "!=", ":"}[random.IntN(3)], `"`+l.value[:2]+`*"`
	}
	return l.path + " " + operator + " " + value
}

// TestAnEmptyCollectionIsSortedToo asks for an order of a collection that has no records.
func TestAnEmptyCollectionIsSortedToo(t *testing.T) {
	files := exampleFiles(t)
	for path := range files {
		if strings.HasPrefix(path, "regimens/") {
			delete(files, path)
		}
	}
	s := serve(t)
	s.server.Swap(newRelease(t, files), services.Times{})
	response, err := s.catalog.ListRegimens(
		t.Context(),
		&compendiumv1.ListRegimensRequest{OrderBy: "display_name desc", Filter: `display_name = "x"`},
	)
	if err != nil || len(response.Regimens) != 0 {
		t.Errorf("%v, %v", response, err)
	}
	_, err = s.catalog.ListRegimens(t.Context(), &compendiumv1.ListRegimensRequest{OrderBy: "nonsense"})
	wantError(t, "a field that there is not", err, codes.InvalidArgument, services.ReasonInvalidOrder)
}

package file_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// drugIndex returns the index of some drugs.
func drugIndex(t *testing.T, drugs ...*compendiumv1.Drug) *file.Index {
	t.Helper()
	b := file.NewBuilder(asOf, nil)
	for _, drug := range drugs {
		if err := b.Add(catalog.Drugs, drug.GetName(), drug); err != nil {
			t.Fatal(err)
		}
	}
	f := opened(t, b)
	if err := f.Verify(); err != nil {
		t.Fatal(err)
	}
	return f.Table(catalog.Drugs).Index()
}

// having returns the rows that have a text at a path.
func having(t *testing.T, index *file.Index, list, path, text string) (*file.Rows, file.Bits) {
	t.Helper()
	rows, values := index.Rows(list), mustPath(t, index, path)
	set := file.NewBits(rows.Len())
	i, found := values.From(protoreflect.ValueOfString(text))
	if !found {
		t.Fatalf("%s has no value %q", path, text)
	}
	values.Rows(i, set)
	return rows, set
}

func mustPath(t *testing.T, index *file.Index, path string) *file.Path {
	t.Helper()
	values, complete := index.Path(path)
	if !complete {
		t.Fatalf("%s is not indexed", path)
	}
	return values
}

// TestRowsAreItems looks for values of items of a list, of a list in a list, and of a map.
func TestRowsAreItems(t *testing.T) {
	event := func(text string) *compendiumv1.AuthorizationEvent { return &compendiumv1.AuthorizationEvent{Id: text} }
	index := drugIndex(t,
		&compendiumv1.Drug{Name: "drugs/a", Products: []*compendiumv1.Product{
			{Brand: "One", Authorizations: []*compendiumv1.AuthorizationEvent{event("first"), event("second")}},
			{Brand: "Two", Authorizations: []*compendiumv1.AuthorizationEvent{event("first")}}}},
		&compendiumv1.Drug{Name: "drugs/b", Products: []*compendiumv1.Product{{Brand: "Two"}},
			Citations: map[string]*compendiumv1.Citation{"z": {Source: "sources/z"}, "a": {Source: "sources/a"}}},
	)
	brands, two := having(t, index, "products", "products.brand", "Two")
	if diff := cmp.Diff([]int{1, 2}, slices.Collect(two.All())); diff != "" {
		t.Errorf("products called Two (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{0, 1}, slices.Collect(brands.Above(two).All())); diff != "" {
		t.Errorf("drugs with one (-want +got):\n%s", diff)
	}
	events, second := having(t, index, "products.authorizations", "products.authorizations.id", "second")
	if diff := cmp.Diff([]int{0}, slices.Collect(events.Above(second).All())); diff != "" {
		t.Errorf("products with a second event (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{2}, slices.Collect(events.Below(two).All())); diff != "" {
		t.Errorf("events of products called Two (-want +got):\n%s", diff)
	}
	with, _ := index.Presence("products.authorizations")
	if diff := cmp.Diff([]int{0, 1}, slices.Collect(with.All())); diff != "" {
		t.Errorf("products with events (-want +got):\n%s", diff)
	}
	_, cited := having(t, index, "citations", "citations.source", "sources/z")
	if diff := cmp.Diff([]int{1}, slices.Collect(cited.All())); diff != "" {
		t.Errorf("citations in the order of their keys (-want +got):\n%s", diff)
	}
}

// TestRowsAbove compares the drugs of some products with those found one by one: of drugs with no product, one, and
// more than a word of a set holds; and where every drug has one.
func TestRowsAbove(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct{ least, most int }{{0, 2}, {0, 3}, {0, 20}, {0, 200}, {1, 2}, {1, 3}, {1, 20}, {1, 200}} {
		least, most := c.least, c.most
		var drugs []*compendiumv1.Drug
		want := make(map[string][]int)
		for row := range 300 {
			drug := &compendiumv1.Drug{Name: fmt.Sprintf("drugs/d%03d", row)}
			count := max(least, random.IntN(most))
			if row < 100 {
				count = most - 1
			}
			for range count {
				brand := []string{"Common", "Usual", "Rare"}[min(random.IntN(100)/60+random.IntN(100)/95, 2)]
				drug.Products = append(drug.Products, &compendiumv1.Product{Brand: brand, Jurisdiction: "US"})
				for _, text := range []string{brand, "US"} {
					if rows := want[text]; len(rows) == 0 || rows[len(rows)-1] != row {
						want[text] = append(rows, row)
					}
				}
			}
			drugs = append(drugs, drug)
		}
		index := drugIndex(t, drugs...)
		for text, rows := range want {
			path := "products.brand"
			if text == "US" {
				path = "products.jurisdiction"
			}
			items, set := having(t, index, "products", path, text)
			if diff := cmp.Diff(rows, slices.Collect(items.Above(set).All())); diff != "" {
				t.Errorf("drugs of %d to %d products with one that is %s (-want +got):\n%s", least, most-1, text, diff)
			}
		}
	}
}

// TestRowsAboveOfACraftedFile looks for rows above that are not there, or not in order.
func TestRowsAboveOfACraftedFile(t *testing.T) {
	for above, parents := range map[int][]uint32{0: {0, 0, 1}, 1: {7, 0, 1<<32 - 1}, 2: {1, 0, 1, 0, 1}, 3: {2, 1, 0}} {
		rows := file.ItemsOf(above, parents...)
		for item := range parents {
			one := file.NewBits(rows.Len())
			one.Add(item)
			if got, want := rows.Above(one).Count(), min(above, 1); got != want {
				t.Errorf("item %d of %v has %d of %d rows above", item, parents, got, above)
			}
		}
	}
}

// TestLongTexts indexes a path with a long text among short ones, and one with little else.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("long ", 30) + "Mirabilin"
	var drugs []*compendiumv1.Drug
	for id := range strings.SplitSeq("abcdefghi", "") {
		drugs = append(drugs, &compendiumv1.Drug{Name: "drugs/" + id, DisplayName: "Drug " + id, RetiredReason: long})
	}
	drugs[4].DisplayName, drugs[4].RetiredReason = long, "Short."
	index := drugIndex(t, drugs...)
	names, complete := index.Path("display_name")
	if names == nil || complete || names.Len() != 8 {
		t.Fatalf("%v, complete %t", names, complete)
	}
	rows := file.NewBits(len(drugs))
	names.Long(rows)
	if diff := cmp.Diff([]int{4}, slices.Collect(rows.All())); diff != "" {
		t.Errorf("rows with a long name (-want +got):\n%s", diff)
	}
	if reasons, _ := index.Path("retired_reason"); reasons != nil {
		t.Error("prose has values")
	}
	for path, count := range map[string]int{"display_name": 1, "retired_reason": 8} {
		words := index.Words(path)
		rows := file.NewBits(len(drugs))
		i, found := words.Find([]byte("mirabilin"))
		if found {
			words.Rows(i, rows)
		}
		if rows.Count() != count {
			t.Errorf("%d rows have the word in %s, want %d", rows.Count(), path, count)
		}
	}
	if index.Words("name") != nil {
		t.Error("names of records have words, which no filter asks for")
	}
}

// TestFoldedValues finds names from what they fold to on.
func TestFoldedValues(t *testing.T) {
	index := drugIndex(t, &compendiumv1.Drug{Name: "drugs/a", Names: []*compendiumv1.Name{
		{Text: "STI-571"}, {Text: "Zeta"}, {Text: "alpha"}, {Text: "Über"}}})
	names := mustPath(t, index, "names.text")
	values, ok := names.Folded("sti571")
	if !ok {
		t.Fatal("names are not in the order of what they fold to")
	}
	var got []string
	for i := range values {
		got = append(got, names.Value(i).String())
	}
	if diff := cmp.Diff([]string{"STI-571", "Über", "Zeta"}, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if _, ok := mustPath(t, index, "name").Folded(""); ok {
		t.Error("names of records are in the order of what they fold to")
	}
}

// opened builds a file of version "digest" and opens it.
func opened(t *testing.T, b *file.Builder) *file.File {
	t.Helper()
	data, err := b.Build("digest", file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := file.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

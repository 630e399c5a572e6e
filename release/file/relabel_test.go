package file_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// contents returns all that a table and its index say.
func contents(table *file.Table) map[string]any {
	all := map[string]any{
		"frames": table.Frames(0, table.Len()), "basic": table.BasicFrames(0, table.Len()),
		"paths": table.Index().Paths(),
	}
	for i := range table.Len() {
		found, _ := table.Find(table.Name(i))
		all[table.Name(i)] = []any{i, found, table.Etag(i), table.Record(i)}
	}
	index := table.Index()
	for _, name := range index.Paths() {
		if present, ok := index.Presence(name); ok {
			all["presence of "+name] = present
			if items := index.Rows(name); items != nil {
				every := file.NewBits(items.Len())
				for i := range items.Len() {
					every.Add(i)
				}
				all["rows with "+name] = []any{items.Len(), items.Above(every)}
			}
			continue
		}
		values, _ := index.Path(name)
		for kind, path := range map[string]*file.Path{" = ": values, " : ": index.Words(name)} {
			if path == nil {
				continue
			}
			for i := range path.Len() {
				rows := file.NewBits(rowsOf(index, name).Len())
				path.Rows(i, rows)
				all[name+kind+string(path.Encoded(i))] = rows
			}
		}
	}
	return all
}

// TestRelabeledUses compares the uses of other days, which share what does not depend on the day with those of the
// file, with uses that are derived from nothing but the therapies.
func TestRelabeledUses(t *testing.T) {
	_, m := build(t, asOf)
	today, err := m.Uses(asOf)
	if err != nil {
		t.Fatal(err)
	}
	changes := m.Info().ChangeDays
	differ := 0
	for _, day := range []string{"1900-01-01", changes[len(changes)/3], changes[len(changes)/2], changes[len(changes)*9/10],
		"2099-01-01"} {
		if m.SameOn(date.Day(day)) {
			continue
		}
		got, err := m.Uses(date.Day(day))
		if err != nil {
			t.Fatal(err)
		}
		want, err := m.Rederive(date.Day(day))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(contents(want), contents(got)); diff != "" {
			t.Errorf("uses as of %s (-derived anew +got):\n%s", day, diff)
		}
		if !bytes.Equal(got.Frames(0, got.Len()), today.Frames(0, today.Len())) {
			differ++
		}
		own, _ := today.Index().Path("condition")
		if path, _ := got.Index().Path("condition"); path != own {
			t.Errorf("the index of conditions as of %s is not that of the file", day)
		}
	}
	if differ < 3 {
		t.Errorf("the uses of %d days differ from those of the file, want some", differ)
	}
}

// TestUsesOfAnOlderProgram opens a file in which the use of a regimen has no labels, as in one that was built before
// they were derived from those of its drugs.
func TestUsesOfAnOlderProgram(t *testing.T) {
	b := file.NewBuilder(asOf, nil)
	drug := &compendiumv1.Drug{
		Name: "drugs/x",
		Products: []*compendiumv1.Product{{Id: "x", Jurisdiction: "US",
			Marketing: []*compendiumv1.Product_MarketingEvent{{Date: "2021-01-01"}}}},
		Uses: []*compendiumv1.Use{{Id: "y", Labels: []*compendiumv1.Label{{Jurisdiction: "US"}, {Jurisdiction: "EU"}}}},
	}
	regimen := &compendiumv1.Regimen{
		Name:       "regimens/x",
		Components: []*compendiumv1.Regimen_Component{{Drug: drug.Name}},
		Uses:       []*compendiumv1.TherapyUse{{Id: "y"}},
	}
	if err := errors.Join(b.Add(catalog.Drugs, drug.Name, drug), b.Add(catalog.Regimens, regimen.Name, regimen)); err != nil {
		t.Fatal(err)
	}
	data, err := b.Build("sha256:one", file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := file.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[date.Day]int{asOf: 0, "2020-01-01": 2} {
		uses, err := m.Uses(day)
		if err != nil {
			t.Fatal(err)
		}
		var use compendiumv1.Use
		i, _ := uses.Find("regimens/x/uses/y")
		if err := proto.Unmarshal(uses.Record(i), &use); err != nil || len(use.Labels) != want {
			t.Errorf("as of %s it has the labels %v, want %d: %v", day, use.Labels, want, err)
		}
	}
}

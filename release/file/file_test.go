package file_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

const asOf = date.Day("2026-11-23")

func build(t testing.TB, day date.Day) (*catalog.Catalog, *file.File) {
	t.Helper()
	c, problems, err := catalog.Load(os.DirFS("../../validate/testdata/frozen"), "content")
	if err != nil || len(problems) > 0 {
		t.Fatalf("load: %v, %v", problems, err)
	}
	data, err := file.Build(c, day, file.Provenance{})
	if err != nil {
		t.Fatalf("build: %v", err)
	}
	m, err := file.Open(data)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return c, m
}

func TestTheSameContentAndDateGiveTheSameBytes(t *testing.T) {
	_, one := build(t, asOf)
	_, two := build(t, asOf)
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the bytes differ")
	}
}

// TestFramesAreAListResponse decodes a run of the file's bytes as the response that clients see.
func TestFramesAreAListResponse(t *testing.T) {
	c, m := build(t, asOf)
	table := m.Table(catalog.Drugs)
	for i := 0; i < table.Len(); i += 3 {
		var response compendiumv1.ListDrugsResponse
		end := min(i+3, table.Len())
		if err := proto.Unmarshal(table.Frames(i, end), &response); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range response.Drugs {
			got = append(got, d.Name)
		}
		if diff := cmp.Diff(c.Names(catalog.Drugs)[i:end], got); diff != "" {
			t.Errorf("drugs %d to %d (-want +got):\n%s", i, end, diff)
		}
	}
}

func TestFindAndAfter(t *testing.T) {
	_, m := build(t, asOf)
	table := m.Table(catalog.Drugs)
	for i := range table.Len() {
		if found, ok := table.Find(table.Name(i)); !ok || found != i || table.After(table.Name(i)) != i+1 {
			t.Errorf("%s: found %d, %t, after %d", table.Name(i), found, ok, table.After(table.Name(i)))
		}
	}
	if _, ok := table.Find("drugs/none"); ok || table.After("") != 0 || table.After("drugs/zzz") != table.Len() {
		t.Error("a name that is not there was found")
	}
}

// TestLabelsByDate checks statuses that change with the date.
func TestLabelsByDate(t *testing.T) {
	_, m := build(t, asOf)
	for _, c := range []struct{ use, jurisdiction, day, want string }{
		{"drugs/imatinib/uses/chordoma", "US", "2026-11-23", "OFF_LABEL"},
		{"drugs/olaratumab/uses/advanced-soft-tissue-sarcoma", "US", "2018-01-01", "ON_LABEL"},
		{"drugs/olaratumab/uses/advanced-soft-tissue-sarcoma", "US", "2020-02-24", "ON_LABEL"},
		{"drugs/olaratumab/uses/advanced-soft-tissue-sarcoma", "US", "2020-02-25", "FORMERLY_ON_LABEL"},
		{"drugs/olaratumab/uses/advanced-soft-tissue-sarcoma", "EU", "2026-11-23", "FORMERLY_ON_LABEL"},
		{"drugs/denosumab/uses/giant-cell-tumor-of-bone", "US", "2013-06-13", "ON_LABEL"},
	} {
		t.Run(fmt.Sprint(c.use, c.jurisdiction, c.day), func(t *testing.T) {
			uses, err := m.Uses(date.Day(c.day))
			if err != nil {
				t.Fatal(err)
			}
			i, ok := uses.Find(c.use)
			if !ok {
				t.Fatal("there is no such use")
			}
			var use compendiumv1.Use
			if err := proto.Unmarshal(uses.Record(i), &use); err != nil {
				t.Fatal(err)
			}
			for _, l := range use.Labels {
				if l.Jurisdiction == c.jurisdiction && l.Status.String() != c.want {
					t.Errorf("status %s", l.Status)
				}
			}
		})
	}
}

func TestSearch(t *testing.T) {
	_, m := build(t, asOf)
	for query, want := range map[string]string{
		"glivec": "drugs/imatinib", "GLEEVEC": "drugs/imatinib", "deforolimus": "drugs/ridaforolimus",
		"lartruvo": "drugs/olaratumab",
		"L01EA01":  "drugs/imatinib", "gist": "conditions/gastrointestinal-stromal-tumor",
		"giant cell tumour": "conditions/giant-cell-tumor-of-bone",
		"rankl":             "targets/rank-ligand", "tki": "classes/tyrosine-kinase-inhibitor",
	} {
		hits := m.Search(query)
		if len(hits) == 0 || hits[0].Name != want {
			t.Errorf("%s gives %v, not %s first", query, hits, want)
		}
	}
}

// TestUsesAreSharedBetweenChanges derives the uses of each record on days around some changes, and compares them with
// those of all records, which are shared between changes.
func TestUsesAreSharedBetweenChanges(t *testing.T) {
	_, m := build(t, asOf)
	changes := m.Info().ChangeDays
	if len(changes) < 3 {
		t.Fatalf("label statuses change on %v", changes)
	}
	const looked = 8
	for n := range looked {
		change := changes[n*len(changes)/looked]
		on, err := time.Parse(time.DateOnly, change)
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range []date.Day{date.Day(on.AddDate(0, 0, -1).Format(time.DateOnly)), date.Day(change)} {
			all, err := m.Uses(day)
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			for _, kind := range catalog.Kinds() {
				for i := range m.Table(kind).Len() {
					own, err := m.UsesOf(kind, i, day)
					if err != nil {
						t.Fatal(err)
					}
					found += own.Len()
					for j := range own.Len() {
						if k, ok := all.Find(own.Name(j)); !ok || !bytes.Equal(all.Record(k), own.Record(j)) {
							t.Errorf("%s is not the same for itself and among all on %s", own.Name(j), day)
						}
					}
				}
			}
			if found != all.Len() || found != int(m.Info().Uses) {
				t.Errorf("%d uses of records, %d of all on %s, and %d in the description", found, all.Len(), day,
					m.Info().Uses)
			}
		}
	}
	early, err := m.Uses("1901-01-01")
	if err != nil {
		t.Fatal(err)
	}
	if same, err := m.Uses("1902-02-02"); err != nil || same != early {
		t.Errorf("two days between which nothing changed are derived each: %v", err)
	}
}

// TestFilesOutliveTheFile overwrites the memory that a file was opened from: the content files that were read from it
// do not change.
func TestFilesOutliveTheFile(t *testing.T) {
	b := file.NewBuilder(asOf, nil)
	const path, text = "drugs/imatinib.yaml", "display_name: Imatinib\n"
	b.AddFile(path, []byte(text))
	data, err := b.Build("digest", file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := file.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	files, err := m.Files()
	if err != nil {
		t.Fatal(err)
	}
	m.Close()
	clear(data)
	if got := string(files[path]); got != text || len(files) != 1 {
		t.Errorf("the files are %q", files)
	}
}

// TestFindAllFindsWhatFindFinds looks up many names at once: some twice, some unknown.
func TestFindAllFindsWhatFindFinds(t *testing.T) {
	_, m := build(t, asOf)
	for _, kind := range catalog.Kinds() {
		table := m.Table(kind)
		names := []string{"", "drugs/none", kind.String() + "/none", kind.String() + "/" + strings.Repeat("x", 300)}
		for i := range table.Len() {
			names = append(names, table.Name(i), table.Name(i)+"x", table.Name(table.Len()-1-i))
		}
		for n, i := range table.FindAll(names) {
			want, ok := table.Find(names[n])
			if !ok {
				want = -1
			}
			if i != want {
				t.Errorf("%s is found at %d, and Find says %d, %t", names[n], i, want, ok)
			}
		}
	}
	empty, err := file.NewBuilder(asOf, nil).Build("sha256:none", file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	opened, err := file.Open(empty)
	if err != nil {
		t.Fatal(err)
	}
	if got := opened.Table(catalog.Drugs).FindAll([]string{"drugs/imatinib"}); got[0] != -1 {
		t.Errorf("an empty table has a name at %d", got[0])
	}
}

// TestOffset checks where records are in the file, and that equal bytes elsewhere are not in it.
func TestOffset(t *testing.T) {
	_, f := build(t, asOf)
	_, other := build(t, asOf)
	for _, kind := range catalog.Kinds() {
		table := f.Table(kind)
		for i := range table.Len() {
			for _, record := range [][]byte{table.Record(i), table.Basic(i)} {
				at, ok := f.Offset(record)
				if !ok || &f.Bytes()[at] != &record[0] {
					t.Errorf("%s: offset %d, %v", table.Name(i), at, ok)
				}
				if _, ok := other.Offset(record); ok {
					t.Errorf("%s is said to be in another file", table.Name(i))
				}
				if _, ok := f.Offset(bytes.Clone(record)); ok {
					t.Errorf("a copy of %s is said to be in the file", table.Name(i))
				}
			}
		}
	}
	if _, ok := f.Offset(nil); ok {
		t.Error("nothing is said to be in the file")
	}
}

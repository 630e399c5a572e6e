package compare_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog/compare"
)

// TestRename follows a record that left a tombstone, and shows what was edited on the way. One that gave way to a
// record that was there before, or to several, was not renamed.
func TestRename(t *testing.T) {
	before := read(t, example(t))
	renamed := strings.Replace(string(example(t)["drugs/examplinib.yaml"]), "once a day", "twice a day", 1)
	for name, c := range map[string]struct {
		tombstone string
		want      []string
	}{
		"renamed": {"replaced_by: [drugs/newinib]", []string{
			`changed drugs/examplinib : "drugs/examplinib" "drugs/newinib"`,
			`changed drugs/newinib administrations[ORAL TABLET].frequency: "once a day" "twice a day" administration-changed`,
		}},
		"split":  {"replaced_by: [drugs/newinib, drugs/trialimab]", []string{`added drugs/newinib : "" "Examplinib"`}},
		"merged": {"replaced_by: [drugs/trialimab]", []string{`added drugs/newinib : "" "Examplinib"`}},
	} {
		t.Run(name, func(t *testing.T) {
			files := example(t)
			files["drugs/newinib.yaml"] = []byte(renamed)
			files["drugs/examplinib.yaml"] = []byte("display_name: Examplinib\n" + c.tombstone + "\n")
			var got []string
			for _, change := range compare.Catalogs(before, read(t, files), "2026-06-01") {
				if change.Path == "" || name == "renamed" {
					got = append(got, show(change))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestMoved follows a record that has a new name and left no tombstone, if it is nearly the same.
func TestMoved(t *testing.T) {
	moved := func(files map[string][]byte, old, next string) {
		for file, text := range files {
			files[file] = bytes.ReplaceAll(text, []byte(old), []byte(next))
		}
		files[next+".yaml"] = files[old+".yaml"]
		delete(files, old+".yaml")
	}
	edit := func(files map[string][]byte, file, old, next string) {
		if !bytes.Contains(files[file], []byte(old)) {
			t.Fatalf("%s has no %q", file, old)
		}
		files[file] = bytes.ReplaceAll(files[file], []byte(old), []byte(next))
	}
	const drug = `changed drugs/examplinib : "drugs/examplinib" "drugs/newinib" record-moved`
	for name, c := range map[string]struct {
		change func(files map[string][]byte)
		want   []string
	}{
		"as it is": {func(map[string][]byte) {}, []string{drug}},
		"with an edit": {func(files map[string][]byte) {
			edit(files, "drugs/newinib.yaml", "once a day", "twice a day")
		}, []string{drug,
			`changed drugs/newinib administrations[ORAL TABLET].frequency: "once a day" "twice a day" administration-changed`}},
		"with another display name": {func(files map[string][]byte) {
			edit(files, "drugs/newinib.yaml", "display_name: Examplinib", "display_name: Newinib")
		}, []string{drug, `changed drugs/newinib display_name: "Examplinib" "Newinib"`}},
		"beside another new record": {func(files map[string][]byte) {
			files["drugs/other.yaml"] = []byte("display_name: Other\nlifecycle: ACTIVE\n")
		}, []string{drug, `added drugs/other : "" "Other"`}},
		"to two that are alike": {func(files map[string][]byte) {
			files["drugs/twinib.yaml"] = bytes.ReplaceAll(files["drugs/newinib.yaml"], []byte("Examplinib"), []byte("Twinib"))
		}, []string{
			`removed drugs/examplinib : "Examplinib" "" record-removed`,
			`added drugs/newinib : "" "Examplinib"`,
			`added drugs/twinib : "" "Twinib"`,
		}},
		"another record": {func(files map[string][]byte) {
			files["drugs/newinib.yaml"] = []byte("display_name: Newinib\nlifecycle: ACTIVE\ndepth: MONOGRAPH\n")
		}, []string{
			`removed drugs/examplinib : "Examplinib" "" record-removed`,
			`added drugs/newinib : "" "Newinib"`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			files := example(t)
			moved(files, "drugs/examplinib", "drugs/newinib")
			c.change(files)
			var got []string
			for _, change := range compare.Catalogs(read(t, example(t)), read(t, files), "2026-06-01") {
				if change.Path == "" || change.Path == "display_name" || strings.HasPrefix(change.Path, "administrations") {
					if change.Kind != compare.Added || change.Path == "" {
						got = append(got, show(change))
					}
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestReferenceToRenamed shows that a reference that follows a record to its new name is no difference, and that one to
// another record is, or to one that was edited and left no tombstone.
func TestReferenceToRenamed(t *testing.T) {
	const oldDay, newDay = `"2025-06-01"`, `"2025-07-01"`
	for _, c := range []struct {
		tombstone, day string
		repointed      bool
	}{
		{"replaced_by: [sources/newpage]", oldDay, false},
		{"replaced_by: [sources/newpage]", newDay, false},
		{"replaced_by: [sources/newpage, sources/label]", oldDay, true},
		{"", oldDay, false},
		{"", newDay, true},
	} {
		files := example(t)
		files["sources/newpage.yaml"] = bytes.ReplaceAll(files["sources/page.yaml"], []byte(oldDay), []byte(c.day))
		if c.day == newDay && bytes.Equal(files["sources/newpage.yaml"], files["sources/page.yaml"]) {
			t.Fatalf("the page has no %s", oldDay)
		}
		files["sources/page.yaml"] = []byte("display_name: Page\n" + c.tombstone + "\n")
		if c.tombstone == "" {
			delete(files, "sources/page.yaml")
			for file, text := range files {
				files[file] = bytes.ReplaceAll(text, []byte("sources/page}"), []byte("sources/newpage}"))
			}
		}
		files["drugs/examplinib.yaml"] = bytes.ReplaceAll(files["drugs/examplinib.yaml"], []byte("sources/page}"),
			[]byte("sources/newpage}"))
		var got []string
		for _, change := range compare.Catalogs(read(t, example(t)), read(t, files), "2026-06-01") {
			if change.Resource == "drugs/examplinib" {
				got = append(got, show(change))
			}
		}
		var want []string
		if c.repointed {
			want = []string{`changed drugs/examplinib citations[page].source: "sources/page" "sources/newpage" citation-repointed`}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q, %s: changes (-want +got):\n%s", c.tombstone, c.day, diff)
		}
	}
}

package services_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/compare"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// edited returns the example catalog with another strength of a use, another frequency of a side effect, and a new
// target.
func edited(t *testing.T) fstest.MapFS {
	t.Helper()
	files := changed(t, "strength: MAY_BE_USED", "strength: SOMETIMES_USED")
	text := string(files["drugs/trialimab.yaml"].Data)
	text = strings.Replace(text, "term: tiredness,", "term: tiredness, source_frequency: common,", 1)
	files["drugs/trialimab.yaml"] = &fstest.MapFile{Data: []byte(text)}
	files["targets/new.yaml"] = &fstest.MapFile{Data: []byte("display_name: New\nkind: GENE\nsymbol: NEW\n")}
	return files
}

// load reads a catalog without a server.
func load(t *testing.T, files fstest.MapFS) *catalog.Catalog {
	t.Helper()
	c, problems, err := catalog.Load(files, "content")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return c
}

// diff returns the changes that `compendium diff` shows between the example and edited, in one line each.
func diff(t *testing.T) []string {
	t.Helper()
	return linesOfDiff(compare.Catalogs(load(t, exampleFiles(t)), load(t, edited(t)), asOf))
}

// linesOfDiff returns changes in one line each, sorted.
func linesOfDiff(changes []compare.Change) []string {
	var lines []string
	for _, c := range changes {
		concern := ""
		if c.Concern != nil {
			concern = c.Concern.ID
		}
		lines = append(lines, fmt.Sprint(c.Resource, " ", c.Path, " ", strings.ToUpper(string(c.Kind)), " ",
			c.Before, " → ", c.After, " ", concern))
	}
	slices.Sort(lines)
	return lines
}

// linesOf returns changes of the service in one line each, and fails if fields are left out.
func linesOf(t *testing.T, changes []*compendiumv1.Change) []string {
	t.Helper()
	var lines []string
	for _, c := range changes {
		if c.FieldsOmitted || c.MoreFields > 0 {
			t.Errorf("%s leaves out fields", c.Name)
		}
		for _, f := range c.Fields {
			lines = append(lines, fmt.Sprint(c.Name, " ", f.Path, " ", f.Kind, " ", f.Before, " → ", f.After, " ", f.Concern))
		}
	}
	slices.Sort(lines)
	return lines
}

// TestChangesAreThoseOfDiff compares the fields of ListChanges and of WatchCatalog with what diff shows.
func TestChangesAreThoseOfDiff(t *testing.T) {
	s := serve(t)
	first, _ := s.swap(t, edited(t))
	watch := s.watch(t, first)
	want := diff(t)
	if !slices.ContainsFunc(want, func(line string) bool { return strings.HasSuffix(line, " use-setting-changed") }) {
		t.Fatalf("diff shows no concern: %v", want)
	}
	listed, err := s.catalog.ListChanges(t.Context(), &compendiumv1.ListChangesRequest{FromVersion: first})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, linesOf(t, listed.Changes)); diff != "" {
		t.Errorf("ListChanges (-diff +listed):\n%s", diff)
	}
	event, err := watch.Recv()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, linesOf(t, event.GetRelease().GetChanges())); diff != "" {
		t.Errorf("WatchCatalog (-diff +watched):\n%s", diff)
	}
}

// TestChangesOfAVersionThatIsGone lists changes since a version that is remembered and cannot be read.
func TestChangesOfAVersionThatIsGone(t *testing.T) {
	c := config.Default()
	c.RetainReleases = 1
	s := serveWith(t, services.WithConfig(c))
	first, _ := s.swap(t, edited(t))
	listed, err := s.catalog.ListChanges(t.Context(), &compendiumv1.ListChangesRequest{FromVersion: first})
	if err != nil {
		t.Fatal(err)
	}
	event, err := s.watch(t, first).Recv()
	if err != nil {
		t.Fatal(err)
	}
	for what, changes := range map[string][]*compendiumv1.Change{
		"ListChanges": listed.Changes, "WatchCatalog": event.GetRelease().GetChanges(),
	} {
		if len(changes) != 3 {
			t.Errorf("%s: %d changes", what, len(changes))
		}
		for _, change := range changes {
			if !change.FieldsOmitted || len(change.Fields) > 0 {
				t.Errorf("%s: %v", what, change)
			}
		}
	}
}

// TestChangesAreBounded changes 500 drugs in 120 notes each, and how they are given.
func TestChangesAreBounded(t *testing.T) {
	files, names := manyFiles(t)
	s := serveFiles(t, files)
	watch := s.watch(t, s.state(t).Version)
	for _, name := range names {
		path := name + ".yaml"
		text := strings.ReplaceAll(string(files[path].Data), "Long text ", "Next text ")
		for i := range 110 {
			text = strings.Replace(text, "uses:\n", fmt.Sprintf("  - {text: Note %d., cites: [label]}\nuses:\n", i), 1)
		}
		text = strings.Replace(text, "route: INTRAVENOUS", "route: ORAL", 1)
		files[path] = &fstest.MapFile{Data: []byte(text)}
	}
	first, _ := s.swap(t, files)
	request := &compendiumv1.ListChangesRequest{FromVersion: first, PageSize: 1000}
	found := 0
	for pages := 0; ; pages++ {
		page, err := s.catalog.ListChanges(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		if size := proto.Size(page); size > maxAnswer {
			t.Errorf("page %d has %d bytes", pages, size)
		}
		found += len(page.Changes)
		for _, change := range page.Changes {
			if change.FieldsOmitted || change.MoreFields == 0 || change.Fields[0].Concern != "administration-changed" {
				t.Fatalf("%s: %d fields and %d more, the first of concern %q", change.Name, len(change.Fields),
					change.MoreFields, change.Fields[0].Concern)
			}
		}
		if request.PageToken = page.NextPageToken; request.PageToken == "" {
			break
		}
	}
	if found != len(names) {
		t.Errorf("%d changes", found)
	}
	event, err := watch.Recv()
	for err == nil && event.GetRelease() == nil { // a heartbeat, if the changes took long
		event, err = watch.Recv()
	}
	if err != nil {
		t.Fatal(err)
	}
	changes := event.GetRelease().GetChanges()
	if len(changes) != len(names) || changes[0].FieldsOmitted || !changes[len(names)-1].FieldsOmitted ||
		proto.Size(event) > maxAnswer {
		t.Errorf("an event of %d changes and %d bytes", len(changes), proto.Size(event))
	}
}

// TestChanged checks that a caller that holds a release learns what differs from the version before, as long as that is
// retained.
func TestChanged(t *testing.T) {
	s := serve(t)
	held, done := s.server.Hold()
	if since, changes := s.server.Changed(held); since != "" || changes != nil {
		t.Errorf("the first version has one before: %q, %v", since, changes)
	}
	before, _ := s.swap(t, edited(t))
	if since, _ := s.server.Changed(held); since != "" {
		t.Errorf("a release that was replaced changed since %q", since)
	}
	done()
	held, done = s.server.Hold()
	defer done()
	since, changes := s.server.Changed(held)
	if since != before {
		t.Errorf("changed since %q, want %q", since, before)
	}
	if d := cmp.Diff(diff(t), linesOfDiff(changes)); d != "" {
		t.Errorf("(-diff +changed):\n%s", d)
	}
}

// TestChangedWithoutVersionBefore checks that a version that is not retained is not compared with.
// TestChangedFollowsRenames compares a record with what it was under its name before, as diff does.
func TestChangedFollowsRenames(t *testing.T) {
	s := serve(t)
	files := exampleFiles(t)
	text := strings.Replace(string(files["targets/example.yaml"].Data), "symbol: EXM", "symbol: EXM2", 1)
	files["targets/another.yaml"] = &fstest.MapFile{Data: []byte(text)}
	files["targets/example.yaml"] = &fstest.MapFile{
		Data: []byte("display_name: Example target\nkind: GENE\nreplaced_by: [targets/another]\n"),
	}
	s.swap(t, files)
	held, done := s.server.Hold()
	defer done()
	_, changes := s.server.Changed(held)
	want := linesOfDiff(compare.Catalogs(load(t, exampleFiles(t)), load(t, files), asOf))
	if d := cmp.Diff(want, linesOfDiff(changes)); d != "" || len(want) != 2 {
		t.Errorf("%d changes (-diff +changed):\n%s", len(want), d)
	}
}

func TestChangedWithoutVersionBefore(t *testing.T) {
	c := config.Default()
	c.RetainReleases = 1
	s := serveWith(t, services.WithConfig(c))
	s.swap(t, edited(t))
	held, done := s.server.Hold()
	defer done()
	if since, changes := s.server.Changed(held); since != "" || changes != nil {
		t.Errorf("changed since %q: %v", since, changes)
	}
}

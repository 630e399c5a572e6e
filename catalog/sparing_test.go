//go:build unix

package catalog_test

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/memory"
	"github.com/opencompendium/compendium/finding"
)

// summarize makes a summary that tells the record.
func summarize(r *catalog.Record) []byte {
	text, err := proto.MarshalOptions{Deterministic: true}.Marshal(r.Message())
	if err != nil {
		return nil
	}
	return append(text, r.Text()...)
}

// counted counts how often each file is opened. It is safe for concurrent use.
type counted struct {
	fs.FS

	mutex  sync.Mutex
	opened map[string]int
}

func (c *counted) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".yaml") {
		c.mutex.Lock()
		c.opened[name]++
		c.mutex.Unlock()
	}
	return c.FS.Open(name)
}

// take gives the files that were opened since it was last asked, sorted.
func (c *counted) take() []string {
	names := slices.Sorted(maps.Keys(c.opened))
	clear(c.opened)
	return names
}

// sparing loads files sparingly, as of an hour later, when their times are settled.
func sparing(t *testing.T, fsys fs.FS, m *memory.Memory) (*catalog.Catalog, []finding.Finding) {
	t.Helper()
	c, problems, err := catalog.Load(fsys, "content", catalog.Sparing(summarize, m), catalog.StartedAt(time.Now().Add(time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	return c, problems
}

// checkSame compares all that a catalog says of its records with what another does.
func checkSame(t *testing.T, want, got *catalog.Catalog) {
	t.Helper()
	if want.Digest() != got.Digest() || want.Len() != got.Len() {
		t.Errorf("%d records, %s; want %d, %s", got.Len(), got.Digest(), want.Len(), want.Digest())
	}
	for _, w := range want.All() {
		g, ok := got.Get(w.Name())
		if !ok || g.Broken() {
			t.Errorf("%s is not there", w.Name())
			continue
		}
		if diff := cmp.Diff(w.Message(), g.Message(), protocmp.Transform()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", w.Name(), diff)
		}
		if string(w.Text()) != string(g.Text()) || w.File() != g.File() || w.Path() != g.Path() || w.Kind() != g.Kind() || w.Digest() != g.Digest() {
			t.Errorf("%s has another text or place", w.Name())
		}
		if summary, ok := g.Summary(); !ok || summary != string(summarize(w)) {
			t.Errorf("%s has the summary %q, %t", w.Name(), summary, ok)
		}
		if w.Position("display_name") != g.Position("display_name") {
			t.Errorf("%s has its field elsewhere", w.Name())
		}
	}
	if diff := cmp.Diff(references(want.References()), references(got.References())); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
}

func references(all func(func(catalog.Reference) bool)) []string {
	var list []string
	for ref := range all {
		to := "nothing"
		if ref.Target != nil {
			to = ref.Target.Name()
		}
		list = append(list, ref.From.Name()+" "+ref.Path+" "+string(ref.Field.FullName())+" "+ref.To+" "+to)
	}
	return list
}

// TestSparing has a catalog that keeps little say the same as one that keeps all: with no memory, with an empty one, and with what is remembered of
// files before and after they change.
func TestSparing(t *testing.T) {
	tr := newTree(t)
	broken := []string{"drugs/broken.yaml", "drugs/unreadable.yaml"} // which are read each time, as is tested below
	for name, file := range files(small) {
		if !slices.Contains(broken, name) {
			tr.write(name, string(file.Data))
		}
	}
	path := filepath.Join(t.TempDir(), "memory")
	disk := &counted{FS: os.DirFS(tr.dir), opened: make(map[string]int)}
	all, _, err := catalog.Load(disk, "content")
	if err != nil {
		t.Fatal(err)
	}
	everything := disk.take()
	none, _ := sparing(t, disk, nil)
	checkSame(t, all, none)
	disk.take()

	// run is a run with the memory: which files it has to open.
	run := func() []string {
		t.Helper()
		c, _ := sparing(t, disk, memory.Open(path, [sha256.Size]byte{}))
		opened := disk.take()
		want, _, err := catalog.Load(disk, "content")
		if err != nil {
			t.Fatal(err)
		}
		checkSame(t, want, c)
		if err := errors.Join(c.Changed(), c.Remember(make([]catalog.Verdict, len(c.All())))); err != nil {
			t.Fatal(err)
		}
		disk.take()
		return opened
	}
	if diff := cmp.Diff(everything, run()); diff != "" {
		t.Errorf("the first run opens (-want +got):\n%s", diff)
	}
	if opened := run(); len(opened) > 0 {
		t.Errorf("the second run opens %q", opened)
	}
	tr.write("drugs/good.yaml", "display_name: Gone\n") // of the same size
	if diff := cmp.Diff([]string{"drugs/good.yaml"}, run()); diff != "" {
		t.Errorf("a run after a change opens (-want +got):\n%s", diff)
	}
	tr.must(os.Remove(tr.path("drugs/good.yaml")))
	tr.write("drugs/new.yaml", "display_name: New\n")
	tr.write("drugs/bad.yaml", "display_nam: Bad\n")
	if diff := cmp.Diff([]string{"drugs/bad.yaml", "drugs/new.yaml"}, run()); diff != "" {
		t.Errorf("a run after files came and went opens (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"drugs/bad.yaml"}, run()); diff != "" {
		t.Errorf("a run with a file that cannot be read whole opens (-want +got):\n%s", diff)
	}
	// A file in place of another, with the same text, is read, and found to be the same.
	text, err := os.ReadFile(tr.path("drugs/new.yaml"))
	tr.must(err)
	tr.must(os.Remove(tr.path("drugs/new.yaml")))
	tr.write("drugs/new.yaml", string(text))
	if diff := cmp.Diff([]string{"drugs/bad.yaml", "drugs/new.yaml"}, run()); diff != "" {
		t.Errorf("a run after a file was put in place of another opens (-want +got):\n%s", diff)
	}
	// A link is read each time, since what it leads to may change.
	tr.must(os.Rename(tr.path("drugs/new.yaml"), filepath.Join(tr.dir, "new")))
	tr.must(os.Symlink(filepath.Join(tr.dir, "new"), tr.path("drugs/new.yaml")))
	run()
	if diff := cmp.Diff([]string{"drugs/bad.yaml", "drugs/new.yaml"}, run()); diff != "" {
		t.Errorf("a run with a link opens (-want +got):\n%s", diff)
	}
}

// TestRecentFilesAreReadAgain has a file that changed just before a run looked up by its text in the next, since a change behind it might not show
// in its times.
func TestRecentFilesAreReadAgain(t *testing.T) {
	tr := newTree(t)
	path := filepath.Join(t.TempDir(), "memory")
	for range 2 {
		disk := &counted{FS: os.DirFS(tr.dir), opened: make(map[string]int)}
		c, _, err := catalog.Load(disk, "content", catalog.Sparing(summarize, memory.Open(path, [sha256.Size]byte{})))
		if err != nil {
			t.Fatal(err)
		}
		if opened := disk.take(); len(opened) != 1 {
			t.Errorf("the run opens %q", opened)
		}
		if err := c.Remember(make([]catalog.Verdict, 1)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSparingNoticesAChange has a catalog say that a file is no longer what it was, when it is asked for what it does not keep.
func TestSparingNoticesAChange(t *testing.T) {
	fsys := fstest.MapFS{"drugs/a.yaml": {Data: []byte("display_name: A\n")}}
	c, _ := sparing(t, fsys, nil)
	r, _ := c.Get("drugs/a")
	if text := string(r.Text()); text != "display_name: A\n" || c.Changed() != nil {
		t.Errorf("the text is %q, %v", text, c.Changed())
	}
	fsys["drugs/a.yaml"] = &fstest.MapFile{Data: []byte("display_name: B\n")}
	if name := r.Drug().DisplayName; name != "A" || c.Changed() != nil {
		t.Errorf("the record is %q, %v", name, c.Changed())
	}
	if text := r.Text(); text != nil || c.Changed() == nil {
		t.Errorf("the text is %q, %v", text, c.Changed())
	}
	r.Position("display_name")
	changed, _ := c.With(map[string][]byte{"drugs/a.yaml": []byte("display_name: C\n")})
	if r, _ := changed.Get("drugs/a"); r.Drug().DisplayName != "C" || string(r.Text()) != "display_name: C\n" {
		t.Error("a record that is laid over it is not kept whole")
	}
}

// TestDamagedRecords has records read from their files where the memory of them is damaged after it was opened.
func TestDamagedRecords(t *testing.T) {
	fsys := files(small)
	path := filepath.Join(t.TempDir(), "memory")
	c, _ := sparing(t, fsys, memory.Open(path, [sha256.Size]byte{}))
	if err := c.Remember(make([]catalog.Verdict, len(c.All()))); err != nil {
		t.Fatal(err)
	}
	m := memory.Open(path, [sha256.Size]byte{})
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range text {
		text[i] ^= 0xff
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	again, _ := sparing(t, fsys, m)
	all, _ := load(t, fsys)
	for _, want := range all.All() {
		got, ok := again.Get(want.Name())
		if !ok {
			t.Fatalf("%s is not there", want.Name())
		}
		if diff := cmp.Diff(want.Message(), got.Message(), protocmp.Transform()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want.Name(), diff)
		}
	}
	if err := again.Changed(); err != nil {
		t.Error(err)
	}
}

// TestRemember refuses verdicts that are not those on the records.
func TestRemember(t *testing.T) {
	c, _ := sparing(t, files(small), memory.Open(filepath.Join(t.TempDir(), "memory"), [sha256.Size]byte{}))
	if err := c.Remember(nil); err == nil {
		t.Error("records are remembered without verdicts on them")
	}
	whole, _ := load(t, files(small))
	if err := errors.Join(whole.Remember(nil), whole.Changed(), whole.Close()); err != nil {
		t.Errorf("a catalog that keeps all: %v", err)
	}
}

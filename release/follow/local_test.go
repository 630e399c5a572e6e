package follow_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/release/follow"
)

// TestLookNoticesEdits edits a file in place and sets its time back: neither its size nor its time tells. The directory
// is a link.
func TestLookNoticesEdits(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "link")
	file, hidden := filepath.Join(dir, "drugs", "a.yaml"), filepath.Join(dir, "drugs", ".a.yaml")
	linked := filepath.Join(dir, ".real", "a.yaml")
	when := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	put := func(text string) error {
		return errors.Join(os.WriteFile(file, []byte(text), 0o600), os.Chtimes(file, when, when))
	}
	if err := errors.Join(os.Symlink(t.TempDir(), dir), os.Mkdir(filepath.Dir(file), 0o700), put("one"),
		os.Mkdir(filepath.Join(dir, ".git"), 0o700), os.WriteFile(hidden, nil, 0o600),
		os.Symlink(".a.yaml", filepath.Join(dir, "drugs", "b.yaml")),
		os.Mkdir(filepath.Join(dir, ".real"), 0o700), os.WriteFile(linked, nil, 0o600),
		os.Symlink(".real", filepath.Join(dir, "effects")), os.Symlink("/", filepath.Join(dir, "out"))); err != nil {
		t.Fatal(err)
	}
	day := func() (date.Day, error) { return "2026-11-23", nil }
	for name, local := range map[string]*follow.Local{
		"content":      {Watch: func() []string { return []string{dir} }, AsOf: day},
		"release":      {Release: file, AsOf: day},
		"release link": {Release: filepath.Join(dir, "drugs", "b.yaml"), AsOf: day},
	} {
		for _, tt := range []struct {
			name    string
			change  func() error
			noticed bool
		}{
			{"nothing", func() error { return nil }, false},
			{"an edit in place", func() error { return put("two") }, name != "release link"},
			{"a replacement", func() error {
				other := filepath.Join(t.TempDir(), "other")
				return errors.Join(os.WriteFile(other, []byte("two"), 0o600), os.Chtimes(other, when, when),
					os.Rename(other, file))
			}, name != "release link"},
			{"an edit in place in a folder that a link leads to", func() error {
				return os.WriteFile(linked, []byte(name), 0o600)
			}, local.Release == ""},
			{"a new folder", func() error {
				other := filepath.Join(dir, name)
				return errors.Join(os.Mkdir(other, 0o700), os.WriteFile(filepath.Join(other, "b.yaml"), nil, 0o600))
			}, local.Release == ""},
			{"an edit in a new folder", func() error {
				return os.WriteFile(filepath.Join(dir, name, "b.yaml"), []byte("one"), 0o600)
			}, local.Release == ""},
			{"an edit of what a link leads to", func() error {
				return os.WriteFile(hidden, []byte(name), 0o600)
			}, name != "release"},
			{"a link to itself", func() error {
				return os.Symlink("c.yaml", filepath.Join(dir, name, "c.yaml"))
			}, local.Release == ""},
			{"a hidden file", func() error {
				return os.WriteFile(filepath.Join(dir, name, ".b.yaml.swp"), nil, 0o600)
			}, false},
			{"a file in a hidden folder", func() error {
				return os.WriteFile(filepath.Join(dir, ".git", name), nil, 0o600)
			}, false},
		} {
			before, err := local.Look(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(20 * time.Millisecond) // the clock of a file system ticks slowly
			if err := tt.change(); err != nil {
				t.Fatal(err)
			}
			after, err := local.Look(t.Context())
			// Notifications take their time.
			for range 500 {
				if !tt.noticed || err != nil || after != before {
					break
				}
				time.Sleep(10 * time.Millisecond)
				after, err = local.Look(t.Context())
			}
			if err != nil || (after != before) != tt.noticed {
				t.Errorf("%s of %s: the stamp went from %s to %s, %v", tt.name, name, before, after, err)
			}
		}
	}
}

// TestLoadingCollectsGarbage looks at the target of the garbage collector and the limit of memory while content is read
// and afterwards. A release is open outside the heap.
func TestLoadingCollectsGarbage(t *testing.T) {
	target := func() uint64 {
		sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	served, err := file.OpenCopy(newFile(t, "served", 10))
	if err != nil {
		t.Fatal(err)
	}
	defer served.Close()
	const limit = 1 << 30
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(limit))
	for before, want := range map[uint64]uint64{800: 100, 50: 50} {
		debug.SetGCPercent(int(before))
		meanwhile, room, outside := uint64(0), int64(0), int64(0)
		l := &follow.Local{
			AsOf: func() (date.Day, error) { return "2026-06-01", nil },
			Read: func(context.Context, ...catalog.Option) (*catalog.Catalog, []finding.Finding, error) {
				meanwhile, room, outside = target(), debug.SetMemoryLimit(-1), file.OutsideHeap()
				return nil, nil, errors.New("no content")
			},
		}
		if _, err := l.Load(t.Context()); err == nil {
			t.Fatal("a release of no content")
		}
		if after := target(); meanwhile != want || after != before {
			t.Errorf("the target is %d, %d while content is read, want %d, and %d afterwards", before, meanwhile, want, after)
		}
		if after := debug.SetMemoryLimit(-1); room != limit-outside || after != limit {
			t.Errorf("the limit is %d while content is read, with %d bytes outside the heap, and %d afterwards; it was %d", room,
				outside, after, limit)
		}
		if least := int64(len(served.Bytes())); outside < least {
			t.Errorf("outside the heap are %d bytes, want at least the %d of the open release", outside, least)
		}
	}
}

// slowFS counts how many of its files are being opened at once.
type slowFS struct {
	fs.FS

	open, most atomic.Int64
}

func (f *slowFS) Open(name string) (fs.File, error) {
	n := f.open.Add(1)
	defer f.open.Add(-1)
	for most := f.most.Load(); n > most && !f.most.CompareAndSwap(most, n); most = f.most.Load() {
	}
	time.Sleep(time.Millisecond)
	return f.FS.Open(name)
}

// TestReloadLeavesAProcessor counts how many files are read at once, at the start on all processors and later on all
// but one, which answers calls meanwhile.
func TestReloadLeavesAProcessor(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	files := fstest.MapFS{}
	for i := range 60 {
		files[fmt.Sprintf("targets/t%d.yaml", i)] = &fstest.MapFile{
			Data: fmt.Appendf(nil, "display_name: Target %d\nkind: GENE\nsymbol: T%d\n", i, i)}
	}
	content := &slowFS{FS: files}
	l := &follow.Local{
		AsOf: func() (date.Day, error) { return "2026-06-01", nil },
		Read: func(_ context.Context, options ...catalog.Option) (*catalog.Catalog, []finding.Finding, error) {
			return catalog.Load(content, "content", options...)
		},
	}
	for _, want := range []int64{3, 2, 2} {
		content.most.Store(0)
		r, err := l.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r.File.Close()
		if got := content.most.Load(); got != want {
			t.Errorf("files that are read at once: %d, want %d", got, want)
		}
	}
}

// TestLocalReleaseFile loads a release file on this machine, and one that is none.
func TestLocalReleaseFile(t *testing.T) {
	const day = date.Day("2030-01-01")
	path := filepath.Join(t.TempDir(), "compendium.release")
	l := &follow.Local{Release: path, AsOf: func() (date.Day, error) { return day, nil }}
	for text, want := range map[string]string{string(newFile(t, "one", 10)): "one", "no release": ""} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := l.Load(t.Context())
		if (err == nil) != (want != "") {
			t.Fatalf("%q: got %v", want, err)
		}
		if err != nil {
			continue
		}
		if r.AsOf != day {
			t.Errorf("it is as of %s, want %s", r.AsOf, day)
		}
		if got := word(t, r); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestLocalReleaseOfAnotherDay loads a release file for its own day, which is served as it is, and for one on which a
// record is another, for which it is derived and closed.
func TestLocalReleaseOfAnotherDay(t *testing.T) {
	b := file.NewBuilder("2026-03-05", nil)
	if err := b.Add(catalog.Drugs, "drugs/x", &compendiumv1.Drug{Name: "drugs/x",
		AccessDecisions: []*compendiumv1.AccessDecision{
			{Body: "regulators/nice", Decision: compendiumv1.AccessDecision_RECOMMENDED, Date: "2020", Until: "2026-06-30"},
		}}); err != nil {
		t.Fatal(err)
	}
	text, err := b.Build("sha256:one", file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "compendium.release")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[date.Day]compendiumv1.AccessDecision_Standing{
		"2026-03-05": compendiumv1.AccessDecision_IN_FORCE,
		"2026-07-01": compendiumv1.AccessDecision_NOT_IN_FORCE,
	} {
		before := file.OutsideHeap()
		r, err := (&follow.Local{Release: path, AsOf: func() (date.Day, error) { return day, nil }}).Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !r.File.Acquire() {
			t.Fatalf("the release of %s is closed", day)
		}
		var drug compendiumv1.Drug
		if err := proto.Unmarshal(r.File.Table(catalog.Drugs).Record(0), &drug); err != nil {
			t.Fatal(err)
		}
		if got := drug.AccessDecisions[0].Standing; got != want {
			t.Errorf("on %s it is %s, want %s", day, got, want)
		}
		r.File.Close()
		r.File.Close()
		if left := file.OutsideHeap() - before; left != 0 {
			t.Errorf("on %s: %d bytes are left open", day, left)
		}
	}
}

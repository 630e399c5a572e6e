//go:build unix

package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

// tree is a content directory on disk that a test builds.
type tree struct {
	t   *testing.T
	dir string
}

func newTree(t *testing.T) tree {
	t.Helper()
	tr := tree{t: t, dir: t.TempDir()}
	tr.write("drugs/good.yaml", "display_name: Good\n")
	return tr
}

func (tr tree) path(name string) string {
	path := filepath.Join(tr.dir, name)
	tr.must(os.MkdirAll(filepath.Dir(path), 0o750))
	return path
}

func (tr tree) write(name, text string) { tr.must(os.WriteFile(tr.path(name), []byte(text), 0o600)) }

func (tr tree) must(err error) {
	tr.t.Helper()
	if err != nil {
		tr.t.Fatal(err)
	}
}

// load reads the tree within a time that only a file that blocks can exceed.
func (tr tree) load() []string {
	tr.t.Helper()
	type result struct {
		problems []finding.Finding
		err      error
	}
	done := make(chan result, 1)
	go func() {
		c, problems, err := catalog.LoadDir(tr.dir)
		if err == nil && c.Base() != tr.dir {
			tr.t.Errorf("base is %s", c.Base())
		}
		done <- result{problems: problems, err: err}
	}()
	select {
	case r := <-done:
		tr.must(r.err)
		shown := places(r.problems)
		for i := range shown {
			shown[i] = strings.TrimPrefix(shown[i], filepath.ToSlash(tr.dir)+"/")
		}
		return shown
	case <-time.After(30 * time.Second):
		tr.t.Fatal("loading hangs")
		return nil
	}
}

func (tr tree) want(want ...string) {
	tr.t.Helper()
	if diff := cmp.Diff(want, tr.load()); diff != "" {
		tr.t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestSymbolicLinks(t *testing.T) {
	outside := newTree(t)
	outside.write("secret.yaml", "display_name: Secret\n")
	t.Run("within the tree is read", func(t *testing.T) {
		tr := newTree(t)
		tr.write("shared/text.yaml", "display_name: Linked\n")
		tr.must(os.Symlink("../shared/text.yaml", tr.path("drugs/linked.yaml")))
		tr.must(os.Symlink("drugs", tr.path("classes")))
		c, _, err := catalog.LoadDir(tr.dir)
		tr.must(err)
		for _, name := range []string{"drugs/linked", "classes/linked", "classes/good"} {
			if _, ok := c.Get(name); !ok {
				t.Errorf("%s is not read", name)
			}
		}
	})
	t.Run("a file out of the tree", func(t *testing.T) {
		tr := newTree(t)
		tr.must(os.Symlink(outside.path("secret.yaml"), tr.path("drugs/absolute.yaml")))
		tr.must(os.Symlink("../../"+filepath.Base(outside.dir)+"/secret.yaml", tr.path("drugs/relative.yaml")))
		tr.want("drugs/absolute.yaml file-unreadable", "drugs/relative.yaml file-unreadable")
	})
	t.Run("a collection out of the tree", func(t *testing.T) {
		tr := newTree(t)
		tr.must(os.Symlink(outside.path("drugs"), tr.path("sources")))
		tr.want("sources file-unreadable")
	})
	t.Run("to nothing, to itself, to a folder", func(t *testing.T) {
		tr := newTree(t)
		tr.must(os.Symlink("missing.yaml", tr.path("drugs/dangling.yaml")))
		tr.must(os.Symlink("loop.yaml", tr.path("drugs/loop.yaml")))
		tr.must(os.Symlink("../drugs", tr.path("drugs/folder.yaml")))
		tr.want("drugs/dangling.yaml file-unreadable", "drugs/folder.yaml file-unreadable", "drugs/loop.yaml file-unreadable")
	})
}

func TestFilesThatAreNone(t *testing.T) {
	tr := newTree(t)
	tr.must(syscall.Mkfifo(tr.path("drugs/pipe.yaml"), 0o600))
	tr.must(syscall.Mkfifo(tr.path("trials"), 0o600))
	tr.must(os.Mkdir(tr.path("drugs/folder.yaml"), 0o750))
	tr.write("drugs/line\nbreak\x1b[2J\xff.yaml", "display_name: Bad name\n")
	tr.want(
		"drugs/folder.yaml file-misplaced",
		"drugs/line\ufffdbreak\ufffd[2J\ufffd.yaml name-mismatch",
		"drugs/pipe.yaml file-unreadable",
		"trials file-misplaced",
	)
}

func TestALinkToAPipeDoesNotBlock(t *testing.T) {
	tr := newTree(t)
	tr.must(syscall.Mkfifo(tr.path("pipe"), 0o600))
	tr.must(os.Symlink("../pipe", tr.path("drugs/pipe.yaml")))
	tr.must(os.Symlink("pipe", tr.path("classes")))
	tr.want("classes file-misplaced", "drugs/pipe.yaml file-unreadable")
}

// TestHostileFilesCostLittle reads files that would exhaust a naive reader, and compares what reading them takes to a
// bound that has room for the largest file that is read.
func TestHostileFilesCostLittle(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'z'; c++ {
		bomb += strings.NewReplacer("NEXT", string(c), "LAST",
			string(c-1)).Replace("NEXT: &NEXT [*LAST,*LAST,*LAST,*LAST,*LAST,*LAST,*LAST,*LAST,*LAST]\n")
	}
	brackets := strings.Repeat("[", 20_000)
	var keys strings.Builder
	for i := 'a'; keys.Len() < 1<<20; i++ {
		keys.WriteString("{" + string(i) + "},")
	}
	for _, c := range []struct{ name, text, want string }{
		{"alias bomb", bomb, "drugs/x.yaml:1:1 field-unknown a"},
		{"alias bomb in a second document", "display_name: X\n---\n" + bomb, "drugs/x.yaml:2:1 yaml-multiple-documents"},
		{"20,000 brackets in a line", brackets, "drugs/x.yaml:1:1 line-too-long"},
		{"20,000 brackets, each on a line", strings.ReplaceAll(brackets, "[", "[\n"), "drugs/x.yaml:33:1 nesting-too-deep"},
		{"20,000 lists", strings.Repeat("- ", 4000), "drugs/x.yaml:1:65 nesting-too-deep"},
		{"a mapping of 1 MB in a line", "names: [" + keys.String() + "]\n", "drugs/x.yaml file-too-large"},
		{"wrong everywhere", "names: [" + strings.Repeat(strings.Repeat("{a},", 1000)+"\n ", 60) + "]\n",
			"drugs/x.yaml:1:10 field-unknown names[0].a"},
		{"quotes", strings.Repeat("? \"\n", 60_000), "drugs/x.yaml:1:1 field-wrong-type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := newTree(t)
			tr.write("drugs/x.yaml", c.text)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := tr.load()
			runtime.ReadMemStats(&after)
			if len(got) == 0 || got[0] != c.want {
				t.Errorf("problems are %q, want %s first", got[:min(3, len(got))], c.want)
			}
			if spent := after.TotalAlloc - before.TotalAlloc; spent > 128<<20 {
				t.Errorf("reading it takes %d MB of memory", spent>>20)
			}
		})
	}
}

func TestAFileOf100MBIsNotRead(t *testing.T) {
	tr := newTree(t)
	tr.write("drugs/x.yaml", "display_name: X\n")
	tr.must(os.Truncate(tr.path("drugs/x.yaml"), 100<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	tr.want("drugs/x.yaml file-too-large")
	runtime.ReadMemStats(&after)
	if spent := after.TotalAlloc - before.TotalAlloc; spent > 10<<20 {
		t.Errorf("refusing it takes %d MB of memory", spent>>20)
	}
}

// TestLoadingIsWatchedAndEnded tells how many of all files are read, and ends with its context.
func TestLoadingIsWatchedAndEnded(t *testing.T) {
	files := make(fstest.MapFS)
	for i := range 50 {
		files[fmt.Sprintf("targets/t%d.yaml", i)] = &fstest.MapFile{Data: []byte("display_name: T\n")}
	}
	var told sync.Map
	if _, _, err := catalog.Load(files, "", catalog.Watched(func(read, all int) {
		if all != 50 {
			t.Errorf("there are %d files", all)
		}
		told.Store(read, true)
	})); err != nil {
		t.Fatal(err)
	}
	for i := range 50 {
		if _, ok := told.Load(i + 1); !ok {
			t.Errorf("that %d are read is not told", i+1)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, _, err := catalog.Load(files, "", catalog.Until(ctx), catalog.Watched(func(int, int) { cancel() }))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("loading that is to end gives %v", err)
	}
}

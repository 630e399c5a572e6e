//go:build unix

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// unformatted is a record that fmt changes.
func unformatted(i int) string {
	return fmt.Sprintf("symbol:   T%d\nkind: GENE\ndisplay_name: Target %d %s\n", i, i, strings.Repeat("long ", 200))
}

// newUnformatted writes a content directory of records that fmt changes.
func newUnformatted(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	if err := os.MkdirAll(filepath.Join(dir, "targets"), 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		file := filepath.Join(dir, "targets", fmt.Sprintf("t%d.yaml", i))
		if err := os.WriteFile(file, []byte(unformatted(i)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// hidden returns the hidden files of the targets in a content directory.
func hidden(t *testing.T, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "targets", ".*"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestKilledFormatter kills fmt while it writes. Each file is the old one or the new one, and the next run finishes.
func TestKilledFormatter(t *testing.T) {
	t.Parallel()
	const files, kills = 300, 8
	begun := time.Now()
	formatted := newUnformatted(t, files)
	if out, err := exec.CommandContext(t.Context(), "compendium", "fmt", formatted).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	whole := time.Since(begun)
	for range kills {
		dir := newUnformatted(t, files)
		run := exec.CommandContext(t.Context(), "compendium", "fmt", dir)
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(whole))
		_ = run.Process.Kill() // it may have ended
		_ = run.Wait()
		left := hidden(t, dir)
		if len(left) > 1 {
			t.Errorf("%v are left", left)
		}
		old := time.Now().Add(-time.Minute)
		for _, file := range left {
			if err := os.Chtimes(file, old, old); err != nil {
				t.Fatal(err)
			}
		}
		if out, err := exec.CommandContext(t.Context(), "compendium", "fmt", dir).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if left := hidden(t, dir); left != nil {
			t.Errorf("%v are left after the next run", left)
		}
		for i := range files {
			name := filepath.Join("targets", fmt.Sprintf("t%d.yaml", i))
			got, err := os.ReadFile(filepath.Join(dir, name))
			want, wantErr := os.ReadFile(filepath.Join(formatted, name))
			if err := errors.Join(err, wantErr); err != nil || string(got) != string(want) {
				t.Fatalf("%s is %q, %v, want %q", name, got, err, want)
			}
		}
	}
}

// TestInterruptedRename ends a rename after each of its files, as a kill does, and runs it again: it does what is left,
// and removes what it left of a file.
func TestInterruptedRename(t *testing.T) {
	rename := func(dir string) []string {
		run := exec.CommandContext(t.Context(), "compendium", "rename", "--content", dir, "--as-of", exampleDay,
			"drugs/examplinib", "drugs/newinib")
		var stderr strings.Builder
		run.Stderr = &stderr
		out, err := run.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, stderr.String())
		}
		return strings.Fields(string(out))
	}
	whole := exampleDir(t)
	order := rename(whole)
	want := filesIn(t, whole)
	const least = 3 // the new file, one that refers to it, and the old one
	if len(order) < least {
		t.Fatalf("the rename writes %v", order)
	}
	for n := range order {
		dir := exampleDir(t)
		for _, file := range order[:n] {
			name, err := filepath.Rel(whole, file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(want[filepath.ToSlash(name)]), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		half := filepath.Join(dir, "drugs", ".incoming-newinib.yaml-ABC")
		old := time.Now().Add(-time.Minute)
		if err := errors.Join(os.WriteFile(half, nil, 0o600), os.Chtimes(half, old, old)); err != nil {
			t.Fatal(err)
		}
		rename(dir)
		if diff := cmp.Diff(want, filesIn(t, dir)); diff != "" {
			t.Errorf("after %v, the rename ends with (-want +got):\n%s", order[:n], diff)
		}
	}
}

// TestNewFileOnAFullDisk makes a file that must not exist yet while the disk is full. It can be made later.
func TestNewFileOnAFullDisk(t *testing.T) {
	key := filepath.Join(t.TempDir(), "team.key")
	full := exec.CommandContext(t.Context(), "sh", "-c", `trap "" XFSZ; ulimit -f 0; exec compendium keygen -o "$1"`, "sh",
		key)
	if out, err := full.CombinedOutput(); err == nil || !strings.Contains(string(out), "file too large") {
		t.Fatalf("got %v\n%s", err, out)
	}
	if out, err := exec.CommandContext(t.Context(), "compendium", "keygen", "-o", key).CombinedOutput(); err != nil {
		t.Errorf("once there is room: %v\n%s", err, out)
	}
}

// TestFormatterOnAFullDisk bounds the size of files, as if the disk were full.
func TestFormatterOnAFullDisk(t *testing.T) {
	dir := newUnformatted(t, 1)
	full := exec.CommandContext(t.Context(), "sh", "-c", `trap "" XFSZ; ulimit -f 1; exec compendium fmt "$1"`, "sh", dir)
	if out, err := full.CombinedOutput(); err == nil || !strings.Contains(string(out), "file too large") {
		t.Fatalf("got %v\n%s", err, out)
	}
	if left := hidden(t, dir); left != nil {
		t.Errorf("%v are left", left)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "targets", "t0.yaml")); err != nil || string(text) != unformatted(0) {
		t.Errorf("the file is %q, %v", text, err)
	}
}

// TestReplaceFile replaces what links lead to, and keeps the mode.
func TestReplaceFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "targets", "real.yaml")
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte("old"), 0o640),
		os.Symlink("real.yaml", filepath.Join(dir, "targets", "link.yaml")),
		os.Symlink("loop.yaml", filepath.Join(dir, "targets", "loop.yaml")),
		os.Symlink("../../out.yaml", filepath.Join(dir, "targets", "out.yaml")),
		os.Symlink(file, filepath.Join(dir, "targets", "absolute.yaml"))); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	for name, ok := range map[string]bool{
		"targets/real.yaml": true, "targets/link.yaml": true, "targets/loop.yaml": false, "targets/out.yaml": false,
		"targets/absolute.yaml": false, "targets": false, "targets/none.yaml": false,
	} {
		if err := replaceFile(root, name, []byte(name)); (err == nil) != ok {
			t.Errorf("%s: %v", name, err)
		}
		if text, err := os.ReadFile(file); ok && (err != nil || string(text) != name) {
			t.Errorf("%s: the file is %q, %v", name, text, err)
		}
	}
	info, err := os.Stat(file)
	link, linkErr := os.Lstat(filepath.Join(dir, "targets", "link.yaml"))
	if err := errors.Join(err, linkErr); err != nil || info.Mode().Perm() != 0o640 || link.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the file has the mode %v and the link %v, %v", info.Mode(), link.Mode(), err)
	}
	for _, name := range []string{"targets/real.yaml", "targets/link.yaml", "targets/out.yaml"} {
		if err := createIn(root, name, []byte("other")); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s is written over: %v", name, err)
		}
	}
}

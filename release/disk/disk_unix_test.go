//go:build unix

package disk_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/opencompendium/compendium/release/disk"
)

// TestWriteFileKeepsPipes checks that a path that is not a regular file is written to, not replaced.
func TestWriteFileKeepsPipes(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	reader, err := os.OpenFile(pipe, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reader.Close() }()
	if err := disk.WriteFile(pipe, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode().IsRegular() {
		t.Fatalf("the pipe is %v now, %v", info.Mode(), err)
	}
	text := make([]byte, len("text"))
	if n, err := reader.Read(text); err != nil || string(text[:n]) != "text" {
		t.Errorf("%q came through the pipe, %v", text, err)
	}
}

// TestWriteFileKeepsModesAndLinks replaces a file through a link, and writes a new one with a umask.
func TestWriteFileKeepsModesAndLinks(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	dir := t.TempDir()
	target, link, fresh := filepath.Join(dir, "target"), filepath.Join(dir, "link"), filepath.Join(dir, "fresh")
	if err := errors.Join(os.WriteFile(target, nil, 0o600), os.Symlink("target", link)); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{link, fresh} {
		if err := disk.WriteFile(path, []byte("text"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]fs.FileMode{target: 0o600, fresh: 0o640, link: 0o777 | fs.ModeSymlink} {
		if info, err := os.Lstat(path); err != nil || info.Mode() != want {
			t.Errorf("%s is %v, %v, want %v", path, info.Mode(), err, want)
		}
	}
	if text, err := os.ReadFile(target); err != nil || string(text) != "text" {
		t.Errorf("the link leads to %q, %v", text, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 3 {
		t.Errorf("%v, %v", left, err)
	}
}

// TestReplaceLeavesNothing replaces what cannot be replaced.
func TestReplaceLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "folder", "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "folder"), filepath.Join(dir, "none", "file")} {
		if err := disk.Replace(path, nil, 0o600); err == nil {
			t.Errorf("%s is replaced", path)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}

func TestSwap(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	if err := os.WriteFile(path, []byte("one"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		before, data, left string
		want               error
	}{{"one", "two", "two", nil}, {"one", "three", "two", disk.ErrChanged}, {"two", "", "", nil}} {
		err := disk.Swap(path, []byte(tt.before), []byte(tt.data), 0o600)
		if text, readErr := os.ReadFile(path); !errors.Is(err, tt.want) || readErr != nil || string(text) != tt.left {
			t.Errorf("swap %q for %q: %v, and the file has %q, %v", tt.before, tt.data, err, text, readErr)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}

// TestReplaceRemovesLeftovers replaces a file beside temporary files of its own and of another one. A young one may be
// that of a process that still runs.
func TestReplaceRemovesLeftovers(t *testing.T) {
	dir := t.TempDir()
	long := time.Now().Add(-2 * time.Minute)
	for name, old := range map[string]bool{"file-OLD": true, "file-YOUNG": false, "other-OLD": true} {
		path := filepath.Join(dir, disk.TemporaryPrefix+name)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if old {
			if err := os.Chtimes(path, long, long); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := disk.Replace(filepath.Join(dir, "file"), []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	want := []string{disk.TemporaryPrefix + "file-YOUNG", disk.TemporaryPrefix + "other-OLD", "file"}
	if !slices.Equal(left, want) {
		t.Errorf("the directory has %v, want %v", left, want)
	}
}

func TestCreate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	broken := errors.New("broken")
	for _, tt := range []struct {
		name      string
		write     error
		want      error
		remaining string
	}{{"whole", nil, nil, "text"}, {"there already", nil, fs.ErrExist, "text"}, {"half", broken, broken, "text"}} {
		if tt.name == "half" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		err := disk.Create(path, func(into io.Writer) error {
			_, err := io.WriteString(into, "text")
			return errors.Join(err, tt.write)
		})
		if text, readErr := os.ReadFile(path); !errors.Is(err, tt.want) || readErr != nil || string(text) != tt.remaining {
			t.Errorf("%s: %v, and the file has %q, %v", tt.name, err, text, readErr)
		}
	}
}

func TestSyncAndClean(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{disk.TemporaryPrefix + "a-1", "a"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(disk.Clean(dir), disk.Sync(dir), disk.Sync(filepath.Join(dir, "a")),
		disk.Sync(os.DevNull)); err != nil { // the device cannot be synced
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 || left[0].Name() != "a" {
		t.Errorf("%v, %v", left, err)
	}
	for name, of := range map[string]func(string) error{"Clean": disk.Clean, "Sync": disk.Sync} {
		if err := of(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s of what is not there: %v", name, err)
		}
	}
}

func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	unlock, err := disk.Lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := disk.Lock(short, path); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the lock is taken twice: %v", err)
	}
	time.AfterFunc(20*time.Millisecond, unlock)
	again, err := disk.Lock(t.Context(), path)
	if err != nil {
		t.Fatalf("once it is free: %v", err)
	}
	again()
	if _, err := disk.Lock(t.Context(), filepath.Join(path, "none")); err == nil {
		t.Error("a lock below a file is taken")
	}
}

func TestState(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Symlink("file", link)); err != nil {
		t.Fatal(err)
	}
	of := func() string {
		state, err := disk.State(link)
		if err != nil {
			t.Fatal(err)
		}
		return state
	}
	before := of()
	if of() != before {
		t.Error("the state of an unchanged file differs")
	}
	time.Sleep(20 * time.Millisecond) // the clock of a file system ticks slowly
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if of() == before {
		t.Error("the state of a file that was written to is the same")
	}
	if _, err := disk.State(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the state of what is not there: %v", err)
	}
}

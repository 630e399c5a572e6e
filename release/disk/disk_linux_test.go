package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

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

package disk_test

import (
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

//go:build unix

package follow_test

import (
	"testing"

	"golang.org/x/sys/unix"
)

// pipe makes a named pipe without a writer.
func pipe(t *testing.T, path string) {
	t.Helper()
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
}

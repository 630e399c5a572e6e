package follow

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestWatchWithoutNotifications changes a file unnoticed: after the notifications have ended, and when none came for as
// long as slowPoll.
func TestWatchWithoutNotifications(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "drugs")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	var w watch
	state := func(ctx context.Context) string {
		t.Helper()
		s, err := w.state(ctx, []string{dir})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	ctx, cancel := context.WithCancel(t.Context())
	before := state(ctx)
	cancel()
	for range 500 {
		if _, open := <-w.notify.Events; !open {
			break
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "a"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ended := state(t.Context())
	if ended == before {
		t.Error("a change after the end of notifications is not seen")
	}
	state(t.Context()) // asks for notifications again
	if err := w.notify.Remove(folder); err != nil {
		t.Fatal(err)
	}
	for w.changed(t.Context()) { // until what is left of them is read
		time.Sleep(time.Millisecond)
	}
	if err := os.WriteFile(filepath.Join(folder, "b"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if state(t.Context()) != ended {
		t.Fatal("the directory is read without a notification")
	}
	w.read = w.read.Add(-slowPoll)
	if state(t.Context()) == ended {
		t.Error("a change without a notification is not seen by the slow poll")
	}
}

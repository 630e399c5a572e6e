package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRepairSaysHowToPublishAgain cuts off the file of the newest release. The command that a repair names gives the
// release a number that servers of the lost one take.
func TestRepairSaysHowToPublishAgain(t *testing.T) {
	dir := t.TempDir()
	content, file, layout := filepath.Join(dir, "content"), filepath.Join(dir, "a.release"), "oci-layout://"+dir+"/layout"
	if err := writeExample(content); err != nil {
		t.Fatal(err)
	}
	said := func(args ...string) string {
		t.Helper()
		var out bytes.Buffer
		c := &command{Stdout: &out, Stderr: &out, Now: time.Now}
		if code := c.Main(t.Context(), args); code != exitClean {
			t.Fatalf("%s: exit code %d: %s", args[0], code, &out)
		}
		return out.String()
	}
	said("build", content, "--as-of", "2026-06-01", "-o", file)
	said("publish", layout+":stable", "--release", file)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	blob := filepath.Join(dir, "layout", "blobs", "sha256", hex.EncodeToString(sum[:]))
	if err := os.Remove(blob); err != nil {
		t.Fatal(err)
	}
	write(t, blob, string(text[:1000]))
	const again = "publish it again with --after 1\n"
	if got := said("releases", "--repair", layout); !strings.Contains(got, again) {
		t.Errorf("the repair says %s, want %s", got, again)
	}
	const second = "leads to release 2: "
	if got := said("publish", layout+":stable", "--release", file, "--after", "1"); !strings.Contains(got, second) {
		t.Errorf("publish says %s, want %s", got, second)
	}
}

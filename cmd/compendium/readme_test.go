package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestReadmeFinding makes the change that the README describes and compares the finding with the one that it shows.
func TestReadmeFinding(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?m)^content/drugs/imatinib\.yaml:.*$`).FindString(string(readme))
	if shown == "" {
		t.Fatal("the README shows no finding")
	}
	copyFrozen(t)
	file := filepath.Join("content", "drugs", "imatinib.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(text), "{jurisdiction: US, off_label: true, ", "{jurisdiction: US, ", 1)
	if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := &command{Stdout: &out, Stderr: &out, Now: time.Now}
	if code := c.Main(t.Context(), []string{"lint", "--as-of", "2026-11-23"}); code != exitFindings {
		t.Errorf("exit code %d", code)
	}
	line := regexp.MustCompile("(?m)^" + strings.ReplaceAll(regexp.QuoteMeta(shown), "…", `\d+`) + "$")
	if !line.Match(out.Bytes()) {
		t.Errorf("the README shows\n%s\nand lint prints\n%s", shown, out.String())
	}
}

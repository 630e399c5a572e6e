package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestEditingAsDocumented adds the drug of docs/editing.md to the frozen catalog: lint and fmt must accept it.
func TestEditingAsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/editing.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "   ```yaml\n")
	record, _, found := strings.Cut(rest, "   ```\n")
	if !found {
		t.Fatal("docs/editing.md shows no record")
	}
	record = strings.TrimPrefix(strings.ReplaceAll("\n"+record, "\n   ", "\n"), "\n")
	copyFrozen(t)
	source := `display_name: "FDA: label of Exampla"
kind: LABEL
publisher: Example Pharma
title: Exampla prescribing information
dates: {revised: "2026-10-01"}
jurisdiction: US
`
	for name, text := range map[string]string{"drugs/examplinib.yaml": record,
		"sources/fda-label-of-exampla.yaml": source} {
		if err := os.WriteFile(filepath.Join("content", filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"lint", "--as-of", "2026-11-26", "--fail-on", "info", "content/drugs/examplinib.yaml",
			"content/sources/fda-label-of-exampla.yaml"},
		{"fmt", "--diff", "content/drugs/examplinib.yaml"},
	} {
		var out bytes.Buffer
		c := &command{Stdout: &out, Stderr: &out, Now: time.Now}
		if code := c.Main(t.Context(), args); code != exitClean {
			t.Errorf("%v: exit code %d:\n%s", args, code, &out)
		}
	}
}

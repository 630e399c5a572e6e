package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// TestLintOutputAsDocumented runs each command that docs/lint-output.md shows, over the content of the script
// lint-output.txtar. What it prints begins as the page shows it.
func TestLintOutputAsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/lint-output.md")
	if err != nil {
		t.Fatal(err)
	}
	script, err := txtar.ParseFile("testdata/script/lint-output.txtar")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := writeExample("content"); err != nil {
		t.Fatal(err)
	}
	for _, f := range script.Files {
		for name, file := range map[string]string{"broken/examplinib.yaml": "drugs/examplinib.yaml",
			"broken/trialimab.yaml": "drugs/trialimab.yaml"} {
			if f.Name == name {
				if err := os.WriteFile(filepath.Join("content", filepath.FromSlash(file)), f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	shown := regexp.MustCompile("(?s)```console\n\\$ compendium ([^\n]*)\n(.*?)```").FindAllStringSubmatch(string(page),
		-1)
	if len(shown) < 5 {
		t.Fatalf("the page shows %d commands", len(shown))
	}
	for _, example := range shown {
		t.Run(example[1], func(t *testing.T) {
			var out, problems bytes.Buffer
			c := &command{Stdout: &out, Stderr: &problems, Now: time.Now}
			if code := c.Main(t.Context(), strings.Fields(example[1])); code != exitFindings {
				t.Errorf("exit code %d; %s", code, &problems)
			}
			if !strings.HasPrefix(out.String(), example[2]) {
				t.Errorf("the page shows\n%s\nand lint prints\n%s", example[2], &out)
			}
		})
	}
}

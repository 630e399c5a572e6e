package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestConfigurationAsDocumented goes through docs/configuration.md: each compendium.yaml that it shows is put above the
// example content, and each command after it prints what the page shows, or begins so.
func TestConfigurationAsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := writeExample("content"); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, block := range regexp.MustCompile("(?s)```([a-z]+)\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		if block[1] == "yaml" {
			if err := os.WriteFile("compendium.yaml", []byte(block[2]), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		line, shown, _ := strings.Cut(strings.TrimPrefix(block[2], "$ compendium "), "\n")
		var out, problems bytes.Buffer
		c := &command{Stdout: &out, Stderr: &problems, Now: time.Now}
		if code := c.Main(t.Context(), strings.Fields(line)); code == exitFailed {
			t.Errorf("%s: %s", line, &problems)
		}
		if !strings.HasPrefix(out.String(), strings.TrimSuffix(shown, "\n")) {
			t.Errorf("%s\nthe page shows\n%s\nand lint prints\n%s", line, shown, &out)
		}
		ran++
	}
	if ran < 5 {
		t.Errorf("the page shows %d commands", ran)
	}
}

func TestEveryKeyOfTheConfigurationIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	described, err := describedBy(nil, true)
	if err != nil {
		t.Fatal(err)
	}
	for i := range described.Fields().Len() {
		if name := string(described.Fields().Get(i).Name()); !strings.Contains(string(page), "\n| `"+name+"` |") {
			t.Errorf("docs/configuration.md has no row for the key %s", name)
		}
	}
}

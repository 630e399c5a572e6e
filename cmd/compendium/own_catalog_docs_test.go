package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release"
)

// buildFrozen builds a release of the frozen catalog with one text of a record replaced.
func buildFrozen(t *testing.T, file, record, old, replacement string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(frozenDir)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, record))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, record), strings.Replace(string(text), old, replacement, 1))
	c, problems, err := catalog.LoadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	data, err := release.Build(c, problems, "frozen", release.Options{AsOf: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, string(data))
}

// TestOwnCatalogAsDocumented follows docs/own-catalog.md: it writes each file and runs each command that the page
// shows, and compares what they print. Two releases of the frozen catalog replace the embedded one and a newer one.
func TestOwnCatalogAsDocumented(t *testing.T) {
	page := string(readTop(t, "docs/own-catalog.md"))
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	nausea := filepath.Join("effects", "nausea.yaml")
	buildFrozen(t, filepath.Join(dir, "base.release"), nausea, "", "")
	buildFrozen(t, filepath.Join(dir, "newer.release"), nausea, "display_name: Nausea",
		"display_name: Nausea (feeling sick)")
	t.Chdir(dir)
	ran := 0
	for _, block := range regexp.MustCompile("(?s)```(yaml|console)\n(.*?)```").FindAllStringSubmatch(page, -1) {
		if file, ok := strings.CutPrefix(block[2], "# hospital/"); ok && block[1] == "yaml" {
			name, text, _ := strings.Cut(file, "\n")
			file := filepath.Join(dir, "hospital", filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			write(t, file, text)
			continue
		}
		for _, call := range strings.Split("\n"+block[2], "\n$ ")[1:] {
			line, shown, _ := strings.Cut(call, "\n")
			followPage(t, line, shown)
			ran++
		}
	}
	const commands = 11
	if ran != commands {
		t.Errorf("the page shows %d commands, want %d", ran, commands)
	}
}

// substitution matches the command of sed in a line.
var substitution = regexp.MustCompile(`s/([^/]*)/([^/]*)/`)

// followPage runs a command line of a page and fails unless it prints what the page shows. A … matches any
// comes there.
func followPage(t *testing.T, line, shown string) {
	t.Helper()
	words := strings.Fields(line)
	switch {
	case words[0] == "cd":
		t.Chdir(words[1])
		return
	case words[0] == "sed":
		change := substitution.FindStringSubmatch(line)
		rewrite(t, words[len(words)-1], func(text string) string { return strings.Replace(text, change[1], change[2], 1) })
		return
	case words[1] == "build":
		return // the base is there
	}
	var out, problems bytes.Buffer
	c := &command{Stdout: &out, Stderr: &problems, Now: time.Now}
	if code := c.Main(t.Context(), words[1:]); code == exitFailed {
		t.Fatalf("%s: %s", line, &problems)
	}
	pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSpace(shown)), "…", "(?s:.*?)") + "$"
	if !regexp.MustCompile(pattern).MatchString(strings.TrimSpace(out.String())) {
		t.Errorf("%s\nthe page shows\n%s\nand it prints\n%s%s", line, shown, &out, &problems)
	}
}

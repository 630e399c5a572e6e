package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/release/registry/registrytest"
)

// TestReleasesAsDocumented runs each command that docs/releases.md shows, in its order, with a registry and a web
// server of the test in the place of those that the page names. Commands of others are tried by hand, and what they
// would leave is made here.
func TestReleasesAsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/releases.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := writeExample("content"); err != nil {
		t.Fatal(err)
	}
	registry := registrytest.Start(t, &registrytest.Registry{})
	web := httptest.NewServer(http.FileServer(http.Dir("www")))
	t.Cleanup(web.Close)
	elsewhere := strings.NewReplacer("ghcr.io", registry.Host(), "https://data.example.com", web.URL)
	ran := map[string]int{}
	for i, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		// The content changes from one part of the page to the next.
		write(t, filepath.Join("content", "targets", "example.yaml"),
			"display_name: Target "+string(rune('a'+i))+"\nkind: GENE\nsymbol: EXM\n")
		for line := range strings.Lines(block[1]) {
			command, _, _ := strings.Cut(elsewhere.Replace(line), " #")
			words := strings.Fields(command)
			switch {
			case words[0] == "mkdir":
				if err := os.MkdirAll(words[len(words)-1], 0o700); err != nil {
					t.Fatal(err)
				}
			case words[0] == "oras" && words[1] == "cp":
				runHere(t, "publish", "oci-layout://"+strings.TrimPrefix(words[len(words)-1], "./"), "--key", "team.key")
			case words[0] == "oras", words[0] == "cosign":
			case slices.Contains(words, "--repair"):
				runHere(t, "publish", "oci-layout://releases:stable", "--key", "team.key")
				runHere(t, words[1:]...)
				ran["repair"]++
			case words[1] == "serve":
				start(t, append(words[1:], "--listen", "127.0.0.1:0", "--cache-dir", "cache")...)
				ran["serve"]++
			default:
				runHere(t, words[1:]...)
				ran[words[1]]++
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"keygen": 1, "publish": 4, "promote": 2, "serve": 3, "releases": 1, "repair": 1,
		"rollback": 1}, ran); diff != "" {
		t.Errorf("the commands of the page (-want +got):\n%s", diff)
	}
}

// TestEveryReasonIsDocumented compares the reasons of refusal with the table of docs/releases.md.
func TestEveryReasonIsDocumented(t *testing.T) {
	code, err := os.ReadFile("../../release/follow/reason.go")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/releases.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "### Reasons for refusal")
	table, _, _ = strings.Cut(table, "## Mirrors")
	find := func(text, pattern string) []string {
		var list []string
		for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			list = append(list, match[1])
		}
		slices.Sort(list)
		return list
	}
	reasons := find(string(code), `Reason\w+ += "(\w+)"`)
	if diff := cmp.Diff(reasons, find(table, "(?m)^\\| `(\\w+)` \\|")); diff != "" || len(reasons) < 10 {
		t.Errorf("the table has (-want +got):\n%s", diff)
	}
}

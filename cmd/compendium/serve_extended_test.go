package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestServeExtended serves a catalog that extends a release file, on a real listener: records say where they come from,
// and the server follows the base.
func TestServeExtended(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "base.release")
	build := func(change func(string) string) {
		below := filepath.Join(t.TempDir(), "content")
		if err := writeExample(below); err != nil {
			t.Fatal(err)
		}
		rewrite(t, filepath.Join(below, "conditions", "chordoma.yaml"), change)
		var out bytes.Buffer
		c := &command{Stdout: &out, Stderr: &out, Now: time.Now}
		if code := c.Main(t.Context(), []string{"build", "--as-of", "2026-06-01", "-o", file, below}); code != exitClean {
			t.Fatalf("build: exit code %d: %s", code, &out)
		}
	}
	build(func(text string) string { return text })
	if err := os.MkdirAll(filepath.Join(dir, "content", "conditions"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "compendium.yaml"), "extends: base.release\n")
	write(t, filepath.Join(dir, "content", "conditions", "own-sarcoma.yaml"), `display_name: Own sarcoma
kind: NEOPLASM
parents: [conditions/sarcoma]
cites: [page]
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations: {page: {source: sources/page}}
named_apart: [conditions/sarcoma]
`)
	client := start(t, "serve", "--content", filepath.Join(dir, "content"), "--as-of", "2026-06-01", "--listen",
		"127.0.0.1:0", "--poll", "5ms")
	first := state(t, client)
	if len(first.Bases) != 1 || first.Bases[0].Origin != "base.release" || first.Bases[0].Digest == "" {
		t.Errorf("bases %v", first.Bases)
	}
	for filter, want := range map[string]string{
		`origin = "base.release"`:        "conditions/chordoma conditions/sarcoma",
		`NOT origin:*`:                   "conditions/own-sarcoma",
		`parents = "conditions/sarcoma"`: "conditions/chordoma conditions/own-sarcoma",
	} {
		list, err := client.ListConditions(t.Context(), &compendiumv1.ListConditionsRequest{Filter: filter})
		if err != nil {
			t.Fatalf("%s: %v", filter, err)
		}
		var names []string
		for _, c := range list.Conditions {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: %s, want %s", filter, got, want)
		}
	}
	build(func(text string) string {
		return strings.Replace(text, "display_name: Chordoma", "display_name: Chordomas", 1)
	})
	await(t, client, func(s *compendiumv1.Catalog) bool {
		return s.Version != first.Version && s.LoadState == compendiumv1.Catalog_CURRENT
	})
	moved, err := client.GetCondition(t.Context(), &compendiumv1.GetConditionRequest{Name: "conditions/chordoma"})
	if err != nil || moved.DisplayName != "Chordomas" || moved.Origin != "base.release" {
		t.Errorf("after the base has moved: %v, %v", moved, err)
	}
}

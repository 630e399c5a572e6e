package main

import "testing"

// TestWithoutQuotes checks that a path is written as changes have it, with a key that is a path itself.
func TestWithoutQuotes(t *testing.T) {
	for path, want := range map[string]string{
		"":                                "",
		"review":                          "review",
		`uses["chordoma"].labels["US"]`:   "uses[chordoma].labels[US]",
		"results[0].summary":              "results[0].summary",
		`gaps["uses[\"a\"].duration"]`:    `gaps[uses["a"].duration]`,
		`side_effects["5\" or 6\""].band`: `side_effects[5" or 6"].band`,
	} {
		if got := withoutQuotes(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

package main

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/bench/generate"
)

func TestDefectsAreMadeAndHaveAPlace(t *testing.T) {
	sound := generate.Files(spoiltFrom)[spoilt]
	for _, d := range defects() {
		text := d.make(sound)
		if text == sound {
			t.Errorf("%s: the record has nothing to make it in", d.name)
		}
		plain, wrapped := linesOf(d, text, false), linesOf(d, text, true)
		if len(plain) == 0 || len(plain) > 2 {
			t.Errorf("%s: its place is one of the lines %v", d.name, plain)
		}
		for i := range plain {
			if wrapped[i] != plain[i]+3 {
				t.Errorf("%s: line %d is line %d of the resource, want three more", d.name, plain[i], wrapped[i])
			}
		}
	}
}

func TestAnswer(t *testing.T) {
	const at = 14
	for says, want := range map[string]string{
		"/tmp/content/drugs/drug-3.yaml:14:5 unknown field":                       rightLine,
		"drugs.\"drug-3\".route: conflicting\n    ./drugs/drug-3.yaml:14:12\n":    rightLine,
		"drugs/drug-3.yaml - failed: yaml: unmarshal errors:\n  line 14: key set": rightLine,
		"/tmp/content/drugs/drug-3.yaml:141:5 unknown field":                      fileOnly,
		"FAIL - Combined - main - drugs/drug-3.yaml: no citation has the key":     fileOnly,
		"some instances are incomplete":                                           noPlace,
	} {
		if got := answer(false, says, []int{at}); got != want {
			t.Errorf("%q: got %q, want %q", says, got, want)
		}
	}
	if got := answer(true, fmt.Sprint("drug-3.yaml:", at), []int{at}); got != notFound {
		t.Errorf("what is accepted: got %q", got)
	}
}

package main

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/bench/generate"
)

func TestDefectsHaveAPosition(t *testing.T) {
	valid := generate.Files(targetDrugs)[targetFile]
	for _, d := range defects() {
		text := d.make(valid)
		if text == valid {
			t.Errorf("%s: no effect on the record", d.name)
		}
		plain, wrapped := linesOf(d, text, false), linesOf(d, text, true)
		if len(plain) == 0 || len(plain) > 2 {
			t.Errorf("%s: positions %v", d.name, plain)
		}
		for i := range plain {
			if wrapped[i] != plain[i]+3 {
				t.Errorf("%s: line %d is line %d of the resource, want three lines more", d.name, plain[i], wrapped[i])
			}
		}
	}
}

func TestAnswer(t *testing.T) {
	const at = 14
	for output, want := range map[string]string{
		"/tmp/content/drugs/drug-3.yaml:14:5 unknown field":                       rightLine,
		"drugs.\"drug-3\".route: conflicting\n    ./drugs/drug-3.yaml:14:12\n":    rightLine,
		"drugs/drug-3.yaml - failed: yaml: unmarshal errors:\n  line 14: key set": rightLine,
		"/tmp/content/drugs/drug-3.yaml:141:5 unknown field":                      fileOnly,
		"FAIL - Combined - main - drugs/drug-3.yaml: no citation has the key":     fileOnly,
		"some instances are incomplete":                                           noPlace,
	} {
		if got := answer(false, output, []int{at}); got != want {
			t.Errorf("%q: got %q, want %q", output, got, want)
		}
	}
	if got := answer(true, fmt.Sprint("drug-3.yaml:", at), []int{at}); got != notFound {
		t.Errorf("accepted content: got %q", got)
	}
}

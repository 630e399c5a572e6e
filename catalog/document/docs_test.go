package document

import (
	"os"
	"strings"
	"testing"
)

// TestYAMLPage reads the examples of docs/yaml.md: what is read, as the library reads it, and what is refused, as one
// finding of the rule that is named. What is to be written in its place is read.
func TestYAMLPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/yaml.md")
	if err != nil {
		t.Fatal(err)
	}
	read, refused := 0, 0
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.ReplaceAll(strings.Trim(line, "| \n"), `\|`, "\x00"), " | ")
		switch len(cells) {
		case 2:
			if text, ok := sample(cells[1]); ok {
				expectRead(t, cells[0], text)
				read++
			}
		case 5:
			text, ok := sample(cells[1])
			if !ok {
				continue
			}
			if _, findings := Parse([]byte(text)); len(findings) != 1 || findings[0].Rule != cells[4] {
				t.Errorf("%s: %q has the findings %v, want one of %s", cells[0], text, findings, cells[4])
			}
			instead, _ := sample(cells[2])
			expectRead(t, cells[0], instead)
			refused++
		}
	}
	if read < 10 || refused < 15 {
		t.Errorf("the page has %d examples of what is read and %d of what is not", read, refused)
	}
}

func expectRead(t *testing.T, what, text string) {
	t.Helper()
	d, findings := Parse([]byte(text))
	if len(findings) > 0 {
		t.Errorf("%s: %q is not read: %v", what, text, findings)
		return
	}
	sameAsLibrary(t, d, []byte(text))
}

// sample returns the text of an example.
func sample(cell string) (string, bool) {
	text, ok := strings.CutPrefix(cell, "`")
	return strings.NewReplacer("⏎", "\n", "⇥", "\t", "⍽", "\u00a0", "␀", "\x00", "\x00", "|").Replace(strings.TrimSuffix(text, "`")), ok
}

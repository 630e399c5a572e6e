package document

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCommentsSurviveAnywhere puts comments and empty lines at random places of shipped records. Each comment is
// numbered, and each that is one afterwards is in the formatted file once.
func TestCommentsSurviveAnywhere(t *testing.T) {
	files := shipped(t)
	var paths []string
	for path := range files {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	random := rand.New(rand.NewPCG(1, 2))
	rounds := 0
	for i := range 300 {
		path := paths[random.IntN(len(paths))]
		source := withRemarks(random, string(files[path]))
		if d, problems := Parse([]byte(source)); len(problems) > 0 || len(d.Decode(typeOf(t, path).New().Interface())) > 0 {
			continue // a comment within a text over several lines cuts it off
		}
		rounds++
		formatted, err := Format([]byte(source), typeOf(t, path))
		if err != nil {
			t.Fatalf("%s, round %d: %v\n%s", path, i, err, source)
		}
		for n := range strings.Count(source, "#c") {
			mark := fmt.Sprintf("#c%d.", n)
			if strings.Count(source, mark) != strings.Count(string(formatted), mark) {
				t.Fatalf("%s, round %d: comment %d is gone\n%s\n%s", path, i, n, source, formatted)
			}
		}
		again, err := Format(formatted, typeOf(t, path))
		if err != nil {
			t.Fatalf("%s, round %d: format again: %v\n%s", path, i, err, formatted)
		}
		if diff := cmp.Diff(string(formatted), string(again)); diff != "" {
			t.Fatalf("%s, round %d: formatted twice (-once +twice):\n%s\n%s", path, i, diff, source)
		}
	}
	if rounds < 200 {
		t.Errorf("only %d of 300 rounds were formatted", rounds)
	}
}

func withRemarks(random *rand.Rand, source string) string {
	var b strings.Builder
	n := 0
	comment := func() string {
		n++
		return fmt.Sprintf("#c%d.", n-1)
	}
	for line := range strings.Lines(source) {
		switch random.IntN(12) {
		case 0:
			b.WriteString(strings.Repeat(" ", random.IntN(9)) + comment() + "\n")
		case 1:
			b.WriteString("\n")
		case 2:
			line = strings.TrimSuffix(line, "\n") + " " + comment() + "\n"
		case 3:
			// Brackets may go over several lines, with comments between their items.
			if before, after, ok := strings.Cut(line, ", "); ok && strings.ContainsAny(before, "[{") {
				line = before + ", " + comment() + "\n        " + comment() + "\n        " + after
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

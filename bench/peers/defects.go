package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/bench/generate"
)

// defect is a kind of thing that people get wrong, made in one record.
type defect struct {
	name string
	// make changes the text of the record.
	make func(text string) string
	// at begins each line that may be named as its place; where it is empty, the first line of the file may.
	at []string
}

// spoilt is the record that defects are made in, of content of few drugs.
const (
	spoilt     = "drugs/drug-3.yaml"
	spoiltFrom = 20
)

func replace(old, by string) func(string) string {
	return func(text string) string { return strings.Replace(text, old, by, 1) }
}

// defects lists the kinds.
func defects() []defect {
	return []defect{
		{"a label without off_label", replace("off_label: false, ", ""), []string{"      - {jurisdiction: US, cites"}},
		{"an unknown key", replace("    frequency:", "    freqency:"), []string{"    freqency:"}},
		{"a word that an enum does not have", replace("route: ORAL", "route: ORALLY"), []string{"  - route: ORALLY"}},
		{"a month that there is not", func(text string) string { return date.ReplaceAllString(text, `        date: "1993-13"`) }, []string{`        date: "1993-13"`}},
		{"a key that stands twice", replace("lifecycle: ACTIVE\n", "lifecycle: ACTIVE\nlifecycle: ACTIVE\n"), []string{"lifecycle:"}},
		{"a reference to no record", replace("condition: conditions/condition-0", "condition: conditions/nowhere"), []string{"    condition: conditions/nowhere"}},
		{"a flag that contradicts the events", replace("off_label: false", "off_label: true"), []string{"      - {jurisdiction: US, off_label: true"}},
		{"a drug in use without a route", func(text string) string {
			before, rest, _ := strings.Cut(text, "administrations:\n")
			_, after, _ := strings.Cut(rest, "side_effects:\n")
			return before + "side_effects:\n" + after
		}, []string{"display_name:"}},
		{"a citation key that there is not", replace("    cites: [paper]\nreview:", "    cites: [papr]\nreview:"), []string{"    cites: [papr]"}},
		{"an event out of order", replace("uses:\n", earlier+"uses:\n"), []string{`        date: "1980-01"`}},
	}
}

var date = regexp.MustCompile(`(?m)^        date: .*$`)

// earlier is an event that has to stand above those of the record.
const earlier = `      - regulator: regulators/agency
        use: first
        event: APPROVED
        date: "1980-01"
        cites: [label]
`

// answers of a peer about a defect.
const (
	rightLine = "right line"
	fileOnly  = "file only"
	noPlace   = "found, no place"
	notFound  = "not found"
)

// findDefects says for each defect and peer what it answers. A peer that does not accept the sound content is not set up.
func findDefects(ctx context.Context, s *setup, list []peer) (map[string][]string, error) {
	for _, p := range list {
		content, err := s.content(spoiltFrom, p.wrapped)
		if err != nil {
			return nil, err
		}
		accepts, says, err := p.accepts(ctx, s, content)
		if err != nil {
			return nil, err
		}
		if !accepts {
			return nil, fmt.Errorf("%s does not accept the sound content:\n%s", p.name, says)
		}
	}
	sound := generate.Files(spoiltFrom)[spoilt]
	found := make(map[string][]string)
	for _, d := range defects() {
		text := d.make(sound)
		if text == sound {
			return nil, fmt.Errorf("%s: the record has nothing to make it in", d.name)
		}
		for _, p := range list {
			content, err := s.content(spoiltFrom, p.wrapped)
			if err != nil {
				return nil, err
			}
			if err := write(content, spoilt, text, p.wrapped); err != nil {
				return nil, err
			}
			accepts, says, err := p.accepts(ctx, s, content)
			if err != nil {
				return nil, err
			}
			found[d.name] = append(found[d.name], answer(accepts, says, linesOf(d, text, p.wrapped)))
			if err := write(content, spoilt, sound, p.wrapped); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// linesOf gives the numbers of the lines that may be named as the place of a defect.
func linesOf(d defect, text string, wrapped bool) []int {
	var lines []int
	number := 0
	if wrapped {
		number = strings.Count(wrap("", ""), "\n") - 1
	}
	for line := range strings.Lines(text) {
		number++
		for _, begin := range d.at {
			if strings.HasPrefix(line, begin) {
				lines = append(lines, number)
			}
		}
	}
	return lines
}

// answer tells from what a peer says whether it found a defect, and where.
func answer(accepts bool, says string, lines []int) string {
	id := strings.TrimSuffix(filepath.Base(spoilt), ".yaml")
	switch {
	case accepts:
		return notFound
	case !strings.Contains(says, id):
		return noPlace
	}
	for _, line := range lines {
		// A peer names the line right behind the file, or in words further on.
		if regexp.MustCompile(`(?s)` + regexp.QuoteMeta(id) + `\.yaml(:|.{1,200}\bline )` + strconv.Itoa(line) + `\b`).MatchString(says) {
			return rightLine
		}
	}
	return fileOnly
}

// printFound prints a table of the answers.
func printFound(list []peer, found map[string][]string) {
	fmt.Print("\n## Which defects they find\n\nEach defect is made in one record. `right line`: the peer names the file and the line of the defect, or for what is missing that of what should have it; `file only`: it names\nthe file or the record; `not found`: it accepts the content.\n\n| defect |")
	for _, p := range list {
		fmt.Printf(" %s |", p.name)
	}
	fmt.Print("\n|---|" + strings.Repeat("---|", len(list)) + "\n")
	counts := make([]int, len(list))
	for _, d := range defects() {
		fmt.Printf("| %s | %s |\n", d.name, strings.Join(found[d.name], " | "))
		for i, a := range found[d.name] {
			if a == rightLine {
				counts[i]++
			}
		}
	}
	fmt.Print("| **on the right line** |")
	for _, n := range counts {
		fmt.Printf(" %d of %d |", n, len(defects()))
	}
	fmt.Println()
}

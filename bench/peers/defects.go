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

// defect is a common mistake, made in one record.
type defect struct {
	name string
	// make introduces the mistake into the text of the record.
	make func(text string) string
	// at lists prefixes of the lines that count as its position; if empty, the first line of the file does.
	at []string
}

// targetFile is the record in which defects are made, among content of targetDrugs drugs.
const (
	targetFile  = "drugs/drug-3.yaml"
	targetDrugs = 20
)

func replace(old, by string) func(string) string {
	return func(text string) string { return strings.Replace(text, old, by, 1) }
}

// defects returns all defects.
func defects() []defect {
	return []defect{
		{"a label without off_label", replace("off_label: false, ", ""), []string{"      - {jurisdiction: US, cites"}},
		{"an unknown key", replace("    frequency:", "    freqency:"), []string{"    freqency:"}},
		{"an unknown enum value", replace("route: ORAL", "route: ORALLY"), []string{"  - route: ORALLY"}},
		{"an invalid month", func(text string) string { return date.ReplaceAllString(text, `        date: "1993-13"`) },
			[]string{`        date: "1993-13"`}},
		{"a duplicate key", replace("lifecycle: ACTIVE\n", "lifecycle: ACTIVE\nlifecycle: ACTIVE\n"), []string{"lifecycle:"}},
		{"a dangling reference", replace("condition: conditions/condition-0", "condition: conditions/nowhere"),
			[]string{"    condition: conditions/nowhere"}},
		{"a flag that contradicts the events", replace("off_label: false", "off_label: true"),
			[]string{"      - {jurisdiction: US, off_label: true"}},
		{"a drug in use without a route", func(text string) string {
			before, rest, _ := strings.Cut(text, "administrations:\n")
			_, after, _ := strings.Cut(rest, "side_effects:\n")
			return before + "side_effects:\n" + after
		}, []string{"display_name:"}},
		{"an unknown citation key", replace("    cites: [paper]\nreview:", "    cites: [papr]\nreview:"),
			[]string{"    cites: [papr]"}},
		{"an event out of order", replace("\nuses:\n", "\n"+earlier+"uses:\n"), []string{`        date: "1980-01"`}},
	}
}

var date = regexp.MustCompile(`(?m)^        date: .*$`)

// earlier is an event that belongs before those of the record.
const earlier = `      - id: earlier
        regulator: regulators/agency
        use: first
        event: APPROVED
        date: "1980-01"
        cites: [label]
`

// Possible answers of a peer about a defect.
const (
	rightLine = "right line"
	fileOnly  = "file only"
	noPlace   = "found, no position"
	notFound  = "not found"
)

// findDefects returns the answers of each peer by defect. It fails if a peer does not accept the valid content.
func findDefects(ctx context.Context, s *setup, list []peer) (map[string][]string, error) {
	for _, p := range list {
		content, err := s.content(targetDrugs, p.wrapped)
		if err != nil {
			return nil, err
		}
		accepts, output, err := p.accepts(ctx, s, content)
		if err != nil {
			return nil, err
		}
		if !accepts {
			return nil, fmt.Errorf("%s does not accept the valid content:\n%s", p.name, output)
		}
	}
	valid := generate.Files(targetDrugs)[targetFile]
	found := make(map[string][]string)
	for _, d := range defects() {
		text := d.make(valid)
		if text == valid {
			return nil, fmt.Errorf("%s: no effect on the record", d.name)
		}
		for _, p := range list {
			content, err := s.content(targetDrugs, p.wrapped)
			if err != nil {
				return nil, err
			}
			if err := write(content, targetFile, text, p.wrapped); err != nil {
				return nil, err
			}
			accepts, output, err := p.accepts(ctx, s, content)
			if err != nil {
				return nil, err
			}
			found[d.name] = append(found[d.name], answer(accepts, output, linesOf(d, text, p.wrapped)))
			if err := write(content, targetFile, valid, p.wrapped); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// linesOf returns the numbers of the lines that count as the position of a defect.
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

// answer determines from the output of a peer whether it found a defect, and where.
func answer(accepts bool, output string, lines []int) string {
	id := strings.TrimSuffix(filepath.Base(targetFile), ".yaml")
	switch {
	case accepts:
		return notFound
	case !strings.Contains(output, id):
		return noPlace
	}
	for _, line := range lines {
		// The line number follows the file directly, or after some words.
		if regexp.MustCompile(`(?s)` + regexp.QuoteMeta(id) + `\.yaml(:|.{1,200}\bline )` + strconv.Itoa(line) +
			`\b`).MatchString(output) {
			return rightLine
		}
	}
	return fileOnly
}

// printFound prints the table of answers.
func printFound(list []peer, found map[string][]string) {
	fmt.Print("\n## Which defects they find\n\nEach defect is made in one record. `right line`: the peer names the file " +
		"and line of the defect or, for something\nmissing, of its parent; `file only`: it names the file or record; `not " +
		"found`: it accepts the content.\n\n| defect |")
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

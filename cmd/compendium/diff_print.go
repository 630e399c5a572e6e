package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/validate/report"
)

// diffFormats are the printers of changes by format.
var diffFormats = map[string]func(*command, []compare.Change, []resting) error{
	"text":     (*command).diffText,
	"json":     (*command).diffJSON,
	"markdown": (*command).diffMarkdown,
}

// The largest number of characters of a path and of a value in text and Markdown. JSON has all.
const (
	pathWidth  = 100
	valueWidth = 160
)

// shortenPath leaves out the middle of a long path.
func shortenPath(path string) string {
	if runes := []rune(path); len(runes) > pathWidth {
		return string(runes[:pathWidth/2]) + "…" + string(runes[len(runes)-pathWidth/2+1:])
	}
	return path
}

func shorten(text string) string {
	if runes := []rune(text); len(runes) > valueWidth {
		return string(runes[:valueWidth-1]) + "…"
	}
	return text
}

// signs mark changes by kind.
var signs = map[compare.Kind]string{compare.Added: "+", compare.Removed: "-", compare.Changed: "~"}

// values returns a value before and after a change.
func values(change compare.Change) string {
	switch change.Kind {
	case compare.Added:
		return shorten(change.After)
	case compare.Removed:
		return shorten(change.Before)
	default:
		return shorten(change.Before) + " → " + shorten(change.After)
	}
}

func (c *command) diffText(changes []compare.Change, rest []resting) error {
	var b strings.Builder
	resource := ""
	for i, change := range changes {
		if change.Resource != resource {
			resource = change.Resource
			fmt.Fprintln(&b, resource)
		}
		path := cmp.Or(shortenPath(change.Path), "the record")
		fmt.Fprintf(&b, "  %s %s: %s\n", signs[change.Kind], path, values(change))
		if change.Concern != nil {
			fmt.Fprintf(&b, "    ! %s. %s [%s]\n", change.Concern.Title, change.Concern.Look, change.Concern.ID)
		}
		if i+1 < len(changes) && changes[i+1].Resource == resource {
			continue
		}
		for _, r := range rest {
			if r.Source == resource {
				fmt.Fprintf(&b, "  < %s: %s\n", r.Resource, r.facts())
			}
		}
	}
	fmt.Fprintln(&b, diffSummary(changes))
	_, err := fmt.Fprint(c.Stdout, b.String())
	return err
}

// diffSummary returns the counts of changes in one line.
func diffSummary(changes []compare.Change) string {
	counts := make(map[compare.Kind]int)
	records := make(map[string]bool)
	for _, change := range changes {
		records[change.Resource] = true
		counts[change.Kind]++
	}
	return fmt.Sprintf("records that differ: %d; values added: %d, removed: %d, changed: %d; to be looked at twice: %d",
		len(records), counts[compare.Added], counts[compare.Removed], counts[compare.Changed], concerns(changes))
}

// diffChange is a change in JSON.
type diffChange struct {
	Resource string `json:"resource"`
	Path     string `json:"path"`
	Kind     string `json:"kind"`
	Before   string `json:"before"`
	After    string `json:"after"`
	Concern  string `json:"concern"`
}

func (c *command) diffJSON(changes []compare.Change, rest []resting) error {
	list := make([]diffChange, len(changes))
	for i, change := range changes {
		list[i] = diffChange{change.Resource, change.Path, string(change.Kind), change.Before, change.After, ""}
		if change.Concern != nil {
			list[i].Concern = change.Concern.ID
		}
	}
	return c.printJSON(struct {
		Changes []diffChange `json:"changes"`
		Resting []resting    `json:"resting"`
	}{list, rest})
}

func (c *command) diffMarkdown(changes []compare.Change, rest []resting) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.\n", diffSummary(changes))
	table := func(title string, has func(compare.Change) bool) {
		begun := false
		for _, change := range changes {
			if !has(change) {
				continue
			}
			if !begun {
				begun = true
				fmt.Fprintf(&b, "\n### %s\n\n| | record | field | value | |\n| --- | --- | --- | --- | --- |\n", title)
			}
			look := ""
			if change.Concern != nil {
				look = fmt.Sprintf("**%s.** %s", change.Concern.Title, change.Concern.Look)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", change.Kind, report.MarkdownCell(change.Resource),
				report.MarkdownCell(shortenPath(change.Path)), report.MarkdownCell(values(change)), look)
		}
	}
	table("To be looked at twice", func(change compare.Change) bool { return change.Concern != nil })
	table("The rest", func(change compare.Change) bool { return change.Concern == nil })
	if len(rest) > 0 {
		fmt.Fprint(&b, "\n### What rests on changed sources\n\n| source | record | facts |\n| --- | --- | --- |\n")
	}
	for _, r := range rest {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", report.MarkdownCell(r.Source), report.MarkdownCell(r.Resource),
			report.MarkdownCell(r.facts()))
	}
	_, err := fmt.Fprint(c.Stdout, b.String())
	return err
}

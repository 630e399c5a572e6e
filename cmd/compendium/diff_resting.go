package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/chore"
	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/catalog/document"
)

// resting is what of one record rests on a source that changed.
type resting struct {
	Source   string   `json:"source"`
	Resource string   `json:"resource"`
	Facts    []string `json:"facts"`
}

// restingOn returns what rests on the sources that changed or are gone, by source and record. What is new has nothing
// that rested on it before.
func restingOn(after *catalog.Catalog, changes []compare.Change) []resting {
	list := []resting{}
	last := ""
	for _, change := range changes {
		source := change.Resource
		if source == last || !strings.HasPrefix(source, catalog.Sources.String()+"/") ||
			change.Path == "" && change.Kind == compare.Added {
			continue
		}
		last = source
		of := make(map[string]int) // the index in the list by record
		for _, m := range chore.References(after, source) {
			if !m.Cites {
				continue
			}
			at, seen := of[m.Resource]
			if !seen {
				at = len(list)
				of[m.Resource] = at
				list = append(list, resting{Source: source, Resource: m.Resource})
			}
			// The list of keys belongs to the fact: uses["chordoma"].cites[1].
			fact := withoutQuotes(m.Path[:max(strings.LastIndexByte(m.Path, '.'), 0)])
			if !slices.Contains(list[at].Facts, fact) {
				list[at].Facts = append(list[at].Facts, fact)
			}
		}
	}
	return list
}

// withoutQuotes returns a path as changes have it: uses[chordoma], for uses["chordoma"]. A key may be a path itself.
func withoutQuotes(path string) string {
	steps, _ := document.Steps(path)
	var all strings.Builder
	for _, step := range steps {
		switch {
		case step.Keyed:
			all.WriteString("[" + step.Name + "]")
		case step.Index >= 0:
			all.WriteString(step.String())
		case all.Len() > 0:
			all.WriteString("." + step.Name)
		default:
			all.WriteString(step.Name)
		}
	}
	return all.String()
}

// maxRestingFacts is the largest number of facts of a record in text and Markdown. JSON has all.
const maxRestingFacts = 8

// facts returns the facts in one line.
func (r resting) facts() string {
	shown := slices.Clone(r.Facts[:min(len(r.Facts), maxRestingFacts)])
	for i, fact := range shown {
		shown[i] = shortenPath(fact)
		if fact == "" {
			shown[i] = "the record"
		}
	}
	if more := len(r.Facts) - len(shown); more > 0 {
		shown = append(shown, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(shown, ", ")
}

package chore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
)

// Mention is a field that refers to a record, or a fact that cites it.
type Mention struct {
	// File is the path of the file, as shown to people.
	File     string
	Position finding.Position
	// Resource is the name of the record that mentions it.
	Resource string
	// Path is the field, with items of lists by their keys where they have some.
	Path string
	// Cites reports whether the field is a fact that cites the record by the key of a citation.
	Cites bool
}

// References returns what refers to a name, whether there is a record of that name or not, and for a source the facts
// that cite it, in the order of files and lines.
func References(c *catalog.Catalog, name string) []Mention {
	var list []Mention
	for _, ref := range referencesTo(c, name) {
		list = append(list, mention(ref.From, ref.Path, false))
		steps, _ := document.Steps(ref.Path)
		const citation = 3 // citations["key"].source
		if len(steps) != citation || steps[0].Name != "citations" {
			continue
		}
		for _, path := range citing(ref.From.Document().Root(), "", steps[1].Name) {
			list = append(list, mention(ref.From, path, true))
		}
	}
	slices.SortStableFunc(list, func(a, b Mention) int {
		return finding.Compare(finding.Finding{File: a.File, Position: a.Position},
			finding.Finding{File: b.File, Position: b.Position})
	})
	return list
}

func mention(r *catalog.Record, path string, cites bool) Mention {
	return Mention{File: r.File(), Position: r.Position(path), Resource: r.Name(), Path: r.Anchor(path), Cites: cites}
}

// citing returns the paths of the items of lists of keys, cites and the like, that are a key.
func citing(n document.Node, path, key string) []string {
	var list []string
	index := 0
	for child := range n.Children() {
		at := fmt.Sprintf("%s[%d]", path, index)
		if child.IsField() {
			at = document.Join(path, child.Key())
		}
		index++
		switch {
		case child.Kind() > document.Scalar && child.Key() != "citations":
			list = append(list, citing(child, at, key)...)
		case !child.IsField() && isCites(n) && child.Value() == key:
			list = append(list, at)
		}
	}
	return list
}

// isCites reports whether a list is of keys of citations.
func isCites(n document.Node) bool {
	return n.IsField() && (n.Key() == "cites" || strings.HasSuffix(n.Key(), "_cites"))
}

package syntax

import (
	"strconv"
	"strings"
)

// Step is one step of a field path: a field or the key of a map by its name, or an item of a list by its index.
type Step struct {
	// Name is the name, "" with an index.
	Name string
	// Index is the index, -1 with a name.
	Index int
}

// Steps takes a field path apart, such as `uses[0].labels` or `citations["page"].section`, and says whether it is one.
func Steps(path string) ([]Step, bool) {
	var steps []Step
	for path != "" {
		inner, isSubscript := strings.CutPrefix(path, "[")
		if !isSubscript {
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			steps = append(steps, Step{Name: path[:end], Index: -1})
			path = path[end:]
			continue
		}
		step, rest, ok := subscript(inner)
		if !ok {
			return nil, false
		}
		steps = append(steps, step)
		path = rest
	}
	return steps, true
}

// subscript reads what follows an opening bracket.
func subscript(inner string) (step Step, rest string, ok bool) {
	if quoted, err := strconv.QuotedPrefix(inner); err == nil {
		name, err := strconv.Unquote(quoted)
		rest, ok = strings.CutPrefix(inner[len(quoted):], "]")
		return Step{Name: name, Index: -1}, rest, ok && err == nil
	}
	digits, rest, closed := strings.Cut(inner, "]")
	index, err := strconv.Atoi(digits)
	return Step{Index: index}, rest, closed && err == nil && index >= 0
}

// Find gives the entry that a path from the record leads to, or nil where there is none.
func (f *File) Find(path string) *Entry {
	steps, ok := Steps(path)
	if !ok {
		return nil
	}
	n := f.Root
	var found *Entry
	for _, step := range steps {
		found = nil
		switch {
		case step.Index < 0 && n.Kind == Mapping:
			found = n.Field(step.Name)
		case step.Index >= 0 && n.Kind == Sequence && step.Index < len(n.Entries):
			found = n.Entries[step.Index]
		}
		if found == nil {
			return nil
		}
		n = found.Value
	}
	return found
}

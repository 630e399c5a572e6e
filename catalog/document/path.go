package document

import (
	"strconv"
	"strings"
)

// Step is one step of a field path: a field by its name, an entry of a map or an item of a list by its key, or an item
// by its index. Which field of an item is its key is said by the schema, so that a document finds items by index only.
type Step struct {
	// Name is the name or the key, "" with an index.
	Name string
	// Keyed reports whether the name is a key in brackets.
	Keyed bool
	// Index is the index, -1 with a name.
	Index int
}

// String returns the step as it follows a path: `["name"]` or `[0]`.
func (s Step) String() string {
	if s.Index >= 0 {
		return "[" + strconv.Itoa(s.Index) + "]"
	}
	return "[" + strconv.Quote(s.Name) + "]"
}

// Steps takes a field path apart, such as `uses[0].labels`, `uses["chordoma"].labels` or `citations["page"].section`,
// and reports whether it is one.
func Steps(path string) ([]Step, bool) {
	var steps []Step
	for path != "" {
		step, rest, ok := nextStep(path)
		if !ok {
			return nil, false
		}
		steps = append(steps, step)
		path = rest
	}
	return steps, true
}

// nextStep takes the first step off a path. The key of a map is quoted as Go quotes it.
func nextStep(path string) (first Step, rest string, ok bool) {
	inner, isSubscript := strings.CutPrefix(strings.TrimPrefix(path, "."), "[")
	if !isSubscript {
		path = strings.TrimPrefix(path, ".")
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		return Step{Name: path[:end], Index: -1}, path[end:], true
	}
	if quoted, err := strconv.QuotedPrefix(inner); err == nil {
		name, err := strconv.Unquote(quoted)
		rest, ok = strings.CutPrefix(inner[len(quoted):], "]")
		return Step{Name: name, Keyed: true, Index: -1}, rest, ok && err == nil
	}
	digits, rest, closed := strings.Cut(inner, "]")
	index, err := strconv.Atoi(digits)
	return Step{Index: index}, rest, closed && err == nil && index >= 0
}

// CutStep takes the first step off a path, and reports whether there is one.
func CutStep(path string) (first Step, rest string, ok bool) {
	if path == "" {
		return Step{}, "", false
	}
	return nextStep(path)
}

// step returns the child that a step leads to, or the zero Node.
func (n Node) step(s Step) Node {
	if s.Index >= 0 {
		return n.Item(s.Index)
	}
	return n.Field(s.Name)
}

// Find returns the node that a field path leads to, or the zero Node.
func (d *Document) Find(path string) Node {
	node := d.Root()
	for path != "" && !node.IsZero() {
		step, rest, ok := nextStep(path)
		if !ok {
			return Node{}
		}
		node, path = node.step(step), rest
	}
	return node
}

// Join returns the path of a field below a path.
func Join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}

// IsWithin reports whether a path is another one or leads below it. All paths lead below the empty one.
func IsWithin(path, other string) bool {
	rest, ok := strings.CutPrefix(path, other)
	return ok && (other == "" || rest == "" || rest[0] == '.' || rest[0] == '[')
}

// Keyed returns the path of a map's entry, or of a list's item by its key.
func Keyed(path, key string) string { return path + "[" + strconv.Quote(key) + "]" }

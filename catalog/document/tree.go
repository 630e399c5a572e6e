package document

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// tree is a document with its comments at what they belong to, for what changes its text. It is not shared, so that a
// change can be made in it.
type tree struct {
	doc *Document
	// head are comments that belong to the file and not to its first field.
	head []comment
	root *branch
}

// branch is a value, a mapping or a list.
type branch struct {
	kind    Kind
	form    form
	value   string
	entries []*entry
	// foot are comments after the last entry.
	foot []comment
	// begin and end are offsets. The end of a mapping or list without brackets is that of its last value.
	begin, end int
	// column is how many bytes are before it on its line.
	column int
}

// entry is a field of a mapping or an item of a list.
type entry struct {
	key   string
	field bool
	// bare is that the key has no quotes.
	bare   bool
	value  *branch
	parent *branch
	// head are comments above it.
	head []comment
	// line is a comment on its line, or the zero comment.
	line comment
	// foot are comments below it that are indented more than it is, where its value is a scalar or in brackets.
	foot []comment
	// begin is where it begins: its key, or its hyphen.
	begin, keyEnd int
}

// comment is a comment of one line. One without a text is an empty line.
type comment struct {
	text  string
	begin int
}

func (b *branch) isFlow() bool { return b.form == formFlowMapping || b.form == formFlowSequence }

// isBare reports whether a scalar is written without quotes, on the line of its key.
func (b *branch) isBare() bool { return b.form <= formPlain }

// isBlockText reports whether a scalar is a text below its key, after | or >.
func (b *branch) isBlockText() bool { return b.form == formLiteral || b.form == formFolded }

// newTree returns the tree of a document. The error is for one that is not read as a whole, and one that holds no
// mapping.
func newTree(d *Document) (*tree, error) {
	if !d.intact {
		return nil, errors.New("read YAML: a part of the file is not read")
	}
	if d.Root().Kind() != Mapping {
		return nil, errors.New("read YAML: the file holds no record")
	}
	a := attacher{doc: d, holders: make(map[*branch]*entry)}
	t := &tree{doc: d, root: a.branch(d.Root())}
	a.attach(t)
	return t, nil
}

// branch makes the branch of a node, and notes its entries in the order of the text.
func (a *attacher) branch(n Node) *branch {
	row := n.row()
	b := &branch{
		kind: n.Kind(), form: row.form, value: n.Value(),
		begin: int(row.begin), end: int(row.end), column: a.column(int(row.begin)),
	}
	for child := range n.Children() {
		c := child.row()
		e := &entry{key: child.Key(), field: child.IsField(), parent: b, begin: int(c.begin), keyEnd: int(c.keyEnd)}
		if c.keyBegin < c.keyEnd {
			e.begin = int(c.keyBegin)
			e.bare = a.doc.text[e.begin] != '"' && a.doc.text[e.begin] != '\''
		}
		b.entries = append(b.entries, e)
		a.entries = append(a.entries, e)
		e.value = a.branch(child)
		a.holders[e.value] = e
	}
	return b
}

// named returns the entry of a key, or nil.
func (b *branch) named(key string) *entry {
	for _, e := range b.entries {
		if e.field && e.key == key {
			return e
		}
	}
	return nil
}

// find returns the entry that a field path leads to, or nil.
func (t *tree) find(path string) *entry {
	steps, ok := Steps(path)
	if !ok {
		return nil
	}
	b := t.root
	var found *entry
	for _, step := range steps {
		found = nil
		switch {
		case step.Index < 0 && b.kind == Mapping:
			found = b.named(step.Name)
		case step.Index >= 0 && b.kind == Sequence && step.Index < len(b.entries):
			found = b.entries[step.Index]
		}
		if found == nil {
			return nil
		}
		b = found.value
	}
	return found
}

// whole returns an entry that holds the whole record, for what is added to it.
func (t *tree) whole() *entry { return &entry{value: t.root} }

// step returns the step that leads to an entry.
func (e *entry) step(index int) Step {
	if e.field {
		return Step{Name: e.key, Index: -1}
	}
	return Step{Index: index}
}

// says returns every scalar with the steps that lead to it, sorted: what the file says, whatever the order of its
// fields.
func (t *tree) says() []string {
	var list []string
	t.root.says("", &list)
	slices.Sort(list)
	return list
}

func (b *branch) says(path string, list *[]string) {
	if len(b.entries) == 0 {
		kind := b.kind
		if kind == Null {
			kind = Scalar
		}
		*list = append(*list, fmt.Sprintf("%s %d %q", path, kind, b.value))
	}
	for i, e := range b.entries {
		e.value.says(path+e.step(i).String(), list)
	}
}

// Comment is a comment and what it is about.
type Comment struct {
	// Text is the comment with its sign.
	Text string
	// Begin and End are offsets, in bytes from the start of the file.
	Begin, End int
	// Steps lead to the field or item that the comment is above, or on whose line it is. There are none for a comment
	// on the file.
	Steps []Step
	// After is whether the comment is below a field or item, and about none.
	After bool

	last bool // it ends a mapping or list
}

// Comments returns the comments of the file, what they are about by what they are above. The error is for a file that
// is not read as a whole.
func (d *Document) Comments() ([]Comment, error) {
	t, err := newTree(d)
	if err != nil {
		return nil, err
	}
	list := t.comments()
	slices.SortStableFunc(list, func(a, b Comment) int { return a.Begin - b.Begin })
	return list, nil
}

func (t *tree) comments() []Comment {
	var list []Comment
	add := func(like Comment, comments ...comment) {
		like.Steps = slices.Clone(like.Steps)
		for _, c := range comments {
			if c.text != "" {
				like.Text, like.Begin, like.End = c.text, c.begin, c.begin+len(c.text)
				list = append(list, like)
			}
		}
	}
	add(Comment{}, t.head...)
	t.root.comments(nil, add)
	return list
}

func (b *branch) comments(steps []Step, add func(like Comment, comments ...comment)) {
	for i, e := range b.entries {
		below := slices.Concat(steps, []Step{e.step(i)})
		add(Comment{Steps: below}, e.head...)
		add(Comment{Steps: below}, e.line)
		add(Comment{Steps: below, After: true}, e.foot...)
		e.value.comments(below, add)
	}
	add(Comment{Steps: steps, After: true, last: true}, b.foot...)
}

// remarks returns every comment with what it belongs to, sorted.
func (t *tree) remarks() []string {
	var list []string
	for _, c := range t.comments() {
		var b strings.Builder
		for _, step := range c.Steps {
			b.WriteString(step.String())
		}
		fmt.Fprintf(&b, " %t %s", c.last, c.Text)
		list = append(list, b.String())
	}
	slices.Sort(list)
	return list
}

package catalog

import (
	"strings"
	"unicode"

	"github.com/opencompendium/compendium/finding"
	"go.yaml.in/yaml/v4"
	"google.golang.org/protobuf/proto"
)

// File is a YAML file that is no record, as compendium.yaml is. It is immutable and safe for concurrent readers.
type File struct {
	name   string
	source []byte
	root   *yaml.Node // nil where there are no nodes
}

// ReadFile fills a message from the text of a YAML file that is no record, by the rules by which records are read. The name is the path
// of the file as it is shown to people. It gives what keeps the file, or a part of it, from being read, by position; the message
// holds the rest. A file with nothing in it is an empty message.
func ReadFile(name string, source []byte, into proto.Message) (*File, []finding.Finding) {
	file := &File{name: name, source: source}
	document, faults := parse(source)
	if document != nil {
		file.root = document.root
		d := decoder{faulty: document.faulty}
		if !d.faulty[document.root] {
			d.message(document.root, into.ProtoReflect(), "")
		}
		faults = append(faults, d.faults...)
	}
	var problems []finding.Finding
	for _, f := range faults {
		switch f.rule {
		case RuleEmpty:
			continue
		case RuleDocuments:
			f.message = "A second document begins here, and only the first is read. Remove it, or make it part of the first."
		}
		if f.at.Line == 0 {
			f.at = file.Position(f.path)
		}
		problems = append(problems, f.problem(printable(name), ""))
	}
	finding.Sort(problems)
	return file, problems[:min(len(problems), MaxProblems)]
}

// Name gives the path of the file as it is shown to people.
func (f *File) Name() string { return printable(f.name) }

// Text gives the bytes of the file. They must not be changed.
func (f *File) Text() []byte { return f.source }

// Position gives where in the file a field path leads, as Record.Position does.
func (f *File) Position(path string) finding.Position {
	if f.root == nil {
		return finding.Position{Line: 1, Column: 1}
	}
	return locate(f.root, path)
}

// Within gives where in the file a character of a text stands: the one at offset, in characters from 0, of the value at a field path.
// Where the value is written with escapes, or is no text, that is where the value begins.
func (f *File) Within(path string, offset int) finding.Position {
	begin := f.Position(path)
	node := f.node(path)
	if node == nil || node.Kind != yaml.ScalarNode {
		return begin
	}
	at, text := begin, f.from(begin)
	switch {
	case node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		// The text begins on the line below its mark.
		end := strings.IndexByte(text, '\n')
		if end < 0 {
			return begin
		}
		at, text = finding.Position{Line: begin.Line + 1, Column: 1}, text[end+1:]
	case node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		at, text = finding.Position{Line: begin.Line, Column: begin.Column + 1}, text[1:]
	}
	if found, ok := align(text, node.Value, offset, at); ok {
		return found
	}
	return begin
}

func (f *File) node(path string) *yaml.Node {
	node := f.root
	for path != "" && node != nil {
		var s step
		s, path = nextStep(path)
		node, _ = descend(node, s)
	}
	return node
}

// from gives the text from a position on.
func (f *File) from(at finding.Position) string {
	text := strings.TrimPrefix(string(f.source), "\ufeff")
	for range at.Line - 1 {
		_, text, _ = strings.Cut(text, "\n")
	}
	column := 1
	for i := range text {
		if column == at.Column {
			return text[i:]
		}
		column++
	}
	return "\n" // never without a first byte
}

// align walks a value and the text that it is written as side by side, up to an offset of the value. What is white in one is as long as
// it likes in the other, since YAML folds lines and takes indentation away.
func align(text, value string, offset int, at finding.Position) (finding.Position, bool) {
	source, want := []rune(text), []rune(value)
	i := 0
	step := func() {
		if source[i] == '\n' {
			at = finding.Position{Line: at.Line + 1, Column: 1}
		} else {
			at.Column++
		}
		i++
	}
	for k := 0; k <= len(want); k++ {
		if k == len(want) || !unicode.IsSpace(want[k]) {
			for i < len(source) && unicode.IsSpace(source[i]) && k < len(want) {
				step()
			}
		}
		if k == offset {
			return at, true
		}
		switch {
		case k == len(want) || i == len(source):
			return at, false
		case source[i] == want[k]:
			step()
		case !unicode.IsSpace(want[k]):
			return at, false
		}
	}
	return at, false
}

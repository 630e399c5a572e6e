package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/opencompendium/compendium/finding"
	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// Limits of one content file. They keep what a hostile file can cost small; the largest file of the shipped content is far below.
const (
	// MaxFileBytes is the largest size of a content file, in bytes.
	MaxFileBytes = 256 << 10
	// MaxLineBytes is the greatest length of a line, in bytes.
	MaxLineBytes = 8 << 10
	// MaxDepth is how deeply mappings and lists may be nested.
	MaxDepth = 32
	// MaxKeyBytes is the greatest length of a key, in bytes.
	MaxKeyBytes = 100
	// MaxProblems is how many problems of one file are named.
	MaxProblems = 100
)

// nullTag is the tag of a scalar that is nothing.
const nullTag = "!!null"

// fault is a problem in one file that does not know the file's name.
type fault struct {
	rule    string
	message string
	path    string
	at      finding.Position
	first   finding.Position // of what stands there twice
}

// document is the nodes of a file.
type document struct {
	root *yaml.Node
	// faulty nodes are keys and values that are reported already and are not to be decoded.
	faulty map[*yaml.Node]bool
}

// parse reads the one YAML document of a file into nodes, and checks what YAML itself can be wrong in. It gives nil where there are
// no nodes, and else the document with what is wrong in it, so that one run can name the problems of the fields too.
func parse(source []byte) (*document, []fault) {
	if f := checkBytes(source); f != nil {
		return nil, []fault{*f}
	}
	loader, err := yaml.NewLoader(bytes.NewReader(source), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(MaxDepth))))
	if err != nil {
		return nil, []fault{parseFault(err, source)}
	}
	var first yaml.Node
	switch err := loader.Load(&first); {
	case errors.Is(err, io.EOF):
		return nil, []fault{emptyFault()}
	case err != nil:
		return nil, []fault{parseFault(err, source)}
	}
	c := checker{document: document{root: first.Content[0]}, end: endOf(source)}
	if c.root.Kind == yaml.ScalarNode && c.root.Tag == nullTag && !tagged(c.root) {
		return nil, []fault{emptyFault()}
	}
	c.check(c.root, 1)
	// The second is read into a node too: into anything else, the library would build what it describes.
	var second yaml.Node
	switch err := loader.Load(&second); {
	case errors.Is(err, io.EOF):
	case err != nil:
		c.faults = append(c.faults, parseFault(err, source))
	default:
		c.faults = append(c.faults, fault{rule: RuleDocuments, at: finding.Position{Line: second.Line, Column: second.Column},
			message: "A second document begins here. One file holds one record; move it to a file of its own."})
	}
	return &c.document, c.faults
}

// checkBytes finds what a YAML library reports without a position, or only at a great cost.
func checkBytes(source []byte) *fault {
	if len(source) > MaxFileBytes {
		return tooLarge(int64(len(source)))
	}
	// A byte order mark is nothing, at the start of a file and nowhere else.
	source = bytes.TrimPrefix(source, []byte("\ufeff"))
	for line := 1; len(source) > 0; line++ {
		var text []byte
		text, source, _ = bytes.Cut(source, []byte("\n"))
		if f := checkLine(bytes.TrimSuffix(text, []byte("\r")), line); f != nil {
			return f
		}
	}
	return nil
}

func checkLine(text []byte, line int) *fault {
	if len(text) > MaxLineBytes {
		return &fault{rule: RuleLineTooLong, at: finding.Position{Line: line, Column: 1},
			message: fmt.Sprintf("The line has %d bytes; at most %d are read. Break it up, with a folded text (>-) where it is one text.", len(text), MaxLineBytes)}
	}
	ascii := true
	for _, b := range text {
		if b >= utf8.RuneSelf || b < ' ' && b != '\t' || b == 0x7f {
			ascii = false
			break
		}
	}
	if ascii {
		return nil
	}
	column := 1
	for i := 0; i < len(text); column++ {
		r, size := utf8.DecodeRune(text[i:])
		what := ""
		switch {
		case r == utf8.RuneError && size == 1:
			what = fmt.Sprintf("The byte 0x%02x is not UTF-8. Save the file as UTF-8.", text[i])
		case r == '\r':
			what = "A carriage return stands alone. Save the file with line feeds, or with both, at the ends of its lines."
		case refused(r):
			what = fmt.Sprintf("The character U+%04X stands here, which nobody sees. Remove it.", r)
		}
		if what != "" {
			return &fault{rule: RuleEncoding, at: finding.Position{Line: line, Column: column}, message: what}
		}
		i += size
	}
	return nil
}

// refused says which characters no file may hold: controls, those that end a line for YAML and not for an editor, a byte order mark
// within a text, and those that Unicode keeps from being used.
func refused(r rune) bool {
	switch r {
	case '\t':
		return false
	case 0x7f, 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff:
		return true
	default:
		return r < ' ' || r >= 0x80 && r < 0xa0
	}
}

func tooLarge(size int64) *fault {
	return &fault{rule: RuleTooLarge,
		message: fmt.Sprintf("The file has %d bytes; at most %d are read. One file holds one record; is this one?", size, MaxFileBytes)}
}

func emptyFault() fault {
	return fault{rule: RuleEmpty, at: finding.Position{Line: 1, Column: 1}, message: "The file holds no record. Write one, or remove the file."}
}

func tooDeep(at finding.Position) fault {
	return fault{rule: RuleTooDeep, at: at, message: fmt.Sprintf("Lists and mappings are nested more than %d deep. No record needs that.", MaxDepth)}
}

func parseFault(err error, source []byte) fault {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		return fault{rule: RuleSyntax, at: finding.Position{Line: 1, Column: 1}, message: "This is not YAML: " + err.Error() + "."}
	}
	at := finding.Position{Line: max(load.Mark.Line, 1), Column: max(load.Mark.Column, 1)}
	if end := endOf(source); at.Line > end.Line {
		at = end
	}
	switch {
	case strings.Contains(load.Message, "max depth"):
		return tooDeep(at)
	case strings.Contains(load.Message, "anchor"):
		return aliasFault(at)
	case strings.Contains(load.Message, "incompatible YAML document"):
		return fault{rule: RuleSyntax, at: at, message: "This %YAML line names a version that is not read. Remove it; none is needed."}
	}
	if begin, opener, ok := unclosed(source); ok && begin.Compare(at) < 0 {
		return fault{rule: RuleSyntax, at: begin, message: fmt.Sprintf("This is not YAML: the %c that stands here is not closed. Close it, or put a text that begins with it in quotes.", opener)}
	}
	message := strings.TrimPrefix(load.Message, "yaml: ")
	if load.ContextMsg != "" {
		message += " " + load.ContextMsg
		if begin := load.ContextMark.Line; begin > 0 && begin < at.Line {
			message += fmt.Sprintf(" that begins on line %d", begin)
		}
	}
	return fault{rule: RuleSyntax, at: at, message: fmt.Sprintf("This is not YAML: %s. Look at the indentation, colons and quotes here and just before.", message)}
}

// endOf gives the place after the last character. Where a file does not end its last line, the library speaks of a line after it.
func endOf(source []byte) finding.Position {
	return finding.Position{Line: bytes.Count(source, []byte("\n")) + 1, Column: utf8.RuneCount(source[bytes.LastIndexByte(source, '\n')+1:]) + 1}
}

func aliasFault(at finding.Position) fault {
	return fault{rule: RuleAlias, at: at, message: "Anchors and aliases are not read. Write the value where it is needed."}
}

// checker finds aliases, merge keys, tags, duplicate keys and too deep nesting, anywhere in the tree.
type checker struct {
	document
	end    finding.Position
	faults []fault
}

// fail reports a node and keeps it from being decoded.
func (c *checker) fail(node *yaml.Node, f fault) {
	f.at = finding.Position{Line: node.Line, Column: node.Column}
	c.faults = append(c.faults, f)
	if c.faulty == nil {
		c.faulty = make(map[*yaml.Node]bool)
	}
	c.faulty[node] = true
}

func (c *checker) check(node *yaml.Node, depth int) {
	if node.Line > c.end.Line {
		node.Line, node.Column = c.end.Line, c.end.Column
	}
	switch {
	case depth > MaxDepth && node.Kind != yaml.ScalarNode:
		c.fail(node, tooDeep(finding.Position{}))
		return
	case node.Kind == yaml.AliasNode:
		c.fail(node, aliasFault(finding.Position{}))
	case node.Anchor != "":
		// What it names can be read all the same.
		c.faults = append(c.faults, aliasFault(finding.Position{Line: node.Line, Column: node.Column}))
	case tagged(node):
		c.fail(node, fault{rule: RuleWrongType, message: fmt.Sprintf("The tag %s is not read. Remove it; fields know their types.", show(node.Tag))})
	}
	if node.Kind == yaml.MappingNode {
		c.checkKeys(node)
	}
	for _, child := range node.Content {
		if len(c.faults) >= MaxProblems {
			return
		}
		c.check(child, depth+1)
	}
}

// tagged says whether a tag stands at a node. The library does not count the one that is an exclamation mark alone.
func tagged(node *yaml.Node) bool { return node.Style&yaml.TaggedStyle != 0 || node.Tag == "!" }

func (c *checker) checkKeys(mapping *yaml.Node) {
	first := make(map[string]*yaml.Node, len(mapping.Content)/2)
	for i := 0; i+1 < len(mapping.Content) && len(c.faults) < MaxProblems; i += 2 {
		key := mapping.Content[i]
		switch earlier, twice := first[key.Value]; {
		case key.Kind == yaml.AliasNode:
			// It is reported as an alias.
		case key.Kind != yaml.ScalarNode || key.Tag == nullTag:
			c.fail(key, fault{rule: RuleWrongType, message: "A key is a plain word. This one is a list, a mapping or nothing."})
		case len(key.Value) > MaxKeyBytes:
			c.fail(key, fault{rule: RuleWrongType, message: fmt.Sprintf("A key is a short word. This one has %d bytes; at most %d are read.", len(key.Value), MaxKeyBytes)})
		case key.Tag == "!!merge":
			c.fail(key, fault{rule: RuleAlias, message: "Merge keys (<<) are not read. Write the fields where they are needed."})
		case twice:
			c.fail(key, fault{rule: RuleDuplicateKey, first: finding.Position{Line: earlier.Line, Column: earlier.Column},
				message: fmt.Sprintf("The key %s stands here a second time; the first is on line %d. Keep one.", show(key.Value), earlier.Line)})
		default:
			first[key.Value] = key
		}
	}
}

package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

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
)

// nullTag is the tag of a scalar that is nothing.
const nullTag = "!!null"

// fault is a problem in one file that does not know the file's name.
type fault struct {
	rule    string
	message string
	path    string
	at      Position
}

// parse reads the one YAML document of a file into nodes, and checks what YAML itself can be wrong in.
func parse(source []byte) (*yaml.Node, []fault) {
	if f := checkBytes(source); f != nil {
		return nil, []fault{*f}
	}
	var document yaml.Node
	err := yaml.Load(source, &document, yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(MaxDepth))))
	if err != nil {
		return nil, []fault{parseFault(err, source)}
	}
	root := document.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == nullTag {
		return nil, []fault{emptyFault()}
	}
	if faults := checkNodes(root); len(faults) > 0 {
		return nil, faults
	}
	return root, nil
}

// checkBytes finds what a YAML library reports without a position, or only at a great cost.
func checkBytes(source []byte) *fault {
	if len(source) > MaxFileBytes {
		return tooLarge(int64(len(source)))
	}
	line, start := 1, 0
	for start <= len(source) {
		end := bytes.IndexByte(source[start:], '\n')
		if end < 0 {
			end = len(source)
		} else {
			end += start
		}
		if f := checkLine(source[start:end], line); f != nil {
			return f
		}
		start, line = end+1, line+1
	}
	return nil
}

func checkLine(text []byte, line int) *fault {
	if len(text) > MaxLineBytes {
		return &fault{rule: RuleLineTooLong, at: Position{line, 1},
			message: fmt.Sprintf("The line has %d bytes; at most %d are read. Break it up, with a folded text (>-) where it is one text.", len(text), MaxLineBytes)}
	}
	ascii := true
	for _, b := range text {
		if b >= utf8.RuneSelf || b < ' ' && b != '\t' && b != '\r' || b == 0x7f {
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
		switch {
		case r == utf8.RuneError && size == 1:
			return &fault{rule: RuleEncoding, at: Position{line, column},
				message: fmt.Sprintf("The byte 0x%02x is not UTF-8. Save the file as UTF-8.", text[i])}
		case r < ' ' && r != '\t' && r != '\r' || r >= 0x7f && r < 0xa0 && r != 0x85:
			return &fault{rule: RuleEncoding, at: Position{line, column},
				message: fmt.Sprintf("The control character U+%04X stands in the file. Remove it.", r)}
		}
		i += size
	}
	return nil
}

func tooLarge(size int64) *fault {
	return &fault{rule: RuleTooLarge,
		message: fmt.Sprintf("The file has %d bytes; at most %d are read. One file holds one record; is this one?", size, MaxFileBytes)}
}

func emptyFault() fault {
	return fault{rule: RuleEmpty, at: Position{1, 1}, message: "The file holds no record. Write one, or remove the file."}
}

func parseFault(err error, source []byte) fault {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		return fault{rule: RuleSyntax, at: Position{1, 1}, message: "This is not YAML: " + err.Error() + "."}
	}
	at := Position{max(load.Mark.Line, 1), max(load.Mark.Column, 1)}
	switch {
	case strings.Contains(load.Message, "no documents"):
		return emptyFault()
	case strings.Contains(load.Message, "found multiple"):
		return fault{rule: RuleDocuments, at: secondDocument(source), message: "A second document begins here. One file holds one record; move it to a file of its own."}
	case strings.Contains(load.Message, "max depth"):
		return fault{rule: RuleTooDeep, at: at, message: fmt.Sprintf("Lists and mappings are nested more than %d deep. No record needs that.", MaxDepth)}
	case strings.Contains(load.Message, "anchor"):
		return fault{rule: RuleAlias, at: at, message: "Anchors and aliases are not read. Write the value where it is needed."}
	}
	message := load.Message
	if load.ContextMsg != "" {
		message += " " + load.ContextMsg
	}
	return fault{rule: RuleSyntax, at: at, message: fmt.Sprintf("This is not YAML: %s. Look at the indentation, colons and quotes here and just before.", strings.TrimPrefix(message, "yaml: "))}
}

// secondDocument finds the line that begins the second document. A line that begins with --- is a document marker wherever it
// stands, also within a block of text.
func secondDocument(source []byte) Position {
	content := false
	for i, line := range strings.Split(string(source), "\n") {
		text := strings.TrimRight(line, " \t\r")
		marker := text == "---" || strings.HasPrefix(line, "--- ") || strings.HasPrefix(line, "---\t")
		if marker && content {
			return Position{i + 1, 1}
		}
		if text != "" && !strings.HasPrefix(text, "#") && !strings.HasPrefix(text, "%") {
			content = true
		}
	}
	return Position{1, 1}
}

// checkNodes finds aliases, merge keys, tags and duplicate keys, anywhere in the tree.
func checkNodes(node *yaml.Node) []fault {
	var faults []fault
	at := Position{node.Line, node.Column}
	switch {
	case node.Kind == yaml.AliasNode || node.Anchor != "":
		return []fault{{rule: RuleAlias, at: at, message: "Anchors and aliases are not read. Write the value where it is needed."}}
	case node.Style&yaml.TaggedStyle != 0:
		return []fault{{rule: RuleWrongType, at: at, message: fmt.Sprintf("The tag %s is not read. Remove it; fields know their types.", node.Tag)}}
	}
	if node.Kind == yaml.MappingNode {
		faults = append(faults, checkKeys(node)...)
	}
	for _, child := range node.Content {
		faults = append(faults, checkNodes(child)...)
	}
	return faults
}

func checkKeys(mapping *yaml.Node) []fault {
	var faults []fault
	first := make(map[string]int, len(mapping.Content)/2)
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key := mapping.Content[i]
		at := Position{key.Line, key.Column}
		if key.Kind != yaml.ScalarNode {
			faults = append(faults, fault{rule: RuleWrongType, at: at, message: "A key is a plain word. This one is a list or a mapping."})
			continue
		}
		if key.Tag == "!!merge" {
			faults = append(faults, fault{rule: RuleAlias, at: at, message: "Merge keys (<<) are not read. Write the fields where they are needed."})
			continue
		}
		if line, ok := first[key.Value]; ok {
			faults = append(faults, fault{rule: RuleDuplicateKey, at: at,
				message: fmt.Sprintf("The key %s stands here a second time; the first is on line %d. Keep one.", key.Value, line)})
			continue
		}
		first[key.Value] = key.Line
	}
	return faults
}

// Package document reads one content file as text: its nodes with begin and end, its comments and its field paths.
// Decoding into messages, edits and the canonical layout build on that.
//
// It is the only place that knows YAML, of which it reads a subset (docs/yaml.md). It knows protobuf descriptors, and
// nothing of collections, records or rules.
package document

import (
	"iter"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"github.com/opencompendium/compendium/finding"
)

// Limits of one file. They bound what a hostile file can cost; the largest file of the shipped content is far below.
const (
	// MaxFileBytes is the largest size of a file, in bytes.
	MaxFileBytes = 1 << 20
	// MaxLineBytes is the greatest length of a line, in bytes.
	MaxLineBytes = 8 << 10
	// MaxDepth is how deeply mappings and lists may be nested.
	MaxDepth = 32
	// MaxKeyBytes is the greatest length of a key, in bytes.
	MaxKeyBytes = 100
	// MaxProblems is how many findings Parse, and Decode, report for one file.
	MaxProblems = 100
)

// Identifiers of the rules that reading a file enforces.
const (
	RuleSyntax       = "yaml-syntax"
	RuleEncoding     = "yaml-encoding"
	RuleDuplicateKey = "yaml-duplicate-key"
	RuleDocuments    = "yaml-multiple-documents"
	RuleAlias        = "yaml-alias"
	RuleEmpty        = "file-empty"
	RuleTooLarge     = "file-too-large"
	RuleLineTooLong  = "line-too-long"
	RuleTooDeep      = "nesting-too-deep"
	RuleUnknownField = "field-unknown"
	RuleWrongType    = "field-wrong-type"
	RuleUnknownEnum  = "enum-unknown"
)

// Document is the text of a file and what it consists of. It is immutable and safe for concurrent readers.
type Document struct {
	source   []byte
	text     string
	nodes    []node   // in the order of the text; the first is the root
	lines    []uint32 // where each line begins, without a byte order mark
	comments []uint32 // where each comment begins
	// intact is whether the whole text was read. Keys may be duplicated.
	intact bool
	// meant are the names of the fields that misspelled keys mean, by the indexes of their nodes, or nil.
	meant map[int]string
	// fault is the place of the first finding, for a file without nodes.
	fault place
}

// node is a value with the key or hyphen before it.
type node struct {
	begin, end       uint32 // of the value
	keyBegin, keyEnd uint32 // of the key or hyphen; equal where there is none
	next             uint32 // the index after the nodes within it
	indent           uint16 // of the lines of a literal or folded text
	form             form
	flags            flags
}

// form is what a value is and how it is written.
type form uint8

const (
	formNull form = iota // nothing, or a word for nothing
	formPlain
	formSingle
	formDouble
	formLiteral
	formFolded
	formMapping
	formFlowMapping
	formSequence
	formFlowSequence
)

type flags uint8

const (
	// flagKey is that of a field.
	flagKey flags = 1 << iota
	// flagBroken is that of a field or item that is reported and must not be decoded.
	flagBroken
)

// place is a range of bytes.
type place struct{ begin, end int }

// Kind is what a node is.
type Kind int

// The kinds of nodes.
const (
	// Null is no value, or a word that YAML reads as none.
	Null Kind = iota
	// Scalar is a single value.
	Scalar
	// Mapping has keys with a value each.
	Mapping
	// Sequence is a list.
	Sequence
)

// Node is a value of a document: the root, the value of a field, or an item of a list. The zero Node is no value.
type Node struct {
	doc   *Document
	index int
}

// Text returns the bytes of the file. They must not be changed.
func (d *Document) Text() []byte { return d.source }

// Root returns the outermost value. It is the zero Node for a file without any.
func (d *Document) Root() Node {
	if len(d.nodes) == 0 {
		return Node{}
	}
	return Node{d, 0}
}

// IsZero reports whether there is no value.
func (n Node) IsZero() bool { return n.doc == nil }

func (n Node) row() *node { return &n.doc.nodes[n.index] }

// Kind returns what the value is.
func (n Node) Kind() Kind {
	switch n.row().form {
	case formNull:
		return Null
	case formMapping, formFlowMapping:
		return Mapping
	case formSequence, formFlowSequence:
		return Sequence
	default:
		return Scalar
	}
}

// IsPlain reports whether a scalar is written without quotes, on the line of its key or below.
func (n Node) IsPlain() bool { return n.row().form == formPlain || n.row().form == formNull }

// IsField reports whether the node is the value of a field.
func (n Node) IsField() bool { return n.row().flags&flagKey != 0 }

// Broken reports whether a finding of Parse keeps the node from being read.
func (n Node) Broken() bool { return n.row().flags&flagBroken != 0 }

// Key returns the key of a field, and "" for any other node.
func (n Node) Key() string {
	if !n.IsField() {
		return ""
	}
	return n.doc.keyOf(n.row())
}

// Children returns the fields of a mapping or the items of a list, in the order of the text.
func (n Node) Children() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		end := int(n.row().next)
		for i := n.index + 1; i < end; i = int(n.doc.nodes[i].next) {
			if !yield(Node{n.doc, i}) {
				return
			}
		}
	}
}

// Field returns the first value of a key, or the zero Node.
func (n Node) Field(key string) Node {
	if n.IsZero() || n.Kind() != Mapping {
		return Node{}
	}
	for child := range n.Children() {
		if child.Key() == key {
			return child
		}
	}
	if len(n.doc.meant) > 0 {
		for child := range n.Children() {
			if n.doc.meant[child.index] == key {
				return child
			}
		}
	}
	return Node{}
}

// Item returns an item of a list, or the zero Node.
func (n Node) Item(index int) Node {
	if n.IsZero() || n.Kind() != Sequence || index < 0 {
		return Node{}
	}
	for child := range n.Children() {
		if index == 0 {
			return child
		}
		index--
	}
	return Node{}
}

// Parse reads a file and returns every problem of its text. The caller fills in the resource and the file of the
// findings. The text must not be changed afterwards: the document and what is decoded of it are parts of it.
func Parse(text []byte) (*Document, []finding.Finding) {
	d := &Document{source: text}
	d.text = unsafe.String(unsafe.SliceData(text), len(text)) //nolint:gosec // never modified
	scratch, _ := scratchNodes.Get().(*[]node)
	d.nodes = (*scratch)[:0]
	r := reader{doc: d, text: d.text, marker: -1}
	if r.checkBytes() && !r.unmerged() {
		r.file()
	}
	findings := r.findings()
	d.intact = !slices.ContainsFunc(findings, func(f finding.Finding) bool { return f.Rule != RuleDuplicateKey })
	if len(r.found) > 0 {
		d.fault = r.found[0].place
	}
	*scratch = d.nodes
	d.nodes = slices.Clone(d.nodes)
	scratchNodes.Put(scratch)
	return d, findings
}

// scratchNodes are where nodes are gathered, so that a document has no more room for them than it needs.
var scratchNodes = sync.Pool{New: func() any { return new([]node) }}

// keyOf returns what a key says.
func (d *Document) keyOf(row *node) string {
	raw := d.text[row.keyBegin:row.keyEnd]
	if raw == "" || raw[0] != '"' && raw[0] != '\'' {
		return raw
	}
	form := formSingle
	if raw[0] == '"' {
		form = formDouble
	}
	return d.valueOf(&node{begin: row.keyBegin, end: row.keyEnd, form: form})
}

// isNull reports whether YAML reads a plain text as nothing.
func isNull(text string) bool {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return true
	default:
		return false
	}
}

// isBlank reports whether a byte separates words within a line.
func isBlank(b byte) bool { return b == ' ' || b == '\t' }

// nextLine returns where the line after the one that a byte is in begins, or -1 for the last.
func nextLine(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return -1
}

// spacesOf returns how many spaces begin a line.
func spacesOf(text string, line int) int {
	at := line
	for at < len(text) && text[at] == ' ' {
		at++
	}
	return at - line
}

// lineEnd returns the end of the content of the line that a byte is in, before its break.
func lineEnd(text string, at int) int {
	end := len(text)
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		end = at + i
	}
	if end > at && text[end-1] == '\r' {
		end--
	}
	return end
}

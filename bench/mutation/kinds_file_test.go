package mutation_test

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// kinds are all kinds of defect.
var kinds = slices.Concat(fileKinds, valueKinds, codeKinds, referenceKinds, drugKinds, labelKinds, sourceKinds,
	supportKinds, recordKinds,
	textKinds, slipKinds, colleagueKinds, checkedKinds, controlKinds)

// lined makes a defect in each line of a text that holds a key and its value on one line, in block style.
func lined(change func(line string, indent int) (string, bool)) func(*document, *texts) {
	return func(d *document, t *texts) {
		lines := strings.SplitAfter(d.text, "\n")
		for _, key := range keysInBlocks(d.root) {
			line := lines[key.Line-1]
			changed, ok := change(line, key.Column-1)
			if !ok {
				continue
			}
			mutated := slices.Clone(lines)
			mutated[key.Line-1] = changed
			t.add(strings.Join(mutated, ""), key.Line, 0)
		}
	}
}

// keysInBlocks returns the keys that begin a line, whose values are scalars on that line.
func keysInBlocks(n *yaml.Node) []*yaml.Node {
	var keys []*yaml.Node
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0 && i%2 == 1 && child.Kind == yaml.ScalarNode &&
			child.Line == n.Content[i-1].Line &&
			child.Style&(yaml.FoldedStyle|yaml.LiteralStyle) == 0 && (i > 1 || n.Column == 1) {
			keys = append(keys, n.Content[i-1])
		}
		if n.Style&yaml.FlowStyle == 0 {
			keys = append(keys, keysInBlocks(child)...)
		}
	}
	return keys
}

// inTexts makes a defect within each plain text of more than one word on one line, at its first space.
func inTexts(put string) func(*document, *texts) {
	return func(d *document, t *texts) {
		lines := strings.SplitAfter(d.text, "\n")
		for _, n := range scalars(d.root) {
			first, _, several := strings.Cut(n.Value, " ")
			line := lines[n.Line-1]
			if !several || n.Style != 0 || !strings.HasPrefix(string([]rune(line)[n.Column-1:]), n.Value) {
				continue
			}
			before := string([]rune(line)[:n.Column-1]) + first
			mutated := slices.Clone(lines)
			mutated[n.Line-1] = before + put + strings.TrimPrefix(line, before)
			t.add(strings.Join(mutated, ""), n.Line, len([]rune(before))+1)
		}
	}
}

var fileKinds = []kind{
	{name: "a line indented with a tab", rule: "yaml-syntax", write: lined(func(line string, indent int) (string, bool) {
		return "\t" + line[indent:], indent > 0
	})},
	{name: "a quote that is not closed", rule: "yaml-syntax", write: func(d *document, t *texts) {
		// The quote that opens is where the reader learns that none closes it.
		for _, n := range scalars(d.root) {
			lines := strings.SplitAfter(d.text, "\n")
			line := lines[n.Line-1]
			if n.Style&yaml.DoubleQuotedStyle == 0 || !strings.HasSuffix(line, "\"\n") {
				continue
			}
			lines[n.Line-1] = strings.TrimSuffix(line, "\"\n") + "\n"
			if !strings.Contains(strings.Join(lines[n.Line:], ""), `"`) {
				t.add(strings.Join(lines, ""), n.Line, n.Column)
			}
		}
	}},
	{name: "a bracket that is not closed", rule: "yaml-syntax", write: lined(func(line string, _ int) (string, bool) {
		return strings.Replace(line, ": ", ": [", 1), !strings.ContainsAny(line, "[]{}\"'")
	})},
	{name: "a brace that is not closed", rule: "yaml-syntax", write: lined(func(line string, _ int) (string, bool) {
		return strings.Replace(line, ": ", ": {", 1), !strings.ContainsAny(line, "[]{}\"'")
	})},
	{name: "a colon in a text without quotes", rule: "yaml-syntax", write: lined(func(line string, _ int) (string, bool) {
		key, text, _ := strings.Cut(line, ": ")
		first, rest, several := strings.Cut(text, " ")
		return key + ": " + first + ": " + rest, several && !strings.ContainsAny(text, `"'{[`)
	})},
	{name: "a key that stands twice", rule: "yaml-duplicate-key", write: func(d *document, t *texts) {
		lines := strings.SplitAfter(d.text, "\n")
		for _, key := range keysInBlocks(d.root) {
			again := strings.Repeat(" ", key.Column-1) + lines[key.Line-1][key.Column-1:]
			t.add(strings.Join(slices.Insert(slices.Clone(lines), key.Line, again), ""), key.Line+1, key.Column)
		}
	}},
	{name: "a second document", rule: "yaml-multiple-documents", write: func(d *document, t *texts) {
		t.add(d.text+"---\n"+d.text, strings.Count(d.text, "\n")+1, 0)
	}},
	{name: "a value with an anchor", rule: "yaml-alias", write: lined(func(line string, _ int) (string, bool) {
		return strings.Replace(line, ": ", ": &same ", 1), true
	})},
	{name: "a merge that was not finished", rule: "yaml-syntax", write: func(d *document, t *texts) {
		t.add(d.text+">>>>>>> main\n", strings.Count(d.text, "\n")+1, 0)
	}},
	{name: "a byte of Latin-1", rule: "yaml-encoding", write: inTexts("\xe9")},
	{name: "a control character", rule: "yaml-encoding", write: inTexts("\x07")},
	{name: "an empty file", rule: "file-empty", write: func(d *document, t *texts) {
		t.add("# To be written.\n", 1, 0)
	}},
	{name: "a table pasted in", rule: "file-too-large", write: func(d *document, t *texts) {
		t.add(d.text+strings.Repeat("# 1 2 3 4 5 6 7 8 9\n", 60_000), 0, 0)
	}},
	{name: "a line without an end", rule: "line-too-long", write: func(d *document, t *texts) {
		t.add(d.text+"# "+strings.Repeat("on and ", 2000)+"on\n", strings.Count(d.text, "\n")+1, 1)
	}},
	{name: "brackets nested without an end", rule: "nesting-too-deep",
		write: lined(func(line string, indent int) (string, bool) {
			key, _, _ := strings.Cut(line, ":")
			return key + ": " + strings.Repeat("[", 5000) + strings.Repeat("]", 1000) + "\n", indent == 0
		})},
	{name: "a file with another ending", rule: "file-misplaced", files: func(d *document) *mutant {
		renamed := d.name() + ".yml"
		return &mutant{files: map[string]string{d.file: "", renamed: d.text}, file: renamed}
	}, in: "procedures", apart: true},
	{name: "a file in a folder of its own", rule: "file-misplaced", files: func(d *document) *mutant {
		folder := d.collection() + "/more"
		return &mutant{files: map[string]string{folder + "/new.yaml": d.text}, file: folder, renamed: true}
	}, in: "regimens", apart: true},
	{name: "a file name in capitals", rule: "name-mismatch", files: func(d *document) *mutant {
		renamed := d.collection() + "/" + strings.ToUpper(strings.TrimPrefix(d.name(), d.collection()+"/")) + ".yaml"
		return &mutant{files: map[string]string{renamed: d.text}, file: renamed, renamed: true}
	}, in: "regimens", apart: true},
	{name: "a record that names itself otherwise", rule: "name-mismatch", edit: func(p place) (string, bool) {
		return "name", set(p.node, "name", p.doc.collection()+"/other")
	}},
	{name: "a pipe in the place of a file", rule: "file-unreadable", files: func(d *document) *mutant {
		return &mutant{pipes: []string{d.file}, file: d.file}
	}, in: "regimens", apart: true},
}

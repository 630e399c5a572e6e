// Package layout writes content files in their canonical layout: one order of fields, one way of quoting, lines of a width.
//
// It knows the schema and the text of one file. It changes how a record is written and never what it says.
package layout

import (
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/syntax"
	"github.com/opencompendium/compendium/finding"
)

// Width is how many characters a line has at most, where what it says can be broken.
const Width = 160

// unread are the rules whose violation makes a file one that cannot be laid out: it is not known what it says.
var unread = []string{
	catalog.RuleSyntax, catalog.RuleEncoding, catalog.RuleDuplicateKey, catalog.RuleDocuments, catalog.RuleAlias, catalog.RuleEmpty,
	catalog.RuleTooLarge, catalog.RuleLineTooLong, catalog.RuleTooDeep,
}

// UnreadError says that a file was not laid out, because it cannot be read.
type UnreadError struct {
	// Problem is why, and where in the file.
	Problem finding.Finding
}

// Error gives the line and column, what is wrong, and its rule.
func (e *UnreadError) Error() string {
	return fmt.Sprintf("%d:%d: %s [%s]", e.Problem.Position.Line, e.Problem.Position.Column, e.Problem.Message, e.Problem.Rule)
}

// Format gives the canonical text of a record's file, by its path below the content directory, such as "drugs/imatinib.yaml". Fields that
// the record does not have, and values that do not fit, stay as they are. The error is an UnreadError for a file that cannot be
// read as YAML, and another for one that cannot be laid out without a loss.
func Format(path string, source []byte) ([]byte, error) {
	before, problems := catalog.Read(path, source)
	for _, p := range problems {
		if slices.Contains(unread, p.Rule) {
			return nil, &UnreadError{p}
		}
	}
	if before == nil {
		return nil, fmt.Errorf("%s is not the path of a record, as drugs/imatinib.yaml is", path)
	}
	file, err := syntax.Parse(source)
	if err != nil {
		return nil, err
	}
	root := shape{message: before.Kind().Descriptor()}
	formatted := []byte(text(file, root))
	if err := same(file, before, problems, formatted, path); err != nil {
		return nil, fmt.Errorf("it cannot be laid out without a loss: %w", err)
	}
	return formatted, nil
}

// text writes a whole file.
func text(file *syntax.File, root shape) string {
	var l lines
	l.comments(file.Head)
	if len(file.Root.Entries) == 0 {
		l.add("{}")
	}
	l.entries(file.Root, root, 0)
	return strings.TrimRight(strings.Join(l, "\n"), "\n") + "\n"
}

// same makes sure that a file says after what it said before: the same record with the same problems, the same values under the
// same keys, and the same comments. It is the reason why a slip in this package cannot cost anybody a fact.
func same(old *syntax.File, before *catalog.Record, problems []finding.Finding, formatted []byte, path string) error {
	after, others := catalog.Read(path, formatted)
	if after == nil || !proto.Equal(before.Message(), after.Message()) {
		return fmt.Errorf("%s would become another record", path)
	}
	if !slices.Equal(summary(problems), summary(others)) {
		return fmt.Errorf("%s would get other problems", path)
	}
	file, err := syntax.Parse(formatted)
	if err != nil {
		return err
	}
	if !slices.Equal(old.Root.Leaves(), file.Root.Leaves()) {
		return fmt.Errorf("%s would get other values", path)
	}
	if !slices.Equal(old.Comments(), file.Comments()) {
		return fmt.Errorf("%s would lose a comment", path)
	}
	return nil
}

// summary gives what problems are about, without where they stand.
func summary(problems []finding.Finding) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Rule+" "+p.Path)
	}
	slices.Sort(list)
	return list
}

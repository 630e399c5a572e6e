package document

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
)

// Width is how many characters a line has at most, where what it says can be broken.
const Width = 160

// UnreadError is that of a file that is not laid out, because it cannot be read.
type UnreadError struct {
	// Problem is why, and where in the file.
	Problem finding.Finding
}

// Error returns the line and column, what is wrong, and its rule.
func (e *UnreadError) Error() string {
	at := e.Problem.Position
	return fmt.Sprintf("%d:%d: %s [%s]", at.Line, at.Column, e.Problem.Message, e.Problem.Rule)
}

// Format returns the canonical text of a file that holds a message: one order of fields, one way of quoting, lines of a
// width. It changes how the message is written and never what the file says: fields that the message does not have, and
// values that do not fit, stay as they are. The error is an UnreadError for a file that Parse does not read whole, and
// another for one that cannot be laid out without a loss.
func Format(source []byte, message protoreflect.MessageType) ([]byte, error) {
	d, findings := Parse(source)
	if len(findings) > 0 {
		return nil, &UnreadError{findings[0]}
	}
	t, err := newTree(d)
	if err != nil {
		return nil, err
	}
	formatted := []byte(t.text(shape{message: message.Descriptor()}))
	if err := t.sameAs(formatted, message); err != nil {
		return nil, fmt.Errorf("it cannot be laid out without a loss: %w", err)
	}
	return formatted, nil
}

// text writes a whole file.
func (t *tree) text(root shape) string {
	var l lines
	l.comments(t.head)
	if len(t.root.entries) == 0 {
		l.add("{}")
	}
	l.entries(t.root, root, 0)
	return strings.TrimRight(strings.Join(l, "\n"), "\n") + "\n"
}

// sameAs returns an error unless another text says what the file says: the same message with the same problems, the
// same values under the same keys, and the same comments. It is the reason why a slip in the layout cannot cost a fact.
func (t *tree) sameAs(formatted []byte, message protoreflect.MessageType) error {
	d, findings := Parse(formatted)
	if len(findings) > 0 {
		return &UnreadError{findings[0]}
	}
	after, err := newTree(d)
	if err != nil {
		return err
	}
	old, now := message.New().Interface(), message.New().Interface()
	oldProblems, problems := t.doc.Decode(old), d.Decode(now)
	switch {
	case !proto.Equal(old, now):
		return errors.New("it would become another record")
	case !slices.Equal(summary(oldProblems), summary(problems)):
		return errors.New("it would get other problems")
	case !slices.Equal(t.says(), after.says()):
		return errors.New("it would get other values")
	case !slices.Equal(t.remarks(), after.remarks()):
		return errors.New("it would lose a comment")
	}
	return nil
}

// summary returns what problems are about, without where they are.
func summary(problems []finding.Finding) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Rule+" "+p.Path)
	}
	slices.Sort(list)
	return list
}

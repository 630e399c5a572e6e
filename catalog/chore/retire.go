package chore

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
)

// Rename renames a record: references are changed to the new name, and the old one is left as a tombstone.
func Rename(c *catalog.Catalog, from, to string) (Change, error) {
	if rest, ok := unfinished(c, from, to); ok {
		return rest, nil
	}
	r, err := present(c, from)
	if err != nil {
		return Change{}, err
	}
	if err := free(c, r, to); err != nil {
		return Change{}, err
	}
	x := begin(c)
	if !r.Document().Find("name").IsZero() {
		x.edit(r, document.Set("name", to))
	}
	x.repoint(referencesTo(c, from), to)
	x.files[to+".yaml"] = x.text(r)
	if err := x.bury(r, []string{to}, ""); err != nil {
		return Change{}, err
	}
	x.leaveMentions(from)
	return x.done(), nil
}

// unfinished returns what is left of a chore that was ended after it wrote the tombstone of a record: references to it.
func unfinished(c *catalog.Catalog, from, to string) (rest Change, ok bool) {
	if r, ok := c.Get(from); !ok || !slices.Equal(r.ReplacedBy(), []string{to}) {
		return Change{}, false
	}
	references := slices.DeleteFunc(referencesTo(c, from),
		func(ref catalog.Reference) bool { return ref.From.Name() == to })
	if len(references) == 0 {
		return Change{}, false
	}
	x := begin(c)
	x.repoint(references, to)
	x.leaveMentions(from)
	return x.done(), true
}

// free returns an error if a name cannot be given to a record.
func free(c *catalog.Catalog, r *catalog.Record, to string) error {
	collection, id, _ := strings.Cut(to, "/")
	if collection != r.Kind().String() {
		return fmt.Errorf("%s: a record stays in its collection; write %s/…", to, r.Kind())
	}
	if !catalog.IsID(id) {
		return fmt.Errorf("%s: an id is small letters and digits, with single hyphens between them, as in "+
			"drugs/zoledronic-acid", to)
	}
	switch other, ok := c.Get(to); {
	case ok && other.IsTombstone():
		return fmt.Errorf("%s: the name is that of a retired record, %s, and is not used again; take another", to,
			other.File())
	case ok:
		return fmt.Errorf("%s: the name is taken by %s; `compendium merge %s %s` makes one record of both", to,
			other.File(), r.Name(), to)
	}
	return nil
}

// Merge makes references to one record lead to another, and the first a tombstone. What the first says is left to a
// person, field by field: which of two records is right is not known here.
func Merge(c *catalog.Catalog, from, into string) (Change, error) {
	if rest, ok := unfinished(c, from, into); ok {
		return rest, nil
	}
	r, err := present(c, from)
	if err != nil {
		return Change{}, err
	}
	other, err := present(c, into)
	if err != nil {
		return Change{}, err
	}
	switch {
	case r == other:
		return Change{}, fmt.Errorf("%s: name two records", from)
	case r.Kind() != other.Kind():
		return Change{}, fmt.Errorf("%s cannot replace %s: it is in another collection", into, from)
	}
	x := begin(c)
	var references []catalog.Reference
	for _, ref := range referencesTo(c, from) {
		if ref.From != r && ref.From != other {
			references = append(references, ref)
		} else if ref.From == other {
			x.leavef(other, ref.Path, "This refers to %s, which is now this record. Remove or correct it.", from)
		}
	}
	x.repoint(references, into)
	for field := range r.Document().Root().Children() {
		switch key := field.Key(); key {
		case "name", "display_name", "kind", "lifecycle", "depth", "review", "cites", "citations":
		default:
			x.leavef(r, key, "%s was here and is not copied. Add to %s what is missing there; git has the old text.", key,
				other.File())
		}
	}
	if err := x.bury(r, []string{into}, ""); err != nil {
		return Change{}, err
	}
	x.leaveMentions(from)
	return x.done(), nil
}

// Retire makes a record a tombstone: with what replaced it, or why nothing did. References to it stay, and lint finds
// them.
func Retire(c *catalog.Catalog, name string, replacedBy []string, reason string) (Change, error) {
	r, err := present(c, name)
	if err != nil {
		return Change{}, err
	}
	for _, other := range replacedBy {
		replacement, err := present(c, other)
		switch {
		case err != nil:
			return Change{}, err
		case replacement == r || replacement.Kind() != r.Kind():
			return Change{}, fmt.Errorf("%s: it cannot replace %s; name another record of its collection", other, name)
		}
	}
	x := begin(c)
	if err := x.bury(r, replacedBy, reason); err != nil {
		return Change{}, err
	}
	return x.done(), nil
}

// bury makes the file of a record a tombstone. It keeps the comments at its top, the display name and the kind.
func (x *changes) bury(r *catalog.Record, replacedBy []string, reason string) error {
	var b bytes.Buffer
	for line := range strings.Lines(string(r.Text())) {
		if !strings.HasPrefix(line, "#") {
			break
		}
		b.WriteString(line)
	}
	for _, key := range []string{"display_name", "kind"} {
		if value := r.Document().Find(key); !value.IsZero() && value.Kind() == document.Scalar {
			fmt.Fprintf(&b, "%s: %s\n", key, document.Write(value.Value(), false))
		}
	}
	if r.Drug() != nil {
		b.WriteString("lifecycle: RETIRED\n")
	}
	if len(replacedBy) > 0 {
		fmt.Fprintf(&b, "replaced_by: [%s]\n", strings.Join(replacedBy, ", "))
	}
	if reason != "" {
		fmt.Fprintf(&b, "retired_reason: %s\n", document.Write(reason, false))
	}
	text, err := document.Format(b.Bytes(), r.Kind().New().ProtoReflect().Type())
	if err != nil {
		return fmt.Errorf("write the tombstone of %s: %w", r.Name(), err)
	}
	x.files[r.Path()], x.tombstone = text, r.Path()
	return nil
}

package validate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/edit"
	"github.com/opencompendium/compendium/catalog/fingerprint"
	"github.com/opencompendium/compendium/catalog/syntax"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// fixer is what fixes may look at. A fix gives the change of the record's file that removes a finding, and what it changes in a few
// words, or says that there is no safe one.
type fixer struct {
	// Catalog is the content.
	Catalog *catalog.Catalog
	// Archive holds the archived texts, or is nil.
	Archive *archive

	replacements replacements
}

// parent gives the path of the message that holds a field, and the field's name.
func parent(path string) (message, field string) {
	if i := strings.LastIndexByte(path, '.'); i >= 0 && !strings.ContainsAny(path[i:], `"]`) {
		return path[:i], path[i+1:]
	}
	return "", path
}

// fieldAt gives the field that a path leads to, and the message that its value is, where it is one. Both are nil where the schema
// has no such field.
func fieldAt(kind catalog.Kind, path string) (field protoreflect.FieldDescriptor, message protoreflect.MessageDescriptor) {
	steps, ok := syntax.Steps(path)
	if !ok {
		return nil, nil
	}
	message = kind.Descriptor()
	inMap := false
	for _, step := range steps {
		switch {
		case step.Index >= 0:
			// An item is what its list is.
		case inMap:
			message, inMap = field.MapValue().Message(), false
		case message == nil:
			return nil, nil
		default:
			if field = message.Fields().ByName(protoreflect.Name(step.Name)); field == nil {
				return nil, nil
			}
			message, inMap = field.Message(), field.IsMap()
		}
	}
	return field, message
}

// fixKey renames a key that is a slip of the one field that it can be.
func fixKey(_ *fixer, r *catalog.Record, f finding.Finding) (edit.Edit, string, bool) {
	at, key := parent(f.Path)
	_, message := fieldAt(r.Kind(), at)
	if message == nil {
		return edit.Edit{}, "", false
	}
	var names []string
	for i := range message.Fields().Len() {
		names = append(names, string(message.Fields().Get(i).Name()))
	}
	name, ok := catalog.NearMiss(key, names)
	return edit.Rename(f.Path, name), fmt.Sprintf("%s → %s", key, name), ok
}

// fixEnum writes the one value that a value can be a slip of.
func fixEnum(_ *fixer, r *catalog.Record, f finding.Finding) (edit.Edit, string, bool) {
	field, _ := fieldAt(r.Kind(), f.Path)
	file, err := syntax.Parse(r.Text())
	if field == nil || field.Enum() == nil || err != nil {
		return edit.Edit{}, "", false
	}
	entry := file.Find(f.Path)
	if entry == nil {
		return edit.Edit{}, "", false
	}
	var names []string
	for i := range field.Enum().Values().Len() {
		if value := field.Enum().Values().Get(i); value.Number() != 0 {
			names = append(names, string(value.Name()))
		}
	}
	name, ok := catalog.NearMiss(entry.Value.Value, names)
	return edit.Set(f.Path, name), fmt.Sprintf("%s → %s", entry.Value.Value, name), ok
}

// fixOrder puts the events of a product in the order of their dates. Those that may be of the same day stay as they stand.
func fixOrder(_ *fixer, r *catalog.Record, f finding.Finding) (edit.Edit, string, bool) {
	list, _, ok := strings.Cut(f.Path, ".authorizations")
	product, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(list, "products["), "]"))
	if !ok || err != nil || product >= len(r.Drug().GetProducts()) {
		return edit.Edit{}, "", false
	}
	events := r.Drug().GetProducts()[product].GetAuthorizations()
	left := make([]int, len(events))
	for i := range left {
		left[i] = i
	}
	var order []int
	for len(left) > 0 {
		// The first before which no other that is left certainly took place. There is one: of two events at most one is before the other.
		i := slices.IndexFunc(left, func(candidate int) bool {
			first, _, dated := eventDays(events[candidate])
			return !slices.ContainsFunc(left, func(other int) bool {
				_, last, ok := eventDays(events[other])
				return dated && ok && last < first
			})
		})
		if i < 0 {
			return edit.Edit{}, "", false
		}
		order = append(order, left[i])
		left = slices.Delete(left, i, i+1)
	}
	return edit.Reorder(list+".authorizations", order), "events moved to the order of their dates", true
}

// fixRetired names what replaced a retired record.
func fixRetired(x *fixer, r *catalog.Record, f finding.Finding) (edit.Edit, string, bool) {
	for ref := range x.Catalog.References() {
		if ref.From == r && ref.Path == f.Path {
			name := x.replacements.of(x.Catalog, ref.To)
			return edit.Set(f.Path, name), fmt.Sprintf("%s → %s", ref.To, name), name != ""
		}
	}
	return edit.Edit{}, "", false
}

var capitalDigest = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)

// fixDigest writes a digest in small digits.
func fixDigest(_ *fixer, r *catalog.Record, f finding.Finding) (edit.Edit, string, bool) {
	file, err := syntax.Parse(r.Text())
	if err != nil {
		return edit.Edit{}, "", false
	}
	entry := file.Find(f.Path)
	if entry == nil || !capitalDigest.MatchString(entry.Value.Value) {
		return edit.Edit{}, "", false
	}
	return edit.Set(f.Path, strings.ToLower(entry.Value.Value)), "small hexadecimal digits", true
}

// fixArchive states the digest of an archived text that its source names without one.
func fixArchive(x *fixer, r *catalog.Record, f finding.Finding) (edit.Edit, string, bool) {
	source, ok := r.Message().(*compendiumv1.Source)
	if !ok || f.Path != "archive.sha256" || x.Archive == nil || source.GetArchive().GetSha256() != "" || hasField(r, f.Path) {
		return edit.Edit{}, "", false
	}
	text, err := x.Archive.text(source)
	if err != nil {
		return edit.Edit{}, "", false
	}
	return edit.Add("archive", "sha256", syntax.Write(text.digest, true)), "the SHA-256 of the archived text added", true
}

func hasField(r *catalog.Record, path string) bool {
	file, err := syntax.Parse(r.Text())
	return err != nil || file.Find(path) != nil
}

// longestSearch is in how many words of an archived text a passage of unknown length is looked for.
const longestSearch = 20_000

// fixWords states how many words a passage has whose digest is there: the digest says which words of the archived text they are.
func fixWords(x *fixer, r *catalog.Record, f finding.Finding) (edit.Edit, string, bool) {
	at, field := parent(f.Path)
	steps, ok := syntax.Steps(at)
	if !ok || field != "words" || len(steps) != 3 || x.Archive == nil || hasField(r, f.Path) {
		return edit.Edit{}, "", false
	}
	citation := citations(r)[steps[1].Name]
	source := x.Catalog.Source(citation.GetSource())
	if source.GetArchive() == nil || citation.GetPassage().GetSha256() == "" {
		return edit.Edit{}, "", false
	}
	text, err := x.Archive.text(source)
	if err != nil || text.digest != source.GetArchive().GetSha256() || len(text.words) > longestSearch {
		return edit.Edit{}, "", false
	}
	words := lengthOf(text.words, citation.GetPassage().GetSha256())
	return edit.Add(at, "words", strconv.Itoa(words)), "the number of the passage's words added", words > 0
}

// lengthOf gives how many words the passage of a digest has in a text, or 0 where it is not there.
func lengthOf(words []fingerprint.Word, digest string) int {
	const longest = 1000
	wanted, err := hex.DecodeString(digest)
	if err != nil {
		return 0
	}
	for i := range words {
		sum := sha256.New()
		for n := range min(longest, len(words)-i) {
			if n > 0 {
				sum.Write([]byte(" "))
			}
			sum.Write([]byte(words[i+n].Text))
			if bytes.Equal(sum.Sum(nil), wanted) {
				return n + 1
			}
		}
	}
	return 0
}

package importer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
)

// Plan is what an import changes in a content directory.
type Plan struct {
	// Write are the texts of files to write, and Remove the files that the register no longer has a record for.
	Write  []File
	Remove []string
	// Same is how many files stay as they are.
	Same int
	// Own are files of records that the import has, too, and that others wrote. They stay.
	Own []string
}

// File is a file to write.
type File struct {
	// Path is its path below the content directory.
	Path string
	Text []byte
}

// EditedError is the refusal of an import, since files that an earlier one wrote were changed by hand.
type EditedError struct {
	// Files are the paths of the files below the content directory.
	Files []string
}

// Error lists the files, and says what to do.
func (e *EditedError) Error() string {
	const most = 5
	shown := strings.Join(e.Files[:min(len(e.Files), most)], ", ")
	if len(e.Files) > most {
		shown += fmt.Sprintf(" and %d more", len(e.Files)-most)
	}
	return "imported files were edited by hand, and are not overwritten: " + shown + ". Nothing was changed. Restore " +
		"them, or make them your own by removing their line \"" + markBegin + "…\": your own files are left as they are"
}

// The mark is the first line of an imported file. It has a digest of the lines below it, which is wrong once they are
// edited.
const markBegin = "# imported by compendium from "

func mark(format string, body []byte) string {
	sum := sha256.Sum256(body)
	return markBegin + format + ", not to be edited: " + hex.EncodeToString(sum[:16]) + "\n"
}

// NewPlan compares an import with the files of a content directory. hasBase reports whether the catalog that the
// directory extends, if any, has a record. NewPlan returns an *EditedError if a file of an earlier import was edited.
func NewPlan(dir fs.FS, imported *Import, hasBase func(resource string) bool) (*Plan, error) {
	plan, edited := &Plan{}, &EditedError{}
	wanted := make(map[string]bool)
	for _, r := range imported.Records {
		if r.Shared && hasBase(r.Kind.String()+"/"+r.ID) {
			continue
		}
		wanted[r.Path()] = true
		old, err := fs.ReadFile(dir, r.Path())
		exists := err == nil
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read %s: %w", r.Path(), err)
		}
		old = bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n"))
		format, intact := marked(old)
		switch {
		case exists && format != imported.Format:
			if !r.Shared {
				plan.Own = append(plan.Own, r.Path())
			}
			continue
		case exists && !intact:
			edited.Files = append(edited.Files, r.Path())
			continue
		}
		body := document.Encode(r.Message)
		text := append([]byte(mark(imported.Format, body)), body...)
		if len(text) > document.MaxFileBytes {
			return nil, fmt.Errorf("%s would have %d bytes, and at most %d are read", r.Path(), len(text), document.MaxFileBytes)
		}
		if bytes.Equal(old, text) {
			plan.Same++
			continue
		}
		plan.Write = append(plan.Write, File{r.Path(), text})
	}
	if err := plan.findRemoved(dir, imported.Format, wanted, edited); err != nil {
		return nil, err
	}
	if len(edited.Files) > 0 {
		slices.Sort(edited.Files)
		return nil, edited
	}
	return plan, nil
}

// findRemoved adds the files of earlier imports of a format that are not wanted any more.
func (p *Plan) findRemoved(dir fs.FS, format string, wanted map[string]bool, edited *EditedError) error {
	for _, kind := range catalog.Kinds() {
		entries, err := fs.ReadDir(dir, kind.String())
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("read %s: %w", kind, err)
		}
		for _, e := range entries {
			name := path.Join(kind.String(), e.Name())
			if e.IsDir() || path.Ext(name) != ".yaml" || wanted[name] {
				continue
			}
			text, err := fs.ReadFile(dir, name)
			if err != nil {
				return fmt.Errorf("read %s: %w", name, err)
			}
			switch of, intact := marked(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))); {
			case of != format:
			case intact:
				p.Remove = append(p.Remove, name)
			default:
				edited.Files = append(edited.Files, name)
			}
		}
	}
	return nil
}

// marked returns the format that a file was imported from, or "" if it was not, and whether it is as it was written.
func marked(text []byte) (format string, intact bool) {
	line, body, _ := bytes.Cut(text, []byte("\n"))
	after, ok := strings.CutPrefix(string(line), markBegin)
	if !ok {
		return "", false
	}
	format, _, _ = strings.Cut(after, ",")
	return format, mark(format, body) == string(line)+"\n"
}

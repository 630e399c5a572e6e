package catalog

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// entry is a file on its way to becoming a record.
type entry struct {
	kind   Kind
	id     string
	path   string // below the content directory
	source []byte
	record proto.Message
	faults []fault
}

// LoadDir reads the content directory dir, as Load does, and shows its files under dir in what it reports. A symbolic link that leads
// out of the directory is refused.
func LoadDir(dir string) (*Catalog, []Problem, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("open content directory: %w", err)
	}
	defer root.Close()
	return Load(root.FS(), dir)
}

// Load reads the content in fsys: one YAML file a record, `<collection>/<id>.yaml`. Files are shown with base before their path.
//
// It returns the catalog of the records that could be read, and every problem of those that could not, in a stable order. A
// catalog with problems is there for the rules to go on with; it must not be served. The error is for content that
// cannot be read at all.
func Load(fsys fs.FS, base string) (*Catalog, []Problem, error) {
	l := loader{base: base}
	entries, err := l.scan(fsys)
	if err != nil {
		return nil, nil, err
	}
	l.readAll(fsys, entries)
	c := newCatalog(base)
	for i := range entries {
		l.add(c, &entries[i])
	}
	c.seal()
	sortProblems(l.problems)
	return c, l.problems, nil
}

type loader struct {
	base     string
	problems []Problem
}

func (l *loader) problem(file, resource string, f fault) {
	l.problems = append(l.problems, Problem{Rule: f.rule, Message: f.message, Resource: resource, Path: f.path, File: path.Join(l.base, file), Position: f.at})
}

// scan lists the files of the collections and finds those that stand in the wrong place.
func (l *loader) scan(fsys fs.FS) ([]entry, error) {
	top, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read content directory %s: %w", l.base, err)
	}
	var entries []entry
	found := false
	for _, e := range top {
		kind, known := ParseKind(e.Name())
		switch {
		case known:
			found = true
			more, err := l.scanCollection(fsys, kind)
			if err != nil {
				return nil, err
			}
			entries = append(entries, more...)
		case ignored(e.Name()):
		case e.IsDir() || isYAML(e.Name()) && e.Name() != "compendium.yaml":
			l.misplaced(fsys, e)
		}
	}
	if !found {
		return nil, fmt.Errorf("read content directory %s: it has none of the folders of a catalog (drugs, classes, conditions, …)", l.base)
	}
	return entries, nil
}

func (l *loader) misplaced(fsys fs.FS, e fs.DirEntry) {
	var collections []string
	for _, k := range Kinds() {
		collections = append(collections, k.String())
	}
	if !e.IsDir() {
		l.problem(e.Name(), "", fault{rule: RuleMisplaced, message: "A record stands in the folder of its collection. Move this file into one of " + strings.Join(collections, ", ") + "."})
		return
	}
	files, err := fs.ReadDir(fsys, e.Name())
	if err != nil || !slices.ContainsFunc(files, func(f fs.DirEntry) bool { return isYAML(f.Name()) }) {
		return
	}
	l.problem(e.Name(), "", fault{rule: RuleMisplaced, message: "There is no collection of this name, and its files are not read." + suggest(e.Name(), collections)})
}

func (l *loader) scanCollection(fsys fs.FS, kind Kind) ([]entry, error) {
	files, err := fs.ReadDir(fsys, kind.String())
	if err != nil {
		return nil, fmt.Errorf("read content directory %s: %w", path.Join(l.base, kind.String()), err)
	}
	var entries []entry
	for _, f := range files {
		file := path.Join(kind.String(), f.Name())
		id, isRecord := strings.CutSuffix(f.Name(), ".yaml")
		switch {
		case ignored(f.Name()):
		case f.IsDir():
			l.problem(file, "", fault{rule: RuleMisplaced, message: "Folders within a collection are not read. Move the records up into " + kind.String() + "."})
		case !isRecord:
			l.problem(file, "", fault{rule: RuleMisplaced, message: "Only files that end in .yaml are read here. Rename or move this one."})
		case !idShape.MatchString(id):
			l.problem(file, "", fault{rule: RuleName, message: "The name of the file is the id of the record: small letters, digits and single hyphens, as in imatinib.yaml. Rename it."})
		default:
			entries = append(entries, entry{kind: kind, id: id, path: file})
		}
	}
	return entries, nil
}

// ignored says which files are nobody's content: hidden ones, and a note to editors.
func ignored(name string) bool { return strings.HasPrefix(name, ".") || name == "README.md" }

func isYAML(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// readAll reads and decodes files on all processors. Each writes to its own entry, so the order of work never shows.
func (l *loader) readAll(fsys fs.FS, entries []entry) {
	var wait sync.WaitGroup
	next := make(chan *entry)
	for range min(runtime.GOMAXPROCS(0), max(len(entries), 1)) {
		wait.Go(func() {
			for e := range next {
				source, f := readFile(fsys, e.path)
				if f != nil {
					e.faults = []fault{*f}
					continue
				}
				e.read(source)
			}
		})
	}
	for i := range entries {
		next <- &entries[i]
	}
	close(next)
	wait.Wait()
}

// read makes a record of a file's text.
func (e *entry) read(source []byte) {
	e.source = source
	root, faults := parse(source)
	if len(faults) > 0 {
		e.faults = faults
		return
	}
	e.record, e.faults = decode(root, e.kind)
	e.checkDerived(e.record.ProtoReflect())
	for i := range e.faults {
		if e.faults[i].at.Line == 0 {
			e.faults[i].at = locate(root, e.faults[i].path)
		}
	}
}

// readFile reads a file up to the limit of size, so that one that is far too large costs nothing.
func readFile(fsys fs.FS, name string) ([]byte, *fault) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, unreadable(err)
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, unreadable(err)
	case !info.Mode().IsRegular():
		return nil, &fault{rule: RuleUnreadable, message: "This is not a regular file. Put the record's text here."}
	case info.Size() > MaxFileBytes:
		return nil, tooLarge(info.Size())
	}
	source, err := io.ReadAll(io.LimitReader(file, MaxFileBytes+1))
	if err != nil {
		return nil, unreadable(err)
	}
	return source, nil
}

func unreadable(err error) *fault {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathError.Err
	}
	return &fault{rule: RuleUnreadable, message: fmt.Sprintf("The file cannot be read: %v. A symbolic link may not lead out of the content directory.", err)}
}

// checkDerived finds fields that the catalog derives and nobody types, and a name that is not the path's.
func (e *entry) checkDerived(record protoreflect.Message) {
	fields := record.Descriptor().Fields()
	name := fields.ByName("name")
	want := e.kind.String() + "/" + e.id
	if got := record.Get(name).String(); got != "" && got != want {
		e.faults = append(e.faults, fault{rule: RuleName, path: "name",
			message: fmt.Sprintf("The record calls itself %s, and its path makes it %s. Remove the line, since the path is the name, or move the file.", quote(got), want)})
	}
	record.Set(name, protoreflect.ValueOfString(want))
	if e.kind == Drugs {
		e.faults = append(e.faults, derivedUses(record.Interface())...)
	}
}

func (l *loader) add(c *Catalog, e *entry) {
	name := e.kind.String() + "/" + e.id
	for _, f := range e.faults {
		l.problem(e.path, name, f)
	}
	c.add(&Record{
		name: name, kind: e.kind, file: path.Join(l.base, e.path), path: e.path, source: e.source,
		digest: sha256.Sum256(e.source), message: e.record, broken: len(e.faults) > 0,
	})
}

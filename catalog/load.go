package catalog

import (
	"context"
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
	"sync/atomic"
	"unicode"
	"unsafe"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/memory"
)

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// entry is a file on its way to becoming a record.
type entry struct {
	kind   Kind
	id     string
	path   string      // below the content directory
	mode   fs.FileMode // its type, as its directory lists it
	source []byte
	digest [sha256.Size]byte
	record proto.Message
	faults []fault
	// recalled says that the record was not read from its text, which was found sound before.
	recalled bool
	// stray says that it is not read, and its record is to be taken for one that could not be.
	stray bool
}

// Option changes how content is loaded.
type Option func(*loader)

// Recalling has records that a memory holds taken from it instead of being read from their text. What it holds was read from the same
// text, and found to have no problem and to keep the rules of the schema.
func Recalling(m *memory.Memory) Option { return func(l *loader) { l.memory = m } }

// Until has loading end early, with the error of a context that is done.
func Until(ctx context.Context) Option { return func(l *loader) { l.context = ctx } }

// Watched has a function told how many of all files have been read, after each. It is called from several goroutines, in no order.
func Watched(progress func(read, all int)) Option {
	return func(l *loader) { l.progress = progress }
}

// LoadDir reads the content directory dir, as Load does, and shows its files under dir in what it reports. A symbolic link that leads
// out of the directory is refused.
func LoadDir(dir string, options ...Option) (*Catalog, []Problem, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("open content directory: %w", err)
	}
	defer root.Close()
	return Load(root.FS(), dir, options...)
}

// Load reads the content in fsys: one YAML file a record, `<collection>/<id>.yaml`. Files are shown with base before their path.
//
// It returns the catalog of the records that could be read, and every problem of those that could not, in a stable order. A
// catalog with problems is there for the rules to go on with; it must not be served. The error is for content that
// cannot be read at all.
func Load(fsys fs.FS, base string, options ...Option) (*Catalog, []Problem, error) {
	l := loader{base: base, context: context.Background()}
	for _, set := range options {
		set(&l)
	}
	entries, err := l.scan(fsys)
	if err != nil {
		return nil, nil, err
	}
	if err := l.readAll(fsys, entries); err != nil {
		return nil, nil, fmt.Errorf("read content directory %s: %w", base, err)
	}
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
	memory   *memory.Memory
	context  context.Context //nolint:containedctx // of the call that the loader is made for
	progress func(read, all int)
}

func (l *loader) problem(file, resource string, f fault) {
	l.problems = append(l.problems, Problem{Rule: f.rule, Message: f.message, Resource: resource, Path: f.path, File: printable(path.Join(l.base, file)), Position: f.at, First: f.first})
}

// printable replaces what a file's name may hold and a report may not: line breaks, controls, bytes that are not UTF-8.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, name)
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
			more, ok := l.scanCollection(fsys, kind)
			entries = append(entries, more...)
			found = found || ok
		case ignored(e.Name()):
		case e.IsDir() || isYAML(e.Name()) && e.Name() != "compendium.yaml":
			entries = append(entries, l.misplaced(fsys, e, top)...)
		}
	}
	if !found {
		return nil, fmt.Errorf("read content directory %s: it has none of the folders of a catalog (drugs, classes, conditions, …)", l.base)
	}
	return withoutTwins(entries), nil
}

// misplaced reports what is beside the collections, and gives what strays of a collection it holds that is not there itself.
func (l *loader) misplaced(fsys fs.FS, e fs.DirEntry, top []fs.DirEntry) []entry {
	var collections []string
	for _, k := range Kinds() {
		collections = append(collections, k.String())
	}
	if !e.IsDir() {
		l.problem(e.Name(), "", fault{rule: RuleMisplaced, message: "A record stands in the folder of its collection. Move this file into one of " + strings.Join(collections, ", ") + "."})
		return nil
	}
	files, err := fs.ReadDir(fsys, e.Name())
	if err != nil || !slices.ContainsFunc(files, func(f fs.DirEntry) bool { return isYAML(f.Name()) }) {
		return nil
	}
	l.problem(e.Name(), "", fault{rule: RuleMisplaced, message: "There is no collection of this name, and its files are not read." + suggest(e.Name(), collections)})
	nearest, near := Nearest(e.Name(), collections)
	if !near || slices.ContainsFunc(top, func(other fs.DirEntry) bool { return other.Name() == nearest }) {
		return nil
	}
	kind, _ := ParseKind(nearest)
	return straysIn(fsys, kind, e.Name())
}

// scanCollection lists the files of a collection, and says whether it is a folder that can be read.
func (l *loader) scanCollection(fsys fs.FS, kind Kind) (entries []entry, ok bool) {
	info, err := fs.Stat(fsys, kind.String())
	if err == nil && !info.IsDir() {
		l.problem(kind.String(), "", fault{rule: RuleMisplaced, message: "A collection is a folder, and this is none. Move or remove it."})
		return nil, false
	}
	var files []fs.DirEntry
	if err == nil {
		files, err = fs.ReadDir(fsys, kind.String())
	}
	if err != nil {
		l.problem(kind.String(), "", *unreadable(err))
		return nil, false
	}
	for _, f := range files {
		file := path.Join(kind.String(), f.Name())
		id, isRecord := strings.CutSuffix(f.Name(), ".yaml")
		switch {
		case ignored(f.Name()):
		case f.IsDir():
			l.problem(file, "", fault{rule: RuleMisplaced, message: "Folders within a collection are not read. Move the records up into " + kind.String() + "."})
			entries = append(entries, straysIn(fsys, kind, file)...)
		case !isRecord:
			l.problem(file, "", fault{rule: RuleMisplaced, message: "Only files that end in .yaml are read here. Rename or move this one."})
			entries = append(entries, strayIn(kind, file)...)
		case !idShape.MatchString(id):
			l.problem(file, "", fault{rule: RuleName, message: "The name of the file is the id of the record: small letters, digits and single hyphens, as in imatinib.yaml. Rename it."})
			entries = append(entries, strayIn(kind, file)...)
		default:
			entries = append(entries, entry{kind: kind, id: id, path: file, mode: f.Type()})
		}
	}
	return entries, true
}

// ignored says which files are nobody's content: hidden ones, and a note to editors.
func ignored(name string) bool { return strings.HasPrefix(name, ".") || name == "README.md" }

func isYAML(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// readAll reads and decodes files on all processors. Each writes to its own entry, so the order of work never shows.
func (l *loader) readAll(fsys fs.FS, entries []entry) error {
	var wait sync.WaitGroup
	var count atomic.Int64
	next := make(chan *entry)
	for range min(runtime.GOMAXPROCS(0), max(len(entries), 1)) {
		wait.Go(func() {
			for e := range next {
				l.readOne(fsys, e)
				if l.progress != nil {
					l.progress(int(count.Add(1)), len(entries))
				}
			}
		})
	}
	for i := range entries {
		if l.context.Err() != nil {
			break
		}
		next <- &entries[i]
	}
	close(next)
	wait.Wait()
	return l.context.Err()
}

func (l *loader) readOne(fsys fs.FS, e *entry) {
	source, f := e.open(fsys)
	switch {
	case e.stray:
		// What it says is no record, and other records may be looked for in it.
		e.source, e.digest = source, sha256.Sum256(source)
	case f != nil:
		e.faults = []fault{*f}
	case !e.recall(l.memory, source):
		e.read(source)
	}
}

// recall takes the record from what was kept of it, and says whether there was such.
func (e *entry) recall(from *memory.Memory, source []byte) bool {
	if from == nil {
		return false
	}
	digest := sha256.Sum256(source)
	kept, ok := from.Recall(memory.KeyOf(e.path, digest))
	if !ok {
		return false
	}
	record := e.kind.New()
	if proto.Unmarshal(kept, record) != nil {
		return false
	}
	e.source, e.digest, e.record, e.recalled = source, digest, record, true
	return true
}

// read makes a record of a file's text.
func (e *entry) read(source []byte) {
	e.source, e.digest = source, sha256.Sum256(source)
	if e.readQuick(source) {
		return
	}
	file, faults := parse(source)
	e.faults = faults
	if file == nil {
		return
	}
	record, faults := decode(file, e.kind)
	e.record = record
	e.faults = append(e.faults, faults...)
	e.checkDerived(record.ProtoReflect())
	for i := range e.faults {
		if e.faults[i].at.Line == 0 {
			e.faults[i].at = locate(file.root, e.faults[i].path)
		}
	}
}

// readQuick makes a record of a text that is plainly written and has nothing wrong in it, and says whether it is one.
func (e *entry) readQuick(source []byte) bool {
	if checkBytes(source) != nil {
		return false
	}
	// Nobody changes the text of a record, so that its fields can be parts of it.
	record, ok := quick(unsafe.String(unsafe.SliceData(source), len(source)), e.kind) //nolint:gosec // see above
	if !ok {
		return false
	}
	if e.checkDerived(record.ProtoReflect()); len(e.faults) > 0 {
		e.faults = nil
		return false
	}
	e.record = record
	return true
}

// open reads a file up to the limit of size, so that one that is far too large costs nothing.
func (e *entry) open(fsys fs.FS) ([]byte, *fault) {
	if !e.mode.IsRegular() {
		// To open a pipe is to wait for its writer. A link may lead to a file.
		if f := checkFile(fs.Stat(fsys, e.path)); f != nil {
			return nil, f
		}
	}
	file, err := fsys.Open(e.path)
	if err != nil {
		return nil, unreadable(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if f := checkFile(info, err); f != nil {
		return nil, f
	}
	source, err := readSized(file, int(info.Size()))
	if err != nil {
		return nil, unreadable(err)
	}
	return source, nil
}

// readSized reads a file of a size up to the limit of size. The text stays as long as its record, so that it takes no more room than it needs.
func readSized(file io.Reader, size int) ([]byte, error) {
	source := make([]byte, size+1)
	n, err := io.ReadFull(file, source)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return source[:n], nil
	}
	if err != nil {
		return nil, err
	}
	// It has grown since it was looked at.
	rest, err := io.ReadAll(io.LimitReader(file, int64(MaxFileBytes+1-n)))
	return slices.Concat(source, rest), err
}

func checkFile(info fs.FileInfo, err error) *fault {
	switch {
	case err != nil:
		return unreadable(err)
	case !info.Mode().IsRegular():
		return &fault{rule: RuleUnreadable, message: "This is not a regular file. Put the record's text here."}
	case info.Size() > MaxFileBytes:
		return tooLarge(info.Size())
	default:
		return nil
	}
}

func unreadable(err error) *fault {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathError.Err
	}
	return &fault{rule: RuleUnreadable, message: fmt.Sprintf("It cannot be read: %v. A symbolic link may not lead out of the content directory.", err)}
}

// name gives the resource name, which is the path's.
func (e *entry) name() string { return e.kind.String() + "/" + e.id }

// checkDerived finds fields that the catalog derives and nobody types, and a name that is not the path's.
func (e *entry) checkDerived(record protoreflect.Message) {
	name, want := record.Descriptor().Fields().ByName("name"), e.name()
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
	if len(e.faults) > MaxProblems {
		slices.SortStableFunc(e.faults, func(a, b fault) int { return a.at.compare(b.at) })
		e.faults = e.faults[:MaxProblems]
		e.faults[MaxProblems-1].message += fmt.Sprintf(" The file has more problems than these %d.", MaxProblems)
	}
	for _, f := range e.faults {
		l.problem(e.path, e.name(), f)
	}
	if e.record == nil {
		// A record that could not be read has a message too, so that nobody has to ask.
		e.record = e.kind.New()
		e.checkDerived(e.record.ProtoReflect())
	}
	c.add(&Record{
		name: e.name(), kind: e.kind, file: path.Join(l.base, e.path), path: e.path, source: e.source,
		digest: e.digest, message: e.record, broken: len(e.faults) > 0 || e.stray, recalled: e.recalled,
	})
}

package catalog

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

	"golang.org/x/sync/errgroup"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// entry is a file on its way to becoming a record.
type entry struct {
	kind   Kind
	path   string      // below the content directory
	id     string      // of a stray, whose path does not say it
	mode   fs.FileMode // its type, as its directory lists it
	record *Record
	// meant is the record of another collection that the file holds, or nothing.
	meant []entry
	// findings are the problems of its file.
	findings []finding.Finding
}

// stray says that the file is not read, and its record is to be taken for one that could not be.
func (e *entry) stray() bool { return e.id != "" }

// Option changes how content is loaded.
type Option func(*loader)

// Until has loading end early, with the error of a context that is done.
func Until(ctx context.Context) Option { return func(l *loader) { l.context = ctx } }

// Workers sets how many goroutines read files. The default is one a processor.
func Workers(n int) Option { return func(l *loader) { l.workers = n } }

// Watched has a function told how many of all files have been read, after each. It is called from several goroutines,
// in no order.
func Watched(progress func(read, all int)) Option {
	return func(l *loader) { l.progress = progress }
}

// LoadDir reads the content directory dir, as Load does, and shows its files under dir in what it reports. A symbolic
// link that leads out of the directory is refused.
func LoadDir(dir string, options ...Option) (*Catalog, []finding.Finding, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("open content directory: %w", err)
	}
	c, problems, err := Load(root.FS(), dir, options...)
	return c, problems, errors.Join(err, root.Close())
}

// Load reads the content in fsys: one YAML file a record, `<collection>/<id>.yaml`. Files are shown with base before
// their path.
//
// It returns the catalog of the records that could be read, and every problem of those that could not, in a stable
// order. A catalog with problems is there for the rules to go on with; it must not be served. The error is for content
// that cannot be read at all.
func Load(fsys fs.FS, base string, options ...Option) (*Catalog, []finding.Finding, error) {
	l := loader{base: base, context: context.Background()}
	for _, set := range options {
		set(&l)
	}
	return l.load(fsys)
}

func (l *loader) load(fsys fs.FS) (*Catalog, []finding.Finding, error) {
	entries, err := l.scan(fsys)
	if err != nil {
		return nil, nil, err
	}
	if err := l.readAll(fsys, entries); err != nil {
		return nil, nil, fmt.Errorf("read content directory %s: %w", l.base, err)
	}
	entries = l.withoutCopies(l.withoutLeftovers(withMeant(entries)))
	isError := func(f finding.Finding) bool { return f.Severity == finding.Error }
	if len(entries) == 0 && !slices.ContainsFunc(l.problems, isError) {
		return nil, nil, fmt.Errorf("read content directory %s: its folders hold no records, such as drugs/imatinib.yaml",
			l.base)
	}
	c := newCatalog(l.base, len(entries))
	c.bases = l.bases
	for i := range entries {
		l.add(c, &entries[i])
	}
	l.extend(c)
	c.seal()
	finding.Sort(l.problems)
	return c, l.problems, nil
}

type loader struct {
	base     string
	problems []finding.Finding
	// leftovers are the problems, by index, about files of collections that end in another way than records.
	leftovers []int
	context   context.Context //nolint:containedctx // of the call that the loader is made for
	workers   int             // or 0 for one a processor
	progress  func(read, all int)
	before    *Catalog // whose records are taken over where their files are the same, or nil
	under     *Base    // or nil
	// origins and bases are those of content that extended a base.
	origins map[string]string
	bases   []*compendiumv1.Base
}

// problem reports a file that is no record, or a folder.
func (l *loader) problem(rule, file, message string) {
	l.problems = append(l.problems, finding.Finding{
		Rule: rule, Severity: finding.Error, Message: message, File: printable(path.Join(l.base, file)),
	})
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

// readAll reads and decodes files, several at once. Each writes to its own entry, so the order of work never shows.
func (l *loader) readAll(fsys fs.FS, entries []entry) error {
	work, ctx := errgroup.WithContext(l.context)
	work.SetLimit(cmp.Or(l.workers, runtime.GOMAXPROCS(0)))
	var done atomic.Int64
	for i := range entries {
		e := &entries[i]
		if ctx.Err() != nil {
			break
		}
		if e.record = l.known(fsys, e); e.record != nil {
			continue
		}
		work.Go(func() error {
			e.record = &Record{name: e.name(), kind: e.kind, base: l.base, path: e.path, origin: l.origins[e.name()]}
			l.readOne(fsys, e)
			e.finish()
			runtime.Gosched() // a server that reloads answers calls between files
			if l.progress != nil {
				l.progress(int(done.Add(1)), len(entries))
			}
			return nil
		})
	}
	return errors.Join(work.Wait(), l.context.Err())
}

func (l *loader) readOne(fsys fs.FS, e *entry) {
	source, problem := e.open(fsys)
	source = unixLines(source)
	switch {
	case e.stray():
		// What it says is no record, and other records may be looked for in it.
		e.record.document, _ = document.Parse(source)
		e.record.digest = sha256.Sum256(source)
	case problem != nil:
		e.record.document, _ = document.Parse(nil)
		e.findings = []finding.Finding{*problem}
	default:
		e.read(source)
	}
}

// unixLines returns a text with line feeds where it has Windows' line ends, so that a checkout that git has given those
// reads, lints and builds like any other. Offsets in bytes are those of this text.
func unixLines(source []byte) []byte {
	if !bytes.Contains(source, []byte("\r\n")) {
		return source
	}
	return bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))
}

// read makes a record of a file's text.
func (e *entry) read(source []byte) {
	e.record.digest = sha256.Sum256(source)
	e.record.document, e.findings = document.Parse(source)
	if e.record.document.Root().IsZero() {
		return
	}
	e.record.message = e.kind.New()
	findings, lost := e.record.document.DecodeMeant(e.record.message)
	e.findings, e.record.lost = append(e.findings, findings...), lost
	e.checkDerived()
	e.checkCollection()
}

// fail reports a field.
func (e *entry) fail(rule, path, message string) {
	at, span := e.record.document.Locate(path)
	e.findings = append(e.findings, finding.Finding{
		Rule: rule, Severity: finding.Error, Message: message, Path: path, Position: at, Span: span,
	})
}

// open reads a file up to the limit of size, so that one that is far too large costs nothing.
func (e *entry) open(fsys fs.FS) ([]byte, *finding.Finding) {
	if files, ok := fsys.(Files); ok {
		return files[e.path], nil
	}
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

// readSized reads a file of a size up to the limit of size. The text stays as long as its record, so that it takes no
// more room than it needs.
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
	rest, err := io.ReadAll(io.LimitReader(file, int64(document.MaxFileBytes+1-n)))
	return slices.Concat(source, rest), err
}

func checkFile(info fs.FileInfo, err error) *finding.Finding {
	switch {
	case err != nil:
		return unreadable(err)
	case !info.Mode().IsRegular():
		return &finding.Finding{Rule: RuleUnreadable, Severity: finding.Error,
			Message: "This is not a regular file. Put the record's text here."}
	case info.Size() > document.MaxFileBytes:
		tooLarge := document.TooLarge(info.Size())
		return &tooLarge
	default:
		return nil
	}
}

func unreadable(err error) *finding.Finding {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathError.Err
	}
	return &finding.Finding{Rule: RuleUnreadable, Severity: finding.Error,
		Message: fmt.Sprintf("The file cannot be read: %v. A symbolic link may not lead out of the content directory.", err)}
}

// name returns the resource name, which is the path's.
func (e *entry) name() string {
	if e.stray() {
		return e.kind.String() + "/" + e.id
	}
	return strings.TrimSuffix(e.path, ".yaml") // without room of its own
}

func setName(record proto.Message, name string) {
	m := record.ProtoReflect()
	m.Set(m.Descriptor().Fields().ByName("name"), protoreflect.ValueOfString(name))
}

func (l *loader) add(c *Catalog, e *entry) {
	if len(e.findings) > document.MaxProblems {
		finding.Sort(e.findings)
		e.findings = e.findings[:document.MaxProblems]
		last := &e.findings[document.MaxProblems-1]
		last.Message += fmt.Sprintf(" The file has more problems than these %d.", document.MaxProblems)
	}
	for _, f := range e.findings {
		f.Resource, f.File = e.name(), printable(path.Join(l.base, e.path))
		for i := range f.Related {
			f.Related[i].File = f.File
		}
		l.problems = append(l.problems, f)
	}
	c.add(e.record)
}

// finish completes a record that has been read.
func (e *entry) finish() {
	r := e.record
	r.broken = len(e.findings) > 0 || e.stray()
	switch {
	case r.message == nil:
		r.lost = []string{""}
		// A record that could not be read has a message too, so that callers need not check.
		r.message = e.kind.New()
		setName(r.message, r.name)
	case !r.broken:
		r.links = linksOf(r.message)
	}
}

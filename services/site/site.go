// Package site renders a catalog as pages for people: one page a record, with every fact leading to its reference, and
// pages on labels, on what is due and on what is missing. The same pages are written as files, served by a Handler, and
// joined to one file for reviewers.
//
// It knows the schema's messages and what the catalog derives of them for a day. It knows nothing of gRPC, and judges
// nothing, which is the job of the rules. All text is escaped by html/template.
package site

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"iter"
	"path"
	"strconv"
	"strings"
	"sync"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/catalog/date"
)

// Content is what a site is made of: a catalog, or a release. It must not change.
type Content interface {
	// Digest identifies the content.
	Digest() string
	// Names returns the names of the records of a collection, sorted.
	Names(kind catalog.Kind) []string
	// Message returns a record by name, or nil if there is none that could be read.
	Message(name string) proto.Message
}

// Options are about a site as a whole.
type Options struct {
	// AsOf is the day for which statuses are shown.
	AsOf date.Day
	// Program is the version of the program. Empty means that pages do not state it.
	Program string
	// Since names the version that Changes are compared with. Empty means that there is no page on changes.
	Since string
	// Changes are what differs from that version.
	Changes []compare.Change
}

// Site is the pages of a catalog on a day. It is immutable and safe for concurrent use.
type Site struct {
	Options

	// Collections are the collections that have records.
	Collections []Collection

	content Content
	index   *index
	derive  *deriver
	pages   map[string]pageFunc
	order   []string
	// month is the day a month after that of the site.
	month date.Day
	// frames are the parts of the frame that are made, by name and way to the top.
	frames sync.Map
}

// pageFunc renders a page.
type pageFunc func(s *Site, path string) ([]byte, error)

// New returns the site of a catalog. It reads each record once; pages are rendered when they are asked for.
func New(content Content, options Options) *Site {
	s := &Site{Options: options, content: content, pages: make(map[string]pageFunc),
		month: monthLater(options.AsOf)}
	s.derive = newDeriver(content, options.AsOf)
	s.index = readIndex(content, func(source string) string { return s.derive.stated[source] })
	s.Collections = s.index.collections()
	s.addPages()
	return s
}

// Version returns the digest of the content.
func (s *Site) Version() string { return s.content.Digest() }

// Paths returns the path of each page and asset, in a fixed order.
func (s *Site) Paths() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, path := range s.order {
			if !yield(path) {
				return
			}
		}
	}
}

// Render returns the page or asset of a path. Its error is fs.ErrNotExist if there is none.
func (s *Site) Render(path string) ([]byte, error) {
	render, ok := s.pages[path]
	if !ok {
		return nil, fmt.Errorf("page %s: %w", path, fs.ErrNotExist)
	}
	content, err := render(s, path)
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", path, err)
	}
	return content, nil
}

// add adds a page under a path.
func (s *Site) add(path string, render pageFunc) {
	s.pages[path] = render
	s.order = append(s.order, path)
}

// addPages adds all pages and assets.
func (s *Site) addPages() {
	for _, name := range []string{"style.css", "script.js"} {
		s.add(name, func(*Site, string) ([]byte, error) { return assets.ReadFile("assets/" + name) })
	}
	s.add("index.html", one("home", "Drug compendium"))
	for _, kind := range catalog.Kinds() {
		all := s.index.byKind[kind]
		addParts(s, kind.String(), "collection", titleOf(kind), all, (*entry).bytes, (*entry).begin)
		for _, e := range all {
			s.addRecord(e)
		}
	}
	addParts(s, "labels", "labelmatrix", "Label matrix", s.index.withUses(), func(e *entry) int { return e.matrix },
		(*entry).begin)
	addParts(s, "due", "due", "What is due", s.index.due, func(d dueOf) int { return len(d.Of.Display) }, nil)
	addParts(s, "ages", "ages", "How old the sources are", s.index.bySourceAge(), (*entry).bytes, nil)
	addParts(s, "missing", "missing", "What is missing", s.index.gaps, func(g gapOf) int { return len(g.GetReason()) },
		nil)
	if s.Since != "" {
		addParts(s, "changes", "changes", "What changed", s.Changes, func(c compare.Change) int {
			return len(c.Path) + len(c.Before) + len(c.After) + concernBytes
		}, nil)
	}
	s.addSearch()
}

// Bytes that rows take on a page. They are estimates that keep pages below 100 KB.
const (
	// pageBytes is what the rows of a page may take beside its frame.
	pageBytes = 80_000
	// rowBytes is what a row takes beside its texts.
	rowBytes = 500
	// concernBytes is what the words on a change take that could harm people.
	concernBytes = 250
	// labelBytes is what a label takes, with its statuses over time, beside its texts.
	labelBytes = 330
	// fieldBytes is what a field takes on the page of a record that it names.
	fieldBytes = 300
	// productBytes is what a byte of a product takes on the drug's page, and referenceBytes what a reference takes.
	productBytes   = 3
	referenceBytes = 310
	// drugBytes is what the sections of a page of a drug may take.
	drugBytes = 100_000
)

// one returns the function that renders a page of its own.
func one(template, title string) pageFunc {
	return func(s *Site, path string) ([]byte, error) { return s.newPage(path, title).render(template) }
}

// addParts adds pages that each show a part of a list: labels.html, labels.2.html, … There is one page if it is empty.
// The bytes are those that the texts of a row take. Parts of a list in the order of names are named by the beginnings
// of their first and last name, which begin returns, and others by their number.
func addParts[T any](s *Site, base, template, title string, all []T, bytes func(T) int, begin func(T) string) {
	cut := parts(base, weigh(all, bytes), pageBytes)
	if begin != nil && len(all) > 0 {
		ranges := make([]string, len(cut))
		for i := range cut {
			ranges[i] = begin(all[cut[i].First]) + "–" + begin(all[cut[i].End-1])
			cut[i].ranges = ranges
		}
	}
	for _, part := range cut {
		s.add(part.Path, func(s *Site, path string) ([]byte, error) {
			p := s.newPage(path, title)
			p.Parts, p.Total = part, len(all)
			p.Rows = all[part.First:part.End]
			return p.render(template)
		})
	}
}

// weigh returns the bytes that rows take on a page.
func weigh[T any](all []T, bytes func(T) int) []int {
	weights := make([]int, len(all))
	for i, row := range all {
		weights[i] = rowBytes + bytes(row)
	}
	return weights
}

// Parts is one of the parts into which a list is cut, and its neighbors.
type Parts struct {
	Path       string
	First, End int
	Number, Of int
	Base       string
	// ranges are what all parts hold, if they are named by it.
	ranges []string
}

// Name returns what a link to a part says: what the part holds, or its number.
func (p Parts) Name(number int) string {
	if p.ranges != nil {
		return p.ranges[number-1]
	}
	return strconv.Itoa(number)
}

// parts cuts a list into parts by the bytes that its rows take.
func parts(base string, weights []int, most int) []Parts {
	all, room := []Parts{{Path: partPath(base, 1), Number: 1, Base: base}}, most
	for i, weight := range weights {
		last := &all[len(all)-1]
		if room < weight && last.End > last.First {
			all = append(all, Parts{Path: partPath(base, last.Number+1), First: i, Number: last.Number + 1, Base: base})
			last, room = &all[len(all)-1], most
		}
		last.End = i + 1
		room -= weight
	}
	for i := range all {
		all[i].Of = len(all)
	}
	return all
}

// partPath returns the path of a part. A dot is in no identifier of a record, so that it cannot be that of another.
func partPath(base string, number int) string {
	if number == 1 {
		return base + ".html"
	}
	return fmt.Sprintf("%s.%d.html", base, number)
}

// Near returns the numbers of the parts to link to: all, or the first, the last and those near this one if they are
// many.
func (p Parts) Near() []int {
	const few, around = 12, 2
	var near []int
	for i := 1; i <= p.Of; i++ {
		if p.Of <= few || i == 1 || i == p.Of || i >= p.Number-around && i <= p.Number+around {
			near = append(near, i)
		}
	}
	return near
}

// Href returns the link from a part to another one.
func (p Parts) Href(number int) string { return path.Base(partPath(p.Base, number)) }

// page is what templates see.
type page struct {
	*Site

	Path, Title string
	// Root leads from the page to the top of the site: "" or "../".
	Root string
	// Record is the record, as of the day, and Entry its entry, on a page of a record.
	Record proto.Message
	Entry  *entry
	// Rows are the rows of a list, of which Parts is a part and Total the length.
	Rows  any
	Parts Parts
	Total int
	// Letters are the letters of the lists of names, of which Letter is shown.
	Letters []string
	Letter  string

	refs *references
	// anchors are the records that links within the page lead to, on a self-contained page.
	anchors map[string]bool
}

func (s *Site) newPage(path, title string) *page {
	return &page{Site: s, Path: path, Title: title, Root: strings.Repeat("../", strings.Count(path, "/"))}
}

func (p *page) render(template string) ([]byte, error) {
	var b bytes.Buffer
	err := templates().ExecuteTemplate(&b, template, p)
	return withContents(b.Bytes()), err
}

// Frame returns a part of the frame that is the same on all pages from which the same way leads to the top.
func (p *page) Frame(name string) (template.HTML, error) {
	if made, ok := p.frames.Load(name + p.Root); ok {
		text, _ := made.(template.HTML)
		return text, nil
	}
	text, err := p.render(name)
	made := template.HTML(text) //nolint:gosec // a template has escaped it
	p.frames.Store(name+p.Root, made)
	return made, err
}

// NotFound returns the page that says that there is none of an address, such as /drugs/none.
func (s *Site) NotFound(address string) ([]byte, error) {
	return s.newPage(strings.TrimPrefix(address, "/"), "There is no such page").render("notfound")
}

// Item is a value on a page, for a template of a part of it.
type Item struct {
	*page

	V any
}

// Item returns a value with its page.
func (p *page) Item(v any) Item { return Item{p, v} }

// Of returns the page as it is for a part of another record: IDs are those of that record, and nothing is cited.
func (p *page) Of(e *entry) *page {
	other := p.Uncited()
	other.Record = p.content.Message(e.Name)
	return other
}

// Uncited returns the page as it is for facts of other records, which cite nothing on it, since it has the references
// of its own record.
func (p *page) Uncited() *page {
	other := *p
	other.refs = nil
	return &other
}

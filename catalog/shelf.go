package catalog

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/memory"
)

// shelf is where the records are that a sparing catalog does not keep: in their files, encoded, or in a memory of an earlier run.
type shelf struct {
	files     fs.FS
	summarize func(*Record) []byte
	memory    *memory.Memory // nil for none
	close     func() error   // of the files; nil where there is nothing to close

	mutex sync.Mutex
	// decoded are the records that were asked for last, and recent the same from the first to the last, of which size is how much they take encoded.
	decoded map[*Record]proto.Message
	recent  []*Record
	size    int
	changed error
}

// mostDecoded is how much of records is kept decoded, by their size encoded. Decoded, they take about five times as much. One drug asks for a
// dozen of others, and most drugs ask for the same few.
const mostDecoded = 1 << 20

// find gives what the memory has of a file, by its path, or nil.
func (s *shelf) find(path string) *memory.Entry {
	if s == nil || s.memory == nil {
		return nil
	}
	return s.memory.Find(path)
}

// put keeps the summary of a record, and its message encoded, and lets go of the rest. One that cannot be encoded stays whole.
func (r *Record) put(on *shelf, w *walker) {
	summary := on.summarize(r)
	packed, err := w.pack(r.message)
	if err != nil {
		return
	}
	r.summary, r.packed, r.shelf = string(summary), packed, on
	r.source, r.message = nil, nil
}

// packRoom is how much room encoded records share, so that little is lost between them.
const packRoom = 1 << 17

// pack encodes a record.
func (w *walker) pack(record proto.Message) ([]byte, error) {
	options := proto.MarshalOptions{Deterministic: true}
	if size := options.Size(record); cap(w.room)-len(w.room) < size {
		w.room = make([]byte, 0, max(size, packRoom))
	}
	begin := len(w.room)
	room, err := options.MarshalAppend(w.room, record)
	if err != nil {
		return nil, fmt.Errorf("encode a record: %w", err)
	}
	w.room = room
	return room[begin:len(room):len(room)], nil
}

// message decodes a record. Where that is damaged, it is read from its text, of which the digest is known.
func (s *shelf) message(r *Record) proto.Message {
	s.mutex.Lock()
	m, ok := s.decoded[r]
	s.mutex.Unlock()
	if ok {
		return m
	}
	m = s.decode(r)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if _, ok := s.decoded[r]; ok {
		return m
	}
	if s.decoded == nil {
		s.decoded = make(map[*Record]proto.Message)
	}
	for s.size+r.encodedSize() > mostDecoded && len(s.recent) > 0 {
		first := s.recent[0]
		delete(s.decoded, first)
		s.size -= first.encodedSize()
		s.recent = s.recent[1:]
	}
	s.decoded[r], s.recent = m, append(s.recent, r)
	s.size += r.encodedSize()
	return m
}

func (r *Record) encodedSize() int {
	if r.packed != nil {
		return len(r.packed)
	}
	return r.known.Size()
}

func (s *shelf) decode(r *Record) proto.Message {
	packed, err := r.packed, error(nil)
	if packed == nil {
		packed, err = s.memory.Record(r.known)
	}
	if m := r.kind.New(); err == nil && proto.Unmarshal(packed, m) == nil {
		return m
	}
	e := entry{kind: r.kind, path: r.path, record: new(Record)}
	if text := s.text(r); text != nil {
		e.read(text)
	}
	if e.record.message != nil && len(e.faults) == 0 {
		return e.record.message
	}
	m := r.kind.New()
	setName(m, r.name)
	return m
}

// text reads the text of a record again. It gives nil where that is no longer what it was.
func (s *shelf) text(r *Record) []byte {
	e := entry{path: r.path, record: new(Record)}
	if info, err := fs.Stat(s.files, r.path); err == nil {
		e.mode = info.Mode().Type()
	}
	text, fault := e.open(s.files, time.Time{})
	if fault == nil && sha256.Sum256(text) == r.digest {
		return text
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.changed == nil {
		s.changed = fmt.Errorf("%s: it changed while the content was checked", r.File())
	}
	return nil
}

// Changed gives an error where the text of a file was asked for again and was no longer what it had been: what was found then may be about either
// text, and is of no use. Of a catalog that is not Sparing it gives nil.
func (c *Catalog) Changed() error {
	if c.shelf == nil {
		return nil
	}
	c.shelf.mutex.Lock()
	defer c.shelf.mutex.Unlock()
	if c.shelf.changed == nil {
		return nil
	}
	return fmt.Errorf("read content again: %w. Run it again", c.shelf.changed)
}

// Close lets go of the files and the memory of a catalog that is Sparing, whose records must not be asked for then. Of another it does nothing.
func (c *Catalog) Close() error {
	if c.shelf == nil {
		return nil
	}
	var err error
	if c.shelf.close != nil {
		err = c.shelf.close()
	}
	if c.shelf.memory != nil {
		err = errors.Join(err, c.shelf.memory.Close())
	}
	if err != nil {
		return fmt.Errorf("close content directory: %w", err)
	}
	return nil
}

// Summary gives what a sparing catalog keeps of the record, as it was made when the record was read, and whether it keeps any.
func (r *Record) Summary() (summary string, ok bool) { return r.summary, r.shelf != nil }

// Verdict says that a check found nothing in a record. It is a digest of all that the check looked at, so that one which looks at the same can
// spare itself the trouble. The zero Verdict says nothing.
type Verdict [sha256.Size]byte

// Verdict gives the verdict of the run that is remembered, or the zero Verdict where there is none of this state of the file.
func (r *Record) Verdict() Verdict {
	if r.known == nil {
		return Verdict{}
	}
	return r.known.Verdict
}

// Remember has the memory that the catalog was loaded with keep its records for the next run, each with the verdict on it, and closes the memory.
// The verdicts are those on the records of All, in their order; another number of them is an error, and so is a memory that cannot be written.
// Records that could not be read are left out, and those that With laid over the content. Where all is remembered already, or there is no
// memory, nothing is written.
func (c *Catalog) Remember(verdicts []Verdict) error {
	if c.shelf == nil || c.shelf.memory == nil {
		return nil
	}
	records, m := c.All(), c.shelf.memory
	if len(verdicts) != len(records) {
		return fmt.Errorf("remember content: there are %d verdicts on %d records", len(verdicts), len(records))
	}
	count, fresh := 0, false
	for i, r := range records {
		if r.shelf != nil {
			count++
			fresh = fresh || r.known == nil || r.known.Stamp != r.stamp || r.known.Verdict != verdicts[i]
		}
	}
	if !fresh && count == m.Len() {
		return m.Close()
	}
	return m.Save(func(yield func(memory.Kept) bool) {
		for i, r := range records {
			if r.shelf != nil && !yield(r.kept(verdicts[i])) {
				return
			}
		}
	})
}

func (r *Record) kept(verdict Verdict) memory.Kept {
	k := memory.Kept{Record: r.packed}
	if r.known != nil {
		k.Entry = *r.known
	} else {
		k.Entry = memory.Entry{Path: r.path, Digest: r.digest, Notes: r.notes()}
	}
	k.Stamp, k.Verdict = r.stamp, verdict
	return k
}

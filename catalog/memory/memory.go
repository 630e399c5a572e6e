// Package memory keeps, on disk, what a program has read from files and found about them, so that the next run need not read them again.
//
// It knows digests, stamps and bytes, and nothing of what records mean. What it gives was put in by the same program, or it gives nothing: a
// file that is damaged, foreign or of another program is as good as none.
package memory

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"unsafe"

	"github.com/opencompendium/compendium/catalog/pack"
)

// A file begins with magic, the digest of the program, and where its list of entries stands and what that has for a digest. The records follow
// one behind the other, and the list is last, so that it can be written when all is known.
const (
	magic      = "CMPDMEM2"
	headerSize = len(magic) + 2*sha256.Size + 2*8
)

// maxBytes is the largest list that is read.
const maxBytes = 1 << 30

// Entry is what is remembered of a file of content.
type Entry struct {
	// Path is that of the file below the content directory.
	Path string
	// Stamp tells whether the file has changed since, without reading it. The zero Stamp is that of a file for which this cannot be told.
	Stamp Stamp
	// Digest is the SHA-256 of its text.
	Digest [sha256.Size]byte
	// Verdict is a digest of what a check of the record looked at and found nothing in, or zero. It is for the caller to make sense of.
	Verdict [sha256.Size]byte
	// Notes are what the caller wants to know of the record without decoding it.
	Notes string

	record region
}

// Size gives how many bytes the record of an entry that Find gave has.
func (e *Entry) Size() int { return e.record.size }

// region is where in the file a record stands, and the beginning of its digest.
type region struct {
	at    int64
	size  int
	check [checkSize]byte
}

const checkSize = 8

// Memory is what is remembered. It is safe for concurrent use, but for Save.
type Memory struct {
	path    string
	program [sha256.Size]byte
	file    *os.File // nil where nothing is remembered
	entries []Entry
	byPath  map[string]int
}

// Open reads what a program, told by its digest, has put into the file of a path. A file that is not there, or is not whole and of this program,
// gives an empty memory, since what it has lost can be read again. Close or Save lets go of it.
func Open(path string, program [sha256.Size]byte) *Memory {
	m := &Memory{path: path, program: program}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return m
	}
	file, err := os.Open(path)
	if err != nil {
		return m
	}
	entries, ok := readEntries(file, program)
	if !ok {
		_ = file.Close() // it was only read
		return m
	}
	m.file, m.entries, m.byPath = file, entries, make(map[string]int, len(entries))
	for i := range entries {
		m.byPath[entries[i].Path] = i
	}
	return m
}

// readEntries reads the list of a file, and says whether it is whole and of a program.
func readEntries(file *os.File, program [sha256.Size]byte) ([]Entry, bool) {
	info, err := file.Stat()
	if err != nil {
		return nil, false
	}
	header := make([]byte, headerSize)
	if _, err := file.ReadAt(header, 0); err != nil || string(header[:len(magic)]) != magic || [sha256.Size]byte(header[len(magic):]) != program {
		return nil, false
	}
	places := header[headerSize-2*8:]
	at, size := binary.LittleEndian.Uint64(places), binary.LittleEndian.Uint64(places[8:])
	whole := uint64(info.Size())
	if at < uint64(headerSize) || size > maxBytes || at > whole || size != whole-at {
		return nil, false
	}
	list := make([]byte, size, size+uint64(len(places)))
	if _, err := file.ReadAt(list, int64(at)); err != nil {
		return nil, false
	}
	if [sha256.Size]byte(header[len(magic)+sha256.Size:]) != sha256.Sum256(append(list, places...)) {
		return nil, false
	}
	// Nobody changes the list, so that entries can be parts of it.
	return parseEntries(unsafe.String(unsafe.SliceData(list), len(list)), int64(at)) //nolint:gosec // see above
}

// parseEntries reads a list of entries whose records stand between the header and an offset. What is not whole gives false.
func parseEntries(list string, end int64) ([]Entry, bool) {
	in := pack.NewReader(list)
	entries := make([]Entry, in.Count(2*sha256.Size+stampSize+checkSize))
	at := int64(headerSize)
	for i := range entries {
		e := &entries[i]
		e.Path = in.Text()
		e.Stamp = readStamp(in.Bytes(stampSize))
		copy(e.Digest[:], in.Bytes(sha256.Size))
		copy(e.Verdict[:], in.Bytes(sha256.Size))
		e.Notes = in.Text()
		e.record.at, e.record.size = at, in.Number()
		copy(e.record.check[:], in.Bytes(checkSize))
		at += int64(e.record.size)
		if in.Failed() || at > end {
			return nil, false
		}
	}
	return entries, at == end && in.Rest() == ""
}

// Len gives the number of files that something is remembered of.
func (m *Memory) Len() int { return len(m.entries) }

// Find gives what is remembered of a file, or nil. It must not be changed.
func (m *Memory) Find(path string) *Entry {
	i, ok := m.byPath[path]
	if !ok {
		return nil
	}
	return &m.entries[i]
}

// errDamaged is what reading a record gives that is not what was written.
var errDamaged = errors.New("it is damaged")

// Record reads the record of an entry that Find gave. It fails where that is damaged or the memory is closed.
func (m *Memory) Record(e *Entry) ([]byte, error) {
	if m.file == nil {
		return nil, fmt.Errorf("recall %s: %w", e.Path, os.ErrClosed)
	}
	record := make([]byte, e.record.size)
	if _, err := m.file.ReadAt(record, e.record.at); err != nil {
		return nil, fmt.Errorf("recall %s: %w", e.Path, err)
	}
	if checkOf(record) != e.record.check {
		return nil, fmt.Errorf("recall %s: %w", e.Path, errDamaged)
	}
	return record, nil
}

func checkOf(record []byte) [checkSize]byte {
	sum := sha256.Sum256(record)
	return [checkSize]byte(sum[:checkSize])
}

// Close lets go of the file. What Find gave stays, and Record fails.
func (m *Memory) Close() error {
	if m.file == nil {
		return nil
	}
	err := m.file.Close()
	m.file = nil
	if err != nil {
		return fmt.Errorf("close what is remembered: %w", err)
	}
	return nil
}

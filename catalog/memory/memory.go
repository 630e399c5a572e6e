// Package memory keeps, on disk, records that were read and found sound, so that the next run need not read them again.
//
// It knows digests and bytes, and nothing of what records mean. What it gives was put in by the same program, or it gives nothing: a file
// that is damaged, foreign or of another program is as good as none.
package memory

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// magic begins a file, and the digest of the program and of all that follows come behind it.
const (
	magic      = "CMPDMEM1"
	headerSize = len(magic) + 2*sha256.Size
	entrySize  = sha256.Size + 4
)

// maxBytes is the largest file that is read.
const maxBytes = 2 << 30

// Key identifies a record: the digest of its path and text.
type Key [sha256.Size]byte

// KeyOf gives the key of a file by its path below the content directory and the digest of its text.
func KeyOf(path string, text [sha256.Size]byte) Key {
	return sha256.Sum256(append(text[:], path...))
}

// Memory is what is remembered. It is safe for concurrent use.
type Memory struct {
	path    string
	program [sha256.Size]byte
	known   map[Key][]byte

	mutex sync.Mutex
	kept  map[Key][]byte
	fresh int
}

// Open reads what a program has put into a file. A file that is not there, or is not whole and of this program, gives an empty memory.
func Open(path string, program [sha256.Size]byte) *Memory {
	m := &Memory{path: path, program: program, kept: make(map[Key][]byte)}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxBytes {
		return m
	}
	text, err := os.ReadFile(path)
	if err == nil {
		m.known = parse(text, program)
	}
	return m
}

// parse reads a file. It gives nil for what is not whole or of another program.
func parse(text []byte, program [sha256.Size]byte) map[Key][]byte {
	if len(text) < headerSize || string(text[:len(magic)]) != magic || [sha256.Size]byte(text[len(magic):]) != program {
		return nil
	}
	rest := text[headerSize:]
	if [sha256.Size]byte(text[len(magic)+sha256.Size:]) != sha256.Sum256(rest) {
		return nil
	}
	known := make(map[Key][]byte)
	for len(rest) > 0 {
		if len(rest) < entrySize {
			return nil
		}
		key, size := Key(rest), binary.LittleEndian.Uint32(rest[sha256.Size:])
		if uint64(size) > uint64(len(rest)-entrySize) {
			return nil
		}
		known[key] = rest[entrySize : entrySize+int(size)]
		rest = rest[entrySize+int(size):]
	}
	return known
}

// Recall gives the bytes that were kept under a key, and keeps them for the next run too. They must not be changed.
func (m *Memory) Recall(key Key) ([]byte, bool) {
	bytes, ok := m.known[key]
	if ok {
		m.mutex.Lock()
		defer m.mutex.Unlock()
		m.kept[key] = bytes
	}
	return bytes, ok
}

// Keep keeps bytes for the next run.
func (m *Memory) Keep(key Key, bytes []byte) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if _, there := m.kept[key]; !there {
		m.kept[key] = bytes
		m.fresh++
	}
}

// Save writes what was recalled and kept since Open, where that is not what the file holds. What nobody asked for is forgotten.
func (m *Memory) Save() error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.fresh == 0 && len(m.kept) == len(m.known) {
		return nil
	}
	keys := make([]Key, 0, len(m.kept))
	size := headerSize
	for key, bytes := range m.kept {
		keys = append(keys, key)
		size += entrySize + len(bytes)
	}
	slices.SortFunc(keys, func(a, b Key) int { return slices.Compare(a[:], b[:]) })
	text := make([]byte, headerSize, size)
	for _, key := range keys {
		text = append(text, key[:]...)
		text = binary.LittleEndian.AppendUint32(text, uint32(len(m.kept[key])))
		text = append(text, m.kept[key]...)
	}
	sum := sha256.Sum256(text[headerSize:])
	copy(text, magic)
	copy(text[len(magic):], m.program[:])
	copy(text[len(magic)+sha256.Size:], sum[:])
	return write(m.path, text)
}

// write puts a whole file in place in one step, so that runs side by side never see a part.
func write(path string, text []byte) error {
	const private, secret = 0o700, 0o600
	if err := os.MkdirAll(filepath.Dir(path), private); err != nil {
		return fmt.Errorf("keep what was read: %w", err)
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".memory-*")
	if err != nil {
		return fmt.Errorf("keep what was read: %w", err)
	}
	_, err = temporary.Write(text)
	err = errors.Join(err, temporary.Chmod(secret), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep what was read: %w", err), os.Remove(temporary.Name()))
	}
	return nil
}

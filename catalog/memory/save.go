package memory

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/opencompendium/compendium/catalog/pack"
)

// Kept is an entry to keep, with its record.
type Kept struct {
	Entry

	// Record is the record where it is new. Nil: it is what the memory has of the entry, which Find gave.
	Record []byte
}

// unused is after how long a file that no run has written is removed.
const unused = 90 * 24 * time.Hour

// forget removes memories of the same directory that no run has written for long: of content that is gone, most likely, and what a run that was
// ended has left. Where that fails, another run tries again.
func (m *Memory) forget(now time.Time) {
	beside, err := os.ReadDir(filepath.Dir(m.path))
	if err != nil {
		return
	}
	for _, file := range beside {
		if info, err := file.Info(); err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > unused {
			_ = os.Remove(filepath.Join(filepath.Dir(m.path), file.Name()))
		}
	}
}

// Save writes entries in place of what the file holds, and closes the memory. They are asked for twice, and have to be the same each time. Files of
// the directory that no run has written for 90 days are removed: it is for memories alone.
func (m *Memory) Save(entries iter.Seq[Kept]) error {
	const private = 0o700
	if err := os.MkdirAll(filepath.Dir(m.path), private); err != nil {
		return errors.Join(fmt.Errorf("keep what was read: %w", err), m.Close())
	}
	temporary, err := os.CreateTemp(filepath.Dir(m.path), ".memory-*")
	if err != nil {
		return errors.Join(fmt.Errorf("keep what was read: %w", err), m.Close())
	}
	const secret = 0o600
	err = m.write(temporary, entries)
	err = errors.Join(err, temporary.Chmod(secret), temporary.Close(), m.Close())
	if err == nil {
		// In one step, so that runs side by side never see a part.
		err = os.Rename(temporary.Name(), m.path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("keep what was read: %w", err), os.Remove(temporary.Name()))
	}
	m.forget(time.Now())
	return nil
}

func (m *Memory) write(to *os.File, entries iter.Seq[Kept]) error {
	if _, err := to.Seek(int64(headerSize), io.SeekStart); err != nil {
		return err
	}
	count, at, err := m.writeRecords(to, entries)
	if err != nil {
		return err
	}
	list := &counted{sum: sha256.New()}
	out := bufio.NewWriterSize(io.MultiWriter(to, list), 1<<16)
	if err := writeList(out, count, entries); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	places := binary.LittleEndian.AppendUint64(nil, uint64(at))
	places = binary.LittleEndian.AppendUint64(places, list.size)
	list.sum.Write(places)
	header := append([]byte(magic), m.program[:]...)
	header = append(list.sum.Sum(header), places...)
	_, err = to.WriteAt(header, 0)
	return err
}

// counted counts and digests what is written.
type counted struct {
	sum  hash.Hash
	size uint64
}

func (c *counted) Write(text []byte) (int, error) {
	c.size += uint64(len(text))
	return c.sum.Write(text)
}

// writeRecords writes the records of entries. It gives how many there are, and where the last ends.
func (m *Memory) writeRecords(to *os.File, entries iter.Seq[Kept]) (count int, at int64, err error) {
	at = int64(headerSize)
	out := bufio.NewWriterSize(to, 1<<16)
	var run region // of the old file, not written yet: records that stand in a row are copied at once
	flush := func() error {
		if run.size == 0 {
			return nil
		}
		if err := out.Flush(); err != nil {
			return err
		}
		if _, err := m.file.Seek(run.at, io.SeekStart); err != nil {
			return err
		}
		_, err := io.CopyN(to, m.file, int64(run.size))
		run = region{}
		return err
	}
	for e := range entries {
		count++
		size := len(e.Record)
		switch {
		case e.Record != nil:
			if err := flush(); err != nil {
				return 0, 0, err
			}
			if _, err := out.Write(e.Record); err != nil {
				return 0, 0, err
			}
		case m.file == nil:
			return 0, 0, fmt.Errorf("%s: %w", e.Path, os.ErrClosed)
		default:
			size = e.record.size
			if run.size > 0 && run.at+int64(run.size) != e.record.at {
				if err := flush(); err != nil {
					return 0, 0, err
				}
			}
			if run.size == 0 {
				run.at = e.record.at
			}
			run.size += size
		}
		at += int64(size)
	}
	if err := flush(); err != nil {
		return 0, 0, err
	}
	return count, at, out.Flush()
}

func writeList(out *bufio.Writer, count int, entries iter.Seq[Kept]) error {
	line := pack.AppendNumber(nil, count)
	for e := range entries {
		size, check := e.record.size, e.record.check
		if e.Record != nil {
			size, check = len(e.Record), checkOf(e.Record)
		}
		line = pack.AppendText(line, e.Path)
		line = e.Stamp.append(line)
		line = append(append(line, e.Digest[:]...), e.Verdict[:]...)
		line = pack.AppendText(line, e.Notes)
		line = pack.AppendNumber(line, size)
		line = append(line, check[:]...)
		if _, err := out.Write(line); err != nil {
			return err
		}
		line = line[:0]
	}
	_, err := out.Write(line)
	return err
}

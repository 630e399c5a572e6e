//go:build unix

package file

import (
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// copyAtMost is how large a release may be to be copied into memory. Copying takes less time than checking it, and what others then do to
// the file does no harm: a mapped file that is cut off ends the process.
const copyAtMost = 64 << 20

// OpenFile opens a release file and verifies every byte of it, as Open does. A file of up to 64 MiB is copied, and may be overwritten
// from then on; a larger one is mapped, as Map does.
func OpenFile(path string) (*File, error) { return openFile(path, pace{}, copyAtMost) }

// OpenFileBeside opens a release file as OpenFile does, beside other work: it takes longer, and little from who answers calls meanwhile.
func OpenFileBeside(path string) (*File, error) {
	return openFile(path, pace{beside: true}, copyAtMost)
}

// Map opens a release file without reading it into memory of its own, and verifies every byte of it, as Open does. Others must not write to
// the file while the image is held: replace a release by renaming a new file over it. Intact notices when they do.
func Map(path string) (*File, error) { return openFile(path, pace{}, 0) }

func openFile(path string, p pace, copyAtMost int64) (*File, error) {
	// Before it is opened: opening a pipe would wait for somebody to write to it.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("open the release %s: %w", path, formatError("it is no file. Build one with `compendium build`"))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open a release: %w", err)
	}
	m, err := openData(file, p, copyAtMost)
	if err != nil {
		_ = file.Close() // it was only read
		return nil, fmt.Errorf("open the release %s: %w", path, err)
	}
	return m, nil
}

// openData takes the file over where it succeeds.
func openData(file *os.File, p pace, copyAtMost int64) (*File, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, formatError("it is empty. Build one with `compendium build`")
	}
	if info.Size() > copyAtMost {
		return openMapped(file, p, info)
	}
	data, err := readApart(file, int(info.Size()))
	if err != nil {
		return nil, err
	}
	m, err := open(data, p, unmap)
	if err != nil {
		unmap(data)
		return nil, err
	}
	_ = file.Close() // it was only read
	return m, nil
}

// openMapped keeps the file open, to see what becomes of it.
func openMapped(file *os.File, p pace, info os.FileInfo) (*File, error) {
	data, err := unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	p.mapped = true
	m, err := open(data, p, func(data []byte) {
		_ = file.Close() // it was only read
		unmap(data)
	})
	if err != nil {
		unmap(data)
		return nil, err
	}
	m.intact = func() error { return intact(file, &info, data) }
	return m, nil
}

// readApart reads a file into memory outside the heap, which is given back exactly.
func readApart(file *os.File, size int) ([]byte, error) {
	data, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("get %d bytes of memory: %w", size, err)
	}
	if _, err = io.ReadFull(file, data); err == nil {
		err = unix.Mprotect(data, unix.PROT_READ)
	}
	if err != nil {
		_ = unix.Munmap(data)
		return nil, err
	}
	return data, nil
}

// intact checks a mapped file whose size or time is not as it was.
func intact(file *os.File, before *os.FileInfo, data []byte) error {
	now, err := file.Stat()
	switch {
	case err != nil:
		return err
	case now.Size() < int64(len(data)):
		return formatError("%d of its %d bytes are gone", int64(len(data))-now.Size(), len(data))
	case now.ModTime().Equal((*before).ModTime()):
		return nil
	}
	if _, err := disassemble(data, pace{beside: true, mapped: true}); err != nil {
		return err
	}
	*before = now
	return nil
}

// unmapping counts the mappings that are being given back.
var unmapping sync.WaitGroup

// Wait waits until the memory of the files that are closed is given back.
func Wait() { unmapping.Wait() }

// unmap gives a mapping back. Taking a large one apart at once would hold up all that asks for memory meanwhile, and the last holder may
// be about to send the next response: so its pages go first, piece by piece and beside other work.
func unmap(data []byte) {
	unmapping.Go(func() {
		const pieceSize = 8 << 20
		for left := data; len(left) > 0; {
			piece := left[:min(len(left), pieceSize)]
			left = left[len(piece):]
			drop(piece)
			if len(left) > 0 {
				pause()
			}
		}
		// It fails only for an address that was never mapped.
		_ = unix.Munmap(data)
	})
}

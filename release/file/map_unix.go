//go:build unix

package file

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// copyAtMost is the size up to which a release is copied into memory. Copying takes less time than verifying, and the
// copy is safe from other writers: truncating a mapped file ends the process.
const copyAtMost = 64 << 20

// OpenFile opens a release file and verifies every byte of it, as Open does. A file of up to 64 MiB is copied, and may
// be overwritten afterwards. A larger one is mapped, as Map does.
func OpenFile(path string) (*File, error) { return openFile(path, pace{}, copyAtMost) }

// OpenFileInBackground opens a release file as OpenFile does. It takes longer, and leaves the processors to other work.
func OpenFileInBackground(path string) (*File, error) {
	return openFile(path, pace{background: true}, copyAtMost)
}

// OpenCopy opens a release as OpenFileInBackground does, from a copy outside the heap, which Close frees. In the heap a
// large release would raise the heap size at which the garbage collector runs by many times its own.
func OpenCopy(data []byte) (*File, error) {
	apart, err := readApart(bytes.NewReader(data), len(data))
	if err != nil {
		return nil, err
	}
	m, err := open(apart, pace{background: true}, unmapCopy)
	if err != nil {
		unmapCopy(apart)
		return nil, err
	}
	return m, nil
}

// Map maps a release file into memory and verifies every byte of it, as Open does. Nothing may write to the file while
// it is open: replace a release by renaming a new file over it. Intact detects writes.
func Map(path string) (*File, error) { return openFile(path, pace{}, 0) }

func openFile(path string, p pace, copyAtMost int64) (*File, error) {
	// Opening a pipe would block until something writes to it.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("open the release %s: %w", path,
			formatError("not a regular file. Build one with `compendium build`"))
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

// openData takes ownership of the file if it succeeds.
func openData(file *os.File, p pace, copyAtMost int64) (*File, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		return nil, formatError("it is empty. Build a release file with `compendium build`")
	}
	if info.Size() > copyAtMost {
		return openMapped(file, p, info)
	}
	data, err := readApart(file, int(info.Size()))
	if err != nil {
		return nil, err
	}
	m, err := open(data, p, unmapCopy)
	if err != nil {
		unmapCopy(data)
		return nil, err
	}
	_ = file.Close() // it was only read
	return m, nil
}

// openMapped keeps the file open, so that Intact can look at it.
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

// outsideHeap counts the bytes of copies that are not unmapped yet.
var outsideHeap atomic.Int64

// OutsideHeap returns how many bytes of open releases were copied outside the heap. The memory limit of the runtime
// does not count them.
func OutsideHeap() int64 { return outsideHeap.Load() }

// readApart reads a file into memory outside the heap, which unmapCopy frees exactly.
func readApart(file io.Reader, size int) ([]byte, error) {
	data, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("allocate %d bytes: %w", size, err)
	}
	if _, err = io.ReadFull(file, data); err == nil {
		err = unix.Mprotect(data, unix.PROT_READ)
	}
	if err != nil {
		_ = unix.Munmap(data)
		return nil, err
	}
	outsideHeap.Add(int64(size))
	return data, nil
}

// intact verifies a mapped file again if its size or time has changed.
func intact(file *os.File, before *os.FileInfo, data []byte) error {
	now, err := file.Stat()
	switch {
	case err != nil:
		return err
	case now.Size() < int64(len(data)):
		return formatError("%d of its %d bytes are missing", int64(len(data))-now.Size(), len(data))
	case now.ModTime().Equal((*before).ModTime()):
		return nil
	}
	if _, err := disassemble(data, pace{background: true, mapped: true}); err != nil {
		return err
	}
	*before = now
	return nil
}

// unmapCopy unmaps what readApart read.
func unmapCopy(data []byte) {
	outsideHeap.Add(-int64(len(data)))
	unmap(data)
}

// unmapping counts the mappings that are being unmapped.
var unmapping sync.WaitGroup

// Wait waits until the memory of closed files is unmapped.
func Wait() { unmapping.Wait() }

// unmap unmaps memory in the background. Unmapping a large file at once would block every allocation meanwhile, and the
// caller may be about to send a response. So its pages are dropped first, piece by piece.
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

//go:build unix

package image

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// OpenFile maps a release file and verifies every byte of it, as Open does, without reading it into memory of its own. Others must
// not write to the file while the image is held: replace a release by renaming a new file over it.
func OpenFile(path string) (*Image, error) { return openFile(path, pace{}) }

// OpenFileBeside opens a release file as OpenFile does, beside other work: it takes longer, and little from who answers calls meanwhile.
func OpenFileBeside(path string) (*Image, error) { return openFile(path, pace{beside: true}) }

func openFile(path string, p pace) (*Image, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open a release: %w", err)
	}
	defer func() { _ = file.Close() }() // it was only read, and the mapping outlives it
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("open a release: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return nil, fmt.Errorf("open the release %s: %w", path, formatError("it is empty or no file. Build one with `compendium build`"))
	}
	data, err := unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("map the release %s: %w", path, err)
	}
	p.mapped = true
	m, err := open(data, p, func() { unmap(data) })
	if err != nil {
		unmap(data)
		return nil, fmt.Errorf("open the release %s: %w", path, err)
	}
	return m, nil
}

// unmap gives a mapping back. Taking a large one apart at once would hold up all that asks for memory meanwhile, and the last holder may
// be about to send the next response: so its pages go first, piece by piece and beside other work.
func unmap(data []byte) {
	go func() {
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
	}()
}

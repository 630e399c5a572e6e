//go:build unix

package image

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// OpenFile maps a release file and verifies every byte of it, as Open does, without reading it into memory of its own. Others must
// not write to the file while the image is held: replace a release by renaming a new file over it.
func OpenFile(path string) (*Image, error) {
	// Before it is opened: opening a pipe would wait for somebody to write to it.
	if info, err := os.Stat(path); err == nil && (!info.Mode().IsRegular() || info.Size() == 0) {
		return nil, fmt.Errorf("open the release %s: %w", path, formatError("it is empty or no file. Build one with `compendium build`"))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open a release: %w", err)
	}
	defer func() { _ = file.Close() }() // it was only read, and the mapping outlives it
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("open a release: %w", err)
	}
	data, err := unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("map the release %s: %w", path, err)
	}
	m, err := open(data, unix.Munmap)
	if err != nil {
		_ = unix.Munmap(data)
		return nil, fmt.Errorf("open the release %s: %w", path, err)
	}
	return m, nil
}

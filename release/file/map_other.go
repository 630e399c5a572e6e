//go:build !unix

package file

import (
	"fmt"
	"os"
)

// OpenFile reads a release file and verifies every byte of it, as Open does.
func OpenFile(path string) (*File, error) { return openFile(path, pace{}) }

// OpenFileBeside opens a release file as OpenFile does, beside other work: it takes longer, and little from who answers calls meanwhile.
func OpenFileBeside(path string) (*File, error) { return openFile(path, pace{beside: true}) }

func openFile(path string, p pace) (*File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open a release: %w", err)
	}
	m, err := open(data, p, nil)
	if err != nil {
		return nil, fmt.Errorf("open the release %s: %w", path, err)
	}
	return m, nil
}

// Map opens a release file as OpenFile does: files are not mapped here.
func Map(path string) (*File, error) { return OpenFile(path) }

// Wait returns at once: the memory of a closed file is that of the garbage collector.
func Wait() {}

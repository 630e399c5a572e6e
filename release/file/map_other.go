//go:build !unix

package file

import (
	"fmt"
	"os"
)

// OpenFile reads a release file and verifies every byte of it, as Open does.
func OpenFile(path string) (*File, error) { return openFile(path, pace{}) }

// OpenFileInBackground opens a release file as OpenFile does. It takes longer, and leaves the processors to other work.
func OpenFileInBackground(path string) (*File, error) { return openFile(path, pace{background: true}) }

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

// OpenCopy opens a release as Open does.
func OpenCopy(data []byte) (*File, error) { return Open(data) }

// Map opens a release file as OpenFile does: files are not mapped here.
func Map(path string) (*File, error) { return OpenFile(path) }

// Wait returns at once: the garbage collector frees the memory of a closed file.
func Wait() {}

// OutsideHeap returns 0: releases are in the heap here.
func OutsideHeap() int64 { return 0 }

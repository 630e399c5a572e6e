//go:build !linux

package main

import "os"

// stageText writes a text to a temporary file.
func stageText(root *os.Root, temporary string, text []byte, mode os.FileMode) error {
	return stageNamed(root, temporary, text, mode)
}

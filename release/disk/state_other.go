//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package disk

import (
	"fmt"
	"os"
)

// State returns a text that changes when a file, or what a link leads to, is replaced or written to.
func State(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	return fmt.Sprint(info.Mode(), info.Size(), info.ModTime().UnixNano()), nil
}

//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package disk

import (
	"fmt"
	"io/fs"

	"golang.org/x/sys/unix"
)

// State returns a text that changes when a file, or what a link leads to, is replaced or written to: also where its
// size and the time of its last change are set to what they were.
func State(path string) (string, error) {
	var s unix.Stat_t
	for {
		err := unix.Stat(path, &s)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return "", &fs.PathError{Op: "stat", Path: path, Err: err}
		}
		break
	}
	return fmt.Sprint(s.Dev, s.Ino, s.Mode, s.Size, s.Mtim.Nano(), s.Ctim.Nano()), nil
}

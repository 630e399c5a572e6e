package main

import (
	"errors"
	"os"
	"path"
	"strconv"

	"golang.org/x/sys/unix"
)

// stageText writes a text to a temporary file. The file gets its name only when all of it is written, so that a process
// that is killed before, or finds the disk full, leaves nothing.
func stageText(root *os.Root, temporary string, text []byte, mode os.FileMode) error {
	file, err := root.OpenFile(path.Dir(temporary), unix.O_TMPFILE|os.O_WRONLY, mode)
	if errors.Is(err, unix.EOPNOTSUPP) || errors.Is(err, unix.EISDIR) {
		return stageNamed(root, temporary, text, mode) // the file system has no files without a name
	}
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // what is written is in the file already
	if err := fill(file, text, mode); err != nil {
		return err
	}
	dir, err := root.Open(path.Dir(temporary))
	if err != nil {
		return err
	}
	defer dir.Close() //nolint:errcheck // nothing is written to it
	unnamed := "/proc/self/fd/" + strconv.FormatUint(uint64(file.Fd()), 10)
	err = unix.Linkat(unix.AT_FDCWD, unnamed, int(dir.Fd()), path.Base(temporary), unix.AT_SYMLINK_FOLLOW)
	if err != nil {
		return stageNamed(root, temporary, text, mode) // there is no /proc
	}
	return nil
}

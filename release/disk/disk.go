// Package disk replaces files in one step and locks directories, so that a killed process, a crash or a full disk
// leaves the old file or the new one.
//
// It knows the operating system, and nothing of releases.
package disk

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// TemporaryPrefix begins the names of files that are not in place yet. One that stays was left by a process that was
// killed.
const TemporaryPrefix = ".incoming-"

// WriteFile replaces a file as Replace does. A link stays, and what it leads to is replaced. A path that is not a
// regular file, such as /dev/null or a pipe, is written to as it is.
func WriteFile(path string, data []byte, mode fs.FileMode) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(path, data, mode)
	}
	return Replace(path, data, mode)
}

// Replace replaces a file in one step. The data and the name of the file are on the disk when it returns. The file
// keeps its mode; a new one gets mode, less the umask. Temporary files of killed processes that were replacing it are
// removed first.
func Replace(path string, data []byte, mode fs.FileMode) error {
	return replaceSynced(path, data, mode, (*os.File).Sync)
}

// ErrChanged is returned by Swap for a file that another program has changed.
var ErrChanged = errors.New("another program has changed it meanwhile")

// Swap replaces a file as Replace does, if its data is still what it was before. Programs that take no lock may change
// it up to the last moment.
func Swap(path string, before, data []byte, mode fs.FileMode) error {
	return replaceSynced(path, data, mode, func(file *os.File) error {
		if err := file.Sync(); err != nil {
			return err
		}
		now, err := os.ReadFile(path)
		if err == nil && !bytes.Equal(now, before) {
			err = ErrChanged
		}
		return err
	})
}

func replaceSynced(path string, data []byte, mode fs.FileMode, sync func(*os.File) error) error {
	dir, name := filepath.Split(path)
	dir = filepath.Clean(dir)
	removeLeftovers(dir, name)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	err = replace(root, name, data, mode, sync)
	if err == nil {
		err = Sync(dir)
	}
	return errors.Join(err, root.Close())
}

// ReplaceIn replaces a file below a directory as Replace does, but does not wait until it is on the disk.
func ReplaceIn(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	return replace(root, name, data, mode, func(*os.File) error { return nil })
}

func replace(root *os.Root, name string, data []byte, mode fs.FileMode, sync func(*os.File) error) error {
	dir, base := filepath.Split(filepath.FromSlash(name))
	temporary := filepath.Join(dir, TemporaryPrefix+base+"-"+rand.Text())
	file, err := root.OpenFile(temporary, os.O_CREATE|os.O_WRONLY|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	if before, statErr := root.Stat(name); statErr == nil {
		err = file.Chmod(before.Mode().Perm())
	}
	_, writeErr := file.Write(data)
	err = errors.Join(err, writeErr, sync(file), file.Close())
	if err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	return nil
}

// removeLeftovers removes temporary files of a name that are no longer written to. It ignores errors: a leftover only
// takes room.
func removeLeftovers(dir, name string) {
	const long = time.Minute
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), TemporaryPrefix+name+"-") {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > long {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// Create writes a new file. The data is on the disk when it returns.
func Create(path string, write func(io.Writer) error) error {
	const onlyOwner = 0o600
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, onlyOwner)
	if err != nil {
		return err
	}
	if err := write(file); err != nil {
		return errors.Join(err, file.Close())
	}
	return errors.Join(file.Sync(), file.Close())
}

// Sync waits until a file, or the names in a directory, are on the disk. It does nothing where the system cannot do
// that.
func Sync(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	err = file.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, file.Close())
}

// Clean removes the temporary files of a directory that a killed process left. The caller holds the lock of the
// directory.
func Clean(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var problems []error
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), TemporaryPrefix) {
			problems = append(problems, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return errors.Join(problems...)
}

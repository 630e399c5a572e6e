package follow

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// counter counts what is written, and refuses more than was published, or than may be.
type counter struct {
	n         *int64
	published int64 // 0 where nobody said
	most      int64
}

func (c counter) Write(p []byte) (int, error) {
	*c.n += int64(len(p))
	switch {
	case c.published > 0 && *c.n > c.published:
		return 0, refuse(ReasonAltered, "the file is larger than the %d bytes that were published", c.published)
	case *c.n > c.most:
		return 0, refuse(ReasonTooLarge, "the file has more than %d bytes; allow it with --max-release-bytes", c.most)
	}
	return len(p), nil
}

// diskWriter tells errors of the disk from those of the network.
type diskWriter struct{ io.Writer }

func (w diskWriter) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if err != nil {
		err = refuse(ReasonCache, "write to the cache: %w; make room, or name another directory with --cache-dir", err)
	}
	return n, err
}

// readSmall reads a file of the cache that is a description. What else stands there, such as a pipe, would be waited for without an end.
func readSmall(path string) ([]byte, error) {
	if err := regular(path); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	const most = 8 << 20
	return io.ReadAll(io.LimitReader(file, most))
}

// regular refuses what is no file, or only a link to one.
func regular(path string) error {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is no regular file", path)
	}
	return err
}

// writeSynced writes a new file that is on the disk when it returns.
func writeSynced(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return refuse(ReasonCache, "write to the cache: %w", err)
	}
	return synced(file, write)
}

func synced(file *os.File, write func(io.Writer) error) error {
	if err := write(file); err != nil {
		return errors.Join(err, file.Close())
	}
	return errors.Join(file.Sync(), file.Close())
}

// replaceJSON has a file hold a value, in one step.
func replaceJSON(dir, name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return refuse(ReasonCache, "write %s: %w", name, err)
	}
	// Of a name that no other process writes to.
	file, err := os.CreateTemp(dir, incomingPrefix+name+"-")
	if err != nil {
		return refuse(ReasonCache, "write %s: %w", name, err)
	}
	err = synced(file, func(into io.Writer) error {
		_, err := into.Write(text)
		return err
	})
	if err == nil {
		err = errors.Join(os.Rename(file.Name(), filepath.Join(dir, name)), syncDir(dir))
	}
	if err != nil {
		return refuse(ReasonCache, "write %s: %w", name, errors.Join(err, os.Remove(file.Name())))
	}
	return nil
}

// syncDir has the names in a directory be on the disk, where the system can do that.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, fs.ErrInvalid) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, d.Close())
}

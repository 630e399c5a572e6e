package follow

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/opencompendium/compendium/release/disk"
)

// counter counts what is written. It refuses more bytes than were published, or than are allowed.
type counter struct {
	n         *int64
	published int64 // 0 if unknown
	most      int64
}

func (c counter) Write(p []byte) (int, error) {
	*c.n += int64(len(p))
	switch {
	case c.published > 0 && *c.n > c.published:
		return 0, refuse(ReasonAltered, "the file is larger than the %d bytes that were published", c.published)
	case *c.n > c.most:
		return 0, refuse(ReasonTooLarge, "the file has more than %d bytes; raise the limit with --max-release-bytes", c.most)
	}
	return len(p), nil
}

// diskWriter marks errors of the disk, to tell them from those of the network.
type diskWriter struct{ io.Writer }

func (w diskWriter) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if err != nil {
		err = refuse(ReasonCache,
			"write to the cache: %w; make room, or name another directory with COMPENDIUM_CACHE_DIR", err)
	}
	return n, err
}

// readSmall reads a description from the cache. It refuses what is not a regular file, such as a pipe, which would
// block.
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

// regular returns an error if a path is not a regular file.
func regular(path string) error {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file", path)
	}
	return err
}

// replaceJSON replaces a file with the JSON of a value, in one step.
func replaceJSON(dir, name string, value any) error {
	text, err := json.Marshal(value)
	if err == nil {
		const onlyOwner = 0o600
		err = disk.Replace(filepath.Join(dir, name), text, onlyOwner)
	}
	if err != nil {
		return refuse(ReasonCache, "write %s: %w", name, err)
	}
	return nil
}

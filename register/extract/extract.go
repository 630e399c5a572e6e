// Package extract reads files of the zips in which registers publish their tables.
//
// It knows zips and encodings, and nothing of what is in the files.
package extract

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxBytes is the largest file that is read. The largest of a register of today has some 30 MB; a small zip may hold
// terabytes.
const maxBytes = 128 << 20

// Text returns a file of a zip as UTF-8, without a byte order mark. A file that is not UTF-8 is Windows-1252, as the
// registers once published. Zero bytes, as text in UTF-16 has, are an error. The error of a file that is not there
// is fs.ErrNotExist.
func Text(archive *zip.Reader, name string) (string, error) {
	file, err := archive.Open(name)
	if err != nil {
		return "", fmt.Errorf("read the zip: %w", err)
	}
	defer file.Close()
	// What the zip says of the length holds: more than that is an error of its reader.
	if info, err := file.Stat(); err != nil || info.Size() > maxBytes {
		return "", fmt.Errorf("read %s: it has more than %d MiB unpacked, which no register has", name, maxBytes>>20)
	}
	text, err := io.ReadAll(file)
	if err != nil {
		return "", fmt.Errorf("read %s: %w; the zip may be damaged or incomplete", name, err)
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return "", fmt.Errorf("read %s: it has zero bytes, as text in UTF-16 does; take the file as the register "+
			"publishes it, or save it as UTF-8", name)
	}
	if !utf8.Valid(text) {
		if text, err = charmap.Windows1252.NewDecoder().Bytes(text); err != nil {
			return "", fmt.Errorf("read %s: %w", name, err)
		}
	}
	return strings.TrimPrefix(string(text), "\ufeff"), nil
}

package extract_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/register/extract"
)

// packed returns a zip of one file, and its bytes.
func packed(t *testing.T, name string, write func(*zip.Writer, string)) []byte {
	t.Helper()
	var data bytes.Buffer
	w := zip.NewWriter(&data)
	write(w, name)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

func open(t *testing.T, data []byte) *zip.Reader {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

func text(t *testing.T, content string) []byte {
	t.Helper()
	return packed(t, "a.txt", func(w *zip.Writer, name string) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name}) // stored
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestText(t *testing.T) {
	for content, want := range map[string]string{
		"":                         "",
		"\ufeffA\tB\r\n":           "A\tB\r\n",
		"Pfizer\x92s caf\xe9 \x80": "Pfizer’s café €",
		"café":                     "café",
	} {
		if got, err := extract.Text(open(t, text(t, content)), "a.txt"); err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", content, got, err, want)
		}
	}
	if _, err := extract.Text(open(t, text(t, "")), "b.txt"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// zeros is a reader of zeros without an end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestHostileZips reads zips that lie: one that claims terabytes, one with more than it claims, one that is cut off
// inside its file. And a small one that tells the truth, with more in it than is read.
func TestHostileZips(t *testing.T) {
	claiming := func(size uint64) []byte {
		return packed(t, "a.txt", func(w *zip.Writer, name string) {
			f, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Store, UncompressedSize64: size,
				CompressedSize64: 6})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write([]byte("abcdef")); err != nil {
				t.Fatal(err)
			}
		})
	}
	bomb := packed(t, "a.txt", func(w *zip.Writer, name string) {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.CopyN(f, zeros{}, 129<<20)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	damaged := bytes.Replace(text(t, "abcdef"), []byte("abcdef"), []byte("abcdeF"), 1)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"terabytes":         {claiming(1 << 42), "more than 128 MiB"},
		"more than claimed": {claiming(3), "damaged or incomplete"},
		"less than claimed": {claiming(9), "damaged or incomplete"},
		"a flipped byte":    {damaged, "damaged or incomplete"},
		"UTF-16":            {text(t, "\xff\xfea\x00b\x00"), "save it as UTF-8"},
		"more than is read": {bomb, "more than 128 MiB"},
	} {
		if got, err := extract.Text(open(t, c.data), "a.txt"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, c.want)
		}
	}
}

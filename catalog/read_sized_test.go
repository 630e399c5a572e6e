package catalog

import (
	"strings"
	"testing"
	"testing/iotest"

	"github.com/opencompendium/compendium/catalog/document"
)

func TestReadSizedReadsFilesOfAnySize(t *testing.T) {
	long := strings.Repeat("a", document.MaxFileBytes+100)
	for name, c := range map[string]struct {
		text string
		size int
		want int
	}{
		"as long as it was":     {"abc", 3, 3},
		"empty":                 {"", 0, 0},
		"shorter than it was":   {"abc", 10, 3},
		"emptied":               {"", 10, 0},
		"longer than it was":    {"abcdef", 3, 6},
		"longer by one":         {"abcd", 3, 4},
		"longer than the limit": {long, 3, document.MaxFileBytes + 1},
	} {
		got, err := readSized(iotest.HalfReader(strings.NewReader(c.text)), c.size)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if string(got) != c.text[:c.want] {
			t.Errorf("%s: got %d bytes, want %d", name, len(got), c.want)
		}
	}
	if _, err := readSized(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("abc"))), 3); err == nil {
		t.Error("an error of the file is not told")
	}
}

package validate_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/memory"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// remembered loads content with all of it remembered, of which the memory is then lost, so that records are read from their files again.
func remembered(t *testing.T, files fs.FS) (*catalog.Catalog, []finding.Finding) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "memory")
	for {
		m := memory.Open(path, [sha256.Size]byte{})
		c, problems, err := catalog.Load(files, "", catalog.Sparing(validate.Extract, m))
		if err != nil {
			t.Fatal(err)
		}
		if m.Len() > 0 {
			if err := m.Close(); err != nil {
				t.Fatal(err)
			}
			return c, problems
		}
		if err := c.Remember(make([]catalog.Verdict, c.Len())); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRunOverLostRecord has a run go to its end, and say that content has changed, where a record that it wants to see can neither be recalled nor
// read again.
func TestRunOverLostRecord(t *testing.T) {
	const drug = "display_name: %s\nlifecycle: ACTIVE\nnames:\n  - {text: %[1]s, type: INN}\n  - {text: Shared, type: BRAND}\n"
	files := fstest.MapFS{"drugs/a.yaml": {Data: fmt.Appendf(nil, drug, "A")}, "drugs/b.yaml": {Data: fmt.Appendf(nil, drug, "B")}}
	c, problems := remembered(t, files)
	files["drugs/b.yaml"].Data = []byte("display_name: B\n")
	if _, err := validate.Run(c, problems, validate.Options{AsOf: asOf, Suppressions: true}); err != nil {
		t.Fatal(err)
	}
	if err := c.Changed(); err == nil || !strings.Contains(err.Error(), "drugs/b.yaml") {
		t.Errorf("drugs/b.yaml has changed, and the run says: %v", err)
	}
}

// counting counts how often a file is opened.
type counting struct {
	fstest.MapFS

	mutex  sync.Mutex
	opened map[string]int
}

func (c *counting) Open(name string) (fs.File, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.opened[name]++
	return c.MapFS.Open(name) //nolint:wrapcheck // it stands for what it counts
}

// TestDuplicateNamesAcrossManyDrugs has one drug that takes its names from more drugs than a sparing catalog keeps decoded, in turn. The work must
// not be that of decoding one of them for each name.
func TestDuplicateNamesAcrossManyDrugs(t *testing.T) {
	const drugs, rounds = 300, 8
	files := &counting{MapFS: make(fstest.MapFS), opened: make(map[string]int)}
	var taken strings.Builder
	for i := range drugs {
		var own strings.Builder
		for k := range rounds {
			fmt.Fprintf(&own, "  - {text: n%dx%d, type: BRAND}\n", i, k)
		}
		files.MapFS[fmt.Sprintf("drugs/a%03d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "display_name: A%d\nlifecycle: ACTIVE\nnames:\n%s", i, &own)}
	}
	for k := range rounds {
		for i := range drugs {
			fmt.Fprintf(&taken, "  - {text: n%dx%d, type: BRAND}\n", i, k)
		}
	}
	files.MapFS["drugs/z.yaml"] = &fstest.MapFile{Data: []byte("display_name: Z\nlifecycle: ACTIVE\nnames:\n" + taken.String())}
	c, problems := remembered(t, files)
	clear(files.opened)
	result, err := validate.Run(c, problems, validate.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, f := range result.All {
		if f.Rule == "name-duplicate" {
			found++
		}
	}
	if found != drugs*rounds {
		t.Errorf("%d of %d names are found to be taken", found, drugs*rounds)
	}
	if n := files.opened["drugs/a000.yaml"]; n >= rounds {
		t.Errorf("a drug is read %d times for %d of its names", n, rounds)
	}
}

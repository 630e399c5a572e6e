package site_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/bench/generate"
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/services/site"
)

// generated returns the site of 1,000 drugs whose names have all but a number in common, of 600 targets whose names
// have four letters in common, and of one all of whose words the drugs have.
func generated(t *testing.T) *site.Site {
	t.Helper()
	files := make(fstest.MapFS)
	for path, text := range generate.Files(1000) {
		files[path] = &fstest.MapFile{Data: []byte(text)}
	}
	for i := range 600 {
		name := fmt.Sprintf("gene%c%c", 'a'+i/26, 'a'+i%26)
		text := "display_name: " + name + " with a long name\nkind: GENE\n"
		files["targets/"+name+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	files["targets/shared.yaml"] = &fstest.MapFile{Data: []byte("display_name: Generated inn inn drug drug\nkind: GENE\n")}
	c, problems, err := catalog.Load(files, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return site.New(c, site.Options{AsOf: "2026-11-30"})
}

// TestSearchIndexIsSplit checks that no file of the search index is large, and that what a file of fewer letters lacks
// is in one of more.
func TestSearchIndexIsSplit(t *testing.T) {
	const limit = 100_000
	s := generated(t)
	type shard struct {
		Rows   [][4]string `json:"rows"`
		Cut    bool        `json:"cut"`
		Longer []string    `json:"longer"`
	}
	shards := make(map[string]shard)
	for path := range s.Paths() {
		prefix, ok := strings.CutPrefix(strings.TrimSuffix(path, ".json"), "search/")
		if !ok {
			continue
		}
		text, err := s.Render(path)
		if err != nil {
			t.Fatal(err)
		}
		var read shard
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatal(path, err)
		}
		if shards[prefix] = read; len(text) > limit || read.Cut && len(text) < limit/2 {
			t.Errorf("%s has %d bytes, cut: %v", path, len(text), read.Cut)
		}
	}
	for prefix, s := range shards {
		for _, longer := range s.Longer {
			if _, ok := shards[longer]; !ok || !s.Cut || !strings.HasPrefix(longer, prefix) {
				t.Errorf("%s, cut: %v, names %s, which is there: %v", prefix, s.Cut, longer, ok)
			}
		}
	}
	if !slices.Contains(shards["ge"].Longer, "genea") || slices.Contains(shards["ge"].Longer, "gen") {
		t.Errorf("ge goes on in %v", shards["ge"].Longer)
	}
	if !shards["ge"].Cut || !slices.Contains(shards["ge"].Longer, "generated-drug-inn-7") {
		t.Errorf("ge, cut: %v, does not go on to the next words: %v", shards["ge"].Cut, shards["ge"].Longer)
	}
	if !shards["ge"].Cut || shards["77"].Cut || len(shards["77"].Rows) == 0 {
		t.Errorf("ge: %v, 77: %v", shards["ge"].Cut, shards["77"])
	}
}

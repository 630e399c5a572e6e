package catalog_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog"
)

// TestTextComesBack writes every record of the frozen catalog as a file and reads it again.
func TestTextComesBack(t *testing.T) {
	c, problems, err := catalog.Load(frozen, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	files := make(map[string][]byte)
	for _, r := range c.All() {
		files[r.Name()+".yaml"] = catalog.Text(r.Message())
	}
	again, problems, err := catalog.Load(catalog.Files(files), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	for _, r := range c.All() {
		other, ok := again.Get(r.Name())
		if !ok {
			t.Errorf("%s does not come back", r.Name())
			continue
		}
		if diff := cmp.Diff(r.Message(), other.Message(), protocmp.Transform()); diff != "" {
			t.Errorf("%s (-read +read again):\n%s", r.Name(), diff)
		}
	}
}

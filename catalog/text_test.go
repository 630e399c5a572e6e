package catalog_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/content"
)

// TestTextComesBack writes every shipped record as a file and reads it again.
func TestTextComesBack(t *testing.T) {
	shipped, problems, err := catalog.Load(content.FS, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	files := make(map[string][]byte)
	for _, r := range shipped.All() {
		text, err := catalog.Text(r.Message())
		if err != nil {
			t.Fatal(err)
		}
		files[r.Name()+".yaml"] = text
	}
	again, problems := catalog.FromFiles("", files)
	for _, p := range problems {
		t.Error(p)
	}
	for _, r := range shipped.All() {
		other, ok := again.Get(r.Name())
		if !ok {
			t.Errorf("%s does not come back", r.Name())
			continue
		}
		if diff := cmp.Diff(r.Message(), other.Message(), protocmp.Transform()); diff != "" {
			t.Errorf("%s (-shipped +came back):\n%s", r.Name(), diff)
		}
	}
}

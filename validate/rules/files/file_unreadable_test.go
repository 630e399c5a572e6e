package files_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFileUnreadable(t *testing.T) {
	for _, c := range []struct {
		name string
		mode fs.FileMode
		want string
	}{
		{"a file", 0, ""},
		{"a pipe", fs.ModeNamedPipe, "This is not a regular file."},
		{"a device", fs.ModeDevice, "This is not a regular file."},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := ruletest.Overlay("")
			files["targets/example.yaml"].Mode = c.mode
			content, problems, err := catalog.Load(files, "")
			if err != nil {
				t.Fatal(err)
			}
			result, err := validate.Run(t.Context(), content, problems,
				validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range result.Findings {
				if c.want == "" || f.Rule != catalog.RuleUnreadable || f.File != "targets/example.yaml" ||
					f.Severity != finding.Error || !strings.HasPrefix(f.Message, c.want) {
					t.Errorf("finding is %+v", f)
				}
			}
			if (len(result.Findings) == 1) != (c.want != "") {
				t.Errorf("there are %d findings", len(result.Findings))
			}
		})
	}
}

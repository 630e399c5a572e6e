package validate

import (
	"io/fs"
	"strings"

	"golang.org/x/tools/txtar"
)

// WithExamples returns rules of one subject with their group and their examples. The example of the rule `some-rule` is
// the txtar archive `some_rule.txtar`, with the files of the bad example below bad/ and those of the good one below
// good/.
func WithExamples(group string, files fs.FS, rules ...Rule) []Rule {
	for i := range rules {
		r := &rules[i]
		r.Group = group
		text, err := fs.ReadFile(files, strings.ReplaceAll(r.ID, "-", "_")+".txtar")
		if err != nil {
			continue // the test over all rules reports a rule without an example
		}
		archive := txtar.Parse(text)
		r.Bad, r.Good = part(archive, "bad/"), part(archive, "good/")
	}
	return rules
}

// part returns the files below a directory of an archive as an archive of their own.
func part(archive *txtar.Archive, dir string) string {
	var files []txtar.File
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, dir); ok {
			files = append(files, txtar.File{Name: name, Data: f.Data})
		}
	}
	return string(txtar.Format(&txtar.Archive{Files: files}))
}

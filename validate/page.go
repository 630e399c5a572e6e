package validate

import (
	"io/fs"
	"strings"

	"golang.org/x/tools/txtar"
)

// fixedBy precedes what `compendium lint --fix` does, in the page of a rule.
const fixedBy = "Fixed by lint: "

// Documented returns the rules of a group with their texts and examples. Those of the rule `some-rule` are in the txtar
// archive `some_rule.txtar`. It begins with the title, why it matters and what to do, and what lint fixes, each a
// paragraph. The files of the bad example are below bad/, and those of the good one below good/.
func Documented(group string, pages fs.FS, rules ...Rule) []Rule {
	for i := range rules {
		r := &rules[i]
		r.Group = group
		text, err := fs.ReadFile(pages, strings.ReplaceAll(r.ID, "-", "_")+".txtar")
		if err != nil {
			continue // the test over all rules reports a rule without a page
		}
		page := txtar.Parse(text)
		r.Bad, r.Good = part(page, "bad/"), part(page, "good/")
		title, rest, _ := strings.Cut(string(page.Comment), "\n\n")
		explanation, fix, _ := strings.Cut(rest, "\n\n"+fixedBy)
		r.Title, r.Explanation, r.Fix = unwrapped(title), unwrapped(explanation), unwrapped(fix)
	}
	return rules
}

// unwrapped returns a paragraph as one line.
func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }

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

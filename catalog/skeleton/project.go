package skeleton

import (
	"embed"
	"fmt"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
)

//go:embed project
var project embed.FS

// projectFiles are the files of a new project, by their names among the templates. A template of a file that begins
// with a dot would be in force for this repository.
var projectFiles = []struct{ template, path string }{
	{"compendium.yaml", "compendium.yaml"},
	{"README.md", "README.md"},
	{"gitattributes", ".gitattributes"},
	{"gitignore", ".gitignore"},
	{"editorconfig", ".editorconfig"},
	{"pre-commit.yaml", ".pre-commit-config.yaml"},
	{"workflow.yaml", ".github/workflows/compendium.yaml"},
	{"formulary.yaml", "content/lists/{list}.yaml"},
}

// File is a file of a new project.
type File struct {
	// Path is its path below the project, with slashes.
	Path string
	// Text is its content.
	Text []byte
}

// Start is what a new project depends on.
type Start struct {
	// Day is the day of the review of the first record, and Due that of the next one.
	Day, Due string
	// List is the ID of the first record: a list without entries, which says nothing yet.
	List string
	// Extends names the catalog that the project extends. It is empty if there is none.
	Extends string
}

// Project returns the files of a new project, in the order in which to write them. The record is the last.
func Project(start Start) ([]File, error) {
	var files []File
	for _, f := range projectFiles {
		template, err := project.ReadFile("project/" + f.template)
		if err != nil {
			return nil, fmt.Errorf("read the template of %s: %w", f.path, err)
		}
		fill := strings.NewReplacer("{day}", start.Day, "{due}", start.Due, "{list}", start.List)
		text := fill.Replace(string(template))
		switch {
		case f.template == "formulary.yaml":
			text = fmt.Sprintf(modeline, catalog.Lists) + text
		case f.template == "README.md" && start.Extends == "":
			text, _, _ = strings.Cut(text, "\n## What we build on\n")
		case f.template == "compendium.yaml" && start.Extends != "":
			text += "extends: " + document.Write(start.Extends, false) + "\n"
		}
		files = append(files, File{fill.Replace(f.path), []byte(text)})
	}
	return files, nil
}

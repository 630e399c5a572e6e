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

// FirstRecord is the path of the record that a new project has: a list without entries, which says nothing yet.
const FirstRecord = "content/lists/formulary.yaml"

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
	{"formulary.yaml", FirstRecord},
}

// File is a file of a new project.
type File struct {
	// Path is its path below the project, with slashes.
	Path string
	// Text is its content.
	Text []byte
}

// Project returns the files of a new project, in the order in which to write them. Its first record is reviewed on a
// day and due on another. If extends is not empty, the project is built upon the catalog that it names.
func Project(day, due, extends string) ([]File, error) {
	var files []File
	for _, f := range projectFiles {
		template, err := project.ReadFile("project/" + f.template)
		if err != nil {
			return nil, fmt.Errorf("read the template of %s: %w", f.path, err)
		}
		text := strings.NewReplacer("{day}", day, "{due}", due).Replace(string(template))
		switch {
		case f.path == FirstRecord:
			text = fmt.Sprintf(modeline, catalog.Lists) + text
		case f.template == "compendium.yaml" && extends != "":
			text += "extends: " + document.Write(extends, false) + "\n"
		}
		files = append(files, File{f.path, []byte(text)})
	}
	return files, nil
}

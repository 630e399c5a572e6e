package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestOneReaderOfYAML keeps YAML in catalog/document: no package reads it with a library at run time. What the
// benchmarks compare with, and what dependencies need for themselves, is no reader of content.
func TestOneReaderOfYAML(t *testing.T) {
	list, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`,
		"../../...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(list)) {
		name, imports, _ := strings.Cut(line, " ")
		if strings.Contains(name, "/bench/") {
			continue
		}
		for imported := range strings.FieldsSeq(imports) {
			if strings.Contains(imported, "yaml") {
				t.Errorf("%s imports %s; catalog/document reads YAML", name, imported)
			}
		}
	}
}

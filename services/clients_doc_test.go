package services_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestTheDocumentNamesEveryReason keeps the table of docs/clients.md and the reasons of this package the same.
func TestTheDocumentNamesEveryReason(t *testing.T) {
	text, err := os.ReadFile("../docs/clients.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n## Errors\n")
	if !found {
		t.Fatal("docs/clients.md has no section Errors")
	}
	documented := map[string]bool{}
	for line := range strings.Lines(section) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 {
			continue
		}
		for i, quoted := range strings.Split(cells[2], "`") {
			if i%2 == 1 {
				documented[quoted] = true
			}
		}
	}
	reasons := reasonsOf(t, "errors.go")
	for reason := range reasons {
		if !documented[reason] {
			t.Errorf("docs/clients.md does not document the reason %s; add it to the table of errors", reason)
		}
	}
	for reason := range documented {
		if !reasons[reason] {
			t.Errorf("docs/clients.md documents the reason %s, which errors.go does not have", reason)
		}
	}
}

// reasonsOf reads the values of the constants Reason… of a source file.
func reasonsOf(t *testing.T, path string) map[string]bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]bool{}
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Reason") {
			return true
		}
		literal, ok := spec.Values[0].(*ast.BasicLit)
		if !ok {
			return true
		}
		reason, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		reasons[reason] = true
		return true
	})
	if len(reasons) == 0 {
		t.Fatalf("%s has no reasons", path)
	}
	return reasons
}

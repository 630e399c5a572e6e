package services_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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

// TestGoOfTheDocument runs each Go program of docs/clients.md as it is printed there, in a module of its own, against
// the frozen catalog.
func TestGoOfTheDocument(t *testing.T) {
	text, err := os.ReadFile("../docs/clients.md")
	if err != nil {
		t.Fatal(err)
	}
	programs := strings.Split(string(text), "\n```go\n")[1:]
	if len(programs) == 0 {
		t.Fatal("docs/clients.md has no Go")
	}
	address := listen(t, frozenFiles(t))
	for _, program := range programs {
		program, _, _ = strings.Cut(program, "\n```\n")
		program = strings.ReplaceAll(program, "localhost:50051", address)
		run := exec.CommandContext(t.Context(), "go", "run", ".")
		run.Dir, run.Env = outside(t, program), append(os.Environ(),
			"GOFLAGS="+os.Getenv("GOFLAGS")+" -mod=mod", "GOPROXY=off", "GOWORK=off")
		output, err := run.CombinedOutput()
		if err != nil {
			t.Fatalf("the Go of docs/clients.md: %v\n%s", err, output)
		}
		want := regexp.MustCompile("^Imatinib at version [0-9a-f]{16} stale: false\n(drugs/.*\n)+$")
		if !want.Match(output) {
			t.Errorf("the Go of docs/clients.md prints\n%s", output)
		}
	}
}

// outside writes a program as a module that depends on this one, with the versions that this one has.
func outside(t *testing.T, program string) (dir string) {
	t.Helper()
	const module = "github.com/opencompendium/compendium"
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	mod, err1 := os.ReadFile("../go.mod")
	sum, err2 := os.ReadFile("../go.sum")
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for name, text := range map[string]string{
		"main.go": program, "go.sum": string(sum),
		"go.mod": strings.Replace(string(mod), "module "+module, "module example.org/program", 1) +
			"\nrequire " + module + " v0.0.0\n\nreplace " + module + " => " + root + "\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

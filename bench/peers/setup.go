package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/opencompendium/compendium/bench/generate"
	"github.com/opencompendium/compendium/bench/measure"
)

// setup holds the directories of a run.
type setup struct {
	root     string // of the repository root
	policies string
	cache    string // built and installed programs, kept between runs
	dir      string // temporary files
	schemas  string
}

func (s *setup) tool(name string) string { return filepath.Join(s.cache, "bin", name) }

// resources maps the collections of generated content to Kubernetes kinds.
var resources = map[string]string{
	"classes": "DrugClass", "conditions": "Condition", "drugs": "Drug", "regulators": "Regulator", "sources": "Source",
	"targets": "Target",
}

// prepare builds and installs the programs and writes their schemas.
func prepare(ctx context.Context, root, dir string) (*setup, error) {
	s := &setup{root: root, policies: filepath.Join(root, "bench", "peers", "policy"),
		cache: filepath.Join(root, ".cache", "peers"), dir: dir, schemas: filepath.Join(dir, "schemas")}
	bin := filepath.Join(s.cache, "bin") + string(filepath.Separator)
	build := measure.Command(ctx, "go", "build", "-o", bin, "cuelang.org/go/cmd/cue",
		"github.com/open-policy-agent/conftest", "github.com/yannh/kubeconform/cmd/kubeconform")
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("build the peers: %w", err)
	}
	own := measure.Command(ctx, "go", "build", "-o", bin, "./cmd/compendium")
	own.Dir = root
	if err := own.Run(); err != nil {
		return nil, fmt.Errorf("build compendium: %w", err)
	}
	for _, step := range []func(context.Context) error{s.installAJV, s.writeSchemas, s.importCUE} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// installAJV installs the ajv-based program with its packages.
func (s *setup) installAJV(ctx context.Context) error {
	dir := filepath.Join(s.cache, "ajv")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range []string{"package.json", "package-lock.json", "check.mjs"} {
		text, err := os.ReadFile(filepath.Join(s.policies, "ajv", name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), text, 0o644)
		}
		if err != nil {
			return err
		}
	}
	install := measure.Command(ctx, "npm", "ci", "--silent", "--no-audit", "--no-fund")
	install.Dir = dir
	if err := install.Run(); err != nil {
		return fmt.Errorf("install ajv: %w", err)
	}
	return nil
}

// writeSchemas writes the shipped JSON Schemas, extended by policy/jsonschema, in three forms: plain, as Kubernetes
// resources, and as data for conftest.
func (s *setup) writeSchemas(context.Context) error {
	all := make(map[string]any)
	for collection, kind := range resources {
		schema, err := readJSON(filepath.Join(s.root, "schema", "json", collection+".json"))
		if err != nil {
			return err
		}
		if added, err := readJSON(filepath.Join(s.policies, "jsonschema", collection+".json")); err == nil {
			schema["allOf"] = []any{added}
		} else if !os.IsNotExist(err) {
			return err
		}
		all[collection] = schema
		if err := writeJSON(filepath.Join(s.schemas, collection+".json"), schema); err != nil {
			return err
		}
		if err := writeJSON(filepath.Join(s.dir, "kubeconform", strings.ToLower(kind)+".json"),
			resourceSchema(schema, kind)); err != nil {
			return err
		}
	}
	return writeJSON(filepath.Join(s.dir, "conftest", "schema.json"), map[string]any{"schema": all})
}

// resourceSchema returns the schema of a Kubernetes resource whose spec is a record.
func resourceSchema(record map[string]any, kind string) map[string]any {
	spec := make(map[string]any)
	for key, value := range record {
		if key != "$defs" && key != "$schema" {
			spec[key] = value
		}
	}
	return map[string]any{
		"$schema": record["$schema"], "$defs": record["$defs"], "type": "object", "additionalProperties": false,
		"required": []string{"apiVersion", "kind", "spec"},
		"properties": map[string]any{
			"apiVersion": map[string]any{"const": "compendium/v1"}, "kind": map[string]any{"const": kind}, "spec": spec,
		},
	}
}

// enum matches the two forms of an enum in the output of cue import.
var enum = regexp.MustCompile(`matchN\(1, \[((?:"\w+",?\s*)+)\]\)|"\w+"(?: \|\s*"\w+")+`)

// importCUE converts the shipped JSON Schemas to CUE definitions and adds the constraints. Enums become patterns, which
// makes CUE four times faster.
func (s *setup) importCUE(ctx context.Context) error {
	dir := filepath.Join(s.dir, "cue")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for collection := range resources {
		file := filepath.Join(dir, collection+".cue")
		shipped := filepath.Join(s.root, "schema", "json", collection+".json")
		if err := measure.Command(ctx, s.tool("cue"), "import", "--force", "--package", "content", "--path",
			"#"+collection+":", "--outfile", file, "jsonschema:", shipped).Run(); err != nil {
			return fmt.Errorf("import the schema of %s: %w", collection, err)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		text = enum.ReplaceAllFunc(text, func(choice []byte) []byte {
			return []byte(`=~"^(` + strings.Join(word.FindAllString(strings.TrimPrefix(string(choice), "matchN"), -1), "|") +
				`)$"`)
		})
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return err
		}
	}
	rules, err := os.ReadFile(filepath.Join(s.policies, "cue", "rules.cue"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "rules.cue"), rules, 0o644)
}

var word = regexp.MustCompile(`[A-Za-z_]\w*`)

func readJSON(path string) (map[string]any, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var value map[string]any
	if err := json.Unmarshal(text, &value); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return value, nil
}

func writeJSON(path string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}

// content writes content of n drugs, once, and returns its directory.
func (s *setup) content(n int, wrapped bool) (string, error) {
	form := "plain"
	if wrapped {
		form = "wrapped"
	}
	dir := filepath.Join(s.dir, fmt.Sprint(n), form, "content")
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	// Another process writes it, because the peak memory of this process would count for its children.
	if err := measure.Command(context.Background(), self, "-drugs", fmt.Sprint(n), "-write", dir,
		fmt.Sprintf("-wrapped=%t", wrapped)).Run(); err != nil {
		return "", fmt.Errorf("write content: %w", err)
	}
	return dir, nil
}

func writeAll(dir string, n int, wrapped bool) error {
	for path, text := range generate.Files(n) {
		if err := write(dir, path, text, wrapped); err != nil {
			return err
		}
	}
	return nil
}

// write writes a record below a content directory.
func write(dir, path, text string, wrapped bool) error {
	if wrapped {
		text = wrap(resources[filepath.Dir(path)], text)
	}
	path = filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// wrap makes a record the spec of a Kubernetes resource.
func wrap(kind, text string) string {
	return "apiVersion: compendium/v1\nkind: " + kind + "\nspec:\n  " +
		strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") + "\n"
}

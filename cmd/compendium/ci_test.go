package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// readTop reads a file at the top of the repository.
func readTop(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// strictly reads YAML into a value that has all of its fields.
func strictly(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := yaml.Load(text, into, yaml.WithKnownFields()); err != nil {
		t.Fatal(err)
	}
}

// commandLine is a call of the linter in a text: its words up to what the shell takes.
var commandLine = regexp.MustCompile(
	`(?m)(?:^|[\s|&(\x60])compendium ((?:lint|fmt|schema|rules|explain)\b[^|>&;\n\x60]*)`)

// checkCommands runs over the calls of the linter in a text. Each names a command, and flags that it has.
func checkCommands(t *testing.T, text string) (calls int) {
	t.Helper()
	for _, call := range commandLine.FindAllStringSubmatch(text, -1) {
		calls++
		checkCommand(t, strings.Fields(strings.ReplaceAll(call[1], `"${options[@]}"`, "")))
	}
	return calls
}

func checkCommand(t *testing.T, words []string) {
	t.Helper()
	found, _, err := (&command{}).root().Find(words[:1])
	if err != nil {
		t.Errorf("compendium %s: %v", strings.Join(words, " "), err)
		return
	}
	for _, word := range words[1:] {
		flag, isFlag := strings.CutPrefix(word, "--")
		flag, _, _ = strings.Cut(flag, "=")
		if isFlag && flag != "" && found.Flags().Lookup(flag) == nil {
			t.Errorf("compendium %s: there is no flag --%s", strings.Join(words, " "), flag)
		}
	}
}

type hook struct {
	ID            string   `yaml:"id"`
	Name          string   `yaml:"name"`
	Description   string   `yaml:"description"`
	Language      string   `yaml:"language"`
	Entry         string   `yaml:"entry"`
	Args          []string `yaml:"args"`
	PassFilenames bool     `yaml:"pass_filenames"`
	AlwaysRun     bool     `yaml:"always_run"`
	Files         string   `yaml:"files"`
}

func readHooks(t *testing.T) []hook {
	t.Helper()
	var hooks []hook
	strictly(t, readTop(t, ".pre-commit-hooks.yaml"), &hooks)
	return hooks
}

func TestPreCommitHooks(t *testing.T) {
	hooks := readHooks(t)
	if len(hooks) == 0 {
		t.Fatal("there is no hook")
	}
	for _, h := range hooks {
		if h.ID == "" || h.Name == "" || h.Language != "golang" {
			t.Errorf("the hook %+v lacks what pre-commit needs", h)
		}
		words := append(strings.Fields(h.Entry), h.Args...)
		if words[0] != "compendium" {
			t.Errorf("the hook %s runs %s, which this repository does not install", h.ID, words[0])
		}
		checkCommand(t, words[1:])
	}
}

type action struct {
	Name        string                  `yaml:"name"`
	Description string                  `yaml:"description"`
	Author      string                  `yaml:"author"`
	Branding    map[string]string       `yaml:"branding"`
	Inputs      map[string]actionInput  `yaml:"inputs"`
	Outputs     map[string]actionOutput `yaml:"outputs"`
	Runs        struct {
		Using string       `yaml:"using"`
		Steps []actionStep `yaml:"steps"`
	} `yaml:"runs"`
}

type actionInput struct {
	Description string `yaml:"description"`
	Default     string `yaml:"default"`
}

type actionOutput struct {
	Description string `yaml:"description"`
	Value       string `yaml:"value"`
}

type actionStep struct {
	Name  string            `yaml:"name"`
	ID    string            `yaml:"id"`
	Uses  string            `yaml:"uses"`
	With  map[string]string `yaml:"with"`
	Shell string            `yaml:"shell"`
	Env   map[string]string `yaml:"env"`
	Run   string            `yaml:"run"`
}

func readAction(t *testing.T) action {
	t.Helper()
	var a action
	strictly(t, readTop(t, "action.yml"), &a)
	return a
}

func TestAction(t *testing.T) {
	a := readAction(t)
	text := string(readTop(t, "action.yml"))
	page := string(readTop(t, "docs/ci.md"))
	for name, input := range a.Inputs {
		if input.Description == "" {
			t.Errorf("the input %s has no description", name)
		}
		if !strings.Contains(text, "${{ inputs."+name+" }}") {
			t.Errorf("no step uses the input %s", name)
		}
		if !strings.Contains(page, "\n| `"+name+"` |") {
			t.Errorf("docs/ci.md does not tell of the input %s", name)
		}
	}
	for _, used := range regexp.MustCompile(`inputs\.([a-z-]+)`).FindAllStringSubmatch(text, -1) {
		if _, ok := a.Inputs[used[1]]; !ok {
			t.Errorf("a step uses the input %s, which is not declared", used[1])
		}
	}
	calls := 0
	for _, step := range a.Runs.Steps {
		if step.Run != "" && step.Shell == "" {
			t.Errorf("the step %s names no shell, which a composite action needs", step.Name)
		}
		if strings.Contains(step.Run, "${{") {
			t.Errorf("the step %s writes an expression into its script, where an input could become a command: pass it in env",
				step.Name)
		}
		calls += checkCommands(t, step.Run)
	}
	if calls < 3 {
		t.Errorf("the action calls the linter %d times", calls)
	}
}

// TestCIPage parses what docs/ci.md shows, and looks whether every command, flag, hook and input that it names is
// there.
func TestCIPage(t *testing.T) {
	page := string(readTop(t, "docs/ci.md"))
	blocks := regexp.MustCompile("(?s)```([a-z]+)\n(.*?)```").FindAllStringSubmatch(page, -1)
	if len(blocks) < 8 {
		t.Fatalf("the page shows %d examples", len(blocks))
	}
	calls := checkCommands(t, page)
	for _, block := range blocks {
		language, text := block[1], block[2]
		var value any
		var err error
		switch language {
		case "yaml":
			err = yaml.Load([]byte(text), &value)
		case "json":
			err = json.Unmarshal([]byte(text), &value)
		}
		if err != nil && !strings.HasPrefix(text, "# yaml-language-server") { // a comment is an empty document
			t.Errorf("%v in the example\n%s", err, text)
		}
		checkSetUp(t, value)
	}
	if calls < 3 {
		t.Errorf("the page shows %d calls of the linter", calls)
	}
}

// checkSetUp fails unless the inputs of the action and the hooks that a workflow or configuration sets up exist.
func checkSetUp(t *testing.T, value any) {
	t.Helper()
	inputs, hooks := readAction(t).Inputs, readHooks(t)
	each(value, func(m map[string]any) {
		if uses, _ := m["uses"].(string); strings.HasPrefix(uses, "opencompendium/compendium@") {
			with, _ := m["with"].(map[string]any)
			for name := range with {
				if _, ok := inputs[name]; !ok {
					t.Errorf("the action has no input %s", name)
				}
			}
		}
		if id, isHook := m["id"].(string); isHook {
			i := slices.IndexFunc(hooks, func(h hook) bool { return h.ID == id })
			if i < 0 {
				t.Errorf("there is no hook %s", id)
				return
			}
			words := strings.Fields(hooks[i].Entry)[1:]
			arguments, _ := m["args"].([]any)
			for _, a := range arguments {
				word, _ := a.(string)
				words = append(words, word)
			}
			checkCommand(t, words)
		}
	})
}

// each visits the mappings of a value.
func each(value any, visit func(map[string]any)) {
	switch v := value.(type) {
	case map[string]any:
		visit(v)
		for _, child := range v {
			each(child, visit)
		}
	case []any:
		for _, child := range v {
			each(child, visit)
		}
	}
}

// writeActionStep writes the script of a step of the action, for scripts to run as GitHub does.
func writeActionStep(id, file string) error {
	text, err := os.ReadFile(filepath.Join(topDir, "action.yml"))
	if err != nil {
		return err
	}
	var a action
	if err := yaml.Load(text, &a); err != nil {
		return err
	}
	for _, step := range a.Runs.Steps {
		if step.ID == id {
			return os.WriteFile(file, []byte(step.Run), 0o600)
		}
	}
	return os.ErrNotExist
}

// topDir is absolute, because scripts run in directories of their own.
var topDir, _ = filepath.Abs(filepath.Join("..", ".."))

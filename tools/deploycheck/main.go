// Command deploycheck checks the files of deploy/ by the parsers of those who read them: Kubernetes' types, and BuildKit's Dockerfile
// frontend with its linter.
package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	"sigs.k8s.io/yaml"
)

func main() {
	failed := false
	for _, check := range []struct {
		file string
		is   func([]byte) error
	}{{"deploy/kubernetes/compendium.yaml", kubernetes}, {"deploy/Dockerfile", dockerfile}} {
		text, err := os.ReadFile(check.file)
		if err == nil {
			err = check.is(text)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", check.file, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

// kubernetes reads each document strictly as what it says it is.
func kubernetes(text []byte) error {
	for _, document := range bytes.Split(text, []byte("\n---\n")) {
		var kind struct{ Kind string }
		if err := yaml.Unmarshal(document, &kind); err != nil {
			return err
		}
		object, ok := map[string]any{"Deployment": &appsv1.Deployment{}, "Service": &corev1.Service{}, "PodDisruptionBudget": &policyv1.PodDisruptionBudget{}}[kind.Kind]
		if !ok {
			return fmt.Errorf("it holds a %q, which is not checked", kind.Kind)
		}
		if err := yaml.UnmarshalStrict(document, object); err != nil {
			return fmt.Errorf("%s: %w", kind.Kind, err)
		}
	}
	return nil
}

func dockerfile(text []byte) error {
	parsed, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return err
	}
	var warned error
	warnings := linter.New(&linter.Config{Warn: func(rule, description, _, message string, _ []parser.Range) {
		warned = fmt.Errorf("%s: %s %s", rule, message, description)
	}})
	if _, _, err := instructions.Parse(parsed.AST, warnings); err != nil {
		return err
	}
	return warned
}

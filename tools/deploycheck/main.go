// Command deploycheck checks the files of deploy/ by the parsers of those who read them: Kubernetes' types, BuildKit's Dockerfile frontend
// with its linter, and a parser of PromQL.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/VictoriaMetrics/metricsql"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/prometheus/common/model"
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
	}{{"deploy/kubernetes/compendium.yaml", kubernetes}, {"deploy/Dockerfile", dockerfile},
		{"deploy/prometheus/alerts.yaml", alerts}, {"deploy/grafana/compendium.json", dashboard}} {
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

// alerts reads the rules as Prometheus does, and their expressions.
func alerts(text []byte) error {
	var file struct {
		Groups []struct {
			Name  string `json:"name"`
			Rules []struct {
				Alert       string            `json:"alert"`
				Expr        string            `json:"expr"`
				For         string            `json:"for"`
				Labels      map[string]string `json:"labels"`
				Annotations map[string]string `json:"annotations"`
			} `json:"rules"`
		} `json:"groups"`
	}
	if err := yaml.UnmarshalStrict(text, &file); err != nil {
		return err
	}
	rules := 0
	for _, group := range file.Groups {
		for _, rule := range group.Rules {
			rules++
			if rule.Alert == "" || group.Name == "" || rule.Annotations["summary"] == "" {
				return fmt.Errorf("rule %d: the alert, its group or its summary has no text", rules)
			}
			if _, err := model.ParseDuration(rule.For); err != nil {
				return fmt.Errorf("%s: %w", rule.Alert, err)
			}
			if err := promQL(rule.Expr); err != nil {
				return fmt.Errorf("%s: %w", rule.Alert, err)
			}
		}
	}
	if rules == 0 {
		return errors.New("it holds no rule")
	}
	return nil
}

// dashboard reads what Grafana needs of a dashboard, and the expressions of its panels.
func dashboard(text []byte) error {
	var file struct {
		Title         string `json:"title"`
		UID           string `json:"uid"`
		SchemaVersion int    `json:"schemaVersion"`
		Panels        []struct {
			Title   string         `json:"title"`
			Type    string         `json:"type"`
			GridPos map[string]int `json:"gridPos"`
			Targets []struct {
				Expr string `json:"expr"`
			} `json:"targets"`
		} `json:"panels"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return err
	}
	if file.Title == "" || file.UID == "" || file.SchemaVersion == 0 || len(file.Panels) == 0 {
		return errors.New("it has no title, uid, schemaVersion or panels")
	}
	for _, panel := range file.Panels {
		if panel.Type == "" || len(panel.GridPos) != 4 || len(panel.Targets) == 0 {
			return fmt.Errorf("the panel %q has no type, place or targets", panel.Title)
		}
		for _, target := range panel.Targets {
			if err := promQL(target.Expr); err != nil {
				return fmt.Errorf("the panel %q: %w", panel.Title, err)
			}
		}
	}
	return nil
}

// promQL reads an expression. The parser of Prometheus itself would bring the clients of three clouds with it.
func promQL(expression string) error {
	_, err := metricsql.Parse(expression)
	return err
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
